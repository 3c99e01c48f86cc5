"""Times chardet on the documents that `examples/speed_encodings.rs` wrote, in CPU time.

Run as `chardet.py FOLDER`, with `pip install -r requirements.txt` done; prints megabytes a second
for detection alone and with decoding, the median of several rounds.
"""

import statistics
import sys
import time
from pathlib import Path

# The folder of this file comes first in the path and would stand for the package.
sys.path.pop(0)
import chardet  # noqa: E402

ROUNDS = 5


def guess(raw):
    return chardet.detect(raw)["encoding"]


def decode(raw):
    return raw.decode(guess(raw) or "latin-1", "replace")


def seconds(job, documents):
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for raw in documents:
            job(raw)
        times.append(time.process_time() - start)
    return statistics.median(times)


def main(folder):
    print(f"chardet {chardet.__version__}, Python {sys.version.split()[0]}")
    for name in ("detect", "made"):
        documents = [path.read_bytes() for path in sorted(Path(folder, name).glob("*.bin"))]
        megabytes = sum(map(len, documents)) / 1e6
        for raw in documents:
            decode(raw)
        guessed, read = megabytes / seconds(guess, documents), megabytes / seconds(decode, documents)
        print(
            f"{name:<20}{len(documents):>5} files {megabytes:>6.2f} MB"
            f"  detect {guessed:>7.1f} MB/s  detect and decode {read:>7.1f} MB/s"
        )


main(sys.argv[1])
