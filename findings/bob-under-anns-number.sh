#!/usr/bin/env bash
# nomenklatura 4.17.4 of PyPI matches records of people. Its algorithm logic-v2 keeps the names that it has read,
# by the record's identifier alone and for a thousand records: where p1 was Bob Ash and has been put right to Ann
# Oak, the name is still Bob's, also in a record read anew, and the other way round Bob Ash is Ann Oak with the
# score 1. A line in its source says so, its documentation does not; logic-v1, beside it, sees the new name. After
# a change of names start another process, or clear the cache of its module names.analysis, as the last
# line here does. Seen on 1 December 2026; looked for is Ann Oak:
#
#                                     logic-v1   logic-v2
#   p1, Bob Ash                       0.00       0.00
#   p1, put right to Ann Oak          1.00       0.00
#   p1, read anew as Ann Oak          1.00       0.00
#   p2, Ann Oak                       1.00       1.00
#   p2, put right to Bob Ash          0.00       1.00
#   the same when the cache is clear  0.00       0.00
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet nomenklatura==4.17.4 followthemoney==4.11.2 rigour==2.6.1
cd "$work"
"$work/venv/bin/python" -W ignore <<'PY' | tee seen.txt
from followthemoney import model
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.logic_v2.names import analysis
from nomenklatura.matching.types import ScoringConfig


def person(identifier, name):
    return model.get_proxy({"id": identifier, "schema": "Person", "properties": {"name": [name]}})


def show(what, record):
    algorithms = (get_algorithm(name) for name in ("logic-v1", "logic-v2"))
    print(what, *(f"{algorithm.compare(person('asked', 'Ann Oak'), record, ScoringConfig.defaults()).score:.2f}" for algorithm in algorithms))


record = person("p1", "Bob Ash")
show("p1, Bob Ash:", record)
record.set("name", "Ann Oak")
show("p1, put right:", record)
show("p1, read anew:", person("p1", "Ann Oak"))
record = person("p2", "Ann Oak")
show("p2, Ann Oak:", record)
record.set("name", "Bob Ash")
show("p2, put right:", record)
analysis.entity_names.cache_clear()
analysis.entity_names_consolidated.cache_clear()
show("p2, cache clear:", record)
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
p1, Bob Ash: 0.00 0.00
p1, put right: 1.00 0.00
p1, read anew: 1.00 0.00
p2, Ann Oak: 1.00 1.00
p2, put right: 0.00 1.00
p2, cache clear: 0.00 0.00
WANT
echo "confirmed: to logic-v2 of nomenklatura a record has the name that it had before"
