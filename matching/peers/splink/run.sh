#!/usr/bin/env bash
# Links a made-up register with itself: in Go, by SQL of Splink's shape on DuckDB
# and by Splink, one thread each. DuckDB and Splink come from PyPI into a virtual
# environment in the cache folder.
#
#	matching/peers/splink/run.sh -clients 1000000 -rounds 5
set -euo pipefail
cd "$(dirname "$0")"
venv=${PEERS_VENV:-${XDG_CACHE_HOME:-$HOME/.cache}/caselobby-peers}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import duckdb' 2>/dev/null || "$venv/bin/pip" install --quiet duckdb
"$venv/bin/python" -c 'import splink' 2>/dev/null || "$venv/bin/pip" install --quiet splink || echo "Splink cannot be installed: without it" >&2
exec go run . -python "$venv/bin/python" "$@"
