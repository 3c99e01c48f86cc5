"""Writes what datatrove decides about each document: `python decide.py DOCUMENTS OUT`.

A row holds, for each pipeline of filters, the reason of the first that drops the document, or null, and the
text that is left.
"""

import json
import sys

from datatrove.data import Document
from datatrove.pipeline.filters import (
    C4ParagraphFilter,
    C4QualityFilter,
    FineWebQualityFilter,
    GopherQualityFilter,
    GopherRepetitionFilter,
)

PIPELINES = {
    "datatrove": [C4QualityFilter(), GopherQualityFilter(), GopherRepetitionFilter()],
    "fineweb": [
        GopherRepetitionFilter(),
        GopherQualityFilter(),
        C4QualityFilter(filter_no_terminal_punct=False),
        FineWebQualityFilter(),
    ],
    "c4": [C4QualityFilter()],
    "paragraphs": [C4ParagraphFilter()],
    "gopher": [GopherQualityFilter()],
    "repetition": [GopherRepetitionFilter()],
    "webonly": [FineWebQualityFilter()],
}


def decide(filters, text):
    doc = Document(text=text, id="0")
    for step in filters:
        try:
            result = step.filter(doc)
        except Exception as error:  # datatrove ends the run here
            return [f"error: {type(error).__name__}", None]
        if isinstance(result, tuple):
            return [result[1], None]
        if not result:
            return ["dropped", None]
    return [None, doc.text]


with open(sys.argv[1], encoding="utf-8") as documents, open(sys.argv[2], "w", encoding="utf-8", newline="\n") as out:
    for line in documents:
        row = json.loads(line)
        decisions = {name: decide(filters, row["text"]) for name, filters in PIPELINES.items()}
        out.write(json.dumps({"id": row["id"], **decisions}, ensure_ascii=False) + "\n")
