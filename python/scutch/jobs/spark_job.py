"""A run on Spark: ``spark-submit spark_job.py IN... -o OUT``."""

import argparse

from pyspark.sql import SparkSession

import scutch.spark


def main() -> None:
    parser = argparse.ArgumentParser(description=scutch.spark.run.__doc__)
    parser.add_argument("inputs", nargs="+", metavar="IN", help="files and folders that every worker sees")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="folder of the dataset")
    parser.add_argument("--config", metavar="FILE", help="a config.toml")
    parser.add_argument("--partitions", type=int, metavar="N", help="shares that the files are cut into")
    parser.add_argument("--work", metavar="DIR", help="folder for what lies between the passes")
    parser.add_argument("--no-seal", action="store_true", help="do not hash the inputs")
    typed = parser.parse_args()
    spark = SparkSession.builder.appName("scutch").getOrCreate()
    manifest = scutch.spark.run(
        spark,
        typed.inputs,
        typed.output,
        config=typed.config,
        partitions=typed.partitions,
        work=typed.work,
        seal=not typed.no_seal,
    )
    print(", ".join(f"{count:,} {name}" for name, count in manifest["documents"].items()))
    spark.stop()


if __name__ == "__main__":
    main()
