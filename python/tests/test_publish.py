"""A dataset that cannot be put in place: the one before stays, whole, and the error says where and why."""

import pathlib
import subprocess
import sys

import pyarrow.fs
import pytest

import scutch
from scutch import spread, tables

sys.path.append(str(pathlib.Path(__file__).parents[1] / "engines"))
from here import Here  # noqa: E402


def write(folder: pathlib.Path, first: int) -> pathlib.Path:
    """Writes pages that no other call writes."""
    folder.mkdir()
    for number in range(first, first + 6):
        (folder / f"{number}.txt").write_text(f"The ferry {number} sails at noon from pier {number * 7}.\n")
    return folder


def contents(folder: pathlib.Path) -> dict[str, bytes]:
    """Returns what is in a dataset; hidden and begun files are not of it."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    inside = ((path.relative_to(folder), path) for path in files)
    return {str(name): path.read_bytes() for name, path in inside if name.parts[0][0] not in "._"}


def spread_over(pages: pathlib.Path, output: object, **config: object) -> dict:
    return spread.run(Here(1), pages, str(output), config=config, partitions=3)


def verified(folder: pathlib.Path) -> bool:
    done = subprocess.run([sys.executable, "-m", "scutch", "verify", folder], capture_output=True)
    return done.returncode == 0


@pytest.fixture
def dataset(tmp_path):
    """Returns other pages, a dataset of the first ones, and what is in it."""
    spread_over(write(tmp_path / "before", 0), tmp_path / "out")
    return write(tmp_path / "after", 50), tmp_path / "out", contents(tmp_path / "out")


def failing_at(monkeypatch, module, name: str, call: int) -> list[int]:
    """Makes a call of a function fail, as a full disk does; returns the calls so far."""
    whole, calls = getattr(module, name), []

    def fails(*given):
        calls.append(len(calls))
        if len(calls) == call:
            raise OSError(28, "No space left on device")
        return whole(*given)

    monkeypatch.setattr(module, name, fails)
    return calls


@pytest.mark.parametrize(("name", "call"), [("move", 1), ("put", 1), ("put", 2)])
def test_a_disk_that_is_full_leaves_the_dataset_before(dataset, monkeypatch, name, call):
    pages, output, before = dataset
    with monkeypatch.context() as patch:
        calls = failing_at(patch, tables, name, call)
        with pytest.raises(scutch.Error, match="cannot put the dataset in place.*No space left") as told:
            spread_over(pages, output, **{"write.layout": "huggingface"})
    assert len(calls) == call
    assert told.value.place == str(output)
    assert contents(output) == before
    assert verified(output)
    spread_over(pages, output)
    assert contents(output) != before
    assert verified(output)


def test_a_folder_in_the_place_of_a_file_leaves_the_dataset_before(dataset):
    pages, output, before = dataset
    (output / "README.md").mkdir()
    with pytest.raises(scutch.Error, match="README.md.*found a folder"):
        spread_over(pages, output, **{"write.layout": "huggingface"})
    assert contents(output) == before
    assert verified(output)


def test_a_driver_that_dies_while_files_move_leaves_one_dataset(dataset, tmp_path):
    pages, output, _ = dataset
    expected = tmp_path / "expected"
    spread_over(pages, expected)
    # What stands when all is prepared, and the list of files is in place.
    native = spread._native.replace
    prepared = []
    spread._native.replace = lambda *given: prepared.append(given)
    clear, tables.clear = tables.clear, lambda folder: None
    try:
        spread_over(pages, output)
    finally:
        spread._native.replace, tables.clear = native, clear
    folder, staging, names = prepared[0]
    moves = ", ".join(f'{{"staged": "{name}", "place": "{name}"}}' for name in names)
    (output / ".scutch-journal").write_text(f'{{"staging": "{staging}", "moves": [{moves}], "stale": []}}')
    (output / staging / names[0]).rename(output / names[0])
    again = spread_over(pages, output, **{"normalize.quotes": "straight"})
    assert again["documents"]["kept"] == 6
    assert verified(output)
    assert contents(output).keys() == contents(expected).keys()


@pytest.fixture
def bucket(monkeypatch, tmp_path):
    """Makes a folder stand for a bucket: its files cannot be opened by path."""
    folder = tmp_path / "bucket"
    folder.mkdir()
    store = pyarrow.fs.SubTreeFileSystem(str(folder), pyarrow.fs.LocalFileSystem())
    place = tables.place
    monkeypatch.setattr(
        tables, "place", lambda name: (store, name[7:]) if name.startswith("memo://") else place(name)
    )
    return folder


@pytest.mark.parametrize(("name", "call"), [("move", 1), ("move", 2), ("move", 4), ("put", 1), ("put", 2)])
def test_a_store_that_fails_gets_its_dataset_back(bucket, monkeypatch, tmp_path, name, call):
    spread_over(write(tmp_path / "before", 0), "memo://out")
    before, pages = contents(bucket / "out"), write(tmp_path / "after", 50)
    with monkeypatch.context() as patch:
        failing_at(patch, tables, name, call)
        with pytest.raises(scutch.Error, match="cannot put the dataset in place.*No space left"):
            spread_over(pages, "memo://out", **{"write.layout": "huggingface"})
    assert contents(bucket / "out") == before
    assert verified(bucket / "out")
    spread_over(pages, "memo://out")
    assert contents(bucket / "out") != before
    assert verified(bucket / "out")


def test_what_a_store_cannot_have_is_refused_before_the_work(bucket, tmp_path):
    pages = write(tmp_path / "pages", 0)
    with pytest.raises(scutch.ConfigError, match="run.report: expected an output that the driver can open"):
        spread_over(pages, "memo://out", **{"run.report": True})
    with pytest.raises(scutch.ConfigError, match="run.output: expected a folder, or an address"):
        spread_over(pages, "nostore://out")
    assert not list(bucket.iterdir())


@pytest.mark.parametrize("address", ["s3://bucket/raw", "s3a://bucket/raw", "hdfs://host/raw", "https://host/a.gz"])
def test_inputs_at_an_address_are_refused(address, tmp_path):
    with pytest.raises(scutch.ConfigError, match=f'run.input: expected .* a mounted bucket, found "{address}"'):
        spread_over(address, tmp_path / "out")


def test_an_output_may_be_a_file_address(tmp_path):
    spread_over(write(tmp_path / "pages", 0), f"file://{tmp_path}/out", **{"run.report": True})
    assert verified(tmp_path / "out")
