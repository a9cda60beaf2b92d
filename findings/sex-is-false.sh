#!/usr/bin/env bash
# A women's refuge lists those who stay, each with sex F. DuckDB 2.0.1 reads the column as BOOLEAN
# and every woman's sex as false, and csvkit 2.2.0 writes False; a column of middle initials does
# the same while all are T or F. With one M in the column, it is text in both. Polars 2.1.0,
# pandas 2.3.3 and pyarrow 26.0.1 keep F. Nothing warns, and what compares or counts the sexes of
# two lists finds no F in this one. Read with all_varchar=true, or csvkit with --no-inference.
# Seen on 30 November 2026:
#
#             refuge              hostel
#   DuckDB    BOOLEAN false       VARCHAR F
#   csvkit    False               F
#   Polars    F                   F
#   pandas    F                   F
#   pyarrow   F                   F
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet duckdb==2.0.1 csvkit==2.2.0 polars==2.1.0 pandas==2.3.3 pyarrow==26.0.1
cd "$work"
printf '%s\n' name,sex 'Amina Khan,F' 'Kate Jones,F' 'Moira Reid,F' >refuge.csv
{ cat refuge.csv; echo 'Ian Reid,M'; } >hostel.csv
for list in refuge hostel; do
	"$work/venv/bin/python" - "$list" <<'PY'
import sys

import duckdb
import pandas
import polars
from pyarrow import csv

file = sys.argv[1] + ".csv"
print(sys.argv[1], "DuckDB", *duckdb.execute("SELECT DISTINCT typeof(sex), CAST(sex AS varchar) FROM read_csv(?) WHERE name = 'Amina Khan'", [file]).fetchone())
print(sys.argv[1], "Polars", polars.read_csv(file)["sex"][0])
print(sys.argv[1], "pandas", pandas.read_csv(file)["sex"][0])
print(sys.argv[1], "pyarrow", csv.read_csv(file)["sex"][0])
PY
	echo "$list csvkit" "$("$work/venv/bin/csvsort" "$list.csv" 2>csvkit.log | grep Amina)"
done | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
refuge DuckDB BOOLEAN false
refuge Polars F
refuge pandas F
refuge pyarrow F
refuge csvkit Amina Khan,False
hostel DuckDB VARCHAR F
hostel Polars F
hostel pandas F
hostel pyarrow F
hostel csvkit Amina Khan,F
WANT
echo "confirmed: DuckDB and csvkit read the sex of women among themselves as false"
