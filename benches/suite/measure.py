"""Measures what corpora.py made: `python measure.py OUT RUNS`; prints a table in Markdown.

The floor and scutch take turns, so that what else the machine does meets both; figures are medians. The
floor reads each file or line, checks that it is UTF-8 and writes it as JSON (examples/floor.rs), on one
thread. scutch runs with its defaults: JSON Lines and CSV, with the ledger.
"""

import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

OUT, RUNS = Path(sys.argv[1]).resolve(), int(sys.argv[2])
HERE = Path(__file__).resolve().parent
RELEASE = HERE.parent.parent / "target/release"
SCRATCH = OUT / "scratch"

# Bytes that a peer is given: all of them are slow.
PART = 4_000_000

# The peers of each corpus.
PEERS = {
    "news": ["ftfy"],
    "languages": ["ftfy"],
    "dirty": ["charset_normalizer"],
    "pages": ["trafilatura"],
    "jsonl": ["datatrove", "jq"],
}


def seconds(command, out=None):
    """Returns the seconds on the clock and of the processor that a command takes."""
    before = os.times()
    start = time.perf_counter()
    with open(out or os.devnull, "wb") as file:
        subprocess.run(command, stdout=file, check=True)
    spent = time.perf_counter() - start
    after = os.times()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    return spent, work


def run_scutch(corpus, threads):
    out = SCRATCH / "out"
    shutil.rmtree(out, ignore_errors=True)
    command = [RELEASE / "scutch", "run", corpus, "-o", out, "-q", "-j", str(threads), "--config", HERE / "empty.toml"]
    return seconds(command)


def peer_rate(peer, corpus):
    """Returns the peer's megabytes a second of processor time, or nothing where it is not there."""
    if peer == "jq":
        if not shutil.which("jq"):
            return None
        file = next(corpus.iterdir())
        return file.stat().st_size / 1e6 / seconds(["jq", "-c", ".", file], SCRATCH / "jq")[1]
    python = OUT / "python/bin/python"
    command = [python, HERE / "peer.py", peer, corpus, str(PART), SCRATCH / peer]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        print(f"skipped: {peer}: {result.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    size, spent = map(float, result.stdout.split()[-2:])
    return size / 1e6 / spent


def main():
    SCRATCH.mkdir(exist_ok=True)
    print(f"{platform.machine()}, {os.cpu_count()} cores; medians of {RUNS} runs\n")
    print("| corpus | MB | floor, MB/s | one thread, MB/s | of the floor | two threads, of one | peers: times as fast |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, peers in PEERS.items():
        corpus = OUT / "corpora" / name
        if not corpus.exists():
            continue
        size = sum(path.stat().st_size for path in corpus.rglob("*") if path.is_file()) / 1e6
        floors, ones, twos, works = [], [], [], []
        for _ in range(RUNS):
            floors.append(seconds([RELEASE / "examples/floor", corpus], SCRATCH / "floor")[0])
            spent, work = run_scutch(corpus, 1)
            ones.append(spent)
            works.append(work)
            twos.append(run_scutch(corpus, 2)[0])
        floor, one, two = map(statistics.median, (floors, ones, twos))
        rate = size / statistics.median(works)
        told = [(peer, peer_rate(peer, corpus)) for peer in peers]
        told = "; ".join(f"{peer} {rate / known:,.0f}" for peer, known in told if known)
        print(f"| {name} | {size:.0f} | {size / floor:.0f} | {size / one:.1f} | {floor / one:.2f} | {one / two:.2f} | {told} |", flush=True)
    shutil.rmtree(SCRATCH)


main()
