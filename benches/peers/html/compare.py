"""Main content of HTML pages: scutch, trafilatura and resiliparse on the same pages in one run.

Usage: compare.py SCUTCH DATA, where SCUTCH is the release binary and DATA holds html/. Prints word F1
(mean over pages) and pages a second of processor time, on one core, so that what else the machine does
counts for none. A tool that is not installed is skipped and told. The peers return text alone; scutch is
run as a program, which also reads files and writes the dataset with its ledger. The shipped model has
seen these pages: `score_html` has its F1 on sites that a model has not seen.
"""

import collections
import gzip
import json
import os
import pathlib
import re
import resource
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


def scutch(binary, pages, *options):
    """Runs the program with all its output, on one thread."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "in")
        source.mkdir()
        for name, raw in pages.items():
            source.joinpath(name + ".html").write_bytes(raw)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [binary, "run", str(source), "--output", folder + "/out", "--set", "run.threads=1"]
        subprocess.run(command + list(options), check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        found = {}
        with open(folder + "/out/documents.jsonl", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                found[record["file"].removesuffix(".html")] = record["text"]
        return found, spent


def peer(extract, pages):
    start = time.process_time()
    found = {name: extract(raw.decode("utf-8", "replace")) for name, raw in pages.items()}
    return found, time.process_time() - start


def main():
    binary, data = sys.argv[1:3]
    gold = [json.loads(line) for line in open(data + "/html/gold.jsonl", encoding="utf-8")]
    read = lambda page: gzip.open(f"{data}/html/pages/{page['id']}.html.gz").read()
    pages = {page["id"]: read(page) for page in gold}
    alone = ("--set", 'run.stages=["extract"]')
    runs = {
        "scutch, all stages": lambda: scutch(binary, pages),
        "scutch, extract alone": lambda: scutch(binary, pages, *alone),
    }
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
