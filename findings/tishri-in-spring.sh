#!/usr/bin/env bash
# A family tree in GEDCOM may give a date of birth by the Hebrew calendar, whose months it writes
# TSH for Tishri, in autumn, to ELL for Elul. Ged4py 0.5.5 of Python counts them in that order and
# converts them by a calendar that counts from Nisan, in spring: the Julian day by which it sorts
# dates, and puts those of all calendars in one order, is half a year late from Tishri to Shevat
# and half a year or more early from Nisan on; Tishri and Elul of the year 5745 are one month.
# No month of the twelve is right. Pyluach 2.3.0 has each of them where it was. Seen on
# 30 November 2026:
#
#   5th of       ged4py        pyluach
#   TSH 5745     1985-03-27    1984-10-01
#   KSL 5745     1985-05-25    1984-11-29
#   NSN 5745     1984-10-31    1985-03-27
#   ELL 5745     1985-03-27    1985-08-22
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet ged4py==0.5.5 convertdate==2.5.1 pyluach==2.3.0
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
import datetime

from ged4py.date import DateValue
from pyluach.dates import HebrewDate

months = {"TSH": 7, "CSH": 8, "KSL": 9, "TVT": 10, "SHV": 11, "ADR": 12, "NSN": 1, "IYR": 2, "SVN": 3, "TMZ": 4, "AAV": 5, "ELL": 6}
for name, from_nisan in months.items():
    julian, _ = DateValue.parse(f"@#DHEBREW@ 5 {name} 5745").date.key()
    print(name, datetime.date.fromordinal(int(julian - 1721424.5)), HebrewDate(5745, from_nisan, 5).to_pydate())
julian, _ = DateValue.parse("1 OCT 1984").date.key()
print("1 OCT 1984", datetime.date.fromordinal(int(julian - 1721424.5)))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
TSH 1985-03-27 1984-10-01
CSH 1985-04-26 1984-10-31
KSL 1985-05-25 1984-11-29
TVT 1985-06-24 1984-12-29
SHV 1985-07-23 1985-01-27
ADR 1985-08-22 1985-02-26
NSN 1984-10-31 1985-03-27
IYR 1984-11-29 1985-04-26
SVN 1984-12-29 1985-05-25
TMZ 1985-01-27 1985-06-24
AAV 1985-02-26 1985-07-23
ELL 1985-03-27 1985-08-22
1 OCT 1984 1984-10-01
WANT
echo "confirmed: to ged4py Tishri is in spring and Nisan in autumn"
