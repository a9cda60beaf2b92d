#!/usr/bin/env bash
# datamatch 0.1.15 of PyPI compares dates of birth by their days: those that are 30 or more apart,
# and are not one with day and month the other way round, are compared letter by letter "as a last
# resort", says its documentation, to allow for slips. It does so only where year and day are the
# same: 6 May 1984 and 6 May 1994, a slip of one figure, have nothing in common, as have two people
# chosen by chance, and 6 May and 16 May, a slip as well, two thirds. Seen on 30 November 2026; in
# the last column what letters say, by the same Levenshtein package:
#
#                             datamatch   letters
#   1984-05-06  1984-06-06    0.88        0.88
#   1984-05-06  1994-05-06    0.00        0.88
#   1984-05-06  1985-05-06    0.00        0.88
#   1984-05-06  1984-07-16    0.00        0.75
#   1984-05-06  1984-05-16    0.67        0.88
#   1984-05-06  1961-11-23    0.00        0.38
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet datamatch==0.1.15 Levenshtein==0.27.5 pandas==3.1.1
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
from datetime import datetime

from datamatch import DateSimilarity
from Levenshtein import ratio

one = datetime(1984, 5, 6)
for other in [datetime(1984, 6, 6), datetime(1994, 5, 6), datetime(1985, 5, 6), datetime(1984, 7, 16), datetime(1984, 5, 16), datetime(1961, 11, 23)]:
    print(f"{one:%Y-%m-%d} {other:%Y-%m-%d} {DateSimilarity().sim(one, other):.2f} {ratio(f'{one:%Y%m%d}', f'{other:%Y%m%d}'):.2f}")
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
1984-05-06 1984-06-06 0.88 0.88
1984-05-06 1994-05-06 0.00 0.88
1984-05-06 1985-05-06 0.00 0.88
1984-05-06 1984-07-16 0.00 0.75
1984-05-06 1984-05-16 0.67 0.88
1984-05-06 1961-11-23 0.00 0.38
WANT
echo "confirmed: a slip in the year of birth leaves nothing in common"
