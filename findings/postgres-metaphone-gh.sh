#!/usr/bin/env bash
# metaphone() of PostgreSQL's fuzzystrmatch sounds the silent GH of British names as F: Wright
# has the key of Rift and not that of Rite, Leigh that of Leaf and not that of Lee. Jellyfish's
# metaphone drops the GH, and so does dmetaphone() of the same extension. After a B the GH is
# spared, so Bright is right where Wright is wrong. Needs Debian's postgresql-15, and runs it
# as another user than root. Seen on 28 November 2026, PostgreSQL 15.18, jellyfish 1.3.0:
#
#   Wright PostgreSQL RFT jellyfish RT  dmetaphone RT
#   Rift   PostgreSQL RFT jellyfish RFT dmetaphone RFT
#   Rite   PostgreSQL RT  jellyfish RT  dmetaphone RT
#   Leigh  PostgreSQL LF  jellyfish L   dmetaphone L
#   Leaf   PostgreSQL LF  jellyfish LF  dmetaphone LF
#   Lee    PostgreSQL L   jellyfish L   dmetaphone L
#   Bright PostgreSQL BRT jellyfish BRT dmetaphone PRT
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
"$work/venv/bin/pip" install --quiet jellyfish==1.3.0
psql() { "$bin/psql" -h "$work" -U finder -d postgres -qAt -F ' ' "$@"; }
psql -c 'CREATE EXTENSION fuzzystrmatch'
names="Wright Rift Rite Leigh Leaf Lee Bright"
for name in $names; do
	psql -c "SELECT '$name', metaphone('$name', 10), dmetaphone('$name')"
done >"$work/postgres.txt"
"$work/venv/bin/python" - "$work/postgres.txt" <<'PY'
import sys

import jellyfish

seen = {}
for line in open(sys.argv[1]):
    name, key, double = line.split()
    seen[name] = key, jellyfish.metaphone(name), double
    print(f"{name:6} PostgreSQL {key:3} jellyfish {seen[name][1]:3} dmetaphone {double}")
assert seen == {
    "Wright": ("RFT", "RT", "RT"), "Rift": ("RFT", "RFT", "RFT"), "Rite": ("RT", "RT", "RT"),
    "Leigh": ("LF", "L", "L"), "Leaf": ("LF", "LF", "LF"), "Lee": ("L", "L", "L"),
    "Bright": ("BRT", "BRT", "PRT"),
}, "this has changed"
PY
echo "confirmed: PostgreSQL keys Wright as Rift and Leigh as Leaf"
