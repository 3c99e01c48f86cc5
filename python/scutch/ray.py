"""scutch on Ray Data: the same stages, bytes and ledger, on as many machines as there are.

`clean` is for datasets, `run` for whole corpora; ``scutch/jobs/ray_job.py`` is `run` for `ray job submit`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import ray

from . import _native, spread, tables
from .pipeline import Config
from .runs import Manifest


def clean(
    dataset: ray.data.Dataset, text: str = "text", *, file: str | None = None, config: Config = None
) -> ray.data.Dataset:
    """Returns what becomes of each row of `dataset`, a row each: `document`, a record, or `rejected`, why not,
    and `changes`, the ledger.

    The text is in the column `text`, the other columns come along as the record's `meta`; `file` is the column
    that names the documents, and without it they are numbered within each batch. Nothing is compared with
    another document.
    """
    columns = json.loads(spread.settled(config))["read"]["columns"] | {"text": text}
    state = spread.settled(config, read_columns=columns, run_threads=1)
    return dataset.map_batches(partial(clean_batch, state, file), batch_format="pyarrow")


def run(
    inputs: spread.Paths,
    output: str,
    *,
    config: Config = None,
    partitions: int | None = None,
    work: str | None = None,
    seal: bool = True,
) -> Manifest:
    """Cleans the files and folders of `inputs`, which every worker sees under the same paths, into tables of
    Parquet below `output`: `documents`, `rejected`, `duplicates` and `changes`, with `manifest.json`.

    Documents, ledger, clusters and counts are those of ``scutch run``, however many `partitions` the files are
    cut into (by default, one for each core). A task writes the files of its share under names of their own and
    puts them in place by renaming, so that one which is done again leaves the same.

    What repeats what is decided by the driver, in the order of the input, in the memory that
    `limits.dedupe_memory` allows and in files beyond it: a shuffle of Ray holds each group in memory. `work` is
    a folder for what lies between the passes, by default inside `output`; it is removed at the end. `seal`
    hashes each input as the manifest of a run does.
    """
    state = spread.settled(
        config, run_input=spread.listed(inputs), run_output=output, run_threads=1
    )
    compares = _native.compares(json.loads(state))
    wanted = partitions or int(ray.cluster_resources().get("CPU", 1))
    shares, excluded = _native.shares(json.loads(state), wanted)
    passes = Passes(state, output, work or f"{output}/_work", len(shares))
    passes.scan(shares)
    removed, warnings = passes.decide(compares)
    counts = passes.finish(removed)
    manifest = spread.manifest(state, counts, passes.seals() if seal else (), excluded, warnings)
    passes.end(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    return manifest


class Passes:
    """The passes of a run. Each leaves its tables on the disk, a file for each share."""

    def __init__(self, state: str, output: str, work: str, shares: int) -> None:
        self.state = state
        self.output = output
        self.work = work
        self.shares = shares
        for folder in (work, *(f"{output}/{name}" for name in spread.COLUMNS)):
            system, path = tables.place(folder)
            tables.clear(system, [path])

    def scan(self, shares: list[str]) -> None:
        """Runs every document through the stages."""
        rows = [{"number": number, "share": share} for number, share in enumerate(shares)]
        for_each(rows, partial(scan_shares, self.state, self.work))

    def read(self, number: int, columns: list[str]) -> Iterator[pa.RecordBatch]:
        system, work = tables.place(self.work)
        return tables.read(system, f"{work}/scanned", number, columns)

    def read_all(self, columns: list[str]) -> Iterator[pa.RecordBatch]:
        for number in range(self.shares):
            yield from self.read(number, columns)

    def decide(self, compares: bool) -> tuple[pa.Table, list[str]]:
        """Returns what is set aside, with the numbers of clusters, and what there is to warn of."""
        documents = sum(len(batch) - batch["entry"].null_count for batch in self.read_all(["entry"]))
        settled = spread.settle(self.state, documents, self.shown() if compares else ())
        settled = pa.Table.from_batches(settled).combine_chunks()
        warned = settled.filter(pc.is_valid(settled["warning"])).sort_by("place")
        return spread.numbered(settled), warned["warning"].to_pylist()

    def shown(self) -> Iterator[pa.RecordBatch]:
        """Gives what is compared, as one part."""
        for batch in self.read_all(["place", "keys", "entry"]):
            batch = batch.filter(pc.is_valid(batch["entry"]))
            part = pa.array([0] * len(batch), pa.int64())
            yield pa.RecordBatch.from_arrays([part, *batch.columns], ["part", "place", "keys", "entry"])

    def finish(self, removed: pa.Table) -> list[str]:
        """Writes the rows of the dataset; returns the counts of all tasks."""
        kept = dict.fromkeys(range(self.shares), 0)
        for number in kept:
            kept[number] = sum(batch["kept"].true_count for batch in self.read(number, ["kept"]))
        for place in removed["place"].to_pylist():
            kept[place >> spread.DOCUMENT_BITS] -= 1
        rows = [{"number": number, "before": before} for number, before in spread.before(kept).items()]
        task = partial(finish_shares, self.state, self.work, self.output, ray.put(removed))
        return [row["counts"] for row in for_each(rows, task)]

    def seals(self) -> Iterator[tuple[int, int, str, str]]:
        """Gives input, raw bytes, raw hash and name of every document, in order."""
        for batch in self.read_all(["input", "raw_bytes", "raw_hash", "file"]):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def end(self, manifest: str) -> None:
        """Writes the manifest, and removes what lies between the passes."""
        system, output = tables.place(self.output)
        system.create_dir(output, recursive=True)
        with system.open_output_stream(f"{output}/manifest.json") as stream:
            stream.write(manifest.encode())
        system, work = tables.place(self.work)
        system.delete_dir(work)


def for_each(rows: list[dict[str, Any]], task: Any) -> list[dict[str, Any]]:
    """Does `task` for each row, a block of its own, and returns what came of them."""
    if not rows:
        return []
    given = ray.data.from_items(rows, override_num_blocks=len(rows))
    return given.map_batches(task, batch_format="pyarrow", batch_size=1).take_all()


def clean_batch(state: str, file: str | None, batch: pa.Table) -> pa.Table:
    made, first = [], 1
    for part in batch.to_batches():
        made.append(pa.record_batch(spread.native(state).outcomes(part, file, first)))
        first += len(part)
    return pa.Table.from_batches(made).select(["document", "rejected", "changes"])


def scan_shares(state: str, work: str, batch: pa.Table) -> pa.Table:
    """Runs the documents of shares through the stages."""
    system, work = tables.place(work)
    folder = f"{work}/scanned"
    for row in batch.to_pylist():
        with tables.Writer(system, row["number"]) as writer:
            for scanned in spread.scan(state, row["share"], row["number"]):
                writer.write(folder, scanned)
    return batch.select(["number"])


def finish_shares(state: str, work: str, output: str, removed: Any, batch: pa.Table) -> pa.Table:
    """Writes the rows of the documents of shares, with what was decided of them."""
    system, work = tables.place(work)
    target, output = tables.place(output)
    decided, counts = ray.get(removed), []
    for row in batch.to_pylist():
        number = row["number"]
        scanned = tables.read(system, f"{work}/scanned", number, ["place", "input", "document"])
        waiting = (spread.with_twins(part, decided) for part in scanned)
        with tables.Writer(target, number) as writer:
            for made in spread.finish(state, {number: row["before"]}, waiting):
                counts += [told for told in made["counts"].to_pylist() if told is not None]
                documents = made.filter(pc.is_null(made["counts"]))
                for table, rows in spread.rows_of(documents):
                    writer.write(f"{output}/{table}", rows)
    return batch.select(["number"]).append_column("counts", pa.array(counts, pa.string()))
