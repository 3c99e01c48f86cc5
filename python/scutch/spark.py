"""scutch on Apache Spark: the same stages, bytes and ledger, on as many machines as there are.

`clean` is for data frames, `run` for whole corpora; ``scutch/jobs/spark_job.py`` is `run` for spark-submit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

from . import _native, spread
from .pipeline import Config
from .runs import Manifest

SCANNED = (
    "place long, input int, raw_bytes long, raw_hash string, file string, document binary, "
    "kept boolean, keys array<long>, entry binary"
)
SETTLED = (
    "place long, kept_place long, same boolean, kept_file string, kept_id string, likeness int, "
    "via_file string, via_id string, via_likeness int, warning string"
)


DRIVER_LINKS = 500_000
"""Links between documents that the driver takes itself; beyond it, machines follow them together, which takes
half a dozen jobs."""


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
    inputs: spread.Paths,
    output: str,
    *,
    config: Config = None,
    partitions: int | None = None,
    work: str | None = None,
    seal: bool = True,
    driver_links: int = DRIVER_LINKS,
) -> Manifest:
    """Cleans the files and folders of `inputs`, which every worker sees under the same paths, into tables of
    Parquet below `output`: `documents`, `rejected`, `duplicates` and `changes`, with `manifest.json`.

    Documents, ledger, clusters and counts are those of ``scutch run``, however many `partitions` the files are
    cut into (by default, as many as the engine likes to have tasks). `work` is a folder for what lies between
    the passes, by default inside `output`; it is removed at the end. `seal` hashes each input as the manifest of
    a run does, for which the driver hears of every document: leave it out where there are billions.
    `driver_links` is the number of links between documents that the driver takes itself.
    """
    state = spread.settled(
        config, run_input=spread.listed(inputs), run_output=output, run_threads=1
    )
    passes = Passes(spark, state, work or f"{output}/_work", driver_links)
    wanted = partitions or spark.sparkContext.defaultParallelism
    excluded = passes.scan(wanted)
    warnings = passes.decide()
    passes.finish()
    passes.write(output)
    manifest = passes.manifest(excluded, warnings, seal)
    write_text(spark, f"{output}/manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    remove(spark, passes.work)
    return manifest


class Passes:
    """The passes of a run. Each leaves its table in the folder `work`, so that a task which is done again,
    because its worker died, begins there and not at the raw files."""

    def __init__(self, spark: SparkSession, state: str, work: str, driver_links: int) -> None:
        self.spark = spark
        self.state = state
        self.work = work
        self.driver_links = driver_links
        self.compares = _native.compares(json.loads(state))
        self.shares = 1

    def table(self, name: str) -> DataFrame:
        return self.spark.read.parquet(f"{self.work}/{name}")

    def keep(self, name: str, table: DataFrame) -> DataFrame:
        """Writes a table between two passes and returns it as written."""
        table.write.mode("overwrite").parquet(f"{self.work}/{name}")
        return self.table(name)

    def scan(self, partitions: int) -> int:
        """Runs every document through the stages; returns how many files were kept out."""
        shares, excluded = _native.shares(json.loads(self.state), partitions)
        self.shares = max(len(shares), 1)
        context = self.spark.sparkContext
        rows = context.parallelize(list(enumerate(shares)), self.shares)
        given = self.spark.createDataFrame(rows, "number int, share string")
        self.keep("scanned", given.mapInArrow(partial(scan_task, self.state), SCANNED))
        return excluded

    def decide(self) -> list[str]:
        """Finds what repeats what; returns what there is to warn of."""
        if not self.compares:
            self.keep("decided", self.spark.createDataFrame([], f"cluster long, {SETTLED}"))
            return []
        shown = self.table("scanned").where("entry is not null").select("place", "keys", "entry")
        documents = shown.count()
        members = shown.join(self.parts(shown), "place")
        members = members.repartition("part").sortWithinPartitions("part", "place")
        members = members.select("part", "place", "keys", "entry")
        task = partial(settle_task, self.state, documents)
        settled = self.keep("settled", members.mapInArrow(task, SETTLED))
        warnings = settled.where("warning is not null").orderBy("place").select("warning").collect()
        removed = settled.where("kept_place is not null")
        # A cluster is numbered where its first removal is met.
        clusters = removed.groupBy("kept_place").agg(F.min("place").alias("first"))
        number = F.row_number().over(Window.orderBy("first")).cast("long").alias("cluster")
        self.keep("decided", removed.join(clusters.select("kept_place", number), "kept_place"))
        return [row.warning for row in warnings]

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
        before, passes = fingerprint(links), 0
        if before[0] <= self.driver_links:
            return self.spark.createDataFrame(spread.firsts(links.collect()), "a long, b long")
        while True:
            passes += 1
            links = self.keep(f"links-{passes}", small_star(large_star(links)))
            after = fingerprint(links)
            if after == before:
                return links
            before = after

    def finish(self) -> None:
        """Makes the rows of the dataset of each document, with what was decided of it."""
        scanned, decided = self.table("scanned"), self.table("decided")
        share = F.shiftright("place", spread.DOCUMENT_BITS).alias("share")
        kept = scanned.where("kept").select("place").join(decided.select("place"), "place", "left_anti")
        kept_of = {row.share: row["count"] for row in kept.groupBy(share).count().collect()}
        documents = scanned.select("place", "input", "document")
        documents = documents.join(decided.select("place", "cluster", *spread.TWIN), "place", "left")
        # The records of a share are numbered one after the other, so a share stays whole.
        documents = documents.repartition(self.shares, share).sortWithinPartitions("place")
        task = partial(finish_task, self.state, spread.before(kept_of))
        schema = spread.schema_of_outcomes().append(spread.COUNTS)
        self.keep("finished", documents.mapInArrow(task, from_arrow_schema(schema)))

    def write(self, output: str) -> None:
        """Writes the tables of the dataset."""
        finished = self.table("finished").where("counts is null")
        tables = {name: finished.where(f"{column} is not null").select(f"{column}.*") for name, column in spread.TABLES.items()}
        tables["changes"] = finished.select(F.explode("changes").alias("change")).select("change.*")
        for name, table in tables.items():
            table.write.mode("overwrite").option("compression", "zstd").parquet(f"{output}/{name}")

    def manifest(self, excluded: int, warnings: list[str], seal: bool) -> Manifest:
        """Returns the manifest of the counts of all tasks."""
        counts = self.table("finished").where("counts is not null").select("counts").collect()
        seals: Iterable[Any] = ()
        if seal:
            names = self.table("scanned").select("place", "input", "raw_bytes", "raw_hash", "file")
            names = names.orderBy("place").toLocalIterator(prefetchPartitions=True)
            seals = ((row.input, row.raw_bytes, row.raw_hash, row.file) for row in names)
        return spread.manifest(self.state, (row.counts for row in counts), seals, excluded, warnings)


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


def scan_task(state: str, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for row in batch.to_pylist():
            yield from spread.scan(state, row["share"], row["number"])


def settle_task(
    state: str, documents: int, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    return spread.settle(state, documents, batches)


def finish_task(
    state: str, numbers: dict[int, int], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    return spread.finish(state, numbers, batches)


def write_text(spark: SparkSession, path: str, text: str) -> None:
    """Writes a file wherever the engine's file systems are."""
    system, place = hadoop(spark, path)
    stream = system.create(place, True)
    stream.write(bytearray(text.encode()))
    stream.close()


def remove(spark: SparkSession, path: str) -> None:
    """Removes a folder wherever the engine's file systems are."""
    system, place = hadoop(spark, path)
    system.delete(place, True)


def hadoop(spark: SparkSession, path: str) -> tuple[Any, Any]:
    context = spark.sparkContext
    place = context._jvm.org.apache.hadoop.fs.Path(path)
    return place.getFileSystem(context._jsc.hadoopConfiguration()), place
