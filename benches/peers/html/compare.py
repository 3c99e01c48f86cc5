"""Main content of HTML pages: scutch, trafilatura and resiliparse on the same pages in one run.

Usage: compare.py SCUTCH DATA, where SCUTCH is the release binary and DATA holds html/. Prints word F1
(mean over pages) and pages a second on one core. A tool that is not installed is skipped and told.
"""

import collections
import gzip
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time


def words(text):
    return collections.Counter(re.findall(r"\w+", (text or "").lower()))


def f1(gold, text):
    gold, text = words(gold), words(text)
    if not gold or not text:
        return float(not gold and not text)
    both = sum((gold & text).values())
    return 2 * both / (sum(gold.values()) + sum(text.values()))


def scutch(binary, pages):
    """Runs the whole program with all its output, on one thread."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "in")
        source.mkdir()
        for name, raw in pages.items():
            source.joinpath(name + ".html").write_bytes(raw)
        start = time.perf_counter()
        command = [binary, "run", str(source), "--output", folder + "/out", "--set", "run.threads=1"]
        subprocess.run(command, check=True, capture_output=True)
        spent = time.perf_counter() - start
        found = {}
        with open(folder + "/out/documents.jsonl", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                found[record["file"].removesuffix(".html")] = record["text"]
        return found, spent


def peer(extract, pages):
    start = time.perf_counter()
    found = {name: extract(raw.decode("utf-8", "replace")) for name, raw in pages.items()}
    return found, time.perf_counter() - start


def main():
    binary, data = sys.argv[1:3]
    gold = [json.loads(line) for line in open(data + "/html/gold.jsonl", encoding="utf-8")]
    read = lambda page: gzip.open(f"{data}/html/pages/{page['id']}.html.gz").read()
    pages = {page["id"]: read(page) for page in gold}
    runs = {"scutch (whole run)": lambda: scutch(binary, pages)}
    try:
        import trafilatura

        runs["trafilatura " + trafilatura.__version__] = lambda: peer(trafilatura.extract, pages)
    except ImportError:
        print("trafilatura is not installed: skipped")
    try:
        from resiliparse.extract.html2text import extract_plain_text

        plain = lambda text: extract_plain_text(text, main_content=True)
        runs["resiliparse"] = lambda: peer(plain, pages)
    except ImportError:
        print("resiliparse is not installed: skipped")
    for name, run in runs.items():
        found, spent = run()
        mean = sum(f1(page["main"], found.get(page["id"])) for page in gold) / len(gold)
        print(f"{name:22} F1 {mean:.3f} {len(pages) / spent:9.1f} pages a second", flush=True)


os.environ.setdefault("OMP_NUM_THREADS", "1")
main()
