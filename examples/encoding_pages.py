"""Writes the tables of encodings that `src/decode` holds as data.

Run as `encoding_pages.py ebcdic` or `encoding_pages.py taiwan`; the output is
`src/decode/ebcdic_pages.rs` or `src/decode/taiwan_runs.rs` before `cargo fmt`. Reads Python's
codecs, and `iconv` of the GNU C library for what Python lacks.
"""

import collections
import subprocess
import sys

# Characters whose place in Big5 the WHATWG reads otherwise than Python does.
OTHER_IN_BIG5 = "①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽"
EBCDIC = "037 500 1140 273 277 278 280 284 285 297 871 1047 1026 424 875".split()


def iconv(label, raw):
    command = ["iconv", "-c", "-f", label, "-t", "utf-16le"]
    done = subprocess.run(command, input=raw, capture_output=True, check=False)
    return done.stdout.decode("utf-16le", "surrogatepass")


def character(page, byte):
    try:
        return bytes([byte]).decode(f"cp{page}")
    except UnicodeDecodeError:
        return "\ufffd"
    except LookupError:
        return iconv(f"IBM{page}", bytes([byte])) or "\ufffd"


def ebcdic():
    first = [character("037", byte) for byte in range(256)]
    print('''//! The code pages of IBM mainframes, as data.
//!
//! Made by `examples/encoding_pages.py`. Page 037 is a permutation of Latin 1; the others are given by
//! the bytes in which they differ from it. As in Python's codecs, byte 15 is U+0085 and 25 is a line
//! feed.

/// A page: its name, and the bytes and UTF-16 units in which it differs from page 037.
pub(super) type Page = (&'static str, &'static [(u8, u16)]);

/// The characters of page 037, by their number.
pub(super) static FIRST: [u8; 256] = [''')
    print(", ".join(f"0x{ord(c):02X}" for c in first))
    print("];\n\n/// Every page, 037 first.")
    print(f"pub(super) static PAGES: [Page; {len(EBCDIC)}] = [")
    for page in EBCDIC:
        other = [character(page, byte) for byte in range(256)]
        pairs = [(b, ord(c)) for b, (c, f) in enumerate(zip(other, first)) if c != f]
        told = ", ".join(f"(0x{b:02X}, 0x{c:04X})" for b, c in pairs)
        print(f'    ("IBM{page}", &[{told}]),')
    print("];")


def plane(number):
    """Returns the characters of a plane of CNS 11643 by row and cell, None where there is none."""
    table = []
    for row in range(0xA1, 0xFF):
        lead = [row] if number == 1 else [0x8E, 0xA0 + number, row]
        cells = [bytes([*lead, cell]) for cell in range(0xA1, 0xFF)]
        lines = iconv("EUC-TW", b"\n".join(cells)).split("\n")
        assert len(lines) == len(cells)
        table.extend(line or None for line in lines)
    # What `iconv` skips half of comes out as one and the same character.
    times = collections.Counter(table)
    return [c if times[c] == 1 else None for c in table]


def big5():
    """Returns the number of each character in Big5, counted in rows of 157."""
    numbers = {}
    for lead in range(0xA1, 0xFA):
        for at, trail in enumerate([*range(0x40, 0x7F), *range(0xA1, 0xFF)]):
            for codec in ("cp950", "big5"):
                try:
                    c = bytes([lead, trail]).decode(codec)
                except UnicodeDecodeError:
                    continue
                numbers.setdefault(c, (lead - 0xA1) * 157 + at)
                break
    return numbers


def taiwan():
    numbers = big5()
    print('''//! Where the characters of CNS 11643, planes 1 and 2, stand in Big5, as data.
//!
//! Made by `examples/encoding_pages.py`. Both are in the order of strokes, so that few runs tell all.

/// A run: its first cell in the plane, counted in rows of 94; its first place in Big5, counted in
/// rows of 157; its length.
pub(super) type Run = (u16, u16, u16);
''')
    for number in (1, 2):
        runs, others = [], []
        for cell, c in enumerate(plane(number)):
            place = numbers.get(c)
            if c and (place is None or c in OTHER_IN_BIG5):
                others.append((cell, ord(c)))
            if place is None or c in OTHER_IN_BIG5:
                continue
            last = runs[-1] if runs else None
            if last and (last[0] + last[2], last[1] + last[2]) == (cell, place):
                last[2] += 1
            else:
                runs.append([cell, place, 1])
        print(f"/// The runs of plane {number}.")
        print(f"pub(super) static PLANE_{number}: [Run; {len(runs)}] = [")
        print(",\n".join(f"    ({a}, {b}, {n})" for a, b, n in runs))
        print("];\n")
        print(f"/// The cells of plane {number} that Big5 lacks, with their UTF-16 unit.")
        print(f"pub(super) static OTHERS_{number}: [(u16, u16); {len(others)}] = [")
        print(", ".join(f"({cell}, 0x{unit:04X})" for cell, unit in others))
        print("];\n")


{"ebcdic": ebcdic, "taiwan": taiwan}[sys.argv[1]]()
