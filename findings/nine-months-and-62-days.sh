#!/usr/bin/env bash
# Of a date of birth a form wants the age in years, months and days. The ddiff of dateutils 0.4.10, Debian's,
# has who was born on 31 May 2008 17 years, 9 months and 62 days old on 1 March 2026, 63 on the 2nd, and 0 on
# the 3rd; who was born on a 30th is 63 days beyond the month on the 1st. What is left of a month that is short
# seems to go below nought, and comes out as its remainder by 64. python-dateutil 4.0.0 of PyPI has a day or two.
# Ask ddiff for years alone, or for days alone. Seen on 1 December 2026:
#
#   born on      on           ddiff      python-dateutil
#   2008-05-31   2026-02-28   17 8 28    17 9 0
#   2008-05-31   2026-03-01   17 9 62    17 9 1
#   2008-05-31   2026-03-02   17 9 63    17 9 2
#   2008-05-31   2026-03-03   17 9 0     17 9 3
#   2008-05-30   2026-03-01   17 9 63    17 9 1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p lists/partial
apt-get -o Dir::State::Lists="$work/lists" update >apt.log 2>&1
apt-get -o Dir::State::Lists="$work/lists" download dateutils=0.4.10-1 >>apt.log 2>&1
dpkg-deb --extract dateutils_*.deb tools
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet python-dateutil==4.0.0
while read -r born day; do
  echo "$born $day $(tools/usr/bin/dateutils.ddiff "$born" "$day" -f '%Y %m %d') $("$work/venv/bin/python" - "$born" "$day" <<'PY'
import sys
from datetime import date

from dateutil.relativedelta import relativedelta

born, day = map(date.fromisoformat, sys.argv[1:])
age = relativedelta(day, born)
print(age.years, age.months, age.days)
PY
  )"
done <<'DAYS' | tee seen.txt
2008-05-31 2026-02-28
2008-05-31 2026-03-01
2008-05-31 2026-03-02
2008-05-31 2026-03-03
2008-05-30 2026-03-01
2008-05-28 2026-03-01
DAYS
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
2008-05-31 2026-02-28 17 8 28 17 9 0
2008-05-31 2026-03-01 17 9 62 17 9 1
2008-05-31 2026-03-02 17 9 63 17 9 2
2008-05-31 2026-03-03 17 9 0 17 9 3
2008-05-30 2026-03-01 17 9 63 17 9 1
2008-05-28 2026-03-01 17 9 1 17 9 1
WANT
echo "confirmed: to ddiff an age of nine months and 62 days comes before one of nine months"
