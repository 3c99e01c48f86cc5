#!/usr/bin/env bash
# JSON Lines in, JSON Lines out: scutch with decoding alone and with every stage, next to `jq -c .`, Python's
# json module, and a floor (examples/floor.rs: lines are read, checked to be UTF-8 and written):
# `benches/peers/jsonl.sh FILE [RUNS]`. Prints the median of the processor's seconds of each, its speed
# and its ratios to jq and to the floor, all from one run; wall time would tell what else the machine does. SCUTCH and FLOOR name the programs; by default the release builds.
set -euo pipefail
shopt -s inherit_errexit
file=$(realpath "$1") runs=${2:-3}
cd "$(dirname "$0")/../.."
scutch=$(realpath "${SCUTCH:-target/release/scutch}") floor=$(realpath "${FLOOR:-target/release/examples/floor}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# No config.toml is here.
cd "$work"
megabytes=$(awk "BEGIN { print $(stat -c %s "$file") / 1e6 }")

median() {
    for _ in $(seq "$runs"); do
        /usr/bin/time -f "%U %S" -o time "$@" >out
        awk '{ print $1 + $2 }' time
    done | sort -n | sed -n "$(((runs + 1) / 2))p"
}

python='import json, sys
for line in sys.stdin.buffer:
    print(json.dumps(json.loads(line), ensure_ascii=False))'

floor_s=$(median "$floor" "$file")
jq_s=$(median jq -c . "$file")
tell() {
    awk -v name="$1" -v s="$2" -v jq="$jq_s" -v floor="$floor_s" -v mb="$megabytes" 'BEGIN {
        printf "%-32s %7.2f s %8.1f MB/s %6.2f times jq %6.3f of the floor\n", name, s, mb / s, jq / s, floor / s }'
}
tell "floor" "$floor_s"
tell "jq -c ." "$jq_s"
tell "python json" "$(median sh -c 'python3 -c "$0" <"$1"' "$python" "$file")"
flags=(-q --format jsonl -j 1)
tell "scutch, decode alone, one thread" "$(median "$scutch" run "$file" -o a "${flags[@]}" --stages decode)"
tell "scutch, every stage, one thread" "$(median "$scutch" run "$file" -o b "${flags[@]}")"
