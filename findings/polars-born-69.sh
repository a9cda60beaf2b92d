#!/usr/bin/env bash
# Polars 2.1.0 reads a date of birth of 1969 whose year has two figures as 2069, where
# DuckDB 2.0.1 and Python read 1969: its years turn at 70, and theirs, as POSIX has it, at
# 69. With %Y for such a year it does not refuse, as Python does, but reads the year 84 of our
# era, and so does DuckDB. Seen on 29 November 2026:
#
#   06/05/69 by %d/%m/%y   Polars 2069-05-06   DuckDB 1969-05-06   Python 1969-05-06
#   06/05/84 by %d/%m/%Y   Polars 0084-05-06   DuckDB 0084-05-06   Python refuses
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet polars==2.1.0 duckdb==2.0.1
cd "$work"
"$work/venv/bin/python" - <<'PY'
import datetime

import duckdb
import polars


def python(text, form):
    try:
        return str(datetime.datetime.strptime(text, form).date())
    except ValueError:
        return "refuses"


for text, form, *want in (
    ("06/05/68", "%d/%m/%y", "2068-05-06", "2068-05-06", "2068-05-06"),
    ("06/05/69", "%d/%m/%y", "2069-05-06", "1969-05-06", "1969-05-06"),
    ("06/05/70", "%d/%m/%y", "1970-05-06", "1970-05-06", "1970-05-06"),
    ("06/05/84", "%d/%m/%Y", "0084-05-06", "0084-05-06", "refuses"),
):
    saw = [
        str(polars.Series([text]).str.to_date(form)[0]),
        duckdb.execute("SELECT strptime(?, ?)::DATE::VARCHAR", [text, form]).fetchall()[0][0],
        python(text, form),
    ]
    print(text, form, "Polars", saw[0], "DuckDB", saw[1], "Python", saw[2])
    assert saw == want, "this has changed"
PY
echo "confirmed: who was born in 1969 is born in 2069 to Polars"
