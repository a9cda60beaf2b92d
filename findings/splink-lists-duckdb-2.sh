#!/usr/bin/env bash
# Splink 5.0.0 with DuckDB 2.0.1, which pip installs together on its own: the
# comparison of lists in Splink's own library, PairwiseStringDistanceFunction-
# AtThresholds, cannot be used. It writes its SQL with the lambda x -> …, which
# DuckDB 2 refuses until a session says SET lambda_syntax = 'ENABLE_SINGLE_ARROW'.
# So does Splink 4.0.17. Seen on 28 November 2026:
#
#   without the setting: Binder Error: Deprecated lambda arrow (->) detected
#   with the setting:    level 1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet splink==5.0.0 duckdb==2.0.1
"$work/venv/bin/python" - <<'PY'
import logging

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator

logging.disable(logging.WARNING)


def level(setting):
    db = duckdb.connect()
    if setting:
        db.execute("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'")
    db.execute("CREATE TABLE people AS SELECT * FROM (VALUES (1, ['Ann', 'Anna']), (2, ['Anne'])) t(unique_id, names)")
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[cl.PairwiseStringDistanceFunctionAtThresholds("names", "levenshtein", [1])],
        blocking_rules_to_generate_predictions=["1=1"],
        retain_intermediate_calculation_columns=True,
    )
    api = DuckDBAPI(connection=db)
    try:
        (pair,) = Linker(api.register("people"), settings).inference.predict().as_record_list()
    except Exception as e:
        message = "Binder Error: Deprecated lambda arrow (->) detected"
        return message if message in str(e) else str(e)
    return f"level {pair['gamma_names']}"


seen = [level(False), level(True)]
print("without the setting:", seen[0])
print("with the setting:   ", seen[1])
assert seen == ["Binder Error: Deprecated lambda arrow (->) detected", "level 1"], "this has changed"
PY
