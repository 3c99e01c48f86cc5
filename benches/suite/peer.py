"""Runs one peer over a part of a corpus: `python peer.py PEER CORPUS BYTES OUT`.

Prints the bytes of the documents and the seconds of processor time, without those of importing.
"""

import json
import sys
import time
from pathlib import Path

PEER, CORPUS, MOST, OUT = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])


def files():
    """The first files of the corpus, as many as have so many bytes."""
    left = MOST
    for path in sorted(path for path in CORPUS.rglob("*") if path.is_file()):
        if left <= 0:
            return
        left -= path.stat().st_size
        yield path


def each(work, open_text):
    """Puts each document through `work` and writes what comes of it as JSON Lines."""
    size = 0
    with open(OUT, "w", encoding="utf-8") as out:
        for path in files():
            raw = path.read_bytes()
            size += len(raw)
            result = work(raw.decode("utf-8", "replace") if open_text else raw)
            out.write(json.dumps({"text": result}, ensure_ascii=False) + "\n")
    return size


def ftfy():
    import ftfy

    ftfy.fix_text("a")
    return lambda: each(ftfy.fix_text, True)


def trafilatura():
    """The main text alone, without metadata."""
    from trafilatura import extract

    extract("<html><body><p>It sails.</p></body></html>")
    return lambda: each(lambda page: extract(page) or "", False)


def charset_normalizer():
    from charset_normalizer import from_bytes

    from_bytes("déjà vu".encode("cp1252")).best()
    return lambda: each(lambda raw: str(from_bytes(raw).best() or ""), False)


def datatrove():
    """ftfy between datatrove's reader and writer, for JSON Lines."""
    from datatrove.pipeline.formatters import FTFYFormatter
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    part = OUT.with_suffix(".in") / "part.jsonl"
    part.parent.mkdir(parents=True, exist_ok=True)
    source = next(files())
    with open(source, "rb") as lines, open(part, "wb") as out:
        size = 0
        while size < MOST and (line := lines.readline()):
            size += out.write(line)
    reader = JsonlReader(str(part.parent), compression=None)
    writer = JsonlWriter(str(OUT.with_suffix(".out")), compression=None)

    def run():
        data = FTFYFormatter().run(reader.run(None, 0, 1), 0, 1)
        for _ in writer.run(data, 0, 1):
            pass
        return size

    return run


work = globals()[PEER]()
start = time.process_time()
size = work()
print(size, time.process_time() - start)
