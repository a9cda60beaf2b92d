#!/usr/bin/env bash
# Splink 5.0.0 compares dates of birth by the time that lies between them, and has a month of
# 30.4375 days and a year of 365.25. A date that was typed a month too late is thus within its
# level of a month in five months of twelve, not in those of 31 days. One year and the same day
# is within a year but for a 29 February between, and ten years within ten for every second
# birthday only: whoever was born on 16 May 1999 and is written down for 2000 is in one level
# with a difference of ten years. Every day of 1930 to 2009, seen on DuckDB 2.0.1 on
# 30 November 2026:
#
#   the same day ...   pairs   within the level
#   a month later      28680     11860   41%     (those from February, April, June, September, November)
#   a year later       29200     21900   75%
#   ten years later    29200     14600   50%
#
#   DateOfBirthComparison:   1989-05-16 1990-05-16   Abs date difference <= 1 year
#                            1999-05-16 2000-05-16   Abs date difference <= 10 year
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet splink==5.0.0 duckdb==2.0.1 pandas==2.3.3
cd "$work"
"$work/venv/bin/python" - <<'PY' | tee seen.txt
import duckdb
import splink.comparison_level_library as levels
from splink.comparison_library import DateOfBirthComparison

for threshold, metric in ((1, "month"), (1, "year"), (10, "year")):
    level = levels.AbsoluteDateDifferenceLevel("born", input_is_string=False, threshold=threshold, metric=metric)
    print(threshold, metric, *duckdb.execute(f"""
        SELECT count(*), sum(inside::int), list(DISTINCT month(born_l) ORDER BY month(born_l)) FILTER (inside)
        FROM (SELECT *, {level.get_comparison_level("duckdb").sql_condition} AS inside
              FROM (SELECT day::date AS born_l, (day + INTERVAL '{threshold} {metric}')::date AS born_r
                    FROM generate_series(TIMESTAMP '1930-01-01', TIMESTAMP '2009-12-31', INTERVAL '1 day') AS days(day))
              WHERE day(born_l) = day(born_r))""").fetchone())
made = DateOfBirthComparison("born", input_is_string=True).get_comparison("duckdb").as_dict()["comparison_levels"]
cases = " ".join(f"WHEN {level['sql_condition']} THEN '{level['label_for_charts']}'" for level in made[:-1])
for pair in (["1989-05-16", "1990-05-16"], ["1999-05-16", "2000-05-16"]):
    print(*pair, *duckdb.execute(f"SELECT CASE {cases} END FROM (SELECT ? AS born_l, ? AS born_r)", pair).fetchone())
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
1 month 28680 11860 [2, 4, 6, 9, 11]
1 year 29200 21900 [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
10 year 29200 14600 [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
1989-05-16 1990-05-16 Abs date difference <= 1 year
1999-05-16 2000-05-16 Abs date difference <= 10 year
WANT
echo "confirmed: a month of 31 days is more than a month to Splink"
