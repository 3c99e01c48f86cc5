"""What an engine costs beside one process on the same cores: wall time, processor time, and where it goes.

    python cost.py --megabytes 200 --rounds 3 --scratch DIR

Runs of one process, of two processes that take shares without an engine, of Spark (a master and two workers) and of
Ray take turns, each from a cold start, so that what else the machine does falls on all of them. Told are medians.
"""

import argparse
import json
import multiprocessing
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time
from functools import partial

import corpus
from here import Here
from processes import worked

import scutch
from scutch import spread

CORES = 2
CONFIG = {"dedupe.near": True}
PARQUET = {"run.format": ["parquet"], "write.tables": ["parquet"], "run.threads": CORES}


class Pool(Here):
    """Two processes that take shares, and nothing between them."""

    def __init__(self) -> None:
        super().__init__(0)
        self.cores = CORES

    def for_each(self, task: spread.Task, given: list[str]) -> list[str]:
        with multiprocessing.get_context("fork").Pool(CORES) as pool:
            return pool.starmap(task, enumerate(given), chunksize=1)


class Watched:
    """An engine, with the time that each pass takes, and what the tasks of each work."""

    def __init__(self, engine: spread.Engine, log: pathlib.Path) -> None:
        self.engine = engine
        self.cores = engine.cores
        self.log = log
        self.told: dict[str, float] = {}

    def for_each(self, task: spread.Task, given: list[str]) -> list[str]:
        name = task.func.__name__.partition("_")[0]
        started = time.monotonic()
        told = self.engine.for_each(partial(watched, task, str(self.log)), given)
        self.told[f"{name}_wall"] = time.monotonic() - started
        for number in range(len(given)):
            for part, seconds in json.loads((self.log / f"{name}-{number}").read_text()).items():
                self.told[part] = self.told.get(part, 0) + seconds
        return told

    def decide(self, *given: object) -> tuple[dict[int, int], list[str]]:
        started = time.monotonic()
        decided = self.engine.decide(*given)
        self.told["decide_wall"] = time.monotonic() - started
        return decided


def watched(task: spread.Task, log: str, number: int, given: str) -> str:
    """Does a task, and leaves what its parts worked: what comes out of the stages, and all else."""
    from scutch import spread, tables

    inner = [0.0]

    def each(rows):
        while True:
            started = time.process_time()
            row = next(rows, None)
            inner[0] += time.process_time() - started
            if row is None:
                return
            yield row

    name = task.func.__name__.partition("_")[0]
    module, part = (spread, "scan") if name == "scan" else (tables, "read")
    whole = getattr(module, part)
    setattr(module, part, lambda *given: each(whole(*given)))
    started = time.process_time()
    try:
        told = task(number, given)
    finally:
        setattr(module, part, whole)
    outer = time.process_time() - started - inner[0]
    parts = {"stages": inner[0], "store": outer} if name == "scan" else {"load": inner[0], "write": outer}
    pathlib.Path(log, f"{name}-{number}").write_text(json.dumps(parts))
    return told


def one(pages: str, folder: pathlib.Path, partitions: int) -> dict[str, float]:
    scutch.run(pages, folder / "out", config={**CONFIG, **PARQUET})
    return {}


def pieces(pages: str, folder: pathlib.Path, partitions: int) -> dict[str, float]:
    return through(Pool(), pages, folder, partitions)


def spark(pages: str, folder: pathlib.Path, partitions: int) -> dict[str, float]:
    import cluster

    import scutch.spark

    started = time.monotonic()
    workers = cluster.Cluster(folder / "cluster", CORES)
    session = workers.session()
    # The first task of each worker starts Python there.
    session.sparkContext.parallelize(range(CORES), CORES).map(lambda _: time.sleep(0.5)).collect()
    start = time.monotonic() - started
    told = through(scutch.spark.Engine(session), pages, folder, partitions)
    told |= {"start": start, "worked": worked(os.getpid())}
    session.stop()
    workers.stop()
    return told


def ray(pages: str, folder: pathlib.Path, partitions: int) -> dict[str, float]:
    import ray as engine

    import scutch.ray

    started = time.monotonic()
    engine.init(num_cpus=CORES, include_dashboard=False, logging_level="ERROR", object_store_memory=200 << 20)
    engine.data.DataContext.get_current().enable_progress_bars = False
    engine.data.range(CORES, override_num_blocks=CORES).map(lambda row: row).take_all()
    start = time.monotonic() - started
    told = through(scutch.ray.Engine(), pages, folder, partitions)
    told |= {"start": start, "worked": worked(os.getpid())}
    engine.shutdown()
    return told


def through(engine: spread.Engine, pages: str, folder: pathlib.Path, partitions: int) -> dict[str, float]:
    """Does a run on an engine."""
    engine = Watched(engine, folder / "log")
    engine.log.mkdir()
    started = time.monotonic()
    spread.run(engine, pages, str(folder / "out"), config=CONFIG, partitions=partitions)
    return {"run": time.monotonic() - started, **engine.told}


JOBS = {job.__name__: job for job in (one, pieces, spark, ray)}


def alone(job: str, pages: pathlib.Path, scratch: pathlib.Path, partitions: int) -> dict[str, float]:
    """Does a job in a process of its own, and returns what it took."""
    folder = scratch / "job"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    command = [sys.executable, __file__, "--job", job, str(pages), str(folder), str(partitions)]
    started, before = time.monotonic(), os.times()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    after = os.times()
    told = {"wall": time.monotonic() - started, **json.loads(done.stdout.splitlines()[-1])}
    spent = after.children_user - before.children_user + after.children_system - before.children_system
    # Processes of an engine are not all waited for.
    return {"worked": spent, **told}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("--jobs", default=",".join(JOBS))
    parser.add_argument("--scratch", type=pathlib.Path, default=pathlib.Path("cost-scratch"))
    parser.add_argument("--job", nargs=4, help=argparse.SUPPRESS)
    typed = parser.parse_args()
    if typed.job:
        job, pages, folder, partitions = typed.job
        print(json.dumps(JOBS[job](pages, pathlib.Path(folder), int(partitions))))
        return
    # Workers start elsewhere.
    typed.scratch = typed.scratch.resolve()
    pages = typed.scratch / f"corpus-{typed.megabytes:g}"
    if not pages.exists():
        corpus.write(pages, typed.megabytes)
    found: dict[str, list[dict[str, float]]] = {job: [] for job in typed.jobs.split(",")}
    for _ in range(typed.rounds):
        for job, rounds in found.items():
            rounds.append(alone(job, pages, typed.scratch, typed.partitions))
            print(job, json.dumps({part: round(seconds, 2) for part, seconds in rounds[-1].items()}), flush=True)
    for job, rounds in found.items():
        medians = {part: statistics.median(told[part] for told in rounds) for part in rounds[0]}
        ratio = [told["wall"] / first["wall"] for told, first in zip(rounds, found["one"], strict=True)]
        print(f"{job}: {statistics.median(ratio):.2f} of one process;", end=" ")
        print(", ".join(f"{part} {seconds:.1f} s" for part, seconds in medians.items()))


if __name__ == "__main__":
    main()
