"""Ray on this machine, with the results of one process."""

import time

import pyarrow as pa
import pytest

import scutch
from conftest import CONFIGS, check, environment

ray = pytest.importorskip("ray")

import scutch.ray  # noqa: E402


@pytest.fixture(scope="module")
def engine():
    started = time.monotonic()
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        logging_level="ERROR",
        object_store_memory=200 << 20,
        runtime_env={"env_vars": {"PYTHONPATH": environment()["PYTHONPATH"]}},
    )
    ray.data.DataContext.get_current().enable_progress_bars = False
    print(f"\nRay: {time.monotonic() - started:.1f} s to start", flush=True)
    yield ray
    ray.shutdown()


def test_a_job_gives_what_one_process_gives(engine, expected, scratch, name, partitions):
    seconds = expected.of(name)[2]
    folder = scratch / f"ray-{name}-{partitions}"
    started = time.monotonic()
    manifest = scutch.ray.run(
        str(expected.pages), str(folder), config=CONFIGS[name], partitions=partitions
    )
    took = time.monotonic() - started
    print(f"\nRay, {name}, {partitions} partitions: {took:.1f} s, {took / seconds:.2f} of one process", flush=True)
    check(expected, name, folder, manifest)


def test_a_dataset_is_cleaned_row_by_row(engine):
    texts = ["By Orla Vint\n\nThe ferry  sails at noon today.", ""]
    dataset = ray.data.from_arrow(pa.table({"name": ["n0", "n1"], "body": texts}))
    rows = scutch.ray.clean(dataset, "body", file="name").take_all()
    alone = scutch.clean(texts[0], file="n0")
    assert rows[0]["document"]["text"] == alone.text
    assert rows[1]["rejected"]["rule"] == "load/empty"
    assert [change["rule"] for change in rows[0]["changes"]] == [change.rule for change in alone.changes]


def test_what_cannot_be_spread_is_refused(engine, scratch):
    with pytest.raises(scutch.ConfigError, match="dedupe.repeated"):
        scutch.ray.run(str(scratch), str(scratch / "refused"), config={"dedupe.repeated": "lines"})
