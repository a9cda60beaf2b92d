#!/usr/bin/env bash
# pg_trgm drops what the database's locale has as no letter. Under the locale C, with UTF-8 all
# the same, that is every letter with an accent and every other script: Zoë and Zo are alike to
# 1, Ömer and Mer as well, and 李 is not alike to itself. Under C.UTF-8 they are as one expects.
# Needs Debian's postgresql-15, and runs it as another user than root. Seen on 29 November 2026,
# PostgreSQL 15.18:
#
#               C  C.UTF-8
#   Zoë, Zo     1  0.4
#   Ömer, Mer   1  0.2857143
#   李, 李       0  1
#   Юрий, Юрий  0  1
set -euo pipefail
bin=${PGBIN:-/usr/lib/postgresql/15/bin}
work=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then as=(runuser -u nobody --) && chown nobody "$work"; fi
trap '"${as[@]}" "$bin/pg_ctl" -D "$work/db" -m immediate stop >"$work/stop.log" 2>&1 || true; rm -rf "$work"' EXIT
cd "$work"
"${as[@]}" "$bin/initdb" -D "$work/db" -U finder -A trust -E UTF8 --locale=C --no-sync >"$work/init.log"
"${as[@]}" "$bin/pg_ctl" -D "$work/db" -w -l "$work/db/log" -o "-k $work -c listen_addresses=''" start >"$work/start.log"
psql() { "$bin/psql" -h "$work" -U finder -qAt -F ' ' "$@"; }
psql -d postgres -c "CREATE DATABASE other LOCALE 'C.UTF-8' TEMPLATE template0"
for db in postgres other; do
	psql -d "$db" -c 'CREATE EXTENSION pg_trgm'
	psql -d "$db" -c "SELECT a, b, similarity(a, b) FROM (VALUES ('Zoë', 'Zo'), ('Ömer', 'Mer'), ('李', '李'), ('Юрий', 'Юрий')) AS v(a, b)" >"$work/$db.txt"
done
paste -d ' ' postgres.txt <(cut -d ' ' -f 3 other.txt) | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Zoë Zo 1 0.4
Ömer Mer 1 0.2857143
李 李 0 1
Юрий Юрий 0 1
WANT
echo "confirmed: under the locale C, Zoë is Zo and 李 is nobody"
