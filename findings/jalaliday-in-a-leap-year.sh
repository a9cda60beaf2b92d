#!/usr/bin/env bash
# Afghans and Iranians know their date of birth by the solar calendar. jalaliday 3.1.1 of npm, Day.js's
# plugin for it, is a day ahead from 1 January to 29 February of every leap year of ours, so that
# 29 February and 1 March are one day. Read back by itself as it should have been, the date is right: what
# it writes of 15 January 1984 it reads as the 16th. jalaali-js 2.0.0 and the calendar of Node's Intl agree
# on all days of these years. An open report there tells of 1404 alone. Seen on 1 December 2026, with
# the days from 1930 to 2026 that differ:
#
#                 jalaliday    jalaali-js   Intl
#   1984-01-15    1362-10-26   1362-10-25   1362-10-25
#   1984-02-29    1362-12-11   1362-12-10   1362-12-10
#   1984-03-01    1362-12-11   1362-12-11   1362-12-11
#   1985-01-15    1363-10-25   1363-10-25   1363-10-25
#   differ        1440         0            0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts jalaliday@3.1.1 dayjs@1.11.23 jalaali-js@2.0.0
cat >days.mjs <<'JS'
import dayjs from 'dayjs';
import jalaliday from 'jalaliday/dayjs';
import { toJalaali } from 'jalaali-js';

dayjs.extend(jalaliday);
const intl = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { timeZone: 'UTC', year: 'numeric', month: '2-digit', day: '2-digit' });
const two = (n) => String(n).padStart(2, '0');
const tools = {
  jalaliday: (day) => dayjs(day).calendar('jalali').format('YYYY-MM-DD'),
  jalaali: (day) => { const { jy, jm, jd } = toJalaali(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()); return `${jy}-${two(jm)}-${two(jd)}`; },
  intl: (day) => { const part = Object.fromEntries(intl.formatToParts(day).map(({ type, value }) => [type, value])); return `${part.year ?? part.relatedYear}-${part.month}-${part.day}`; },
};
for (const text of ['1984-01-15', '1984-02-29', '1984-03-01', '1985-01-15']) console.log(text, ...Object.values(tools).map((tool) => tool(new Date(text))));
const differ = { jalaliday: 0, jalaali: 0, intl: 0 };
let outside = 0;
for (let day = new Date('1930-01-01'); day < new Date('2027-01-01'); day = new Date(+day + 864e5)) {
  for (const [name, tool] of Object.entries(tools)) {
    if (tool(day) === tools.jalaali(day)) continue;
    differ[name]++;
    if (day.getUTCFullYear() % 4 || day.getUTCMonth() > 1) outside++;
  }
}
console.log('differ', ...Object.values(differ), 'outside January and February of leap years', outside);
console.log('there and back', dayjs(tools.jalaliday(new Date('1984-01-15')), { jalali: true }).calendar('gregory').format('YYYY-MM-DD'));
JS
TZ=UTC node days.mjs | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
1984-01-15 1362-10-26 1362-10-25 1362-10-25
1984-02-29 1362-12-11 1362-12-10 1362-12-10
1984-03-01 1362-12-11 1362-12-11 1362-12-11
1985-01-15 1363-10-25 1363-10-25 1363-10-25
differ 1440 0 0 outside January and February of leap years 0
there and back 1984-01-16
WANT
echo "confirmed: jalaliday is a day ahead in January and February of leap years"
