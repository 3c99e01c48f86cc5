#!/usr/bin/env bash
# Near-duplicates of the same documents by datatrove's four MinHash stages and by scutch, both from JSON Lines
# to JSON Lines on one thread: `benches/peers/dedupe/near.sh FILE PYTHON`, with the Python that
# `datatrove/run.sh` has made. Prints megabytes for each second of processor time; of scutch the median of
# five runs, with the start of the program. SCUTCH names the program; by default the release build.
set -euo pipefail
shopt -s inherit_errexit
file=$(realpath "$1")
# A link to the interpreter is what makes it that of its environment.
python=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
here=$(realpath "$(dirname "$0")")
scutch=$(realpath "${SCUTCH:-$here/../../../target/release/scutch}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# No config.toml is here.
cd "$work"
"$python" "$here/stages.py" "$file" stages 2>/dev/null | tail -n 1
for _ in 1 2 3 4 5; do
    /usr/bin/time -f "%U %S" -o time "$scutch" run "$file" -o out -q -j 1 --format jsonl --stages dedupe \
        --set dedupe.near=true --set dedupe.exact=false
    awk '{ print $1 + $2 }' time
done | sort -n | sed -n 3p >seconds
awk -v kept="$(wc -l <out/documents.jsonl)" -v mb="$(stat -c %s "$file")" \
    '{ printf "scutch: %d kept, %.1f MB a second of processor time\n", kept, mb / 1e6 / $1 }' seconds
