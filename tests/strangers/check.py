"""Reads what scutch writes with the readers of others and compares every row and value.

The rows that must come out are those of documents.jsonl by Python's own json module. Where a format is
CSV, a list is joined by "; " and null is an empty text.
"""

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import mlcroissant
import pandas
import polars
import pyarrow.parquet
from datasets import Features, Value, disable_progress_bars, load_dataset
from frictionless import Package, system

SCUTCH, WORK = sys.argv[1], Path(sys.argv[2])

TEXTS = {
    "quotes": 'He said "no", twice; then, "yes".',
    "lines": "One line.\n\nAnother paragraph, with a comma.",
    "NA": "NA",
    "null": "null",
    "None": "None",
    "nan": "NaN",
    "zeros": "007",
    "float": "1e5",
    "true": "true",
    "number": "12345678901234567890",
    "formula": '=HYPERLINK("http://x.example","y")',
    "minus": "-1+2",
    "at": "@SUM(A1)",
    "apostrophe": "'=1",
    "emoji": "\U0001f6a2\U0001f469\u200d\U0001f52c sails, at noon",
    "rtl": "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627, mixed",
    "nul": "NUL \0 inside" + " a text that is long enough not to be taken for a binary file" * 9,
    "controls": "bell \a, escape \x1b[1m, delete \x7f",
    "tab": "a\tb; c; d",
    "json": '{"text": "not JSON", "n": 1}',
    "backslash": 'C:\\new\\table \\N \\"',
    "yaml": "- a: b # c",
    "astral": "last \U0010ffff, tag \U000e0041",
    "long": 'A long text, "quoted". ' * 10_000 + "End",
}

# Bytes of the longest row that a reader must take.
LONGEST = 1 << 26

failures = []


def told(what, is_good, more=""):
    print(f"{'ok' if is_good else 'FAILED'} {what}: {more}")
    if not is_good:
        failures.append(what)


def expect(what, found, expected):
    """Compares rows and shows where they differ first."""
    if found == expected:
        return told(what, True, f"{len(found)} rows")
    where = next((row for row, (one, other) in enumerate(zip(found, expected)) if one != other), None)
    if where is None:
        return told(what, False, f"{len(found)} rows in the place of {len(expected)}")
    one, other = found[where], expected[where]
    keys = [key for key in other if one.get(key, "(missing)") != other[key]]
    return told(what, False, f"row {where}: {[(key, one.get(key), other[key]) for key in keys]!r:.400}")


def run(name, *flags):
    """Runs scutch over the texts and proves the dataset; returns its folder."""
    folder = WORK / name
    command = [SCUTCH, "run", str(WORK / "raw"), "-q", "-o", str(folder), *flags]
    # Repair and normalize would take controls and tabs away; a sink must hold them all the same.
    # One of the texts looks like a record of JSON, and is a text here.
    command += ["--stages", "split,filter", "--set", "write.name=Nasty texts", "--set", "read.format=plain"]
    subprocess.run(command, check=True)
    subprocess.run([SCUTCH, "verify", str(folder)], check=True, stdout=subprocess.DEVNULL)
    return folder


def write_raw():
    raw = WORK / "raw"
    raw.mkdir(parents=True)
    for number, (name, text) in enumerate(TEXTS.items()):
        (raw / f"{number:02} {name}.txt").write_bytes(text.encode())
    for number in range(40, 60):
        text = f"date 2031-05-{number - 30} By Kestrel\n\n\nFerry  {number} sails at noon.\n"
        (raw / f"{number}.txt").write_bytes(text.encode())
    (raw / "70.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")


def lines(path):
    """Returns the objects of JSON lines, read strictly: no byte order mark, NaN or key twice."""

    def pairs(found):
        assert len({key for key, _ in found}) == len(found), f"{path}: a key twice"
        return dict(found)

    def refuse(constant):
        raise ValueError(f"{path}: {constant}")

    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf"), f"{path}: a byte order mark"
    rows = []
    for line in data.decode("utf-8", errors="strict").split("\n")[:-1]:
        rows.append(json.loads(line, object_pairs_hook=pairs, parse_constant=refuse))
    for value in (value for row in rows for value in row.values()):
        assert not isinstance(value, float), f"{path}: {value}"
        assert not isinstance(value, int) or 0 <= value < 2**63, f"{path}: {value}"
        if isinstance(value, str):
            value.encode("utf-8", errors="strict")
    return rows


def as_csv(rows):
    def text(value):
        if value is None:
            return ""
        return "; ".join(value) if isinstance(value, list) else str(value)

    return [{key: text(value) for key, value in row.items()} for row in rows]


def filled(rows):
    """Returns rows of CSV in which a reader gives null as none."""
    return [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows]


def from_frame(frame):
    """Returns the rows of a pandas frame, with none for what is missing."""

    def value(found):
        if isinstance(found, float) and found != found:
            return None
        return found.tolist() if hasattr(found, "tolist") else found

    return [{key: value(found) for key, found in row.items()} for row in frame.to_dict("records")]


def plain_text(path):
    return open(path, encoding="utf-8", newline="")


def gz_text(path):
    return gzip.open(path, "rt", encoding="utf-8", newline="")


def check_csv(what, path, rows, opened):
    csv.field_size_limit(LONGEST)
    with opened(path) as file:
        expect(f"csv, {what}", list(csv.DictReader(io.StringIO(file.read(), newline=""))), as_csv(rows))
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    expect(f"pandas.read_csv, {what}", from_frame(frame), as_csv(rows))
    schema = {key: polars.String for key in rows[0]}
    frame = polars.read_csv(path, schema=schema)
    expect(f"polars.read_csv, {what}", filled(frame.to_dicts()), as_csv(rows))


def duck(query):
    result = duckdb.sql(query)
    return [dict(zip(result.columns, row)) for row in result.fetchall()]


def duck_types(rows):
    def kind(key):
        values = [row[key] for row in rows]
        if any(isinstance(value, list) for value in values):
            return "VARCHAR[]"
        return "BIGINT" if any(isinstance(value, int) for value in values) else "VARCHAR"

    return json.dumps({key: kind(key) for key in rows[0]}).replace('"', "'")


def check_jsonl(what, path, rows):
    frame = pandas.read_json(path, lines=True, dtype=False)
    expect(f"pandas.read_json, {what}", from_frame(frame), rows)
    query = f"""FROM read_json('{path}', format = 'newline_delimited', columns = {duck_types(rows)},
        maximum_object_size = {LONGEST})"""
    expect(f"duckdb, {what}", duck(query), rows)


def check_formats():
    folder = run("plain", "--format", "jsonl,csv,parquet", "--tables", "jsonl,csv,parquet")
    texts = {row["text"] for row in lines(folder / "documents.jsonl")}
    gone = [name for name, text in TEXTS.items() if text not in texts]
    told("the texts arrive", not gone, f"without {gone}")
    for table in ("documents", "changes", "rejected"):
        rows = lines(folder / f"{table}.jsonl")
        check_csv(f"{table}.csv", folder / f"{table}.csv", rows, plain_text)
        check_jsonl(f"{table}.jsonl", folder / f"{table}.jsonl", rows)
        parquet = folder / f"{table}.parquet"
        expect(f"pyarrow, {table}.parquet", pyarrow.parquet.read_table(parquet).to_pylist(), rows)
        expect(f"polars, {table}.parquet", polars.read_parquet(parquet).to_dicts(), rows)
        expect(f"pandas, {table}.parquet", from_frame(pandas.read_parquet(parquet)), rows)
        expect(f"duckdb, {table}.parquet", duck(f"FROM read_parquet('{parquet}')"), rows)
        names = json.dumps({key: "VARCHAR" for key in rows[0]}).replace('"', "'")
        query = f"""FROM read_csv('{folder}/{table}.csv', header = true, auto_detect = false, delim = ',',
            quote = '"', escape = '"', columns = {names}, max_line_size = {LONGEST}, buffer_size = {4 * LONGEST})"""
        expect(f"duckdb, {table}.csv", filled(duck(query)), as_csv(rows))
    rows = lines(folder / "documents.jsonl")
    frame = polars.read_ndjson(folder / "documents.jsonl", infer_schema_length=None)
    # A column without any value has no type there, and its rows no key.
    found = [{key: row.get(key) for key in rows[0]} for row in frame.to_dicts()]
    expect("polars.read_ndjson", found, rows)
    missing = pandas.read_csv(folder / "documents.csv")["text"].isna().sum()
    print(f"note: pandas.read_csv as it is takes {missing} texts, such as NA, for missing")
    return rows


def check_compressions(rows):
    folder = run("gz", "--format", "jsonl,csv", "--compression", "gz")
    check_csv("documents.csv.gz", folder / "documents.csv.gz", rows, gz_text)
    check_jsonl("documents.jsonl.gz", folder / "documents.jsonl.gz", rows)
    folder = run("zst", "--format", "jsonl,csv", "--compression", "zst")
    query = f"""FROM read_json('{folder}/documents.jsonl.zst', format = 'newline_delimited',
        columns = {duck_types(rows)}, maximum_object_size = {LONGEST})"""
    expect("duckdb, documents.jsonl.zst", duck(query), rows)
    schema = {key: polars.String for key in rows[0]}
    frame = polars.read_csv(folder / "documents.csv.zst", schema=schema)
    expect("polars, documents.csv.zst", filled(frame.to_dicts()), as_csv(rows))


def check_shards(rows):
    folder = run("shards", "--format", "parquet,jsonl", "--shard-size", "2KB")
    shards = sorted(folder.glob("documents-*.parquet"))
    schemas = {str(pyarrow.parquet.read_schema(shard)) for shard in shards}
    told("shards have one schema", len(schemas) == 1, f"{len(shards)} shards")
    found = [row for shard in shards for row in pyarrow.parquet.read_table(shard).to_pylist()]
    expect("pyarrow, shards", found, rows)
    expect("duckdb, shards", duck(f"FROM read_parquet('{folder}/documents-*.parquet')"), rows)
    expect("polars, shards", polars.read_parquet(f"{folder}/documents-*.parquet").to_dicts(), rows)


def check_formulas(rows):
    folder = run("formulas", "--format", "csv", "--set", "write.formulas=escape")
    with plain_text(folder / "documents.csv") as file:
        found = list(csv.DictReader(file))
    bad = [value for row in found for value in row.values() if value.startswith(("=", "+", "-", "@", "\t", "\r"))]
    told("formulas are escaped", not bad and len(found) == len(rows), bad)


def by_id(rows):
    return sorted(rows, key=lambda row: (row["id"], row["file"]))


def without_times(row):
    """Returns a row in which days are texts again: `datasets` takes those of JSON Lines for times."""
    return {key: f"{value:%Y-%m-%d}" if isinstance(value, datetime) else value for key, value in row.items()}


def check_hugging_face(rows):
    disable_progress_bars()
    cache = str(WORK / "cache")
    for kind in ("parquet", "csv"):
        folder = run(f"hf-{kind}", "--layout", "huggingface", "--format", kind,
                     "--split", "train=0.7,test=0.3", "--shard-size", "100KB")
        loaded = load_dataset(str(folder), cache_dir=cache)
        told(f"load_dataset, huggingface {kind}, splits", sorted(loaded) == ["test", "train"], sorted(loaded))
        found = [row for split in loaded.values() for row in split]
        if kind == "csv":
            expect("load_dataset, huggingface csv", by_id(filled(found)), by_id(as_csv(rows)))
        else:
            expect("load_dataset, huggingface parquet", by_id(found), by_id(rows))
    plain = WORK / "plain"
    for kind, name in (("json", "jsonl"), ("parquet", "parquet")):
        files = str(plain / f"documents.{name}")
        loaded = load_dataset(kind, data_files=files, split="train", cache_dir=cache)
        expect(f"load_dataset, {name}", [without_times(row) for row in loaded], rows)
    loaded = load_dataset("csv", data_files=str(plain / "documents.csv"), split="train", cache_dir=cache,
                          keep_default_na=False, features=Features({key: Value("string") for key in rows[0]}))
    expect("load_dataset, csv", filled(loaded), as_csv(rows))
    streamed = load_dataset(str(WORK / "hf-parquet"), streaming=True, cache_dir=cache)
    found = [row for split in streamed.values() for row in split]
    expect("load_dataset, streaming", by_id(found), by_id(rows))


def tool(name):
    return os.path.join(os.path.dirname(sys.executable), name)


def check_croissant(rows):
    file = WORK / "hf-parquet" / "croissant.json"
    command = [tool("mlcroissant"), "validate", "--jsonld", str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    told("mlcroissant validate", done.returncode == 0, (done.stdout + done.stderr).strip()[-400:])

    def value(found):
        if isinstance(found, bytes):
            return found.decode()
        if isinstance(found, (list, tuple)) or getattr(found, "ndim", 0):
            return [value(one) for one in found]
        found = found.item() if hasattr(found, "item") else found
        return None if found is None or found != found else found

    records = mlcroissant.Dataset(jsonld=str(file)).records("documents")
    found = [{key.split("/")[-1]: value(one) for key, one in record.items()} for record in records]
    splits = {row.pop("split") for row in found}
    told("mlcroissant, splits", splits == {"train", "test"}, splits)
    expect("mlcroissant, records", by_id(found), by_id(rows))


def check_frictionless():
    system.trusted = True
    for name in ("plain", "gz", "formulas"):
        package = Package(str(WORK / name / "datapackage.json"))
        report = package.validate()
        errors = str(report.flatten(["type", "note", "rowNumber", "fieldName"]))[:600]
        told(f"frictionless validate, {name}", report.valid, errors)


def check_json_schema():
    run("datatrove", "--layout", "datatrove")
    run("dolma", "--layout", "dolma")
    cases = [("documents", "plain", "documents.jsonl"), ("changes", "plain", "changes.jsonl"),
             ("rejected", "plain", "rejected.jsonl"), ("documents", "datatrove", "data/00000.jsonl"),
             ("documents", "dolma", "documents/train-00000.jsonl")]
    for table, layout, name in cases:
        command = [SCUTCH, "schema", table, "--layout", layout]
        one = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        schema, instance = WORK / "schema.json", WORK / "instance.json"
        # The tool takes whole files: all rows at once, as an array.
        schema.write_text(json.dumps({"$schema": one["$schema"], "type": "array", "items": one}))
        instance.write_text(json.dumps(lines(WORK / layout / name)))
        done = subprocess.run([tool("check-jsonschema"), "--schemafile", schema, instance],
                              capture_output=True, text=True)
        told(f"check-jsonschema, {layout}/{name}", done.returncode == 0, (done.stdout + done.stderr).strip()[:600])


def check_shapes(rows):
    """Records of datatrove and dolma hold the same values under their own names."""

    def flat(row):
        return {"id": row["id"], "text": row["text"], **row["metadata"]}

    for layout, name in (("datatrove", "data/00000.jsonl"), ("dolma", "documents/train-00000.jsonl")):
        expect(f"{layout} records", [flat(row) for row in lines(WORK / layout / name)], rows)
    folder = run("datatrove-parquet", "--layout", "datatrove", "--format", "parquet")
    table = pyarrow.parquet.read_table(folder / "data/00000.parquet").to_pylist()
    expect("pyarrow, datatrove parquet", [flat(row) for row in table], rows)


write_raw()
kept = check_formats()
check_compressions(kept)
check_shards(kept)
check_formulas(kept)
check_hugging_face(kept)
check_croissant(kept)
check_frictionless()
check_json_schema()
check_shapes(kept)
print(f"{len(failures)} failures{': ' if failures else ''}{', '.join(failures)}")
sys.exit(1 if failures else 0)
