"""Makes the corpora of the suite: `python corpora.py SEEDS DATA OUT MEGABYTES`.

news        variations of the seeds, a file each
languages   sentences of 75 languages, some 4 KB of one language a file
dirty       the same articles and sentences with everything wrong that scraped files have
pages       HTML pages, as often as it takes
jsonl       the articles of news as JSON Lines, with two fields beside the text

What the evaluation data lacks is left out with a message. The same arguments make the same bytes.
"""

import gzip
import json
import random
import sys
from itertools import cycle, islice
from pathlib import Path

SEEDS, DATA, OUT = map(Path, sys.argv[1:4])
BYTES = int(sys.argv[4]) * 1_000_000

# Files in a folder.
FOLDER = 1000
# Bytes of a document made of sentences.
DOCUMENT = 4000

FURNITURE = [
    "+ \u21ba \u2212 16 px",
    "Share this article",
    "Home | News | Sport | Culture",
    "Read also: The pier is open again",
    "All rights reserved.",
    "1,204 views",
]
PAGES_OF = {"ru": "cp1251", "uk": "cp1251", "bg": "cp1251", "pl": "cp1250", "cs": "cp1250", "de": "cp1252",
            "fr": "cp1252", "es": "cp1252", "tr": "cp1254", "el": "cp1253", "ja": "shift_jis", "ko": "euc_kr"}


def variation(seed, number):
    """A variation of a seed: its inner paragraphs in another order, each with a number of its own."""
    parts = seed.split("\n\n")
    inner = parts[2:-2]
    turn = number % max(len(inner), 1)
    inner = inner[turn:] + inner[:turn]
    inner = [part.replace(", ", f" {number * 31 + at}, ", 1) for at, part in enumerate(inner)]
    return "\n\n".join(parts[:2] + inner + parts[-2:])


def news():
    seeds = [path.read_text() for path in sorted(SEEDS.glob("*.txt"))]
    for number in range(10**9):
        yield "en", variation(seeds[number % len(seeds)], number)


def sentences():
    """Documents of sentences of one language, in an order that chance has made."""
    chance = random.Random(1)
    known = {}
    for line in (DATA / "encoding/sentences.tsv").read_text().splitlines():
        language, sentence = line.split("\t", 1)
        known.setdefault(language, []).append(sentence)
    for language in cycle(sorted(known)):
        text = ""
        while len(text.encode()) < DOCUMENT:
            text += " ".join(chance.sample(known[language], 3)) + "\n\n"
        yield language, text


def dirty(documents):
    """Documents as scraped files have them: each defect in some of them, several in most."""
    chance = random.Random(2)
    for language, text in documents:
        lines = text.split("\n")
        for _ in range(chance.randrange(4)):
            lines.insert(chance.choice([0, len(lines)]), chance.choice(FURNITURE))
        for at, line in enumerate(lines):
            match chance.randrange(40):
                case 0:
                    lines[at] = line.encode().decode("cp1252", "replace")
                case 1:
                    lines[at] = line.replace(" ", "\u00a0 ", 3)
                case 2:
                    lines[at] = line.replace(",", "&#44;", 1).replace("\u2019", "&rsquo;")
                case 3:
                    lines[at] = line + "\u200b\u00ad"
        end = chance.choice(["\n", "\n", "\r\n"])
        page = PAGES_OF.get(language) if chance.randrange(3) == 0 else None
        yield end.join(lines).encode(page or "utf-8", "replace")


def until(documents):
    """The documents up to so many bytes."""
    written = 0
    for document in documents:
        yield document
        written += len(document)
        if written >= BYTES:
            return


def write(name, ending, documents):
    """Writes a corpus of one file a document, unless it is there."""
    folder = OUT / name
    done = OUT / f"{name}.made"
    if done.exists() and done.read_text() == str(BYTES):
        return
    for number, document in enumerate(until(documents)):
        path = folder / f"{number // FOLDER:04}" / f"{number:07}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document)
    done.write_text(str(BYTES))


def alternately(*sources):
    for documents in zip(*sources):
        yield from documents


def lines():
    for number, (_, text) in enumerate(news()):
        row = {"id": number, "date": "2031-05-09", "url": f"https://kestrel.lr/{number}", "text": text}
        yield (json.dumps(row, ensure_ascii=False) + "\n").encode()


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    write("news", "txt", (text.encode() for _, text in news()))
    (OUT / "jsonl").mkdir(exist_ok=True)
    with open(OUT / "jsonl/news.jsonl", "wb") as file:
        file.writelines(until(lines()))
    if (DATA / "encoding/sentences.tsv").exists():
        write("languages", "txt", (text.encode() for _, text in sentences()))
        write("dirty", "txt", dirty(alternately(news(), sentences())))
    else:
        print(f"skipped: {DATA}/encoding is not here", file=sys.stderr)
    if (DATA / "html/pages").exists():
        paths = sorted((DATA / "html/pages").glob("*.html.gz"))
        pages = [gzip.decompress(path.read_bytes()) for path in paths]
        write("pages", "html", islice(cycle(pages), 10**9))
    else:
        print(f"skipped: {DATA}/html is not here", file=sys.stderr)


main()
