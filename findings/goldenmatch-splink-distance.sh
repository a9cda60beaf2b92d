#!/usr/bin/env bash
# goldenmatch 3.22.0's from_splink makes of "edit distance at most 1" a similarity of at least
# .9, as if every text had ten characters, and says that it is approximate. A postcode has
# seven or eight and an NI number nine: one slip leaves a similarity below .9, so the
# converted level is never reached, with its m and u in place. An e-mail address has thirty
# and more: "at most 2" becomes .8, and four slips reach it. The report of the conversion
# also says that missing values count as disagreement, which they do not: the comparison
# leaves them out. Seen on 29 November 2026; 1 is the middle level, 0 "all other", -1 left out:
#
#   postcode at most 1   LS1 2AB LS1 2AD           distance 1   level 0
#   nino     at most 1   QQ123456C QQ123457C       distance 1   level 0
#   phone    at most 1   07700900123 07700900124   distance 1   level 1
#   email    at most 2   ann.featherstone.leeds@example.com anne.fetherston.leedz@example.com   distance 4   level 1
#   postcode at most 1   LS1 2AB None   distance None   level -1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet goldenmatch==3.22.0 duckdb==2.0.1
cd "$work"
"$work/venv/bin/python" - <<'PY'
import duckdb
import goldenmatch
from goldenmatch.core.probabilistic import comparison_vector


def converted(column, distance):
    """A Splink model of one comparison."""
    l, r = f'"{column}_l"', f'"{column}_r"'
    return goldenmatch.from_splink({
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "blocking_rules_to_generate_predictions": ["l.surname = r.surname"],
        "comparisons": [{
            "output_column_name": column,
            "comparison_levels": [
                {"sql_condition": f"{l} IS NULL OR {r} IS NULL", "is_null_level": True},
                {"sql_condition": f"{l} = {r}", "m_probability": 0.7, "u_probability": 0.001},
                {"sql_condition": f"levenshtein({l}, {r}) <= {distance}", "m_probability": 0.2, "u_probability": 0.009},
                {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.99},
            ],
        }],
    })


for column, most, a, b, *want in (
    ("postcode", 1, "LS1 2AB", "LS1 2AD", 1, 0),
    ("nino", 1, "QQ123456C", "QQ123457C", 1, 0),
    ("phone", 1, "07700900123", "07700900124", 1, 1),
    ("email", 2, "ann.featherstone.leeds@example.com", "anne.fetherston.leedz@example.com", 4, 1),
    ("postcode", 1, "LS1 2AB", None, None, -1),
):
    c = converted(column, most)
    level = comparison_vector({column: a}, {column: b}, c.config.matchkeys[0])[0]
    distance = duckdb.execute("SELECT levenshtein(?, ?)", [a, b]).fetchall()[0][0]
    print(f"{column:8} at most {most}   {a} {b}   distance {distance}   level {level}")
    assert [distance, level] == want, "this has changed"
    assert any("scores nulls as disagree" in f.message for f in c.report.findings), "this has changed"
PY
echo "confirmed: a converted distance is reached by long texts and not by postcodes"
