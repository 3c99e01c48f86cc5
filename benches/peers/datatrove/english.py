"""Writes src/words/english.tsv: the facts behind spaCy's blank English tokenizer and datatrove's filters.

Read from the installed packages (spaCy and datatrove, MIT and Apache-2.0): exceptions by their parts,
and sets of characters as ranges. `python english.py OUT`; the same versions give the same bytes.
"""

import re
import sys

import spacy
from datatrove.utils.text import PUNCTUATION_SET, TERMINAL_PUNCTUATION
from spacy.lang import char_classes as classes
from spacy.pipeline import Sentencizer
from spacy.symbols import ORTH

CURLY = "\u2019"


def ranges(chars):
    """Returns characters as `START` and `START-END` in hexadecimal, or `START-END/2` for every other."""
    codes = sorted(set(map(ord, chars)))
    out = []
    at = 0
    while at < len(codes):
        for step in (1, 2):
            end = at
            while end + 1 < len(codes) and codes[end + 1] == codes[end] + step:
                end += 1
            if end > at + step - 1:
                break
        else:
            end, step = at, 1
        first, last = codes[at], codes[end]
        word = f"{first:X}" if first == last else f"{first:X}-{last:X}"
        out.append(word + ("/2" if step == 2 and first != last else ""))
        at = end + 1
    return " ".join(out)


def members(pattern):
    """Returns the characters that a character class holds."""
    known = re.compile(f"[{pattern}]")
    return [chr(code) for code in range(0x110000) if known.match(chr(code))]


def rows():
    tokenizer = spacy.blank("en").tokenizer
    rules = {key: [part[ORTH] for part in parts] for key, parts in tokenizer.rules.items()}
    yield "alpha", ranges(members(classes.ALPHA))
    yield "lower", ranges(members(classes.ALPHA_LOWER))
    yield "upper", ranges(members(classes.ALPHA_UPPER))
    yield "icon", ranges(members(classes.ICONS))
    dot = r"0-9{al}%²\-\+{p}(?:{q})".format(al=classes.ALPHA_LOWER, p=classes.PUNCT, q=classes.CONCAT_QUOTES)
    yield "before-dot", ranges(members(dot))
    yield "quote-class", ranges(members(classes.CONCAT_QUOTES))
    lists = {
        "punct": classes.LIST_PUNCT,
        "quote": classes.LIST_QUOTES,
        "currency": classes.CURRENCY.split("|"),
        "unit": classes.UNITS.split("|"),
    }
    for name, words in lists.items():
        words = [re.sub(r"\\(.)", r"\1", word) for word in words if word.strip()]
        yield name, " ".join(dict.fromkeys(words))
    yield "sentence-end", ranges(Sentencizer.default_punct_chars)
    yield "line-end", ranges(TERMINAL_PUNCTUATION)
    yield "symbol", ranges(PUNCTUATION_SET)
    for key, parts in sorted(rules.items()):
        if not key.strip() or CURLY in key and key.replace(CURLY, "'") in rules:
            continue
        yield "exception", " ".join(parts)
    for key in rules:
        straight = key.replace(CURLY, "'")
        curly = [part.replace("'", CURLY) for part in rules[straight]]
        assert key == straight or rules[key] == curly, key
    for key in rules:
        assert key.replace("'", CURLY) in rules, key


with open(sys.argv[1], "w", encoding="utf-8", newline="\n") as out:
    for name, value in rows():
        out.write(f"{name}\t{value}\n")
