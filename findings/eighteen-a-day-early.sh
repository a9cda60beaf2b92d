#!/usr/bin/env bash
# age-calculator 1.0.0 of npm takes the time since a birth for a day after 1 January 1970, and the
# years of that day for the age. Within eighteen years from 1970 there are four leap days; from
# March 2002 to February 2004 there are five, and so in two years of any four: who was born then is
# 18 the day before the birthday, and on a list of adults. luxon 3.7.2 waits. Seen on 30 November
# 2026, at noon of that day:
#
#                         age-calculator   luxon
#   born on 6 May 2000    17               17
#   born on 6 May 2001    17               17
#   born on 6 May 2002    18               17
#   born on 6 May 2003    18               17
#   and so on every fourth year
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" age-calculator@1.0.0 luxon@3.7.2
cd "$work"
node <<'JS' | tee seen.txt
const { AgeFromDateString } = require('age-calculator');
const { DateTime } = require('luxon');
for (const year of [2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007]) {
  const born = DateTime.utc(year, 5, 6);
  const eve = born.plus({ years: 18, days: -1, hours: 12 });
  Date.now = () => eve.toMillis();
  console.log(born.toISODate(), eve.toISODate(), new AgeFromDateString(born.toISODate()).age, Math.floor(eve.diff(born, 'years').years));
}
JS
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
2000-05-06 2018-05-05 17 17
2001-05-06 2019-05-05 17 17
2002-05-06 2020-05-05 18 17
2003-05-06 2021-05-05 18 17
2004-05-06 2022-05-05 17 17
2005-05-06 2023-05-05 17 17
2006-05-06 2024-05-05 18 17
2007-05-06 2025-05-05 18 17
WANT
echo "confirmed: who was born in May 2002 or 2003 is 18 a day early"
