#!/bin/sh
# Compares MinHash values with those of datasketch (PyPI), value by value, for the same words.
# Run as `benches/peers/dedupe/sketches.sh DATA_DIR`; makes a virtual environment in a folder that it
# removes again, and says so where the packages cannot be had.
set -eu
data=$1
here=$(dirname "$0")
python=$(mktemp -d)
trap 'rm -rf "$python"' EXIT
if ! { python3 -m venv "$python" && "$python/bin/pip" install --quiet datasketch==2.0.0 xxhash==4.1.0; } 2>/dev/null; then
    echo "skipped: datasketch and xxhash cannot be installed"
    exit 0
fi
cargo build --release --quiet --example score_dedupe
target/release/examples/score_dedupe sketches "$data" 1000 | "$python/bin/python" "$here/sketches.py"
