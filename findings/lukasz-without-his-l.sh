#!/usr/bin/env bash
# Three tools that take accents off make three names of Łukasz. recordlinkage 0.16 takes off
# Ł, Đ and Ø whole, though told to strip accents: Łukasz is ukasz, Øyvind yvind, and a name in
# Cyrillic is empty, as everybody else's in it. strip_accents of DuckDB 2.0.1 leaves the three
# as they are. unaccent() of PostgreSQL has L, D and O. Needs Debian's postgresql-15, and runs
# it as another user than root. Seen on 29 November 2026:
#
#           recordlinkage  DuckDB  PostgreSQL 15.18
#   Łukasz  ukasz          Łukasz  Lukasz
#   Đặng    ang            Đang    Dang
#   Øyvind  yvind          Øyvind  Oyvind
#   Siân    sian           Sian    Sian
#   Юрий    (nothing)      Юрии    Юрий
set -euo pipefail
bin=${PGBIN:-/usr/lib/postgresql/15/bin}
work=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then as=(runuser -u nobody --) && chown nobody "$work"; fi
trap '"${as[@]}" "$bin/pg_ctl" -D "$work/db" -m immediate stop >"$work/stop.log" 2>&1 || true; rm -rf "$work"' EXIT
cd "$work"
"${as[@]}" "$bin/initdb" -D "$work/db" -U finder -A trust -E UTF8 --locale=C --no-sync >"$work/init.log"
"${as[@]}" "$bin/pg_ctl" -D "$work/db" -w -l "$work/db/log" -o "-k $work -c listen_addresses=''" start >"$work/start.log"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet recordlinkage==0.16 duckdb==2.0.1 pandas==2.3.3
psql() { "$bin/psql" -h "$work" -U finder -d postgres -qAt "$@"; }
psql -c 'CREATE EXTENSION unaccent'
names=(Łukasz Đặng Øyvind Siân Юрий)
for name in "${names[@]}"; do psql -c "SELECT unaccent('$name')"; done >postgres.txt
PYTHONIOENCODING=utf-8 "$work/venv/bin/python" -W ignore - "${names[@]}" <<'PY' >python.txt
import sys

import duckdb
import pandas
from recordlinkage.preprocessing import clean

names = sys.argv[1:]
for name, cleaned in zip(names, clean(pandas.Series(names), strip_accents="unicode")):
    print(name, cleaned or "-", duckdb.execute("SELECT strip_accents(?)", [name]).fetchone()[0])
PY
paste -d ' ' python.txt postgres.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Łukasz ukasz Łukasz Lukasz
Đặng ang Đang Dang
Øyvind yvind Øyvind Oyvind
Siân sian Sian Sian
Юрий - Юрии Юрий
WANT
echo "confirmed: Łukasz is ukasz, Łukasz or Lukasz"
