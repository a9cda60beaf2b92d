#!/usr/bin/env bash
# Who was born on 29 February 2008 is eighteen on 28 February 2026 to Luxon 3.7.2, Day.js 1.11.23
# and dateutil 2.9.0, and a day later to date-fns 4.4.0, PostgreSQL 15 and Java 17. DuckDB 2.0.1
# has both: age() says 17 where date_sub() says 18. And birthday and age disagree within a
# library: eighteen years added to the birth are 28 February to all seven, so PostgreSQL, Java
# and date-fns have the birthday reached by somebody who is seventeen. What a council owes to a
# homeless child or a care leaver turns on that day: decide it once, by month and day, and write
# a test for it. Needs Debian's postgresql-15, run as another user than root, and Java 17. Seen
# on 30 November 2026, age on 28 February and on 1 March, and the birth with 18 years added:
#
#   Luxon                18 18  2026-02-28
#   Day.js               18 18  2026-02-28
#   dateutil             18 18  2026-02-28
#   date-fns             17 18  2026-02-28
#   PostgreSQL 15.18     17 18  2026-02-28
#   Java 17.0.15         17 18  2026-02-28
#   DuckDB age()         17 18  2026-02-28
#   DuckDB date_sub()    18 18  2026-02-28
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
"$work/venv/bin/pip" install --quiet duckdb==2.0.1 python-dateutil==2.9.0.post0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" luxon@3.7.2 dayjs@1.11.23 date-fns@4.4.0
cat >Age.java <<'JAVA'
import java.time.LocalDate;
import java.time.Period;

class Age {
    public static void main(String[] none) {
        LocalDate born = LocalDate.of(2008, 2, 29);
        System.out.println("Java " + Period.between(born, LocalDate.of(2026, 2, 28)).getYears()
            + " " + Period.between(born, LocalDate.of(2026, 3, 1)).getYears() + " " + born.plusYears(18));
    }
}
JAVA
{
	TZ=UTC node <<'JS'
const { DateTime } = require('luxon');
const dayjs = require('dayjs');
const { differenceInYears, addYears } = require('date-fns');
const days = ['2026-02-28', '2026-03-01'];
const born = '2008-02-29';
const luxon = DateTime.fromISO(born);
console.log('Luxon', ...days.map((day) => Math.floor(DateTime.fromISO(day).diff(luxon, 'years').years)), luxon.plus({ years: 18 }).toISODate());
console.log('Day.js', ...days.map((day) => dayjs(day).diff(born, 'year')), dayjs(born).add(18, 'year').format('YYYY-MM-DD'));
console.log('date-fns', ...days.map((day) => differenceInYears(new Date(day), new Date(born))), addYears(new Date(born), 18).toISOString().slice(0, 10));
JS
	"$work/venv/bin/python" - <<'PY'
import datetime

import duckdb
from dateutil.relativedelta import relativedelta

born, days = datetime.date(2008, 2, 29), (datetime.date(2026, 2, 28), datetime.date(2026, 3, 1))
print("dateutil", *(relativedelta(day, born).years for day in days), born + relativedelta(years=18))
later = duckdb.execute("SELECT (?::DATE + INTERVAL 18 YEARS)::DATE::VARCHAR", [born]).fetchone()[0]
for name, sql in (("age()", "year(age(?::DATE, ?::DATE))"), ("date_sub()", "-date_sub('year', ?::DATE, ?::DATE)")):
    print("DuckDB", name, *(duckdb.execute("SELECT " + sql, [day, born]).fetchone()[0] for day in days), later)
PY
	"$bin/psql" -h "$work" -U finder -d postgres -qAt -F ' ' -c "SELECT 'PostgreSQL', extract(year FROM age(date '2026-02-28', born)),
		extract(year FROM age(date '2026-03-01', born)), (born + interval '18 years')::date FROM (VALUES (date '2008-02-29')) AS v (born)"
	java Age.java
} | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Luxon 18 18 2026-02-28
Day.js 18 18 2026-02-28
date-fns 17 18 2026-02-28
dateutil 18 18 2026-02-28
DuckDB age() 17 18 2026-02-28
DuckDB date_sub() 18 18 2026-02-28
PostgreSQL 17 18 2026-02-28
Java 17 18 2026-02-28
WANT
echo "confirmed: on 28 February a leapling is eighteen to Luxon, Day.js and dateutil, and seventeen to date-fns, PostgreSQL and Java"
