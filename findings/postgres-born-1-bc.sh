#!/usr/bin/env bash
# to_date() of PostgreSQL 15 makes a day of what has none. A date of birth that was left empty
# is 1 January of the year 1 BC, one without its year is in that year too, one of which only the
# year or the month is known is the first of it, noughts for the day or the month are ones, and
# a year of two figures is in the first century. What stands behind the date is dropped. No
# error, no NULL: who has no date of birth agrees with everybody else who has none. DuckDB
# 2.0.1 and Python refuse each, but for DuckDB the year 84. NULLIF(born, '') keeps the empty
# ones out, a pattern before the cast the others. Needs Debian's postgresql-15, and runs it as
# another user than root. Seen on 30 November 2026:
#
#   text              form        PostgreSQL 15.18  DuckDB      Python
#   (empty)           DD/MM/YYYY  0001-01-01 BC     refuses     refuses
#   06/05             DD/MM/YYYY  0001-05-06 BC     refuses     refuses
#   06/05/84          DD/MM/YYYY  0084-05-06        0084-05-06  refuses
#   00/05/1984        DD/MM/YYYY  1984-05-01        refuses     refuses
#   00/00/1984        DD/MM/YYYY  1984-01-01        refuses     refuses
#   1984              YYYY-MM-DD  1984-01-01        refuses     refuses
#   1984-05           YYYY-MM-DD  1984-05-01        refuses     refuses
#   06/05/1984 or 85  DD/MM/YYYY  1984-05-06        refuses     refuses
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
"$work/venv/bin/pip" install --quiet duckdb==2.0.1
cat >texts <<'TEXTS'
|DD/MM/YYYY
06/05|DD/MM/YYYY
06/05/84|DD/MM/YYYY
00/05/1984|DD/MM/YYYY
00/00/1984|DD/MM/YYYY
1984|YYYY-MM-DD
1984-05|YYYY-MM-DD
06/05/1984 or 85|DD/MM/YYYY
TEXTS
"$bin/psql" -h "$work" -U finder -d postgres -qAt >postgres.txt <<'SQL'
CREATE TABLE texts (line serial, born text, form text);
\copy texts (born, form) FROM 'texts' (DELIMITER '|')
SELECT to_date(born, form) FROM texts ORDER BY line;
SQL
"$work/venv/bin/python" >python.txt <<'PY'
import datetime

import duckdb


def ask(read, text, form):
    try:
        return str(read(text, form))
    except (ValueError, duckdb.InvalidInputException):
        return "refuses"


def duck(text, form):
    return duckdb.execute("SELECT strptime(?, ?)::DATE::VARCHAR", [text, form]).fetchone()[0]


def python(text, form):
    return datetime.datetime.strptime(text, form).date()


for line in open("texts"):
    text, form = line.rstrip("\n").split("|")
    form = form.replace("YYYY", "%Y").replace("MM", "%m").replace("DD", "%d")
    print(ask(duck, text, form), ask(python, text, form))
PY
paste -d '|' texts postgres.txt python.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
|DD/MM/YYYY|0001-01-01 BC|refuses refuses
06/05|DD/MM/YYYY|0001-05-06 BC|refuses refuses
06/05/84|DD/MM/YYYY|0084-05-06|0084-05-06 refuses
00/05/1984|DD/MM/YYYY|1984-05-01|refuses refuses
00/00/1984|DD/MM/YYYY|1984-01-01|refuses refuses
1984|YYYY-MM-DD|1984-01-01|refuses refuses
1984-05|YYYY-MM-DD|1984-05-01|refuses refuses
06/05/1984 or 85|DD/MM/YYYY|1984-05-06|refuses refuses
WANT
echo "confirmed: to PostgreSQL's to_date an empty date of birth is 1 January of 1 BC"
