"""What became of one document, and everything that was done to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["kept", "rejected", "duplicate", "unreadable"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change, as the ledger tells it.

    Ranges are half-open and count bytes: of the raw document, and of the text, in UTF-8, as the stage saw
    it. A text that is given as `str` is its UTF-8 bytes.
    """

    rule: str
    """The rule that asked for it, such as ``"spaces/run"``."""
    stage: str
    """The stage in which it happened, such as ``"normalize/spaces"``."""
    raw: tuple[int, int]
    """The smallest range of raw bytes that holds all it touched."""
    at: tuple[int, int]
    """The range in the text as that stage saw it."""
    was: str
    """What was there."""
    became: str | None
    """What came instead, empty where it was removed; None where the text stayed."""
    field: str | None
    """The field that got a value."""
    value: str | None
    """The value."""
    detail: str | None
    """How that is known, where there is more to say than the rule does."""


@dataclass(frozen=True, slots=True)
class Record:
    """A document behind every stage: the columns of `documents`, whether it is kept, and its ledger."""

    id: str
    file: str
    title: str | None
    published: str | None
    updated: str | None
    authors: list[str]
    source: str | None
    section: str | None
    place: str | None
    tags: list[str]
    deck: str | None
    language: str | None
    description: str | None
    url: str | None
    image: str | None
    licence: str | None
    encoding: str
    text: str
    raw_bytes: int
    raw_hash: str
    offset: int | None
    meta: str | None
    quality: str | None
    verdicts: str | None
    chars: int
    words: int
    paragraphs: int
    verdict: Verdict
    """Whether it is kept, and if not, what kind of reason there is."""
    rule: str | None
    """The rule that set it aside."""
    reason: str | None
    """What that rule expected and found."""
    changes: list[Change]
    """Every change, in the order they were made."""

    @property
    def kept(self) -> bool:
        """Whether the document belongs in the dataset."""
        return self.verdict == "kept"


def record(columns: dict[str, Any], changes: list[tuple[Any, ...]]) -> Record:
    """Returns the record that the native half has told of."""
    return Record(**columns, changes=[change(*told) for told in changes])


def change(
    rule: str,
    stage: str,
    raw_start: int,
    raw_end: int,
    text_start: int,
    text_end: int,
    was: str,
    became: str | None,
    field: str | None,
    value: str | None,
    detail: str | None,
) -> Change:
    """Returns the change that a row of `changes` tells of."""
    return Change(
        rule, stage, (raw_start, raw_end), (text_start, text_end), was, became, field, value, detail
    )
