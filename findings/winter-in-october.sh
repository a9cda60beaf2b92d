#!/usr/bin/env bash
# Who was born in the spring of 1984 has the date of birth 1984-21 in the Extended Date/Time Format
# (ISO 8601-2, the Library of Congress's EDTF); it leaves the months to the reader. Three libraries
# make three years of it: npm's edtf 4.11.1 has the four seasons from January on, so that spring is
# over on 31 March and 6 May is in summer; PyPI's edtf 5.0.2 has winter in one month, December; and
# @edtf-ts/core 0.4.2 lets it last until February of the next year. To compare a season with a date
# of birth, take the months from a list of one's own. Seen on 1 December 2026:
#
#             npm's edtf           PyPI's edtf          @edtf-ts/core
#   1984-21   January to March     March to May         March to May
#   1984-22   April to June        June to August       June to August
#   1984-23   July to September    September to Nov.    September to November
#   1984-24   October to Dec.      December             December to February 1985
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet edtf==5.0.2
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" edtf@4.11.1 @edtf-ts/core@0.4.2
cd "$work"
cat >seasons.mjs <<'JS'
import edtf from 'edtf';
import { parse } from '@edtf-ts/core';

const day = (time) => new Date(time).toISOString().slice(0, 10);
for (const season of ['1984-21', '1984-22', '1984-23', '1984-24']) {
  for (const [library, { min, max }] of [["npm's edtf", edtf(season)], ['@edtf-ts/core', parse(season).value]]) {
    console.log(season, library, day(min), day(max));
  }
}
console.log('6 May 1984 in summer', edtf('1984-22').covers(edtf('1984-05-06')), 'in spring', edtf('1984-21').covers(edtf('1984-05-06')));
JS
node seasons.mjs >seen.txt
"$work/venv/bin/python" <<'PY' >>seen.txt
import time

from edtf import parse_edtf

for season in ("1984-21", "1984-22", "1984-23", "1984-24"):
    read = parse_edtf(season)
    print(season, "PyPI's edtf", *(time.strftime("%Y-%m-%d", end) for end in (read.lower_strict(), read.upper_strict())))
PY
LC_ALL=C sort -o seen.txt seen.txt
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
1984-21 @edtf-ts/core 1984-03-01 1984-05-31
1984-21 PyPI's edtf 1984-03-01 1984-05-31
1984-21 npm's edtf 1984-01-01 1984-03-31
1984-22 @edtf-ts/core 1984-06-01 1984-08-31
1984-22 PyPI's edtf 1984-06-01 1984-08-31
1984-22 npm's edtf 1984-04-01 1984-06-30
1984-23 @edtf-ts/core 1984-09-01 1984-11-30
1984-23 PyPI's edtf 1984-09-01 1984-11-30
1984-23 npm's edtf 1984-07-01 1984-09-30
1984-24 @edtf-ts/core 1984-12-01 1985-02-28
1984-24 PyPI's edtf 1984-12-01 1984-12-31
1984-24 npm's edtf 1984-10-01 1984-12-31
6 May 1984 in summer true in spring false
WANT
echo "confirmed: who was born in winter was born from October on, in December, or until February"
