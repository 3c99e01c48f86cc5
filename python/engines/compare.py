"""Compares the tables of an engine with those of a run in one process, row by row."""

import json
import pathlib

import pyarrow.parquet as pq

TABLES = ("documents", "rejected", "duplicates", "changes")


def of_run(folder: pathlib.Path) -> dict[str, list[str]]:
    """Returns the rows that `scutch run --format parquet` has written; its lists are JSON Lines."""
    outputs = json.loads((folder / "manifest.json").read_text())["outputs"]
    tables: dict[str, list[str]] = {name: [] for name in TABLES}
    for output in outputs:
        path, name = folder / output["file"], output.get("table")
        if name in TABLES and path.suffix == ".parquet":
            tables[name] += rows(pq.ParquetFile(path))
        elif name in TABLES and path.suffix == ".jsonl":
            with path.open(encoding="utf-8") as lines:
                tables[name] += [told(json.loads(line)) for line in lines]
    return {name: sorted(found) for name, found in tables.items()}


def of_engine(folder: pathlib.Path) -> dict[str, list[str]]:
    """Returns the rows that an engine has written."""
    return {
        name: sorted(row for path in (folder / name).glob("*.parquet") for row in rows(pq.ParquetFile(path)))
        for name in TABLES
    }


def rows(file: pq.ParquetFile) -> list[str]:
    return [told(row) for batch in file.iter_batches(4096) for row in batch.to_pylist()]


def told(row: dict) -> str:
    """Returns a row as a text. In JSON Lines a duplicate's changes have no record, elsewhere the record 0."""
    if "pass" in row and not row["document"]:
        row["document"] = 0
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def same(expected: dict[str, list[str]], found: dict[str, list[str]]) -> None:
    """Checks that all tables hold the same rows."""
    for name in TABLES:
        for a, b in zip(expected[name], found[name]):
            assert a == b, f"{name}:\n  {a[:2000]}\n  {b[:2000]}"
        assert len(expected[name]) == len(found[name]), name


def without_outputs(manifest: dict) -> dict:
    """Returns a manifest without what differs between a run and an engine: the files written."""
    kept = {key: value for key, value in manifest.items() if key != "outputs"}
    kept["config"] = {**kept["config"], "run": {**kept["config"]["run"], "format": []}}
    return kept
