"""A run on Spark: ``spark-submit spark_job.py IN... -o OUT``."""

from functools import partial

from pyspark.sql import SparkSession

import scutch.spark
from scutch.jobs import command


def main() -> None:
    def start():
        return partial(scutch.spark.run, SparkSession.builder.appName("scutch").getOrCreate())

    command.run(scutch.spark.run.__doc__, start)
    SparkSession.builder.getOrCreate().stop()


if __name__ == "__main__":
    main()
