"""What the jobs share: the arguments of their command line, and the counts at the end."""

import argparse
from collections.abc import Callable
from typing import Any


def run(description: str | None, start: Callable[[], Callable[..., dict[str, Any]]]) -> None:
    """Reads the arguments, starts the engine, and does the run that `start` returns.

    The engine is not started for ``--help``, or where the arguments are wrong.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("inputs", nargs="+", metavar="IN", help="files and folders that every worker sees")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="folder of the dataset")
    parser.add_argument("--config", metavar="FILE", help="a config.toml")
    parser.add_argument("--partitions", type=int, metavar="N", help="shares that the files are cut into")
    parser.add_argument("--work", metavar="DIR", help="folder for what lies between the passes [default: DIR]")
    parser.add_argument("--no-seal", action="store_true", help="do not hash the inputs")
    typed = parser.parse_args()
    manifest = start()(
        typed.inputs,
        typed.output,
        config=typed.config,
        partitions=typed.partitions,
        work=typed.work,
        seal=not typed.no_seal,
    )
    print(", ".join(f"{count:,} {name}" for name, count in manifest["documents"].items()))
