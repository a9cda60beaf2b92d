#!/usr/bin/env bash
# The last figure of a Mexican CURP is a check, for which the first place counts eighteen times and
# the seventeenth twice. In id-validation 0.6.1 of PyPI the first counts seventeen times and the
# seventeenth once: nine of ten numbers that are right are false to it, and one of ten that are wrong
# is right. python-stdnum 2.2 of PyPI and curp 1.4.0 of npm agree on the two that stand in
# documentation as examples. Seen on 30 November 2026:
#
#                        id-validation   python-stdnum   curp
#   HEGG560427MVZRRL04   false           true            true
#   BOXW310820HNERXN09   false           true            true
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet id-validation==0.6.1 typing-extensions==4.16.0 python-stdnum==2.2
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" curp@1.4.0
cd "$work"
"$work/venv/bin/python" <<'PY' >seen.txt
from id_validation import MexicoCURPValidator
from stdnum.mx import curp

theirs = MexicoCURPValidator()
for number in ["HEGG560427MVZRRL04", "BOXW310820HNERXN09"]:
    print(number, "stdnum", curp.is_valid(number), "id-validation", theirs.validate(number))
starts = [f"AAXA99{month:02}{day:02}MNEXXNA" for month in range(1, 13) for day in range(1, 29)]
right = [start + curp.calc_check_digit(start) for start in starts]
print("of", len(right), "that are right to stdnum", sum(theirs.validate(number) for number in right), "are to id-validation")
PY
node >>seen.txt <<'JS'
const { validar } = require('curp');
for (const number of ['HEGG560427MVZRRL04', 'BOXW310820HNERXN09']) console.log(number, 'curp', validar(number));
JS
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
HEGG560427MVZRRL04 stdnum True id-validation False
BOXW310820HNERXN09 stdnum True id-validation False
of 336 that are right to stdnum 34 are to id-validation
HEGG560427MVZRRL04 curp true
BOXW310820HNERXN09 curp true
WANT
echo "confirmed: nine of ten CURPs that are right are false to id-validation"
