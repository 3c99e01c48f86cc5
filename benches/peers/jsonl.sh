#!/usr/bin/env bash
# JSON Lines in, JSON Lines out: scutch with decoding alone and with every stage, next to `jq -c .` and
# Python's json module: `benches/peers/jsonl.sh FILE [RUNS]`. Prints the median seconds of each and its
# ratio to jq, all from one run. SCUTCH names the program; by default the release build.
set -euo pipefail
cd "$(dirname "$0")/../.."
file=$1 runs=${2:-3}
scutch=${SCUTCH:-target/release/scutch}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

median() {
    for _ in $(seq "$runs"); do
        /usr/bin/time -f %e -o "$work/time" "$@" >"$work/out"
        cat "$work/time"
    done | sort -n | sed -n "$(((runs + 1) / 2))p"
}

python='import json, sys
for line in sys.stdin.buffer:
    print(json.dumps(json.loads(line), ensure_ascii=False))'

jq=$(median jq -c . "$file")
tell() { echo "$1: $2 s, $(awk "BEGIN { printf \"%.2f\", $jq / $2 }") times as fast as jq"; }
tell "jq -c ." "$jq"
tell "python json" "$(median sh -c 'python3 -c "$0" <"$1"' "$python" "$file")"
tell "scutch, decode alone, one thread" \
    "$(median "$scutch" run "$file" -o "$work/a" -q --format jsonl --stages decode -j 1)"
tell "scutch, every stage, one thread" "$(median "$scutch" run "$file" -o "$work/b" -q --format jsonl -j 1)"
tell "scutch, every stage, each core" "$(median "$scutch" run "$file" -o "$work/c" -q --format jsonl)"
