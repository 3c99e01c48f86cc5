#!/bin/sh
# Compares decisions with dolma's tagger gopher_v2, document by document.
# Run as `benches/peers/dolma.sh DATA_DIR [COUNT]`; keeps what it fetches and makes in target/peers/dolma.
set -eu
data=$1
count=${2:-6000}
here=$(dirname "$0")
out=target/peers/dolma
mkdir -p "$out"
if [ ! -d "$out/wheel" ]; then
    if ! python3 -m pip download --quiet --no-deps --only-binary=:all: -d "$out" dolma==1.2.1; then
        echo "skipped: dolma cannot be had here"
        exit 0
    fi
    python3 -m zipfile -e "$out"/dolma-*.whl "$out/wheel"
fi
cargo build --release --quiet --example score_filters
python3 "$here/datatrove/corpus.py" "$data" "$out/documents.jsonl" "$count"
python3 "$here/dolma.py" "$out/wheel" "$out/documents.jsonl" "$out/decisions.jsonl"
target/release/examples/score_filters "$out/documents.jsonl" "$out/decisions.jsonl"
