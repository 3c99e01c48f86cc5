"""Ray on this machine, with the results of one process."""

import os
import pathlib
import subprocess
import sys
import time

import pyarrow as pa
import pytest

import scutch
from conftest import CONFIGS, check, timed, verify
from killer import Killer

ray = pytest.importorskip("ray")

import scutch.ray  # noqa: E402
from processes import descendants, kill  # noqa: E402


@pytest.fixture(scope="module")
def engine():
    started = time.monotonic()
    path = os.environ.get("PYTHONPATH", "")
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        logging_level="ERROR",
        object_store_memory=200 << 20,
        runtime_env={"env_vars": {"PYTHONPATH": path}} if path else None,
    )
    ray.data.DataContext.get_current().enable_progress_bars = False
    print(f"\nRay: {time.monotonic() - started:.1f} s to start", flush=True)
    yield ray
    ray.shutdown()


def kill_worker() -> bool:
    """Kills a process in which Ray does a task of ours; returns whether there was one."""
    for process in descendants(os.getpid()):
        try:
            command = pathlib.Path(f"/proc/{process}/cmdline").read_bytes()
        except OSError:
            continue
        if command.startswith(b"ray::") and b"do_rows" in command:
            kill(process)
            return True
    return False


def test_a_job_gives_what_one_process_gives(engine, expected, scratch, name, partitions):
    folder = scratch / f"ray-{name}-{partitions}"
    run = lambda: scutch.ray.run(expected.pages, folder, config=CONFIGS[name], partitions=partitions)  # noqa: E731
    manifest = timed(f"Ray, {name}, {partitions} partitions", expected.of(name)[2], run)
    check(expected, name, folder, manifest)


@pytest.mark.parametrize("during", ["_work/scanned/part-*", "_made/0*/*"])
def test_a_worker_that_dies_leaves_no_trace(engine, expected, scratch, during):
    folder = scratch / f"ray-killed-{during[1:5]}"
    expected.of("near")
    with Killer(folder, during, 2, kill_worker) as killer:
        manifest = scutch.ray.run(expected.pages, folder, config=CONFIGS["near"], partitions=16)
    assert 0 < killer.found < 60, "expected a worker to be killed in the middle of the pass"
    check(expected, "near", folder, manifest)


def test_a_survey_proposes_what_one_process_proposes(engine, pages, scratch, partitions, surveyed):
    work = str(scratch)
    assert scutch.ray.discover(pages, partitions=partitions, work=work) == surveyed


def test_the_job_for_ray_runs(pages, scratch):
    folder = scratch / "ray-job"
    command = [sys.executable, "-m", "scutch.jobs.ray_job", pages, "-o", folder, "--partitions", "3"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "kept" in done.stdout
    verify(folder)


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


def test_no_files_make_empty_tables(engine, scratch, tmp_path):
    folder = scratch / "ray-none"
    assert scutch.ray.run(tmp_path, folder)["documents"]["read"] == 0
    verify(folder)
