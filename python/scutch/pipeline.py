"""Texts, documents and batches of them through the stages."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, Union

from . import _native
from .record import Record, record

Config = Union[None, str, "os.PathLike[str]", Mapping[str, Any]]
"""Nothing, for the defaults; the path of a `config.toml`; or its sections as a mapping, in which a dotted
key stands for nested ones: ``{"normalize.quotes": "straight"}``."""

Raw = Union[str, bytes, bytearray, memoryview]
"""A document: its text, or its bytes in any encoding."""

DOCUMENT = "-"
"""The name of a document that has none."""


class Processed(NamedTuple):
    """The tables that a batch becomes. Each offers its rows through the Arrow PyCapsule interface
    (``__arrow_c_stream__``): `pyarrow.table`, `polars.DataFrame`, `pandas.DataFrame.from_arrow` and DuckDB
    take them without a copy."""

    documents: _native.Table
    """The kept documents, a row each."""
    rejected: _native.Table
    """Those that a rule has set aside, or that could not be read."""
    changes: _native.Table
    """The ledger; `document` is the number of the row in `documents`, counted from 1."""


class Pipeline:
    """The stages of one configuration, ready to run.

    Documents are looked at one by one, so nothing is compared with another: duplicates are found by
    `scutch.run` and `scutch.ray`. Threads may share a pipeline, and a pickle of it makes the
    same in another process. The interpreter lock is released while it works.

    >>> import pyarrow as pa
    >>> pipeline = Pipeline({"normalize.quotes": "straight"})
    >>> tables = pipeline.process(pa.table({"text": ["It\\u2019s  noon.", ""]}))
    >>> pa.table(tables.documents)["text"].to_pylist()
    ["It's noon."]
    >>> pa.table(tables.rejected)["rule"].to_pylist()
    ['load/empty']
    """

    __slots__ = ("_native",)

    def __init__(self, config: Config = None) -> None:
        self._native = _native.Pipeline(plain(config))

    @property
    def config(self) -> dict[str, Any]:
        """The whole configuration, every key of it."""
        config: dict[str, Any] = json.loads(self._native.state())
        return config

    def clean(self, raw: Raw, file: str = DOCUMENT) -> Record:
        """Returns what becomes of one document, which is called `file`."""
        return record(*self._native.document(encoded(raw), file))

    def process(self, batch: Any, *, file: str | None = None, first: int = 1) -> Processed:
        """Returns the tables that the rows of `batch` become.

        `batch` is anything that offers Arrow data: a record batch, a table or a data frame. Its text is in
        the column that `read.columns.text` names, else in the likeliest (`text`, `content`, ...), as text or
        as bytes in any encoding. The other columns come along as `meta`; what is called like a title, a date
        or an author is weighed as one. `file` is the column that names the documents; without it they are
        numbered from `first`.
        """
        return Processed(*self._native.process(batch, file, first))

    def stream(self, batches: Iterable[Any], *, file: str | None = None) -> Iterator[Processed]:
        """Does the same for each of `batches` when it is asked for: memory holds one of them."""
        first = 1
        for batch in batches:
            tables = self.process(batch, file=file, first=first)
            first += len(tables.documents) + len(tables.rejected)
            yield tables

    def __reduce__(self) -> tuple[Any, ...]:
        return restore, (self._native.state(),)

    def __repr__(self) -> str:
        return f"<scutch.Pipeline {', '.join(self.config['run']['stages'])}>"


def restore(state: str) -> Pipeline:
    """Returns the pipeline that a pickle holds."""
    pipeline = Pipeline.__new__(Pipeline)
    pipeline._native = _native.Pipeline.restore(state)
    return pipeline


def clean(raw: Raw, config: Config = None, *, file: str = DOCUMENT) -> Record:
    """Returns what becomes of one document under `config`.

    >>> record = clean(b"By Orla Vint\\n\\nThe ferry sails at noon today.")
    >>> record.text, record.authors
    ('The ferry sails at noon today.', ['Orla Vint'])
    >>> change = record.changes[0]
    >>> change.rule, change.raw, change.was, change.value
    ('byline/person', (0, 14), 'By Orla Vint\\n\\n', 'Orla Vint')
    """
    return pipeline_of(config).clean(raw, file)


def fix(raw: Raw, *, encoding: str | None = None) -> str:
    """Returns a text with its mojibake, entities and controls repaired; bytes are decoded first, by
    `encoding` or as they look.

    >>> fix("r\\u00c3\\u00a9sum\\u00c3\\u00a9")
    'résumé'
    >>> fix("Привет, как дела у вас?".encode("cp1251"))
    'Привет, как дела у вас?'
    """
    config: dict[str, Any] = {"run.stages": ["repair"]}
    if encoding is not None:
        config["decode.encoding"] = encoding
    raw = encoded(raw)
    return pipeline_of(config)._native.text(raw) if raw else ""


def defaults() -> dict[str, Any]:
    """Returns every key of the configuration with its default."""
    config: dict[str, Any] = json.loads(_native.default_config())
    return config


def pipeline_of(config: Config) -> Pipeline:
    """Returns a pipeline that is made once for equal configurations; a file is read each time."""
    config = plain(config)
    if isinstance(config, str):
        return Pipeline(config)
    return remembered(json.dumps(config))


@lru_cache(maxsize=8)
def remembered(config: str) -> Pipeline:
    return Pipeline(json.loads(config))


def plain(config: Config) -> None | str | dict[str, Any]:
    """Returns a configuration as the native half takes it."""
    if config is None or isinstance(config, dict):
        return config
    if isinstance(config, Mapping):
        return dict(config)
    return os.fspath(config)


def encoded(raw: Raw) -> bytes:
    """Returns the bytes of a text. Those that `errors="surrogateescape"` has kept are themselves again."""
    if isinstance(raw, bytes):
        return raw
    if not isinstance(raw, str):
        return bytes(memoryview(raw))
    for errors in ("strict", "surrogateescape"):
        try:
            return raw.encode("utf-8", errors)
        except UnicodeEncodeError:
            continue
    return raw.encode("utf-8", "surrogatepass")
