#!/usr/bin/env bash
# Links a made-up register with itself: in Go, by SQL of Splink's shape on DuckDB
# and by Splink, one thread each. DuckDB 2.0.1 and Splink 5.0.0 come from PyPI into
# a virtual environment in the cache folder; name others by DUCKDB and SPLINK.
#
#	matching/peers/splink/run.sh -clients 1000000 -rounds 5
#	DUCKDB=1.5.6 SPLINK=4.0.17 matching/peers/splink/run.sh
set -euo pipefail
cd "$(dirname "$0")"
duckdb=${DUCKDB:-2.0.1}
splink=${SPLINK:-5.0.0}
venv=${PEERS_VENV:-${XDG_CACHE_HOME:-$HOME/.cache}/caselobby-peers}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
if ! "$venv/bin/pip" install --quiet "duckdb==$duckdb" "splink==$splink"; then
	echo "Splink $splink cannot be installed: without it" >&2
	"$venv/bin/pip" install --quiet "duckdb==$duckdb"
fi
exec go run . -python "$venv/bin/python" "$@"
