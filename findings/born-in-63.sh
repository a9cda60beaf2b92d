#!/usr/bin/env bash
# Iranians and Afghans write a year with two figures too: 63/02/16 is 16 Ordibehesht 1363, 6 May 1984.
# Four packages have a fixed bound for it, none of them today: jdatetime 6.1.1 of PyPI reads 14xx up
# to 68 and persiantools 6.2.0 up to 70, in a calendar that is at 1405, moment-jalaali 0.10.5 and
# jalali-moment 3.3.11 of npm up to 47. Who was born in 1984 is to be born in 2084 by the former two,
# and who was born in 1956 by all four; the former two do not read back what they write themselves.
# Four figures are read by all. Before reading two, put the century in front by the day of the paper.
# Seen on 1 December 2026:
#
#        jdatetime   persiantools   moment-jalaali   jalali-moment
#   05   1405        1405           1405             1405
#   35   1435        1435           1435             1435
#   63   1463        1463           1363             1363
#   70   1370        1470           1370             1370
#   16 Ordibehesht 1363 written with two figures and read back
#        1463        1463           1363             1363
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet jdatetime==6.1.1 persiantools==6.2.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" moment-jalaali@0.10.5 jalali-moment@3.3.11
cd "$work"
"$work/venv/bin/python" <<'PY' >seen.txt
import jdatetime
from persiantools.jdatetime import JalaliDate

for package, own in (("jdatetime", jdatetime.datetime), ("persiantools", JalaliDate)):
    years = {f"{year:02}": own.strptime(f"{year:02}/02/16", "%y/%m/%d").year for year in range(100)}
    print(package, *(years[year] for year in ("05", "35", "63", "70")), "14xx up to", max(year for year in years if years[year] >= 1400))
    written = own(1363, 2, 16).strftime("%y/%m/%d")
    print(package, written, "read back", own.strptime(written, "%y/%m/%d").year)
PY
node >>seen.txt <<'JS'
for (const name of ['moment-jalaali', 'jalali-moment']) {
  const moment = require(name);
  const year = (text) => moment(text, 'jYY/jMM/jDD').jYear();
  const all = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
  const last = all.filter((text) => year(`${text}/02/16`) >= 1400).at(-1);
  console.log(name, ...['05', '35', '63', '70'].map((text) => year(`${text}/02/16`)), '14xx up to', last);
  const written = moment('1363/02/16', 'jYYYY/jMM/jDD').format('jYY/jMM/jDD');
  console.log(name, written, 'read back', year(written));
}
JS
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
jdatetime 1405 1435 1463 1370 14xx up to 68
jdatetime 63/02/16 read back 1463
persiantools 1405 1435 1463 1470 14xx up to 70
persiantools 63/02/16 read back 1463
moment-jalaali 1405 1435 1363 1370 14xx up to 47
moment-jalaali 63/02/16 read back 1363
jalali-moment 1405 1435 1363 1370 14xx up to 47
jalali-moment 63/02/16 read back 1363
WANT
echo "confirmed: a birth in 63 of the solar calendar is in 1463 to two packages of four, and one in 35 in 1435 to all"
