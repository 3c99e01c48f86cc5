"""Compares the dataset of an engine with that of a run in one process, row by row."""

import json
import pathlib

import pyarrow.parquet as pq

TABLES = ("documents", "rejected", "duplicates", "changes")


def of(folder: pathlib.Path) -> dict[str, list[str]]:
    """Returns the rows of a dataset of Parquet, each as a text."""
    tables: dict[str, list[str]] = {name: [] for name in TABLES}
    for output in json.loads((folder / "manifest.json").read_text())["outputs"]:
        if output.get("table") in TABLES:
            tables[output["table"]] += rows(pq.ParquetFile(folder / output["file"]))
    return {name: sorted(found) for name, found in tables.items()}


def rows(file: pq.ParquetFile) -> list[str]:
    return [json.dumps(row, sort_keys=True) for batch in file.iter_batches(4096) for row in batch.to_pylist()]


def same(expected: dict[str, list[str]], found: dict[str, list[str]]) -> None:
    """Checks that all tables hold the same rows."""
    for name in TABLES:
        for a, b in zip(expected[name], found[name], strict=False):
            assert a == b, f"{name}:\n  {a[:2000]}\n  {b[:2000]}"
        assert len(expected[name]) == len(found[name]), name


def without_files(manifest: dict) -> dict:
    """Returns a manifest without what differs between a run and an engine: where files end."""
    kept = {key: value for key, value in manifest.items() if key != "outputs"}
    kept["config"] = {**kept["config"], "write": {**kept["config"]["write"], "shard_size": None}}
    return kept
