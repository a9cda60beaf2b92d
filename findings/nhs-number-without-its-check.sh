#!/usr/bin/env bash
# The tenth figure of an NHS number is a check of the other nine. nhs 2.0.0 of PyPI, which is there
# to check it, works the figure out and does not compare it: whatever stands last is right, unless
# no figure would be. python-stdnum 2.2 of PyPI compares it, as does nhs-number-validator 1.1.2 of
# npm, which for its part finds a number false that is written in three groups, as the NHS prints it.
# Seen on 30 November 2026; numbers from 999 on are for tests; how many are right:
#
#                                  nhs     python-stdnum   nhs-number-validator
#   999 000 0010 to 999 000 0019   10      1               1
#   999 000 0000 to 999 000 9999   9100    909             909
#   9990000018                     right   right           right
#   999 000 0018                   right   right           false
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet nhs==2.0.0 python-stdnum==2.2
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" nhs-number-validator@1.1.2
cd "$work"
"$work/venv/bin/python" <<'PY' >seen.txt
import nhs
from stdnum.gb import nhs as stdnum

for label, numbers in {"999 000 0010 to 0019": range(9990000010, 9990000020), "999 000 0000 to 9999": range(9990000000, 9990010000)}.items():
    texts = [str(number) for number in numbers]
    print(label, "nhs", sum(map(nhs.validate, texts)), "stdnum", sum(map(stdnum.is_valid, texts)))
for text in ["9990000018", "999 000 0018"]:
    print(text, "nhs", nhs.validate(text), "stdnum", stdnum.is_valid(text))
PY
node >>seen.txt <<'JS'
const { validate } = require('nhs-number-validator');
const count = (from, to) => Array.from({ length: to - from }, (_, i) => String(from + i)).filter(validate).length;
console.log('npm', count(9990000010, 9990000020), count(9990000000, 9990010000), validate('9990000018'), validate('999 000 0018'));
JS
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
999 000 0010 to 0019 nhs 10 stdnum 1
999 000 0000 to 9999 nhs 9100 stdnum 909
9990000018 nhs True stdnum True
999 000 0018 nhs True stdnum True
npm 1 909 true false
WANT
echo "confirmed: nhs takes an NHS number with any last figure"
