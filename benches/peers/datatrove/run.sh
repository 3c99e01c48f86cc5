#!/bin/sh
# Compares decisions and speed with datatrove on the same documents.
# Run as `benches/peers/datatrove/run.sh DATA_DIR [COUNT]`; makes a virtual environment in target/peers.
set -eu
data=$1
count=${2:-6000}
here=$(dirname "$0")
out=target/peers/datatrove
mkdir -p "$out"
python=$out/python/bin/python
if [ ! -x "$python" ]; then
    python3 -m venv "$out/python"
    if ! "$out/python/bin/pip" install --quiet -r "$here/requirements.txt"; then
        echo "skipped: datatrove cannot be installed here"
        rm -rf "$out/python"
        exit 0
    fi
fi
cargo build --release --quiet --bin scutch --example score_filters --example speed_filters
"$python" "$here/corpus.py" "$data" "$out/documents.jsonl" "$count"
if [ ! -s "$out/decisions.jsonl" ] || [ "$out/documents.jsonl" -nt "$out/decisions.jsonl" ]; then
    "$python" "$here/decide.py" "$out/documents.jsonl" "$out/decisions.jsonl"
fi
target/release/examples/score_filters "$out/documents.jsonl" "$out/decisions.jsonl"
head -n 1000 "$out/documents.jsonl" > "$out/some.jsonl"
"$python" "$here/speed.py" "$out/some.jsonl" "$out/theirs"
target/release/examples/speed_filters "$out/some.jsonl" "$out/ours.jsonl"
head -n 2000 "$out/documents.jsonl" > "$out/two.jsonl"
"$here/../dedupe/near.sh" "$out/two.jsonl" "$python"
