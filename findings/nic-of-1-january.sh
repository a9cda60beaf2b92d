#!/usr/bin/env bash
# A Sri Lankan identity card number has the year of birth and the day of it, and 500 more for a
# woman. Day 61 of 1985 is 1 March to each of three packages of PyPI, so that February has a 29th in
# every year. Yet lka-nic-decoder 1.0.18, which by its README minds leap years, and nic-parser 0.2.0
# take a fixed number off: who was born in January or February, or at any time of a leap year, has
# the day before as date of birth; 1 January is the last day of the year before to one, and an error
# to the other. slnic 0.2.0 has 29 days in each February and begins the year on 1 January. Seen on
# 1 December 2026, of numbers that are nobody's:
#
#                       slnic         nic-parser    lka-nic-decoder
#   1984, day 1         1 Jan 1984    error         31 Dec 1983
#   1984, day 127       6 May 1984    5 May 1984    5 May 1984
#   1985, day 59        28 Feb 1985   27 Feb 1985   27 Feb 1985
#   1985, day 61        1 Mar 1985    1 Mar 1985    1 Mar 1985
#   days as slnic has them, of 1984   0 of 366      0 of 366
#                           of 1985   306 of 365    306 of 365
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet slnic==0.2.0 nic-parser==0.2.0 lka-nic-decoder==1.0.18
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
import slnic
from lka_nic_decoder import decode_nic
from nic_parser.parser import Parser


def born(year, day):
    nic = f"{year}{day:03}00000"
    try:
        parsed = str(Parser(nic).birth_date.date())
    except ValueError:
        parsed = "error"
    return str(slnic.parse(nic).birth_date), parsed, str(decode_nic(nic).birth_date)


for year, day in ((1984, 1), (1984, 127), (1985, 59), (1985, 61), (1985, 501), (1985, 561)):
    print(year, day, *born(year, day))
for year in (1984, 1985):
    seen = [born(year, day) for day in range(1, 367) if day != 60 or year == 1984]
    print(year, len(seen), sum(a == b for a, b, _ in seen), sum(a == c for a, _, c in seen))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
1984 1 1984-01-01 error 1983-12-31
1984 127 1984-05-06 1984-05-05 1984-05-05
1985 59 1985-02-28 1985-02-27 1985-02-27
1985 61 1985-03-01 1985-03-01 1985-03-01
1985 501 1985-01-01 error 1984-12-31
1985 561 1985-03-01 1985-03-01 1985-03-01
1984 366 0 0
1985 365 306 306
WANT
echo "confirmed: two of three readers of Sri Lankan identity card numbers are a day early in January, February and leap years"
