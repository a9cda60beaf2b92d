#!/usr/bin/env bash
# Vietnam's lunar calendar goes by the new moon at Hanoi. vietnamese-lunar-calendar 0.0.6 of npm goes by the time
# zone that the computer is in now, of which its README says nothing: on a server in Britain nearly one day of three
# since 1968 has another lunar date, and in summer time fewer, so that one date of birth has two lunar
# dates, in December and in July. On a server set to Vietnam's time each day is as in amlich 0.0.2 of npm, the
# same method, which is told the time zone with each date. Take amlich, or set TZ=Asia/Ho_Chi_Minh
# before the former is loaded. Seen on 1 December 2026; other days are those of 21489 where amlich differs:
#
#                          other days   born on 1 February 1984   born on 13 March 1998
#   Britain in December    6924         1.1.1984, New Year's Day  16.2.1998
#   Britain in July        6176         30.12.1983                16.2.1998
#   Vietnam                0            30.12.1983                15.2.1998
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" vietnamese-lunar-calendar@0.0.6 amlich@0.0.2
cd "$work"
cat >lunar.cjs <<'JS'
const { convertSolar2Lunar } = require('amlich');
const { LunarDate } = require('vietnamese-lunar-calendar');

const written = (year, month, day) => {
  const lunar = new LunarDate(year, month, day);
  return `${lunar.date}.${lunar.month}.${lunar.year}`;
};
let other = 0;
for (let time = Date.UTC(1968, 0, 1); time < Date.UTC(2026, 10, 1); time += 864e5) {
  const at = new Date(time);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  if (written(year, month, day) !== convertSolar2Lunar(day, month, year, 7).slice(0, 3).join('.')) other++;
}
console.log(process.env.TZ, other, written(1984, 2, 1), written(1998, 3, 13));
JS
for zone in Etc/GMT Etc/GMT-1 Asia/Ho_Chi_Minh; do TZ=$zone node lunar.cjs; done | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Etc/GMT 6924 1.1.1984 16.2.1998
Etc/GMT-1 6176 30.12.1983 16.2.1998
Asia/Ho_Chi_Minh 0 30.12.1983 15.2.1998
WANT
echo "confirmed: a Vietnamese lunar date depends on the server's time zone, and on the season"
