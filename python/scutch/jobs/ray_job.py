"""A run on Ray: ``ray job submit -- python ray_job.py IN... -o OUT``."""

import argparse

import ray

import scutch.ray


def main() -> None:
    parser = argparse.ArgumentParser(description=scutch.ray.run.__doc__)
    parser.add_argument("inputs", nargs="+", metavar="IN", help="files and folders that every worker sees")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="folder of the dataset")
    parser.add_argument("--config", metavar="FILE", help="a config.toml")
    parser.add_argument("--partitions", type=int, metavar="N", help="shares that the files are cut into")
    parser.add_argument("--work", metavar="DIR", help="folder for what lies between the passes")
    parser.add_argument("--no-seal", action="store_true", help="do not hash the inputs")
    typed = parser.parse_args()
    ray.init()
    manifest = scutch.ray.run(
        typed.inputs,
        typed.output,
        config=typed.config,
        partitions=typed.partitions,
        work=typed.work,
        seal=not typed.no_seal,
    )
    print(", ".join(f"{count:,} {name}" for name, count in manifest["documents"].items()))


if __name__ == "__main__":
    main()
