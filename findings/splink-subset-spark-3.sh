#!/usr/bin/env bash
# In Splink 5.0.0 on Spark 3.5.9 a list that is NULL is a subset of every list:
# ArraySubsetLevel compares SIZE(ARRAY_INTERSECT(l, r)) with the lesser SIZE, and
# SIZE(NULL) is -1 there. On Spark 4.3.0, where it is NULL, and on DuckDB the level
# does not hold. A null level before it hides this. Wants Java 17. Seen on 28
# November 2026:
#
#   Spark 3.5.9: True
#   Spark 4.3.0: None
#   DuckDB 2.0.1: None
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for version in 3.5.9 4.3.0; do
	python3 -m venv "$work/$version"
	"$work/$version/bin/pip" install --quiet splink==5.0.0 duckdb==2.0.1 "pyspark==$version" setuptools
	"$work/$version/bin/python" - 2>"$work/log" <<'PY' || { tail -5 "$work/log" >&2; exit 1; }
import duckdb
import pyspark
import splink.comparison_level_library as cll
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", False).getOrCreate()
level = cll.ArraySubsetLevel("phones")
condition = lambda dialect: level.get_comparison_level(dialect).sql_condition
holds = spark.sql(f"SELECT {condition('spark')} FROM (SELECT CAST(NULL AS ARRAY<STRING>) AS phones_l, ARRAY('1') AS phones_r)").collect()[0][0]
print(f"Spark {pyspark.__version__}:", holds)
want = {"3.5.9": True, "4.3.0": None}[pyspark.__version__]
assert holds is want, "this has changed"
if pyspark.__version__ == "4.3.0":
    holds = duckdb.execute(f"SELECT {condition('duckdb')} FROM (SELECT CAST(NULL AS VARCHAR[]) AS phones_l, ['1'] AS phones_r)").fetchone()[0]
    print(f"DuckDB {duckdb.__version__}:", holds)
    assert holds is None, "this has changed"
PY
done
