"""Makes datasets with a report: of the seeds, of documents of every outcome, of hostile ones, of none."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

HOSTILE = (
    "</pre></details><script>document.title='broken';alert(1)</script>"
    "<img src=https://evil.example/x onerror=\"document.title='broken'\">"
    "<svg onload=\"document.title='broken'\"><style>@import 'https://evil.example/x';body{display:none}</style>"
    "<link rel=stylesheet href=https://evil.example/x><meta http-equiv=refresh content='0;https://evil.example'>"
    "<iframe src=https://evil.example></iframe><base href=https://evil.example/> \" onmouseover=\"alert(1)"
)
RTL = "\u202eworb ehT\u2066 \u200f\u0000\u0007\u001b[31m\ufffe"


def mixed(raw: Path) -> None:
    for number in range(60):
        body = {
            0: b"",
            1: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            2: b"The same text twice over, which is kept once.\n",
            3: f"Café {number}, déjà vu, garçon.\r\n".encode("latin-1"),
        }.get(
            number % 8,
            f" date 20{number % 30:02}-0{number % 9 + 1}-09 + ↺ − 16 px\n\nThe  ferry {number} sails.\n\nKestrel.lr\n".encode(),
        )
        (raw / f"{number:02}.txt").write_bytes(body)
    menu = "".join(f"<li><a href=/{name}>{name}</a></li>" for name in ("Home", "News", "Sport"))
    story = "".join(f"<p>The ferry {number} sails at noon, and the harbour board says why.</p>" for number in range(20))
    (raw / "page.html").write_text(
        f"<!doctype html><title>Tolls to fall</title><nav><ul>{menu}</ul></nav><article><h1>Tolls to fall</h1>{story}"
        "</article><footer>All rights reserved</footer>"
    )
    (raw / "broken.gz").write_bytes(gzip.compress(b"The ferry sails at noon. " * 99)[:40])


def hostile(raw: Path) -> None:
    (raw / "<img src=x onerror=alert(1)>\u202e.txt").write_text(
        f"By {HOSTILE}\n\nThe ferry {RTL} sails at noon.\n\n{HOSTILE}\n"
    )
    (raw / "long.txt").write_text(f"By Orla Vint\n\n{'<b>The ferry sails. ' * 550_000}\n")
    record = {key: f"{HOSTILE}{RTL}" for key in ("title", "author", "source", "section", "language")}
    record |= {"text": f"The ferry sails at noon. {HOSTILE}{RTL}", "url": f"https://{HOSTILE}"}
    mild = {"text": "The boats sail at noon.", "title": "<b onclick=alert(1)>Tolls</b>", "source": "<i>Kestrel"}
    (raw / "records.jsonl").write_text(json.dumps(record) + "\n" + json.dumps(mild) + f'\n{{"text": 1, "{HOSTILE}\n')


def main() -> None:
    scutch, scratch = sys.argv[1], Path(sys.argv[2])
    makers = {"mixed": mixed, "hostile": hostile, "empty": lambda raw: (raw / "a.txt").write_bytes(b"")}
    inputs = {"seeds": Path("seeds")}
    for name, make in makers.items():
        inputs[name] = scratch / name / "raw"
        inputs[name].mkdir(parents=True)
        make(inputs[name])
    for name, raw in inputs.items():
        out = scratch / name / "out"
        run = subprocess.run([scutch, "run", raw, "--report", "-q", "-o", out])
        assert run.returncode < 2, f"{name}: exit status {run.returncode}"
        subprocess.run([scutch, "verify", out], check=True, stdout=subprocess.DEVNULL)


main()
