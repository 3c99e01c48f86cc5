#!/usr/bin/env bash
# Peak memory over JSON Lines of two sizes: `benches/memory.sh [SMALL_MB] [LARGE_MB]`, 100 and 2000
# unless told. Fails where the larger takes a fifth more than the smaller, without deduplication or with it.
# Needs GNU time. SCUTCH names the program; by default the release
# build.
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "$0")/.."
small=${1:-100} large=${2:-2000}
scutch=$(realpath "${SCUTCH:-target/release/scutch}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# No config.toml is here.
cd "$work"

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

# The peaks over so many megabytes, without deduplication and with it.
peaks() {
    lines "$1" >in.jsonl
    for exact in false true; do
        /usr/bin/time -f %M -o peak "$scutch" run in.jsonl -o out -q --format jsonl --set dedupe.exact=$exact
        rm -rf out
        cat peak
    done
}

# shellcheck disable=SC2046
set -- $(peaks "$small") $(peaks "$large")
tell() { echo "$1: $small MB $2 KiB, $large MB $3 KiB; ratio $(awk "BEGIN { printf \"%.3f\", $3 / $2 }")"; }
tell "without deduplication" "$1" "$3"
tell "with it" "$2" "$4"
awk "BEGIN { exit !($3 < 1.2 * $1 && $4 < 1.2 * $2) }"
