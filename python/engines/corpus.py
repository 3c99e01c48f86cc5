"""Writes a corpus of made-up pages of the size that is asked for: several formats and encodings, damage, equal
and nearly equal pages in other files, chains of them, and what cannot be read. The same each time."""

import csv
import gzip
import io
import json
import pathlib
import random
import sys

VOWELS, CONSONANTS = "aeiou", "bcdfghklmnprstvw"
PAGE_BYTES = 4_000


def words(chance: random.Random) -> list[str]:
    def word() -> str:
        syllables = chance.choice((1, 2, 2, 3, 3, 4))
        return "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(syllables))

    return sorted({word() + chance.choice(("", "n", "s", "r")) for _ in range(6_000)})


class Pages:
    """Makes pages one after the other, and remembers some to repeat them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.words = words(self.chance)
        self.sentences = [self.sentence() for _ in range(30_000)]
        self.known: list[list[str]] = []

    def sentence(self) -> str:
        chosen = self.chance.choices(self.words, k=self.chance.randint(7, 18))
        return " ".join(chosen).capitalize() + "."

    def paragraphs(self) -> list[str]:
        """Returns the paragraphs of a page: new, or those of an earlier one, changed a little or not."""
        chance = self.chance.random()
        if self.known and chance < 0.06:
            return list(self.chance.choice(self.known))
        if self.known and chance < 0.14:
            at = self.chance.randrange(len(self.known))
            changed = list(self.known[at])
            place = self.chance.randrange(len(changed))
            parts = changed[place].split(" ")
            parts[self.chance.randrange(len(parts))] = self.chance.choice(self.words)
            changed[place] = " ".join(parts)
            # The next copy may be of this one: a chain, whose ends are less alike than their neighbours.
            self.known[at] = changed
            return changed
        made = [" ".join(self.chance.choices(self.sentences, k=4)) for _ in range(self.chance.randint(4, 14))]
        if len(self.known) < 5_000:
            self.known.append(made)
        else:
            self.known[self.chance.randrange(5_000)] = made
        return made

    def text(self) -> bytes:
        """Returns a page as a plain file."""
        body = "\n\n".join(self.paragraphs())
        kind = self.chance.randrange(12)
        if kind == 0:
            return f"By Orla Vint\n\n{body}".encode()
        if kind == 1:
            return f" date 2031-05-{self.chance.randint(1, 28):02} + ↺ − 16 px\n\n{body}\n\n".encode()
        if kind == 2:
            return f"{body} cafÃ© &amp; rÃ©sumÃ©".encode()
        if kind == 3:
            return f"“{body}” – naïve déjà vu".encode("cp1252")
        if kind == 4:
            return f"Паром отходит в полдень от старой пристани. {body}".encode("koi8-r")
        if kind == 5:
            return body.encode("utf-16")
        if kind == 6 and self.chance.random() < 0.2:
            return self.chance.choice((b"", bytes(range(256)) * 8, b"\n \n"))
        return f"{body}  with \u200b spaces\r\nMore from the harbour desk\r\n".encode()

    def page(self) -> bytes:
        """Returns a page as HTML."""
        body = "".join(f"<p>{paragraph}</p>\n" for paragraph in self.paragraphs())
        title = self.sentence()[:-1]
        return (
            f"<!DOCTYPE html><html><head><title>{title}</title></head><body><nav><a href='/'>Home</a> "
            f"<a href='/news'>News</a></nav><article><h1>{title}</h1>\n{body}</article>"
            "<footer>All rights reserved</footer></body></html>"
        ).encode()

    def record(self) -> dict[str, object]:
        """Returns a page as a record of a stream."""
        return {
            "title": self.sentence()[:-1],
            "date": f"2031-05-{self.chance.randint(1, 28):02}",
            "text": "\n\n".join(self.paragraphs()),
            "n": self.chance.randrange(1000),
        }


def write(folder: pathlib.Path, megabytes: float, seed: int = 1) -> None:
    """Writes about so many megabytes into `folder`."""
    pages = Pages(seed)
    share = megabytes * 1e6 / 4
    for number in range(max(int(share / PAGE_BYTES), 4)):
        place = folder / f"site-{number % 7}" / f"{number // 200:04}" / f"{number:06}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(pages.text())
    for number in range(max(int(share / PAGE_BYTES), 4)):
        place = folder / "html" / f"{number // 200:04}" / f"{number:06}.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(pages.page())
    shards = 24
    records = max(int(share / PAGE_BYTES / shards), 2)
    for shard in range(shards):
        place = folder / "records" / f"{shard:03}.jsonl.gz"
        place.parent.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(pages.record(), ensure_ascii=shard % 2 == 0) for _ in range(records)]
        if shard % 5 == 0:
            lines.insert(1, '{"text": "cut off')
        place.write_bytes(gzip.compress("\n".join(lines).encode(), 1, mtime=0))
        table = io.StringIO()
        writer = csv.DictWriter(table, ["title", "date", "text", "n"])
        writer.writeheader()
        writer.writerows(pages.record() for _ in range(records))
        place = folder / "tables" / f"{shard:03}.csv"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(table.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]), float(sys.argv[2]))
