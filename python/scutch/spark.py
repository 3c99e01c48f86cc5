"""scutch on Apache Spark: the same stages, bytes and ledger, on as many machines as there are.

`clean` is for data frames, `run` and `discover` for whole corpora; ``scutch/jobs/spark_job.py`` is `run` for
spark-submit.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

from . import spread, tables
from .pipeline import Config
from .runs import Manifest, Paths

if TYPE_CHECKING:
    from typing_extensions import Unpack

SCANNED = "place long, keys array<long>, entry binary"

SETTLED = (
    "place long, kept_place long, same boolean, kept_file string, kept_id string, likeness int, "
    "via_file string, via_id string, via_likeness int, warning string"
)

LINKS = pa.schema([("a", pa.int64()), ("b", pa.int64())])

DRIVER_ROWS = 500_000
"""Rows that the driver takes itself: documents that are compared, links between them, those that are set aside.
Beyond it machines do each of these together, which takes jobs of some seconds however little there is."""


def clean(
    df: DataFrame, text: str = "text", *, file: str | None = None, config: Config = None
) -> DataFrame:
    """Returns what becomes of each row of `df`, a row each: `document`, a record, or `rejected`, why not, and
    `changes`, the ledger.

    The text is in the column `text`, the other columns come along as the record's `meta`; `file` is the column
    that names the documents, and without it they are numbered within each task. Nothing is compared with
    another document.
    """
    columns = json.loads(spread.settled(config))["read"]["columns"] | {"text": text}
    state = spread.settled(config, read_columns=columns, run_threads=1)
    schema = spread.schema_of_outcomes()
    schema = schema.remove(schema.get_field_index("duplicate")).remove(0)
    return df.mapInArrow(partial(clean_task, state, file), from_arrow_schema(schema))


def run(
    spark: SparkSession,
    inputs: Paths,
    output: str | os.PathLike[str],
    *,
    driver_rows: int = DRIVER_ROWS,
    **options: Unpack[spread.Options],
) -> Manifest:
    return spread.run(Engine(spark, driver_rows), inputs, output, **options)


run.__doc__ = spread.RUN + """
    What repeats what the driver decides, in the order of the input, up to `driver_rows` documents that are compared;
    more are decided on the workers, part by part: the keys that documents share are shuffled.
    """


def discover(spark: SparkSession, inputs: Paths, **options: Unpack[spread.SurveyOptions]) -> str:
    return spread.discover(Engine(spark), inputs, **options)


discover.__doc__ = spread.DISCOVER


class Engine:
    """The workers of a Spark session. Each pass leaves its table on the disk, so that a task which is done again,
    because its worker died, begins there and not at the raw files."""

    def __init__(self, spark: SparkSession, driver_rows: int = DRIVER_ROWS) -> None:
        self.spark = spark
        self.driver_rows = driver_rows
        self.cores = spark.sparkContext.defaultParallelism
        self.work = ""

    def for_each(self, task: spread.Task, given: list[str]) -> list[str]:
        if not given:
            return []
        rows = self.spark.sparkContext.parallelize(list(enumerate(given)), len(given))
        return rows.map(lambda row: task(*row)).collect()

    def keep(self, name: str, table: DataFrame) -> DataFrame:
        """Writes a table between two passes and returns it as written."""
        table.write.mode("overwrite").parquet(f"{self.work}/{name}")
        return self.spark.read.schema(table.schema).parquet(f"{self.work}/{name}")

    def decide(self, state: str, work: str, shown: list[int]) -> tuple[dict[int, int], list[str]]:
        if sum(shown) <= self.driver_rows:
            return spread.decide(state, work, shown)
        self.work = work
        read = self.spark.read.schema(SCANNED)
        compared = read.parquet(f"{work}/scanned").where("entry is not null")
        members = compared.join(self.parts(compared), "place")
        members = members.repartition("part").sortWithinPartitions("part", "place")
        members = members.select("part", "place", "keys", "entry")
        settled = self.keep("settled", members.mapInArrow(partial(settle_task, state, sum(shown)), SETTLED))
        if tables.rows(f"{work}/settled") <= self.driver_rows:
            return spread.leave(tables.read_whole(f"{work}/settled", spread.SETTLED), work)
        return self.leave(settled)

    def leave(self, settled: DataFrame) -> tuple[dict[int, int], list[str]]:
        """Does what `spread.leave` does, on the workers."""
        warnings = settled.where("warning is not null").orderBy("place").select("warning").collect()
        removed = settled.where("kept_place is not null")
        # A cluster is numbered where its first removal is met.
        clusters = removed.groupBy("kept_place").agg(F.min("place").alias("first"))
        number = F.row_number().over(Window.orderBy("first")).cast("long").alias("cluster")
        share = F.shiftright("place", spread.DOCUMENT_BITS).cast("int").alias("share")
        counts = {row.share: row["count"] for row in removed.groupBy(share).count().collect()}
        removed = removed.join(clusters.select("kept_place", number), "kept_place")
        removed = removed.select(share, *spread.DECIDED.names).repartition("share")
        removed.write.mode("overwrite").partitionBy("share").parquet(f"{self.work}/decided")
        return counts, [row.warning for row in warnings]

    def parts(self, shown: DataFrame) -> DataFrame:
        """Returns the part of each document that shares a key with another, named by its first document."""
        keyed = shown.select(F.explode("keys").alias("key"), "place").distinct()
        groups = keyed.groupBy("key").agg(F.min("place").alias("first"), F.count("*").alias("members"))
        shared = keyed.join(groups.where("members > 1"), "key").where("place <> first")
        links = shared.select(F.col("place").alias("a"), F.col("first").alias("b")).distinct()
        stars = self.stars(links)
        centres = stars.select(F.col("b").alias("place"), F.col("b").alias("part")).distinct()
        return stars.select(F.col("a").alias("place"), F.col("b").alias("part")).union(centres)

    def stars(self, links: DataFrame) -> DataFrame:
        """Returns a link from each document of a connected part to its first: those of few links the driver finds,
        those of many machines, by alternating the large star and the small star (Kiveris and others, Connected
        Components in MapReduce and Beyond, 2014)."""
        links = self.keep("links-0", links)
        if tables.rows(f"{self.work}/links-0") <= self.driver_rows:
            found = tables.read_whole(f"{self.work}/links-0", LINKS)
            firsts = spread.firsts(zip(found["a"].to_pylist(), found["b"].to_pylist(), strict=True))
            columns = {"a": [document for document, _ in firsts], "b": [first for _, first in firsts]}
            return self.spark.createDataFrame(pa.table(columns, LINKS))
        before, passes = fingerprint(links), 0
        while True:
            passes += 1
            links = self.keep(f"links-{passes}", small_star(large_star(links)))
            after = fingerprint(links)
            if after == before:
                return links
            before = after


def large_star(links: DataFrame) -> DataFrame:
    """Links the later neighbours of each document with the first of all its neighbours and itself."""
    both = links.select("a", "b").union(links.select(F.col("b").alias("a"), F.col("a").alias("b")))
    least = both.groupBy("a").agg(F.min("b").alias("m")).select("a", F.least("a", "m").alias("m"))
    later = both.join(least, "a").where("b > a")
    return later.select(F.col("b").alias("a"), F.col("m").alias("b")).where("a <> b").distinct()


def small_star(links: DataFrame) -> DataFrame:
    """Links each document and its earlier neighbours with the first of them."""
    down = links.select(F.greatest("a", "b").alias("a"), F.least("a", "b").alias("b"))
    least = down.groupBy("a").agg(F.min("b").alias("m"))
    earlier = down.join(least, "a").select(F.col("b").alias("a"), F.col("m").alias("b"))
    own = least.select("a", F.col("m").alias("b"))
    return earlier.union(own).where("a <> b").distinct()


def fingerprint(links: DataFrame) -> tuple[Any, ...]:
    """Returns what stands for a set of links."""
    row = links.agg(F.count("*"), F.bit_xor(F.xxhash64("a", "b")), F.bit_xor(F.hash("b", "a"))).first()
    return tuple(row or ())


def clean_task(
    state: str, file: str | None, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    first = 1
    for batch in batches:
        made = pa.record_batch(spread.native(state).outcomes(batch, file, first))
        first += len(batch)
        yield made.select(["document", "rejected", "changes"])


def settle_task(
    state: str, documents: int, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    return spread.settle(state, documents, batches)
