"""Decides by dolma's own tagger gopher_v2: `python dolma.py WHEEL DOCUMENTS OUT`.

WHEEL is the unpacked wheel of dolma; of it only the tagger's file is run, for the whole package asks for
far more than it needs. A row holds the first of Gopher's rules that its measures break, or null.
"""

import importlib.util
import json
import sys
import types
from pathlib import Path

THRESHOLDS = [
    ("gopher/few-words", "word_count", lambda value: value < 50),
    ("gopher/many-words", "word_count", lambda value: value > 100_000),
    ("gopher/short-words", "median_word_length", lambda value: value < 3),
    ("gopher/long-words", "median_word_length", lambda value: value > 10),
    ("gopher/hashes", "symbol_to_word_ratio", lambda value: value > 0.1),
    ("gopher/bullets", "fraction_of_lines_starting_with_bullet_point", lambda value: value > 0.9),
    ("gopher/ellipsis-lines", "fraction_of_lines_ending_with_ellipsis", lambda value: value > 0.3),
    ("gopher/few-letters", "fraction_of_words_with_alpha_character", lambda value: value < 0.8),
    ("gopher/stop-words", "required_word_count", lambda value: value < 2),
    ("repetition/lines", "fraction_of_duplicate_lines", lambda value: value > 0.3),
    ("repetition/line-chars", "fraction_of_characters_in_duplicate_lines", lambda value: value > 0.2),
]
TOP = {2: 0.2, 3: 0.18, 4: 0.16}
RUNS = {5: 0.15, 6: 0.14, 7: 0.13, 8: 0.12, 9: 0.11, 10: 0.1}


def tagger(wheel):
    """Loads the tagger's file with empty classes in the place of dolma's own."""
    names = ["dolma", "dolma.core", "dolma.core.data_types", "dolma.core.registry", "dolma.core.taggers", "dolma.taggers"]
    for name in names:
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__path__ = []
    kinds = sys.modules["dolma.core.data_types"]
    kinds.DocResult, kinds.Document, kinds.Span = object, object, object
    registry = types.SimpleNamespace(add=lambda name: lambda kind: kind)
    sys.modules["dolma.core.registry"].TaggerRegistry = registry
    sys.modules["dolma.core.taggers"].BaseTagger = object
    path = Path(wheel) / "dolma" / "taggers" / "gopher.py"
    spec = importlib.util.spec_from_file_location("dolma.taggers.gopher", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def decide(found):
    for rule, name, breaks in THRESHOLDS:
        if breaks(getattr(found, name)):
            return rule
    for length, value in found.fraction_of_characters_in_most_common_ngram:
        if value > TOP[length]:
            return f"repetition/top-{length}-words"
    for length, value in found.fraction_of_characters_in_duplicate_ngrams:
        if value > RUNS[length]:
            return f"repetition/runs-of-{length}"
    return None


gopher = tagger(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as documents, open(sys.argv[3], "w", encoding="utf-8", newline="\n") as out:
    for line in documents:
        row = json.loads(line)
        found = gopher.get_attributes(row["text"], ignore_empty_lines=True)
        out.write(json.dumps({"id": row["id"], "gopher_v2": [decide(found), row["text"]]}, ensure_ascii=False) + "\n")
