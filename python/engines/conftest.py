"""The corpus, the run in one process that engines are compared with, and engines on this machine."""

import json
import os
import pathlib
import time

import pytest

import compare
import corpus
import scutch

CONFIGS = {
    "exact": {},
    "near": {"dedupe.near": True},
    "longest": {"dedupe.near": True, "dedupe.keep": "longest"},
}


def pytest_addoption(parser):
    parser.addoption("--megabytes", type=float, default=4, help="size of the corpus")
    parser.addoption("--partitions", default="1,4,16", help="numbers of shares, by commas")
    parser.addoption("--configs", default="exact,near,longest", help=f"some of {', '.join(CONFIGS)}")
    parser.addoption("--scratch", help="a folder for corpus and outputs, kept between sessions")


def pytest_generate_tests(metafunc):
    option = metafunc.config.getoption
    if "partitions" in metafunc.fixturenames:
        metafunc.parametrize("partitions", [int(count) for count in option("partitions").split(",")])
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", option("configs").split(","))


@pytest.fixture(scope="session")
def scratch(request, tmp_path_factory) -> pathlib.Path:
    named = request.config.getoption("scratch")
    folder = pathlib.Path(named) if named else tmp_path_factory.mktemp("engines")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def pages(request, scratch) -> pathlib.Path:
    megabytes = request.config.getoption("megabytes")
    folder = scratch / f"corpus-{megabytes:g}"
    if not folder.exists():
        corpus.write(folder.with_suffix(".part"), megabytes)
        folder.with_suffix(".part").rename(folder)
    return folder


class Expected:
    """What a run in one process makes, once for each configuration."""

    def __init__(self, pages: pathlib.Path, scratch: pathlib.Path) -> None:
        self.pages = pages
        self.scratch = scratch
        self.made: dict[str, tuple] = {}

    def of(self, name: str) -> tuple:
        if name not in self.made:
            folder = self.scratch / f"run-{name}"
            started = time.monotonic()
            manifest = scutch.run(self.pages, folder, config={**CONFIGS[name], "run.format": ["parquet"]})
            seconds = time.monotonic() - started
            print(f"\none process, {name}: {seconds:.1f} s", flush=True)
            self.made[name] = compare.of_run(folder), manifest, seconds
        return self.made[name]


@pytest.fixture(scope="session")
def expected(pages, scratch) -> Expected:
    return Expected(pages, scratch)


def check(expected: Expected, name: str, folder: pathlib.Path, manifest: dict) -> None:
    """Checks that the tables and the manifest of an engine are those of the run."""
    tables, of_run, _ = expected.of(name)
    found = compare.of_engine(folder)
    compare.same(tables, found)
    assert compare.without_outputs(manifest) == compare.without_outputs(of_run)
    assert json.loads((folder / "manifest.json").read_text()) == manifest
    assert not (folder / "_work").exists()
    for kind in ("kept", "rejected", "duplicates"):
        assert manifest["documents"][kind] > 0, f"no documents {kind}: the corpus shows nothing"


def environment() -> dict[str, str]:
    """Returns the environment of processes that are to find what these tests find."""
    return {**os.environ, "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
