#!/usr/bin/env bash
# An Ethiopian or Eritrean document gives a date of birth in a calendar of thirteen months,
# the last of five days, or six before a leap year. Node's own (ICU's) and four packages agree
# on every day of 1920 to 2023. ethiopian-calendar-new 1.1.0 is a day off through one
# Ethiopian year in four, both ways; PyPI's ethiopian-calendar 0.1.0 gives the sixth day of
# the thirteenth month as the first day of the year that it ends; and PyPI's
# ethiopian-date 1.0 raises an error for the thirteenth month and for the 30th of
# a month where Python's own calendar has no such day. Seen on 29 November 2026:
#
#   package                                  days given another date, of 37,986
#   ethiopian-date 0.0.6, ethiopic-calendar 2.0.0, kenat 3.2.0, zemen 1.0.0    0
#   ethiopian-calendar-new 1.1.0                             9516, 9490 back
#   PyPI kenat 2.0.0                                                           0
#   PyPI ethiopian-calendar 0.1.0                           26, of 26 that are
#   PyPI ethiopian-date 1.0                                728, all are errors
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet kenat==2.0.0 ethiopian-calendar==0.1.0 ethiopian-date==1.0
cd "$work"
npm install --silent --no-fund --no-audit --ignore-scripts ethiopian-date@0.0.6 ethiopic-calendar@2.0.0 kenat@3.2.0 zemen@1.0.0 ethiopian-calendar-new@1.1.0 >npm.log
cat >days.mjs <<'JS'
import { writeFileSync } from "node:fs";
import first from "ethiopian-date";
import ethiopic from "ethiopic-calendar";
import { toEC, toGC } from "kenat";
import Zemen from "zemen";
import newer from "ethiopian-calendar-new";

const icu = new Intl.DateTimeFormat("en-u-ca-ethiopic", { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" });
const told = ({ year, month, day }) => [year, month, day].join("-");
const ways = {
  "ethiopian-date": { to: (y, m, d) => first.toEthiopian(y, m, d).join("-"), from: (y, m, d) => first.toGregorian(y, m, d).join("-") },
  "ethiopic-calendar": { to: (y, m, d) => told(ethiopic.ge(y, m, d)), from: (y, m, d) => told(ethiopic.eg(y, m, d)) },
  kenat: { to: (y, m, d) => told(toEC(y, m, d)), from: (y, m, d) => told(toGC(y, m, d)) },
  zemen: { // its months begin at 0, as JavaScript's do
    to: (y, m, d) => Zemen.fromGregorian(y, m - 1, d).toString().split("-").map(Number).join("-"),
    from: (y, m, d) => { const r = new Zemen(y, m - 1, d).toGregorian(); return [r.getFullYear(), r.getMonth() + 1, r.getDate()].join("-"); },
  },
  "ethiopian-calendar-new": { to: (y, m, d) => told(newer.toEthiopian(y, m, d)), from: (y, m, d) => told(newer.toGregorian(y, m, d)) },
};
const counts = Object.fromEntries(Object.keys(ways).map((name) => [name, { to: 0, from: 0 }]));
const days = [];
for (let t = Date.UTC(1920, 0, 1); t < Date.UTC(2024, 0, 1); t += 86_400_000) {
  const day = new Date(t);
  const common = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
  const parts = Object.fromEntries(icu.formatToParts(day).map((p) => [p.type, Number(p.value)]));
  const ethiopian = [parts.year, parts.month, parts.day];
  days.push(`${common.join("-")} ${ethiopian.join("-")}`);
  for (const [name, { to, from }] of Object.entries(ways)) {
    counts[name].to += to(...common) !== ethiopian.join("-");
    counts[name].from += from(...ethiopian) !== common.join("-");
  }
}
writeFileSync("days.txt", days.join("\n") + "\n");
for (const [name, { to, from }] of Object.entries(counts)) console.log(name, to, from);
JS
cat >days.py <<'PY'
import collections
import datetime

from ethiopian_calendar.calendar import EthiopicDate
from ethiopian_date import EthiopianDateConverter
from kenat.conversions import toEC


def year_month_day(r):
    return (r["year"], r["month"], r["day"]) if isinstance(r, dict) else (r.year, r.month, r.day)


ways = {
    "kenat": lambda day: year_month_day(toEC(day.year, day.month, day.day)),
    "ethiopian-calendar": lambda day: year_month_day(EthiopicDate.from_gregorian(day)),
    "ethiopian-date": lambda day: year_month_day(EthiopianDateConverter.to_ethiopian(day.year, day.month, day.day)),
}
seen = collections.Counter()
for line in open("days.txt"):
    common, ethiopian = (tuple(map(int, part.split("-"))) for part in line.split())
    seen["sixth days"] += ethiopian[1:] == (13, 6)
    for name, to in ways.items():
        try:
            got = to(datetime.date(*common))
            seen[name, "other"] += got != ethiopian
            if name == "ethiopian-calendar" and got != ethiopian:
                seen["first of the year it ends"] += ethiopian[1:] == (13, 6) and got == (ethiopian[0], 1, 1)
        except ValueError:
            seen[name, "error"] += 1
for name in ways:
    print("PyPI", name, seen[name, "other"], seen[name, "error"])
print(seen["sixth days"], seen["first of the year it ends"])
PY
{ TZ=UTC node days.mjs; "$work/venv/bin/python" days.py; } | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
ethiopian-date 0 0
ethiopic-calendar 0 0
kenat 0 0
zemen 0 0
ethiopian-calendar-new 9516 9490
PyPI kenat 0 0
PyPI ethiopian-calendar 26 0
PyPI ethiopian-date 0 728
26 26
WANT
echo "confirmed: three packages lose leap years or the thirteenth month of Ethiopia's calendar"
