#!/usr/bin/env bash
# DuckDB 2.0.1 casts '1990-01-05 11:30 pm' to half past eleven in the morning. It
# takes the word after the time for the name of a zone, whatever it is, and drops
# it. DuckDB 1.5.6 refused the text. Seen on 28 November 2026:
#
#   1.5.6: 11:30 pm refused                  11:30 lunch refused
#   2.0.1: 11:30 pm 1990-01-05 11:30:00      11:30 lunch 1990-01-05 11:30:00
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for version in 1.5.6 2.0.1; do
	python3 -m venv "$work/$version"
	"$work/$version/bin/pip" install --quiet "duckdb==$version"
	"$work/$version/bin/python" - <<'PY'
import duckdb


def cast(text):
    try:
        return duckdb.execute("SELECT CAST(CAST(? AS TIMESTAMP) AS VARCHAR)", ["1990-01-05 " + text]).fetchone()[0]
    except duckdb.ConversionException:
        return "refused"


seen = {text: cast(text) for text in ("11:30 pm", "11:30 lunch")}
print(f"{duckdb.__version__}:", *(f"{text} {value:24}" for text, value in seen.items()))
want = {"1.5.6": "refused", "2.0.1": "1990-01-05 11:30:00"}[duckdb.__version__]
assert set(seen.values()) == {want}, "this has changed"
PY
done
