#!/usr/bin/env bash
# Who was born on 29 February 2008 is 18 on 28 February 2026 to some tools and on 1 March to
# others; of two tools that a service is made of, one may see a child and the other an adult,
# to whom a council owes other duties. DuckDB 2.0.1 and date-fns 4.4.0 disagree with
# themselves: 18 years after the birth is 28 February to both, and on that day age() and
# differenceInYears() say 17. Decide which day it is, and compare dates with that day. Seen on
# 30 November 2026:
#
#                              on 28 February   18 years after the birth
#   DuckDB 2.0.1 datesub       18               2026-02-28
#   DuckDB 2.0.1 age           17
#   PostgreSQL 18.7 age        17               2026-02-28   (PGlite 0.5.17)
#   python-dateutil 4.0.0      18               2026-02-28
#   Java 17 Period             17               2026-02-28
#   date-fns 4.4.0             17               2026-02-28
#   luxon 3.7.2, dayjs 1.11.23 18               2026-02-28
#   Go's AddDate                                2026-03-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet duckdb==2.0.1 python-dateutil==4.0.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" @electric-sql/pglite@0.5.17 date-fns@4.4.0 luxon@3.7.2 dayjs@1.11.23
cd "$work"
cat >age.py <<'PY'
import datetime

import duckdb
from dateutil.relativedelta import relativedelta

born, day = datetime.date(2008, 2, 29), datetime.date(2026, 2, 28)
ask = "SELECT datesub('year', $1::date, $2::date), CAST(age($2::date, $1::date) AS varchar), CAST(($1::date + INTERVAL 18 YEAR)::date AS varchar)"
years, age, later = duckdb.execute(ask, [born, day]).fetchone()
print("DuckDB datesub", years, later)
print("DuckDB age", age.split()[0])
print("dateutil", relativedelta(day, born).years, born + relativedelta(years=18))
PY
cat >age.mjs <<'JS'
import { PGlite } from '@electric-sql/pglite';
import { addYears, differenceInYears, format } from 'date-fns';
import { DateTime } from 'luxon';
import dayjs from 'dayjs';

const [born, day] = ['2008-02-29', '2026-02-28'];
const { rows } = await new PGlite().query(`SELECT extract(year FROM age(date '${day}', date '${born}'))::int AS age, (date '${born}' + interval '18 years')::date::text AS later`);
console.log('PostgreSQL', rows[0].age, rows[0].later);
console.log('date-fns', differenceInYears(new Date(day), new Date(born)), format(addYears(new Date(born), 18), 'yyyy-MM-dd'));
console.log('luxon', Math.floor(DateTime.fromISO(day).diff(DateTime.fromISO(born), 'years').years), DateTime.fromISO(born).plus({ years: 18 }).toISODate());
console.log('dayjs', dayjs(day).diff(born, 'year'), dayjs(born).add(18, 'year').format('YYYY-MM-DD'));
JS
cat >Age.java <<'JAVA'
import java.time.LocalDate;
import java.time.Period;

class Age {
    public static void main(String[] none) {
        LocalDate born = LocalDate.of(2008, 2, 29), day = LocalDate.of(2026, 2, 28);
        System.out.println("Java " + Period.between(born, day).getYears() + " " + born.plusYears(18));
    }
}
JAVA
cat >age.go <<'GO'
package main

import (
	"fmt"
	"time"
)

func main() {
	fmt.Println("Go", time.Date(2008, 2, 29, 0, 0, 0, 0, time.UTC).AddDate(18, 0, 0).Format(time.DateOnly))
}
GO
{
	"$work/venv/bin/python" age.py
	TZ=UTC node age.mjs
	java Age.java
	go run age.go
} | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
DuckDB datesub 18 2026-02-28
DuckDB age 17
dateutil 18 2026-02-28
PostgreSQL 17 2026-02-28
date-fns 17 2026-02-28
luxon 18 2026-02-28
dayjs 18 2026-02-28
Java 17 2026-02-28
Go 2026-03-01
WANT
echo "confirmed: born on 29 February, somebody is 17 and 18 on one day, in DuckDB alone even"
