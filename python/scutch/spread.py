"""What engines share: configurations as text, the work of a worker, and the manifest of a run.

The native half decides; an engine moves rows.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from . import _native
from .pipeline import Config, Pipeline, plain

DOCUMENT_BITS = 40
"""Bits of a place that number a document; those above them number its share."""

TABLES = {"documents": "document", "rejected": "rejected", "duplicates": "duplicate"}
"""The tables of a dataset, and the columns of outcomes that hold their rows."""

COLUMNS = {**TABLES, "changes": "changes"}
"""All tables, and the columns of outcomes that they come from."""

TWIN = ["same", "kept_file", "kept_id", "likeness", "via_file", "via_id", "via_likeness"]
"""The columns that tell what a document repeats, besides the number of its cluster."""

COUNTS = pa.field("counts", pa.string())
"""The column of outcomes whose last row has the counts of a worker."""

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


def settled(config: Config, **over: Any) -> str:
    """Returns a whole configuration as text, with the keys of `over` (`run_input` for `run.input`) on top."""
    keys = {key.replace("_", ".", 1): value for key, value in over.items()}
    whole = Pipeline(plain(config)).config
    for key, value in keys.items():
        section, name = key.split(".")
        whole[section][name] = value
    return json.dumps(whole)


def listed(paths: Paths) -> list[str]:
    """Returns paths as a list of texts."""
    many = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    return [os.fspath(path) for path in many]


@lru_cache(maxsize=4)
def native(state: str) -> _native.Pipeline:
    """Returns the pipeline of a configuration, made once in each process."""
    return _native.Pipeline.restore(state)


def schema_of_outcomes() -> pa.Schema:
    """Returns the columns of what becomes of documents."""
    empty = pa.record_batch({"text": pa.array([], pa.string())})
    return pa.record_batch(_native.Pipeline().outcomes(empty)).schema


def scan(state: str, share: str, number: int) -> Iterator[pa.RecordBatch]:
    """Gives the documents of a share behind the stages."""
    for batch in _native.Scan(native(state), share, number):
        yield pa.record_batch(batch)


def settle(state: str, documents: int, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Gives what is set aside of the parts in `batches`, which are sorted by part and place."""
    work = _native.Settle(native(state), documents)
    for batch in batches:
        yield pa.record_batch(work.add(batch))
    yield pa.record_batch(work.finish())


def finish(
    state: str, numbers: dict[int, int], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Gives what became of the documents in `batches`, which are sorted by place; the last row holds the
    counts of all."""
    work = _native.Finish(native(state), numbers)
    schema = schema_of_outcomes().append(COUNTS)
    for batch in batches:
        made = pa.record_batch(work.add(batch))
        yield pa.RecordBatch.from_arrays([*made.columns, pa.nulls(len(made), pa.string())], schema=schema)
    told = {"place": -1, "changes": [], "counts": work.counts()}
    yield pa.RecordBatch.from_pylist([told], schema=schema)


def rows_of(outcomes: pa.RecordBatch) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Gives the tables of outcomes by name, with the rows that each has."""
    for table, column in COLUMNS.items():
        rows = outcomes[column]
        rows = rows.flatten() if table == "changes" else rows.filter(pc.is_valid(rows))
        yield table, pa.RecordBatch.from_struct_array(rows)


def firsts(links: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Returns a link from each document to the first that it is connected with, by a forest whose roots come
    first."""
    parents: dict[int, int] = {}

    def root(at: int) -> int:
        while (parent := parents.setdefault(at, at)) != at:
            parents[at] = parents[parent]
            at = parents[at]
        return at

    for a, b in links:
        a, b = sorted((root(a), root(b)))
        parents[b] = a
    return [(at, root(at)) for at in list(parents) if root(at) != at]


def numbered(settled: pa.Table) -> pa.Table:
    """Returns what is set aside, in order, with the number of each cluster: they are counted where their first
    removal is met."""
    removed = settled.filter(pc.is_valid(settled["kept_place"])).sort_by("place")
    clusters: dict[int, int] = {}
    kept = removed["kept_place"].to_pylist()
    numbers = [clusters.setdefault(place, len(clusters) + 1) for place in kept]
    return removed.append_column("cluster", pa.array(numbers, pa.int64())).combine_chunks()


def with_twins(batch: pa.RecordBatch, decided: pa.Table) -> pa.RecordBatch:
    """Returns scanned documents with what was decided of each."""
    at = pc.index_in(batch["place"], value_set=decided["place"])
    names = ["cluster", *TWIN]
    columns = decided.select(names).take(at).combine_chunks().columns
    columns = [column.combine_chunks() for column in columns]
    return pa.RecordBatch.from_arrays([*batch.columns, *columns], [*batch.schema.names, *names])


def before(kept: dict[int, int]) -> dict[int, int]:
    """Returns how many records come before each share, from how many each has."""
    numbers, sum_so_far = {}, 0
    for share in sorted(kept):
        numbers[share] = sum_so_far
        sum_so_far += kept[share]
    return numbers


def manifest(
    state: str,
    counts: Iterable[str],
    seals: Iterable[tuple[int, int, str, str]],
    excluded: int,
    warnings: list[str],
) -> dict[str, Any]:
    """Returns the manifest of the counts of all workers. `seals` are input, raw bytes, raw hash and name of
    every document, in order; without any, the inputs have no hash."""
    merge = _native.Merge(json.loads(state))
    for told in counts:
        merge.count(told)
    for seal in seals:
        merge.seal(*seal)
    return json.loads(merge.manifest(excluded, warnings))
