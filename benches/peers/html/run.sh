#!/bin/sh
# Compares scutch with trafilatura and resiliparse on the pages of the evaluation data.
# Usage: benches/peers/html/run.sh [DATA]; the binary is that of `cargo build --release`.
set -eu
data=${1:-../shared/data}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet trafilatura lxml_html_clean resiliparse ||
    echo "some peers cannot be installed"
"$folder/venv/bin/python" benches/peers/html/compare.py target/release/scutch "$data"
