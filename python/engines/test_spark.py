"""Spark in one process on this machine, with the results of a run."""

import os
import sys
import time

import pyarrow.parquet as pq
import pytest

import scutch
from conftest import CONFIGS, check

pyspark = pytest.importorskip("pyspark")

import scutch.spark  # noqa: E402


@pytest.fixture(scope="module")
def spark():
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    started = time.monotonic()
    session = (
        pyspark.sql.SparkSession.builder.master("local[2]")
        .appName("scutch-tests")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        # A machine that is busy with other work is slow to answer, and not dead.
        .config("spark.network.timeout", "600s")
        .config("spark.executor.heartbeatInterval", "60s")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    print(f"\nSpark: {time.monotonic() - started:.1f} s to start", flush=True)
    yield session
    session.stop()


def test_a_job_gives_what_one_process_gives(spark, expected, scratch, name, partitions):
    seconds = expected.of(name)[2]
    folder = scratch / f"spark-{name}-{partitions}"
    started = time.monotonic()
    manifest = scutch.spark.run(
        spark, str(expected.pages), str(folder), config=CONFIGS[name], partitions=partitions
    )
    took = time.monotonic() - started
    print(f"\nSpark, {name}, {partitions} partitions: {took:.1f} s, {took / seconds:.2f} of one process", flush=True)
    check(expected, name, folder, manifest)


def test_machines_find_the_parts_that_the_driver_finds(spark, expected, scratch):
    folder = scratch / "spark-stars"
    manifest = scutch.spark.run(
        spark, str(expected.pages), str(folder), config=CONFIGS["near"], partitions=4, driver_links=0
    )
    check(expected, "near", folder, manifest)


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
    manifest = scutch.spark.run(spark, str(tmp_path), str(scratch / "spark-none"))
    assert manifest["documents"]["read"] == 0
    assert pq.read_table(scratch / "spark-none" / "documents").num_rows == 0
