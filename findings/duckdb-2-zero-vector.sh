#!/usr/bin/env bash
# With Splink 5.0.0 on DuckDB 2.0.1 a vector of noughts is as similar as can be to
# every other: the cosine similarity is NaN, NaN is above every threshold in
# DuckDB, and so CosineSimilarityAtThresholds reaches a level of agreement. On
# DuckDB 1.5.6 the similarity was -1 and the pair reached the last level. A vector
# of noughts is what many makers of embeddings answer to an empty text. Seen on 28
# November 2026:
#
#   1.5.6: similarity -1.0, level 0
#   2.0.1: similarity nan, level 1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for version in 1.5.6 2.0.1; do
	python3 -m venv "$work/$version"
	"$work/$version/bin/pip" install --quiet splink==5.0.0 "duckdb==$version"
	"$work/$version/bin/python" - <<'PY'
import logging

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator

logging.disable(logging.WARNING)
db = duckdb.connect()
db.execute("CREATE TABLE people (unique_id INTEGER, v FLOAT[3])")
db.execute("INSERT INTO people VALUES (1, [0, 0, 0]), (2, [1, 2, 3])")
similarity = db.execute("SELECT array_cosine_similarity(a.v, b.v) FROM people a, people b WHERE a.unique_id = 1 AND b.unique_id = 2").fetchall()[0][0]
settings = SettingsCreator(
    link_type="dedupe_only",
    comparisons=[cl.CosineSimilarityAtThresholds("v", [0.99])],
    blocking_rules_to_generate_predictions=["1=1"],
    retain_intermediate_calculation_columns=True,
)
(pair,) = Linker(DuckDBAPI(connection=db).register("people"), settings).inference.predict().as_record_list()
seen = f"similarity {similarity}, level {pair['gamma_v']}"
print(f"{duckdb.__version__}:", seen)
want = {"1.5.6": "similarity -1.0, level 0", "2.0.1": "similarity nan, level 1"}[duckdb.__version__]
assert seen == want, "this has changed"
PY
done
