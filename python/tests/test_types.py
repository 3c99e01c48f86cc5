"""Types: those of the package are what a strict checker sees, and the stubs are what the native half has."""

import pathlib
import subprocess
import sys

import pytest

pytest.importorskip("mypy")

USED = '''
import pathlib
from collections.abc import Iterator

import scutch

record: scutch.Record = scutch.clean(b"By Orla Vint", {"normalize.quotes": "straight"}, file="a.txt")
rules: list[str] = [change.rule for change in record.changes]
start: int = record.changes[0].raw[0]
published: str | None = record.published
fixed: str = scutch.fix("text", encoding="latin1")
pipeline: scutch.Pipeline = scutch.Pipeline(pathlib.Path("config.toml"))
tables: scutch.Processed = pipeline.process(object(), file="name", first=1)
rows: int = len(tables.documents)
stream: Iterator[scutch.Processed] = pipeline.stream([object()])
buffered: list[str] = [scutch.fix(bytearray(b"text")), scutch.fix(memoryview(b"text"))]
names: list[str] = ["a", "b"]
several: scutch.Manifest = scutch.run(names, pathlib.Path("out"))
manifest: scutch.Manifest = scutch.run("in", "out", config=None, progress=lambda documents, size: None)
'''

WRONG = '''
import scutch

scutch.clean(3)
number: int = scutch.fix("text")
scutch.Pipeline(config=3)
scutch.run("in", "out", progress=3)
scutch.clean("text").nothing
'''


def checked(*typed: object, folder: pathlib.Path) -> list[str]:
    """Returns what a strict checker says."""
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", folder / "cache", "--no-error-summary"]
    done = subprocess.run([*command, *map(str, typed)], capture_output=True, text=True, cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.splitlines()


def test_programs_are_checked(tmp_path):
    (tmp_path / "used.py").write_text(USED)
    (tmp_path / "wrong.py").write_text(WRONG)
    said = checked("used.py", "wrong.py", folder=tmp_path)
    errors = [line for line in said if ": error: " in line]
    assert [line.split(":")[0] for line in errors] == ["wrong.py"] * 5, "\n".join(said)


def test_the_package_itself_is_checked(tmp_path):
    # Arrow and the engines have no types of their own, or only part of them.
    modules = ["scutch", "scutch.pipeline", "scutch.record", "scutch.runs", "scutch.errors"]
    given = [part for module in modules for part in ("-m", module)]
    assert checked(*given, folder=tmp_path) == []


def test_the_stubs_are_true(tmp_path):
    # What pyo3-arrow adds besides is not for users.
    flags = ["--ignore-missing-stub", "--ignore-disjoint-bases"]
    command = [sys.executable, "-m", "mypy.stubtest", *flags, "scutch._native"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
