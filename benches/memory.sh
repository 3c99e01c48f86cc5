#!/usr/bin/env bash
# Peak memory over JSON Lines of two sizes: `benches/memory.sh [SMALL_MB] [LARGE_MB]`, 100 and 2000
# unless told. Fails where the larger takes a fifth more than the smaller. Needs GNU time.
# SCUTCH names the program; by default the release build.
set -euo pipefail
cd "$(dirname "$0")/.."
small=${1:-100} large=${2:-2000}
scutch=${SCUTCH:-target/release/scutch}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Lines of some 2.2 KB, each with a text of its own.
lines() {
    awk -v bytes="$(($1 << 20))" 'BEGIN {
        for (n = 1; written < bytes; n++) {
            text = ""
            for (p = 1; p <= 12; p++)
                text = text "The ferry board said on day " n * p " that the crossing will run twice an hour until the pier at the old harbour has been mended, whatever the weather and the season.\\n\\n"
            line = "{\"id\": " n ", \"date\": \"2031-05-09\", \"text\": \"" text "\"}"
            written += length(line) + 1
            print line
        }
    }'
}

peak() {
    lines "$1" >"$work/in.jsonl"
    /usr/bin/time -f %M -o "$work/peak" "$scutch" run "$work/in.jsonl" -o "$work/out" -q --format jsonl
    rm -rf "$work/out"
    cat "$work/peak"
}

a=$(peak "$small")
b=$(peak "$large")
echo "$small MB: $a KiB at most; $large MB: $b KiB at most; ratio $(awk "BEGIN { printf \"%.3f\", $b / $a }")"
awk "BEGIN { exit !($b < 1.2 * $a) }"
