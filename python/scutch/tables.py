"""Files that tasks write and read: each is put in place whole, or not at all.

A task that is done again, because its worker died or another did it as well, writes the same files anew; what it
did not complete has a name that no reader looks at.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.fs import FileSelector, FileSystem, FileType, LocalFileSystem, copy_files


def absolute(folder: str | os.PathLike[str]) -> str:
    """Returns a folder under the name that it has everywhere: workers start elsewhere."""
    folder = os.fspath(folder)
    if folder.startswith("file://"):
        return place(folder)[1]
    return folder if "://" in folder else os.path.abspath(folder)


def place(folder: str) -> tuple[FileSystem, str]:
    """Returns the file system and the path of a folder, which may be an address such as ``s3://bucket/a``."""
    if "://" not in folder:
        return LocalFileSystem(), folder
    # Spark's name for the same place.
    return FileSystem.from_uri(f"s3://{folder[6:]}" if folder.startswith("s3a://") else folder)


def is_local(folder: str) -> bool:
    """Returns whether a folder can be opened by its path."""
    return isinstance(place(folder)[0], LocalFileSystem)


def name(folder: str, number: int) -> str:
    """Returns the name of the table of a share."""
    return f"{folder}/part-{number:06}.parquet"


def write(folder: str, number: int, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Writes batches as the table `number` of a folder, and gives each of them. Nothing is there where there are
    no batches."""
    system, path = place(folder)
    hidden, writer = f"{path}/.{number:06}-{uuid.uuid4().hex}", None
    for batch in batches:
        if writer is None:
            system.create_dir(path, recursive=True)
            writer = pq.ParquetWriter(hidden, batch.schema, filesystem=system, compression="zstd")
        writer.write_batch(batch)
        yield batch
    if writer is not None:
        writer.close()
        system.move(hidden, name(path, number))


def read(
    folder: str, number: int, columns: list[str], rows: int = 1024
) -> Iterator[pa.RecordBatch]:
    """Gives columns of the table `number` of a folder in batches, in order; nothing where there is none."""
    system, path = place(folder)
    path = name(path, number)
    if system.get_file_info(path).is_file:
        with system.open_input_file(path) as file:
            yield from pq.ParquetFile(file).iter_batches(batch_size=rows, columns=columns)


def rows(folder: str) -> int:
    """Returns how many rows the tables of a folder have."""
    return sum(file.metadata.num_rows for file in files(folder))


def read_whole(folder: str, schema: pa.Schema) -> pa.Table:
    """Returns the rows of all tables of a folder, which an engine may have written."""
    parts = [file.read(schema.names).select(schema.names).cast(schema) for file in files(folder)]
    return pa.concat_tables([schema.empty_table(), *parts]).combine_chunks()


def files(folder: str) -> Iterator[pq.ParquetFile]:
    """Gives the tables of a folder."""
    system, path = place(folder)
    for file in system.get_file_info(FileSelector(path, allow_not_found=True)):
        if file.type == FileType.File and file.base_name.endswith(".parquet") and file.base_name[0] not in "._":
            with system.open_input_file(file.path) as opened:
                yield pq.ParquetFile(opened)


@contextmanager
def filled(folder: str) -> Iterator[str]:
    """Gives a folder on the disk whose files are put into `folder` at the end."""
    system, path = place(folder)
    system.create_dir(path, recursive=True)
    if isinstance(system, LocalFileSystem):
        with tempfile.TemporaryDirectory(prefix=".", dir=os.path.dirname(path)) as local:
            yield local
            for file in os.listdir(local):
                os.replace(f"{local}/{file}", f"{path}/{file}")
    else:
        with tempfile.TemporaryDirectory() as local:
            yield local
            copy_files(local, path, LocalFileSystem(), system)


def put(folder: str, file: str, text: bytes) -> None:
    """Writes a file."""
    system, path = place(folder)
    system.create_dir(path, recursive=True)
    with system.open_output_stream(f"{path}/{file}") as stream:
        stream.write(text)


def take(folder: str, file: str) -> bytes | None:
    """Returns the bytes of a file, where it is there."""
    system, path = place(folder)
    if not system.get_file_info(f"{path}/{file}").is_file:
        return None
    with system.open_input_stream(f"{path}/{file}") as stream:
        return stream.read()


def move(source: str, target: str, files: Iterable[tuple[str, str]]) -> None:
    """Moves files from one folder to another of the same file system."""
    system, source = place(source)
    _, target = place(target)
    for staged, file in files:
        system.create_dir(os.path.dirname(f"{target}/{file}"), recursive=True)
        system.move(f"{source}/{staged}", f"{target}/{file}")


def remove(folder: str, files: Iterable[str]) -> None:
    """Removes files of a folder, where they are there."""
    system, path = place(folder)
    for file in files:
        if system.get_file_info(f"{path}/{file}").is_file:
            system.delete_file(f"{path}/{file}")


@contextmanager
def aside(folder: str, files: Iterable[str], by: str) -> Iterator[None]:
    """Moves those of the files that there are from `folder` to the folder `by`; they come back if what is done
    meanwhile fails."""
    system, path = place(folder)
    found = [(file, file) for file in files if system.get_file_info(f"{path}/{file}").is_file]
    moved: list[tuple[str, str]] = []
    try:
        for file in found:
            move(folder, by, [file])
            moved.append(file)
        yield
    except BaseException:
        move(by, folder, moved)
        raise


def clear(folder: str) -> None:
    """Removes a folder, where it is there."""
    system, path = place(folder)
    if isinstance(system, LocalFileSystem):
        # A task that was given up may still be writing there.
        shutil.rmtree(path, ignore_errors=True)
    elif system.get_file_info(path).type == FileType.Directory:
        system.delete_dir(path)
