#!/usr/bin/env bash
# Splink 5.0.0's PostcodeComparison, "out of the box" for British postcodes, takes the
# district off a postcode by a pattern that needs no space after it. In a postcode written
# without its space the first figure of the second half is taken with it: LS12AB, of LS1 in
# the middle of Leeds, has the district LS12, and agrees on it with everybody in Armley, but
# not with its neighbour in LS1. The sector it has not at all. Such postcodes are null only if
# one asks for invalid_postcodes_as_null. Seen on 29 November 2026, on DuckDB 2.0.1:
#
#   LS1 2AB and LS1 9XY     the district agrees
#   LS12AB  and LS1 9XY     the area agrees, no more
#   LS12AB  and LS12 3XY    the district agrees
#   M11AE   and M11 4XY     the district agrees: M1 is the city, M11 Clayton
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet splink==5.0.0 duckdb==2.0.1
cd "$work"
"$work/venv/bin/python" - <<'PY'
import duckdb
import splink.comparison_library as library

levels = library.PostcodeComparison("postcode").get_comparison("duckdb").as_dict()["comparison_levels"]
names = ["null", "postcode", "sector", "district", "area", "else"]
assert len(levels) == len(names), "this has changed"


def reached(left, right):
    for name, level in zip(names, levels):
        sql = level["sql_condition"]
        if sql == "ELSE" or duckdb.execute(f"SELECT {sql} FROM (SELECT ? AS postcode_l, ? AS postcode_r)", [left, right]).fetchall()[0][0]:
            return name


for left, right, want in (
    ("LS1 2AB", "LS1 9XY", "district"),
    ("LS12AB", "LS1 9XY", "area"),
    ("LS12AB", "LS12 3XY", "district"),
    ("M11AE", "M11 4XY", "district"),
):
    level = reached(left, right)
    print(f"{left:8} {right:9} the {level} agrees")
    assert level == want, "this has changed"
PY
echo "confirmed: Splink has a postcode without its space agree with another district"
