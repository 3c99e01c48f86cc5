"""The corpus, and the run in one process that engines are compared with."""

import json
import pathlib
import subprocess
import sys
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
            config = {**CONFIGS[name], "run.format": ["parquet"], "write.tables": ["parquet"]}
            manifest = scutch.run(self.pages, folder, config=config)
            seconds = time.monotonic() - started
            print(f"\none process, {name}: {seconds:.1f} s", flush=True)
            self.made[name] = compare.of(folder), manifest, seconds
        return self.made[name]


@pytest.fixture(scope="session")
def surveyed(pages) -> str:
    """Returns what `scutch discover` prints."""
    done = subprocess.run(
        [sys.executable, "-m", "scutch", "discover", pages], capture_output=True, text=True, encoding="utf-8"
    )
    assert "learned" in done.stdout, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def expected(pages, scratch) -> Expected:
    return Expected(pages, scratch)


def check(expected: Expected, name: str, folder: pathlib.Path, manifest: dict) -> None:
    """Checks that the dataset of an engine is that of the run, and that it is proven by its inputs."""
    tables, of_run, _ = expected.of(name)
    assert json.loads((folder / "manifest.json").read_text()) == manifest
    compare.same(tables, compare.of(folder))
    assert compare.without_files(manifest) == compare.without_files(of_run)
    assert not (folder / "_work").exists()
    assert not (folder / "_made").exists()
    for kind in ("kept", "rejected", "duplicates"):
        assert manifest["documents"][kind] > 0, f"no documents {kind}: the corpus shows nothing"
    verify(folder)


def verify(folder: pathlib.Path) -> None:
    """Checks that `scutch verify` proves the dataset."""
    done = subprocess.run([sys.executable, "-m", "scutch", "verify", folder], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def timed(what: str, seconds: float, run) -> dict:
    """Does a run, and tells how long it took beside one process."""
    started = time.monotonic()
    manifest = run()
    took = time.monotonic() - started
    print(f"\n{what}: {took:.1f} s, {took / seconds:.2f} of one process", flush=True)
    return manifest
