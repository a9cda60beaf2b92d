#!/usr/bin/env bash
# csvkit 2.2.0 makes dates of what is none. Who was born in May 1984, as far as anybody knows, was
# born on the 1st to it; flats 2/1 and 2/2 of a tenement, the first and second door of the second
# floor, are days of February 2001; a column of first names that are all months is in the year 1.
# With points, as in 6.5.1984 of a German paper, the month comes first, and this same file is
# read as 6 May by DuckDB 2.0.1 and Polars 2.1.0. All of it is silent, and hangs on the rest of
# the column: one 13.5.1984, one Flat 3 or one Ann, and the column stays as it is. Use
# --no-inference, or --date-format with what the file has. Seen on 30 November 2026:
#
#   column                csvkit                  DuckDB                  Polars
#   May 1984, June 1990   1984-05-01, 1990-06-01  May 1984, June 1990     May 1984, June 1990
#   2/1, 2/2              2001-02-01, 2001-02-02  2/1, 2/2                2/1, 2/2
#   April, June           0001-04-01, 0001-06-01  April, June             April, June
#   6.5.1984, 7.6.1990    1984-06-05, 1990-07-06  1984-05-06, 1990-06-07  1984-05-06, 1990-06-07
#   13.5.1984, 7.6.1990   13.5.1984, 7.6.1990     1984-05-13, 1990-06-07  1984-05-13, 1990-06-07
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet csvkit==2.2.0 duckdb==2.0.1 polars==2.1.0
cd "$work"
while IFS='|' read -r one two; do
	printf 'id,value\n1,%s\n2,%s\n' "$one" "$two" >file.csv
	"$work/venv/bin/csvjson" file.csv >file.json
	"$work/venv/bin/python" - <<'PY'
import json

import duckdb
import polars

print(
    *(line["value"] for line in json.load(open("file.json"))),
    *(line[0] for line in duckdb.sql("SELECT value FROM 'file.csv'").fetchall()),
    *polars.read_csv("file.csv", try_parse_dates=True)["value"],
    sep="|",
)
PY
done >seen.txt <<'COLUMNS'
May 1984|June 1990
2/1|2/2
April|June
6.5.1984|7.6.1990
13.5.1984|7.6.1990
COLUMNS
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
1984-05-01|1990-06-01|May 1984|June 1990|May 1984|June 1990
2001-02-01|2001-02-02|2/1|2/2|2/1|2/2
0001-04-01|0001-06-01|April|June|April|June
1984-06-05|1990-07-06|1984-05-06|1990-06-07|1984-05-06|1990-06-07
13.5.1984|7.6.1990|1984-05-13|1990-06-07|1984-05-13|1990-06-07
WANT
echo "confirmed: to csvkit May 1984 is its first day, and flat 2/1 one of February 2001"
