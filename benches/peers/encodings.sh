#!/bin/sh
# Times scutch and chardet on the same undeclared legacy documents and prints the ratios.
# Run as `benches/peers/encodings.sh DATA_DIR`; makes a virtual environment in target/peers.
set -eu
data=$1
here=$(dirname "$0")
out=target/peers
mkdir -p "$out"
if [ ! -x "$out/python/bin/python" ]; then
    python3 -m venv "$out/python"
    "$out/python/bin/pip" install --quiet -r "$here/requirements.txt"
fi
cargo build --release --quiet --example speed_encodings
target/release/examples/speed_encodings "$data" "$out/documents" | tee "$out/ours"
"$out/python/bin/python" "$here/chardet.py" "$out/documents" | tee "$out/theirs"
rates() { awk '/files/ { for (at = 1; at < NF; at++) if ($at == "decode") rate = $(at + 1); print rate }' "$1"; }
rates "$out/ours" > "$out/ours.rates"
rates "$out/theirs" > "$out/theirs.rates"
paste "$out/ours.rates" "$out/theirs.rates" |
    awk '{ printf "%s: %.1f times chardet\n", NR == 1 ? "detect, undeclared" : "made", $1 / $2 }'
