#!/usr/bin/env bash
# any-date-parser 2.2.4, asked for en-GB, takes a day out of the year: "May 84" is 8 May of no
# year, "10/1984" the tenth of no month, and an age is a day, where the first digit does for
# both. Two digits are a year to it only after a day and a month in figures or three letters:
# "3 Sep 84" has its year and "3 Sept 84" has none. chrono-node 2.10.3 reads these five, and
# is itself led astray by an apostrophe: "3 Apr '84" is this year's, and so is what any-date-
# parser leaves out. Seen on 28 November 2026 with 15 June 2024 for today:
#
#               any-date-parser              chrono-node, en.GB
#   May 84      {"month":5,"day":8}          1984-05-01
#   10/1984     {"year":1984,"day":10}       1984-10-01
#   age 40      {"day":4}                    nothing
#   3 Sep 84    {"day":3,"month":9,"year":1984}  1984-09-03
#   3 Sept 84   {"day":3,"month":9}          1984-09-03
#   3 Apr '84   {"day":3,"month":4}          2024-04-03
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" any-date-parser@2.2.4 chrono-node@2.10.3
cd "$work"
TZ=UTC node <<'JS' | tee seen.txt
const any = require('any-date-parser');
const { en } = require('chrono-node');
for (const text of ['May 84', '10/1984', 'age 40', '3 Sep 84', '3 Sept 84', "3 Apr '84"]) {
  const date = en.GB.parseDate(text, new Date(2024, 5, 15));
  console.log(text, JSON.stringify((any.default || any).attempt(text, 'en-GB')), date ? date.toISOString().slice(0, 10) : 'nothing');
}
JS
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
May 84 {"month":5,"day":8} 1984-05-01
10/1984 {"year":1984,"day":10} 1984-10-01
age 40 {"day":4} nothing
3 Sep 84 {"day":3,"month":9,"year":1984} 1984-09-03
3 Sept 84 {"day":3,"month":9} 1984-09-03
3 Apr '84 {"day":3,"month":4} 2024-04-03
WANT
echo "confirmed: any-date-parser takes a day out of a year, and chrono-node loses a year after an apostrophe"
