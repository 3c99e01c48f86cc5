"""A run in pieces, by hand: the same rows as in one process, however the input is cut."""

import pathlib
import random
import subprocess
import sys

import pytest

import scutch
from scutch import _native, spread

sys.path.append(str(pathlib.Path(__file__).parents[1] / "engines"))
import compare  # noqa: E402
import corpus  # noqa: E402
from here import Here  # noqa: E402

CONFIGS = {
    "exact": {},
    "near": {"dedupe.near": True},
    "newest": {"dedupe.near": True, "dedupe.keep": "newest"},
    "large": {"dedupe.near": True, "dedupe.max_cluster_documents": 2, "dedupe.max_cluster_share": 0.0},
}
PARQUET = {"run.format": ["parquet"], "write.tables": ["parquet"]}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    corpus.write(folder, 2)
    (folder / "cut.gz").write_bytes(b"\x1f\x8b\x08\0\0")
    return folder


@pytest.fixture(scope="module", params=CONFIGS)
def expected(request, pages, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    manifest = scutch.run(pages, folder, config={**CONFIGS[request.param], **PARQUET})
    return CONFIGS[request.param], manifest, compare.of(folder)


def printed(*typed: object) -> str:
    """Returns what a command line prints that ends well."""
    command = [sys.executable, "-m", "scutch", *map(str, typed)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def verify(folder: pathlib.Path) -> None:
    done = subprocess.run([sys.executable, "-m", "scutch", "verify", folder], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("count", [1, 4, 16])
def test_pieces_make_the_same_whole(expected, pages, tmp_path, count):
    config, of_run, tables = expected
    manifest = spread.run(Here(count), pages, str(tmp_path), config=config, partitions=count)
    compare.same(tables, compare.of(tmp_path))
    assert compare.without_files(manifest) == compare.without_files(of_run)
    assert manifest["documents"]["kept"] > 100
    assert manifest["documents"]["unreadable"] > 0
    verify(tmp_path)


def test_files_are_cut_at_the_size_that_is_asked_for(pages, tmp_path):
    config = {"write.shard_size": 100_000, "run.report": True, "write.split": "train=0.9,test=0.1"}
    config |= {"write.layout": "huggingface"}
    spread.run(Here(5), pages, str(tmp_path), config=config, partitions=5)
    assert len(list((tmp_path / "data").glob("train-*-of-*.parquet"))) > 5
    assert (tmp_path / "report.html").exists()
    verify(tmp_path)


def test_another_run_replaces_the_dataset(pages, tmp_path):
    spread.run(Here(1), pages, str(tmp_path), config={"run.report": True}, partitions=9)
    manifest = spread.run(Here(2), pages, str(tmp_path), partitions=2)
    written = {path.name for path in tmp_path.iterdir()} - {"manifest.json", ".scutch.lock"}
    assert written == {output["file"] for output in manifest["outputs"]}
    verify(tmp_path)


def test_verification_sees_a_row_that_was_changed(pages, tmp_path):
    manifest = spread.run(Here(1), pages, str(tmp_path), partitions=3)
    file = tmp_path / next(file["file"] for file in manifest["outputs"] if file["table"] == "documents")
    file.write_bytes(file.read_bytes().replace(b"PAR1", b"PAR0", 1))
    done = subprocess.run([sys.executable, "-m", "scutch", "verify", tmp_path], capture_output=True)
    assert done.returncode != 0


@pytest.mark.parametrize("count", [1, 4, 16, 40])
def test_a_survey_in_pieces_proposes_the_same(pages, tmp_path, count):
    proposed = spread.discover(Here(count), pages, partitions=count, work=str(tmp_path))
    assert proposed == printed("discover", pages)
    assert "[[strip.learned]]" in proposed


def test_clusters_that_are_too_large_are_told(pages, tmp_path):
    manifest = spread.run(Here(4), pages, str(tmp_path), config=CONFIGS["large"], partitions=4)
    assert manifest["warnings"]


def test_what_one_process_alone_can_decide_is_refused(pages):
    for key, value in {"dedupe.repeated": "lines", "run.limit": 5, "run.input": ["-"]}.items():
        with pytest.raises(scutch.ConfigError, match=key):
            _native.shares({"run.input": [str(pages)], key: value}, 2)


def test_links_in_any_order_have_the_same_firsts():
    chance = random.Random(3)
    links = [tuple(chance.sample(range(300), 2)) for _ in range(250)]
    made = sorted(spread.firsts(links))
    for _ in range(5):
        chance.shuffle(links)
        assert sorted(spread.firsts([(b, a) for a, b in links])) == made
