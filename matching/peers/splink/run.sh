#!/usr/bin/env bash
# Links a made-up register with itself: in Go, by SQL of Splink's shape on DuckDB, by
# Splink, goldenmatch and, where there is cargo and nobody asks for frequencies,
# weldrs; one thread each. DuckDB 2.0.1, Splink 5.0.0 and goldenmatch 3.22.0 come from
# PyPI into virtual environments in the cache folder, weldrs 0.2.2 from crates.io into
# a target folder beside them (half an hour of building, once); name others of DuckDB,
# Splink and goldenmatch by DUCKDB, SPLINK and GOLDENMATCH, or none of the last by "".
#
#	matching/peers/splink/run.sh -clients 1000000 -rounds 5
#	matching/peers/splink/run.sh -clients 1000000 -frequencies=false
#	DUCKDB=1.5.6 SPLINK=4.0.17 matching/peers/splink/run.sh
set -euo pipefail
cd "$(dirname "$0")"
duckdb=${DUCKDB:-2.0.1}
splink=${SPLINK:-5.0.0}
goldenmatch=${GOLDENMATCH-3.22.0}
cache=${XDG_CACHE_HOME:-$HOME/.cache}
venv=${PEERS_VENV:-$cache/caselobby-peers}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
if ! "$venv/bin/pip" install --quiet "duckdb==$duckdb" "splink==$splink"; then
	echo "Splink $splink cannot be installed: without it" >&2
	"$venv/bin/pip" install --quiet "duckdb==$duckdb"
fi
peers=(-python "$venv/bin/python")
if [ -n "$goldenmatch" ]; then
	[ -x "$venv-golden/bin/python" ] || python3 -m venv "$venv-golden"
	"$venv-golden/bin/pip" install --quiet "goldenmatch==$goldenmatch"
	peers+=(-goldenmatch "$venv-golden/bin/python")
fi
if [[ " $* " == *" -frequencies=false "* ]] && command -v cargo >/dev/null; then
	export CARGO_TARGET_DIR=${PEERS_TARGET:-$venv-weldrs}
	cargo build --quiet --release --manifest-path weldrs/Cargo.toml
	peers+=(-weldrs "$CARGO_TARGET_DIR/release/predict")
fi
exec go run . "${peers[@]}" "$@"
