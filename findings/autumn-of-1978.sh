#!/usr/bin/env bash
# Many Chinese families keep a birthday by the lunar calendar, whose months begin on the day of the new moon at
# Beijing. lunardate 0.3.0 of PyPI has whole months a day off: those of September 1978, with Mid-Autumn, and of
# December 1954; cnlunardate 0.0.4 has two of 1996, and both have one of 1933. The new moon of September 1978 was at
# eight minutes past midnight, as the astronomical ephem 4.2.1 has it. borax 4.1.3 and lunar-python 1.4.8 agree
# throughout. Take one of these, and convert no stored lunar birthday by two libraries. Seen on 1 December 2026:
#
#   born on      lunardate   cnlunardate   borax   lunar-python
#   1954-12-01   6.11.       7.11.         7.11.   7.11.
#   1978-09-17   16.8.       15.8.         15.8.   15.8.
#   1996-10-01   19.8.       20.8.         19.8.   19.8.
#   1984-05-06   6.4.        6.4.          6.4.    6.4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet lunardate==0.3.0 cnlunardate==0.0.4 borax==4.1.3 lunar-python==1.4.8 ephem==4.2.1
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
from datetime import date, datetime, timedelta

import ephem
from borax.calendars.lunardate import LunarDate as Borax
from cnlunardate import cnlunardate
from lunar_python import Solar
from lunardate import LunarDate


def lunar(day):
    lunardate, cn, borax = LunarDate.from_solar_date(day.year, day.month, day.day), cnlunardate.fromsolardate(day), Borax.from_solar(day)
    python = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return (lunardate.day, lunardate.month), (cn.day, cn.month), (borax.day, borax.month), (python.getDay(), abs(python.getMonth()))


def show(day):
    print(day, *(f"{of_month}.{month}." for of_month, month in lunar(day)))


for text in ("1954-12-01", "1978-09-17", "1996-10-01", "1984-05-06"):
    show(date.fromisoformat(text))
days = [date(1930, 1, 1) + timedelta(days=n) for n in range(365 * 90)]
wrong = [0, 0, 0]
for day in days:
    *others, right = lunar(day)
    wrong = [count + (other != right) for count, other in zip(wrong, others)]
print("days other than in lunar-python, 1930 to 2019:", *wrong)
moon = ephem.next_new_moon("1978/9/1").datetime() + timedelta(hours=8)
print("new moon at Beijing:", moon.strftime("%Y-%m-%d %H:%M"))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
1954-12-01 6.11. 7.11. 7.11. 7.11.
1978-09-17 16.8. 15.8. 15.8. 15.8.
1996-10-01 19.8. 20.8. 19.8. 19.8.
1984-05-06 6.4. 6.4. 6.4. 6.4.
days other than in lunar-python, 1930 to 2019: 90 90 0
new moon at Beijing: 1978-09-03 00:08
WANT
echo "confirmed: to lunardate Mid-Autumn of 1978 was a day early, and cnlunardate has the autumn of 1996 wrong"
