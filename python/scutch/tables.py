"""Tables of Parquet that tasks write and read: each file is put in place whole, or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.fs import FileSystem, LocalFileSystem


def place(folder: str) -> tuple[FileSystem, str]:
    """Returns the file system and the path of a folder, which may be an address such as ``s3://bucket/a``."""
    return FileSystem.from_uri(folder) if "://" in folder else (LocalFileSystem(), folder)


def name(folder: str, number: int) -> str:
    """Returns the name of the file of a share."""
    return f"{folder}/part-{number:06}.parquet"


class Writer:
    """Writes the file `number` of several folders. A task that is done again writes the same files anew, and
    what it did not complete has a name that no reader looks at."""

    def __init__(self, system: FileSystem, number: int) -> None:
        self.system = system
        self.number = number
        self.mark = uuid.uuid4().hex
        self.open: dict[str, pq.ParquetWriter] = {}

    def write(self, folder: str, batch: pa.RecordBatch) -> None:
        """Appends rows; a file is there even where it has none."""
        if folder not in self.open:
            self.system.create_dir(folder, recursive=True)
            path = self.hidden(folder)
            made = pq.ParquetWriter(path, batch.schema, filesystem=self.system, compression="zstd")
            self.open[folder] = made
        self.open[folder].write_batch(batch)

    def hidden(self, folder: str) -> str:
        return f"{folder}/.{self.number:06}-{self.mark}"

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        for folder, writer in self.open.items():
            writer.close()
            if kind is None:
                self.system.move(self.hidden(folder), name(folder, self.number))
            else:
                self.system.delete_file(self.hidden(folder))


def read(
    system: FileSystem, folder: str, number: int, columns: list[str], rows: int = 1024
) -> Iterator[pa.RecordBatch]:
    """Gives columns of the file `number` in batches, in order; nothing where there is no such file."""
    path = name(folder, number)
    if system.get_file_info(path).is_file:
        with system.open_input_file(path) as file:
            yield from pq.ParquetFile(file).iter_batches(batch_size=rows, columns=columns)


def clear(system: FileSystem, folders: Iterable[str]) -> None:
    """Removes folders, where they are there."""
    for folder in folders:
        system.delete_dir_contents(folder, missing_dir_ok=True)
