#!/usr/bin/env bash
# Bangladesh changed its Bengali calendar in October 2019: Ashwin has 31 days since and Falgun 29, so
# that Victory Day, 16 December, is 1 Poush and 21 February 8 Falgun. bangla 0.0.6 of PyPI and
# date-bengali-revised 2.0.2 of npm, which date-holidays brings along, keep to the rule of
# 1987, as their documentation says, and have none for the years since: who was born from 16 October
# to 14 March is born a day later in Bengali, and a Bengali date of birth is read as the day before.
# For a child of these years take a day off, or count by the months' lengths. Seen on 1 December 2026:
#
#                      in Bangladesh   bangla       date-bengali-revised, and what it reads back
#   16 December 2018   2 Poush         2 Poush      2 Poush               16 December 2018
#   16 October 2019    31 Ashwin       1 Kartik     1 Kartik              16 October 2019
#   16 December 2024   1 Poush         2 Poush      2 Poush               15 December 2024
#   21 February 2025   8 Falgun        9 Falgun     9 Falgun              20 February 2025
#   26 March 2025      12 Chaitra      12 Chaitra   12 Chaitra            26 March 2025
#   days of the year 1431 that are as in Bangladesh: 215 of 365, both
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet bangla==0.0.6
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" date-bengali-revised@2.0.2
cd "$work"
cat >days.mjs <<'JS'
import Calendar from 'date-bengali-revised';

const bengali = (...date) => Object.values(new Calendar().fromGregorian(...date)).join('-');
const read = (...date) => Object.values(new Calendar(...date).toGregorian()).join('-');
const days = [[[2018, 12, 16], [1425, 9, 2]], [[2019, 10, 16], [1426, 6, 31]], [[2024, 12, 16], [1431, 9, 1]], [[2025, 2, 21], [1431, 11, 8]], [[2025, 3, 26], [1431, 12, 12]]];
for (const [date, own] of days) console.log(date.join('-'), own.join('-'), 'date-bengali-revised', bengali(...date), 'reads', read(...own));
for (let day = new Date(Date.UTC(2024, 3, 14)); day < Date.UTC(2025, 3, 14); day.setUTCDate(day.getUTCDate() + 1)) {
  console.error(bengali(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()));
}
JS
node days.mjs >seen.txt 2>year.txt
"$work/venv/bin/python" <<'PY' >>seen.txt
import datetime

import bangla

months = dict(zip(bangla.greg_equivalent_bangla_months[4:] + bangla.greg_equivalent_bangla_months[:4], range(1, 13)))


def bengali(date):
    read = bangla.get_date(date.day, date.month, date.year)
    year, day = (bangla.convert_bangla_digit_to_english_digit(read[part]) for part in ("year", "date"))
    return f"{year}-{months[read['month']]}-{day}"


for date in ((2018, 12, 16), (2019, 10, 16), (2024, 12, 16), (2025, 2, 21), (2025, 3, 26)):
    print("-".join(map(str, date)), "bangla", bengali(datetime.date(*date)))
lengths = [31] * 6 + [30] * 4 + [29, 30]
rule = [f"1431-{month}-{day}" for month, length in enumerate(lengths, 1) for day in range(1, length + 1)]
first = datetime.date(2024, 4, 14)
seen = {"bangla": [bengali(first + datetime.timedelta(days=n)) for n in range(len(rule))], "date-bengali-revised": open("year.txt").read().split()}
for package, days in seen.items():
    print(package, sum(a == b for a, b in zip(rule, days)), "of", len(days))
PY
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
2018-12-16 1425-9-2 date-bengali-revised 1425-9-2 reads 2018-12-16
2019-10-16 1426-6-31 date-bengali-revised 1426-7-1 reads 2019-10-16
2024-12-16 1431-9-1 date-bengali-revised 1431-9-2 reads 2024-12-15
2025-2-21 1431-11-8 date-bengali-revised 1431-11-9 reads 2025-2-20
2025-3-26 1431-12-12 date-bengali-revised 1431-12-12 reads 2025-3-26
2018-12-16 bangla 1425-9-2
2019-10-16 bangla 1426-7-1
2024-12-16 bangla 1431-9-2
2025-2-21 bangla 1431-11-9
2025-3-26 bangla 1431-12-12
bangla 215 of 365
date-bengali-revised 215 of 365
WANT
echo "confirmed: two packages have a child born in winter a day late in Bengali, by the calendar that Bangladesh left in 2019"
