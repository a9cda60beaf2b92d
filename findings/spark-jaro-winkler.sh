#!/usr/bin/env bash
# Spark 4.3.0 and DuckDB 2.0.1 both have jaro_winkler_similarity, and it is not the
# same: Spark raises the similarity for a common prefix however low it is, DuckDB
# (and jaro_winkler of the jar that Splink ships for Spark) only above 0.7; and
# Spark counts half transpositions, which DuckDB rounds down. A threshold does not
# carry over. Wants Java 17. Seen on 28 November 2026:
#
#   Catherine, Christopher   DuckDB 0.6263  Spark 0.6636
#   Oliver, Olu              DuckDB 0.6667  Spark 0.7333
#   badc, abcd               DuckDB 0.8333  Spark 0.8333
#   abcdef, bcadef           DuckDB 0.9444  Spark 0.9167
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pyspark==4.3.0 duckdb==2.0.1
cd "$work"
"$work/venv/bin/python" - 2>"$work/log" <<'PY' || { tail -5 "$work/log" >&2; exit 1; }
import duckdb
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", False).getOrCreate()
want = {
    ("Catherine", "Christopher"): (0.6263, 0.6636), ("Oliver", "Olu"): (0.6667, 0.7333),
    ("badc", "abcd"): (0.8333, 0.8333), ("abcdef", "bcadef"): (0.9444, 0.9167),
}
seen = {}
for a, b in want:
    sql = f"SELECT jaro_winkler_similarity('{a}', '{b}')"
    seen[a, b] = (round(duckdb.execute(sql).fetchone()[0], 4), round(spark.sql(sql).collect()[0][0], 4))
    print(f"{a + ', ' + b:24} DuckDB {seen[a, b][0]:.4f}  Spark {seen[a, b][1]:.4f}")
assert seen == want, "this has changed"
PY
