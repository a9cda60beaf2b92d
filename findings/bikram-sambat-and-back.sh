#!/usr/bin/env bash
# A Nepali document gives a date of birth in the calendar of Bikram Sambat. Six packages
# agree on the day of the common era that such a date means, but for one month of 2062 that
# PyPI's nepali-datetime begins a day later. The other way, two packages of npm give dates
# that mean another day, or none: nepali-calendar-js writes the first of many months as day
# 0, and bikram-sambat-js is a day off from 1 April to the end of the Nepali year in forty
# years of eighty; in some, the last day is given as the first of the same year. Every day
# of 1944 to 2023, seen on 29 November 2026:
#
#   package                      days given another date   the last of them
#   PyPI nepali 1.2.0                                   0
#   PyPI nepali-datetime 1.0.8.5                        0
#   bikram-sambat 1.8.1                                 0
#   nepali-date-converter 3.4.0                         0
#   nepali-calendar-js 1.0.4                          651   2023-12-16 is 2080-9-0
#   bikram-sambat-js 1.0.3                            500   2021-04-13 is 2077-1-1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet nepali==1.2.0 nepali-datetime==1.0.8.5
cd "$work"
npm install --silent --no-fund --no-audit --ignore-scripts bikram-sambat@1.8.1 nepali-date-converter@3.4.0 nepali-calendar-js@1.0.4 bikram-sambat-js@1.0.3 >npm.log
"$work/venv/bin/python" - <<'PY' >days.txt
import datetime

import nepali_datetime
from nepali.datetime import nepalidate

day = datetime.date(1944, 1, 1)
back = {"nepali": 0, "nepali-datetime": 0}
while day.year < 2024:
    one, other = nepalidate.from_date(day), nepali_datetime.date.from_datetime_date(day)
    back["nepali"] += one.to_date() != day
    back["nepali-datetime"] += other.to_datetime_date() != day
    print("day", day, f"{one.year}-{one.month}-{one.day}", f"{other.year}-{other.month}-{other.day}")
    day += datetime.timedelta(1)
for name, days in back.items():
    print("PyPI", name, days)
PY
cat >days.js <<'JS'
const bikram = require("bikram-sambat");
const Converter = require("nepali-date-converter").default;
const calendar = require("nepali-calendar-js");
const { ADToBS, BSToAD } = require("bikram-sambat-js");

const iso = (y, m, d) => [String(y).padStart(4, "0"), String(m).padStart(2, "0"), String(d).padStart(2, "0")].join("-");
const parts = (text) => text.split("-").map(Number);
const ways = {
  "bikram-sambat": {
    to: (day) => { const r = bikram.toBik(day); return `${r.year}-${r.month}-${r.day}`; },
    from: (y, m, d) => { const r = bikram.toGreg(y, m, d); return iso(r.year, r.month, r.day); },
  },
  "nepali-date-converter": {
    to: (day) => { const [y, m, d] = parts(day); const r = new Converter(new Date(y, m - 1, d)).getBS(); return `${r.year}-${r.month + 1}-${r.date}`; },
    from: (y, m, d) => { const r = new Converter(y, m - 1, d).getAD(); return iso(r.year, r.month + 1, r.date); },
  },
  "nepali-calendar-js": {
    to: (day) => { const r = calendar.toNepali(...parts(day)); return `${r.ny}-${r.nm}-${r.nd}`; },
    from: (y, m, d) => { const r = calendar.toGregorian(y, m, d); return iso(r.gy, r.gm, r.gd); },
  },
  "bikram-sambat-js": {
    to: (day) => parts(ADToBS(day)).join("-"),
    from: (y, m, d) => BSToAD(iso(y, m, d)),
  },
};
const counts = Object.fromEntries(Object.keys(ways).map((name) => [name, { means: 0, back: 0, one: "" }]));
let later = 0;
for (const line of require("fs").readFileSync(0, "utf8").trim().split("\n")) {
  const [kind, day, nepali, other] = line.split(" ");
  if (kind !== "day") continue;
  later += nepali !== other;
  for (const [name, { to, from }] of Object.entries(ways)) {
    if (from(...parts(nepali)) !== day) counts[name].means++;
    const told = to(day);
    if (told !== nepali) { counts[name].back++; counts[name].one = `${day} is ${told}`; }
  }
}
console.log("nepali-datetime beside nepali", later);
for (const [name, c] of Object.entries(counts)) console.log(`${name} means another day ${c.means} gives another date ${c.back} ${c.one}`.trim());
JS
{ grep ^PyPI days.txt; TZ=UTC node days.js <days.txt; } | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
PyPI nepali 0
PyPI nepali-datetime 0
nepali-datetime beside nepali 32
bikram-sambat means another day 0 gives another date 0
nepali-date-converter means another day 0 gives another date 0
nepali-calendar-js means another day 0 gives another date 651 2023-12-16 is 2080-9-0
bikram-sambat-js means another day 0 gives another date 500 2021-04-13 is 2077-1-1
WANT
echo "confirmed: two packages give many days another date of Bikram Sambat than the rest"
