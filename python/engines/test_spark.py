"""Spark on this machine, in one process and as a master with two workers, with the results of a run."""

import pathlib
import re
import shutil
import subprocess
import time

import pytest

import compare
import scutch
from conftest import CONFIGS, check, timed, verify
from killer import Killer

pytest.importorskip("pyspark")

import cluster  # noqa: E402
import scutch.spark  # noqa: E402

LEAST_JAVA = 17


def java() -> int:
    """Returns the version of Java, 0 where there is none."""
    if not shutil.which("java"):
        return 0
    told = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr
    return int((re.search(r'version "(\d+)', told) or [0, 0])[1])


pytestmark = pytest.mark.skipif(java() < LEAST_JAVA, reason=f"Spark needs Java {LEAST_JAVA}")

PASSES = {"scan": "_work/scanned/part-*", "finish": "_made/0*/*"}


@pytest.fixture(scope="module")
def workers(tmp_path_factory):
    started = time.monotonic()
    made = cluster.Cluster(tmp_path_factory.mktemp("cluster"))
    print(f"\nSpark, a master and two workers: {time.monotonic() - started:.1f} s to start", flush=True)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def spark(workers):
    started = time.monotonic()
    session = workers.session()
    print(f"\nSpark, a session: {time.monotonic() - started:.1f} s to start", flush=True)
    yield session
    session.stop()


def test_a_job_gives_what_one_process_gives(spark, expected, scratch, name, partitions):
    folder = scratch / f"spark-{name}-{partitions}"
    config = CONFIGS[name]
    run = lambda: scutch.spark.run(spark, expected.pages, folder, config=config, partitions=partitions)  # noqa: E731
    manifest = timed(f"Spark, {name}, {partitions} partitions", expected.of(name)[2], run)
    check(expected, name, folder, manifest)


@pytest.mark.parametrize("driver", ["nothing", "links"])
def test_machines_decide_what_the_driver_decides(spark, expected, scratch, driver):
    folder = scratch / f"spark-driver-{driver}"
    _, of_run, seconds = expected.of("near")
    rows = {"nothing": 0, "links": of_run["documents"]["kept"] // 2}[driver]
    run = lambda: scutch.spark.run(  # noqa: E731
        spark, expected.pages, folder, config=CONFIGS["near"], partitions=4, driver_rows=rows
    )
    manifest = timed(f"Spark, near, 4 partitions, the driver takes {driver}", seconds, run)
    check(expected, "near", folder, manifest)


@pytest.mark.parametrize("during", PASSES)
def test_a_worker_that_dies_leaves_no_trace(workers, spark, expected, scratch, during):
    folder = scratch / f"spark-killed-{during}"
    expected.of("near")
    with Killer(folder, PASSES[during], 2, workers.kill_worker) as killer:
        manifest = scutch.spark.run(spark, expected.pages, folder, config=CONFIGS["near"], partitions=16)
    workers.add_worker()
    assert 0 < killer.found < 60, "expected a worker to be killed in the middle of the pass"
    check(expected, "near", folder, manifest)


def test_a_survey_proposes_what_one_process_proposes(spark, pages, scratch, partitions, surveyed):
    work = str(scratch)
    assert scutch.spark.discover(spark, pages, partitions=partitions, work=work) == surveyed


def test_splits_layouts_and_the_report_are_those_of_a_run(spark, pages, scratch):
    folder = scratch / "spark-layout"
    config = {"write.layout": "huggingface", "write.split": "train=0.9,test=0.1", "run.report": True}
    config |= {"write.shard_size": 200_000}
    scutch.spark.run(spark, pages, folder, config=config, partitions=3)
    verify(folder)
    assert len(list((folder / "data").glob("train-*-of-*.parquet"))) > 3
    assert (folder / "report.html").exists() and (folder / "README.md").exists()


def test_another_run_replaces_the_dataset(spark, pages, scratch):
    folder = scratch / "spark-again"
    scutch.spark.run(spark, pages, folder, partitions=9)
    manifest = scutch.spark.run(spark, pages, folder, partitions=2)
    written = {path.name for path in folder.iterdir()} - {"manifest.json", ".scutch.lock"}
    assert written == {output["file"] for output in manifest["outputs"]}
    verify(folder)


def test_the_job_for_spark_submit_runs(pages, scratch):
    folder = scratch / "spark-job"
    job = pathlib.Path(scutch.__file__).parent / "jobs" / "spark_job.py"
    command = [cluster.HOME / "bin" / "spark-submit", "--master", "local[1]", "--conf", "spark.ui.enabled=false", job]
    command += [pages, "-o", folder, "--partitions", "3"]
    done = subprocess.run(command, env=cluster.environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "kept" in done.stdout
    verify(folder)


def test_a_data_frame_is_cleaned_row_by_row(spark):
    texts = ["By Orla Vint\n\nThe ferry  sails at noon today.", "", None]
    frame = spark.createDataFrame([(f"n{at}", text) for at, text in enumerate(texts)], "name string, body string")
    made = scutch.spark.clean(frame.coalesce(1), "body", file="name", config={"normalize.quotes": "straight"})
    rows = made.collect()
    alone = scutch.clean(texts[0], file="n0")
    assert [row.document and row.document.text for row in rows] == [alone.text, None, None]
    assert [row.rejected and (row.rejected.file, row.rejected.rule) for row in rows] == [
        None,
        ("n1", "load/empty"),
        ("n2", "record/no-text"),
    ]
    assert [change.rule for change in rows[0].changes] == [change.rule for change in alone.changes]


def test_what_cannot_be_spread_is_refused(spark, scratch):
    for key, value in {"dedupe.repeated": "lines", "run.limit": 5}.items():
        with pytest.raises(scutch.ConfigError, match=key):
            scutch.spark.run(spark, str(scratch), str(scratch / "refused"), config={key: value})


def test_no_files_make_empty_tables(spark, scratch, tmp_path):
    folder = scratch / "spark-none"
    manifest = scutch.spark.run(spark, tmp_path, folder)
    assert manifest["documents"]["read"] == 0
    assert compare.of(folder) == {name: [] for name in compare.TABLES}
    verify(folder)
