"""Documents for the tests: made up, of several kinds, the same each time."""

import random

import pytest

WORDS = (
    "harbour ferry noon council lantern bridge market winter signal orchard timber paper river "
    "station window letter garden engine copper meadow".split()
)


def sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(6, 14))]
    return " ".join(words).capitalize() + "."


def page(number: int) -> str:
    """Returns a page of its own number: plain, with a byline, broken, or with a stray entity."""
    chance = random.Random(number)
    body = "\n\n".join(
        " ".join(sentence(chance) for _ in range(3)) for _ in range(chance.randint(1, 4))
    )
    kinds = [
        body,
        f"By Orla Vint\n\n{body}",
        f" date 2031-05-{number % 28 + 1:02} + ↺ − 16 px\n\n{body}\n\n",
        f"{body} cafÃ© &amp; rÃ©sumÃ©",
        f"{body}  with   spaces\u200b",
    ]
    return kinds[number % len(kinds)]


@pytest.fixture(scope="session")
def pages() -> list[str]:
    return [page(number) for number in range(200)]


@pytest.fixture(scope="session")
def folder(tmp_path_factory, pages):
    """Returns a folder of the pages, a file each, with an empty one among them."""
    folder = tmp_path_factory.mktemp("pages")
    for number, text in enumerate(pages):
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder
