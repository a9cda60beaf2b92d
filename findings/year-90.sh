#!/usr/bin/env bash
# A column of birth dates is written 17/05/1990, and somebody wrote 17/05/90. Read by the pattern
# of a year of four figures, four tools make a day of the year 90 of it, without a word; five
# refuse it, and moment makes 1990 of it. A client of nineteen hundred years shares his date of
# birth with nobody, and no count of failures shows him. To PostgreSQL a date without a year,
# 17/05, is even one of the year 1 before Christ. Refuse what is before 1900 after reading.
# Seen on 30 November 2026:
#
#   17/05/90      read as 0090-05-17   refused                    1990-05-17
#                 DuckDB 2.0.1         Python 3.11                moment 2.31.0
#                 Polars 2.1.0         pandas 2.3.3
#                 PostgreSQL 18.7      luxon 3.7.2, dayjs 1.11.23
#                 date-fns 4.4.0       Go's time
#   17/05         PostgreSQL: 0001-05-17 BC
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet duckdb==2.0.1 polars==2.1.0 pandas==2.3.3
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" @electric-sql/pglite@0.5.17 date-fns@4.4.0 luxon@3.7.2 dayjs@1.11.23 moment@2.31.0
cd "$work"
cat >read.py <<'PY'
import datetime

import duckdb
import pandas
import polars

text, pattern = "17/05/90", "%d/%m/%Y"
readers = {
    "DuckDB": lambda: duckdb.execute("SELECT CAST(strptime(?, ?)::date AS varchar)", [text, pattern]).fetchone()[0],
    "Polars": lambda: polars.Series([text]).str.to_date(pattern)[0],
    "Python": lambda: datetime.datetime.strptime(text, pattern).date(),
    "pandas": lambda: pandas.to_datetime(pandas.Series([text]), format=pattern)[0].date(),
}
for name, read in readers.items():
    try:
        print(name, read())
    except ValueError:
        print(name, "refused")
PY
cat >read.mjs <<'JS'
import { PGlite } from '@electric-sql/pglite';
import { format, isValid, parse } from 'date-fns';
import { DateTime } from 'luxon';
import dayjs from 'dayjs';
import custom from 'dayjs/plugin/customParseFormat.js';
import moment from 'moment';

dayjs.extend(custom);
const text = '17/05/90';
const postgres = async (date, pattern) => (await new PGlite().query(`SELECT to_date('${date}', '${pattern}')::text AS date`)).rows[0].date;
console.log('PostgreSQL', await postgres(text, 'DD/MM/YYYY'));
console.log('PostgreSQL, without a year', await postgres('17/05', 'DD/MM'));
const born = parse(text, 'dd/MM/yyyy', new Date(2026, 0, 1));
console.log('date-fns', isValid(born) ? format(born, 'yyyy-MM-dd') : 'refused');
console.log('luxon', DateTime.fromFormat(text, 'dd/MM/yyyy').toISODate() ?? 'refused');
for (const [name, date] of [['dayjs', dayjs(text, 'DD/MM/YYYY')], ['moment', moment(text, 'DD/MM/YYYY')]]) console.log(name, date.isValid() ? date.format('YYYY-MM-DD') : 'refused');
JS
cat >read.go <<'GO'
package main

import (
	"fmt"
	"time"
)

func main() {
	if _, err := time.Parse("02/01/2006", "17/05/90"); err != nil {
		fmt.Println("Go refused")
	}
}
GO
{
	"$work/venv/bin/python" read.py
	TZ=UTC node read.mjs
	go run read.go
} | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
DuckDB 0090-05-17
Polars 0090-05-17
Python refused
pandas refused
PostgreSQL 0090-05-17
PostgreSQL, without a year 0001-05-17 BC
date-fns 0090-05-17
luxon refused
dayjs refused
moment 1990-05-17
Go refused
WANT
echo "confirmed: four tools read 17/05/90 by a pattern of four figures as a day of the year 90"
