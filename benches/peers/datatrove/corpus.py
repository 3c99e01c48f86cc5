"""Assembles documents of real vocabulary on which quality rules decide: `python corpus.py DATA OUT COUNT`.

Windows of the pages of DATA (main texts, and all lines with their menus) and sentences of 75 languages,
some of them spoilt on purpose: repeated lines, paragraphs and runs, bullets, short lines, brackets, filler
text, notices, citations, odd line breaks, emoticons. The same DATA and COUNT give the same bytes.
"""

import json
import random
import sys
from pathlib import Path

data, out, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
draw = random.Random(20260101)


def rows(path):
    with open(data / path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


mains = [page["main"].split("\n") for page in rows("html/gold.jsonl") if page["main"]]
pages = [page["lines"] for page in rows("lines/pages.jsonl") + rows("lines/news.jsonl")]
sentences = {}
for row in (data / "encoding/sentences.tsv").read_text(encoding="utf-8").split("\n"):
    if "\t" in row:
        lang, sentence = row.split("\t", 1)
        sentences.setdefault(lang, []).append(sentence)
languages = sorted(sentences)
NOTICES = [
    "This site uses cookies to improve your experience.", "Please enable JavaScript to view the comments.",
    "By signing up you agree to our Terms of Use and Privacy Policy.", "Read our cookie policy here...",
    "We use cookies.", "Lorem ipsum dolor sit amet, consectetur adipiscing elit.", "function go() { return 1; }",
    "The JAVASCRIPT console shows more.", "Our PRIVACY POLICY has changed since May.",
]
FACES = [":)", ":(", ":-)", "''", "x'' y", "foo:( (", "=D", "<3", "(a.m.)", "o.O", "¯\\(ツ)/¯", "it's.", "he's-", ":'(", "'s", "8)", "(:"]


def window(lines, least=1, most=40):
    size = draw.randint(least, most)
    start = draw.randrange(max(1, len(lines) - size))
    return list(lines[start : start + size])


def base():
    kind = draw.random()
    if kind < 0.5:
        return window(draw.choice(mains), 3, 60)
    if kind < 0.75:
        return window(draw.choice(pages), 5, 80)
    lang = "en" if kind < 0.85 else draw.choice(languages)
    pool = sentences[lang]
    lines = []
    for _ in range(draw.randint(1, 12)):
        lines.append(" ".join(draw.choice(pool) for _ in range(draw.randint(1, 6))))
    return lines


def some(lines, change, share):
    return [change(line) if draw.random() < share else line for line in lines]


def spoil(lines):
    """Returns the lines with one kind of fault."""
    share = draw.random()
    at = draw.randrange(len(lines) + 1)
    kind = draw.randrange(16)
    if kind == 0:
        return lines + window(lines, 1, len(lines))
    if kind == 1:
        return lines[:at] + [draw.choice(lines)] * draw.randint(1, 9) + lines[at:]
    if kind == 2:
        return some(lines, lambda line: draw.choice(["• ", "- ", "* ", " •", "-"]) + line, share)
    if kind == 3:
        return some(lines, lambda line: line.rstrip(".") + draw.choice(["...", "…", "... "]), share)
    if kind == 4:
        return lines[:at] + [draw.choice(NOTICES)] + lines[at:]
    if kind == 5:
        words = " ".join(lines).split()
        start = draw.randrange(max(1, len(words)))
        run = words[start : start + draw.randint(2, 14)]
        cut = draw.randrange(len(words) + 1)
        words[cut:cut] = run * draw.randint(1, 30)
        return [" ".join(words)]
    if kind == 6:
        return some(lines, lambda line: line.replace(" ", " #", draw.randint(1, 9)), share)
    if kind == 7:
        return some(lines, lambda line: f"{line[: len(line) // 2]}[{draw.randint(1, 99)}]{line[len(line) // 2 :]}", share)
    if kind == 8:
        return some(lines, lambda line: draw.choice(["[1] ", "[edit] ", "[citation needed]"]) + line + draw.choice(["[2]", " [3]", ""]), share)
    if kind == 9:
        return [word for line in lines for word in line.split(draw.choice([" ", ", "]))]
    if kind == 10:
        face = draw.choice(FACES)
        return some(lines, lambda line: line.replace(" ", f" {face} ", 2).replace(".", face, 1), share)
    if kind == 11:
        return some(lines, lambda line: " ".join(str(draw.randint(0, 99999)) for _ in line.split()), share)
    if kind == 12:
        return lines[:at] + ["a" * draw.choice([999, 1000, 1001, 1500]) + " of the end."] + lines[at:]
    if kind == 13:
        return some(lines, lambda line: line + draw.choice(["”", "’", "\"", "'", ")", "。", "!", "?", ";", "...\""]), share)
    if kind == 14:
        return some(lines, lambda line: line.replace(" ", draw.choice(["\u00a0", "  ", "\t", "\u2009", " \u3000"]), draw.randint(1, 5)), share)
    return some(lines, str.upper, share)


def document():
    lines = base() or ["Nothing."]
    for _ in range(draw.choice([0, 0, 1, 1, 1, 2])):
        lines = spoil(lines) or ["Nothing."]
    joints = draw.choice([["\n"]] * 5 + [["\n\n"]] * 3 + [["\n", "\n\n", "\n\n\n"], ["\r\n"], ["\n", "\u2028", "\x0b", "\x85"], [" \n"], [" "]])
    text = "".join(line + draw.choice(joints) for line in lines)
    return draw.choice([text, text.strip()])


with open(out, "w", encoding="utf-8", newline="\n") as file:
    for number in range(count):
        file.write(json.dumps({"id": str(number), "text": document()}, ensure_ascii=False) + "\n")
