#!/usr/bin/env bash
# The NHS number of a person in Scotland is the CHI number, which begins with the day of birth: 01 to 09
# for three in ten people. nhssums 0.1.2 of PyPI takes whole numbers only, which have no nought in
# front: it is told nine figures and finds each such number false. Told text instead, which has the
# nought, is_valid finds all numbers of everybody false, and does not say that it read none.
# python-stdnum 2.2 of PyPI takes text. Seen on 30 November 2026, of numbers that are nobody's, of a
# month 13 and of the tests' range from 999 on; how many are right:
#
#                               nhssums, numbers   nhssums, text   python-stdnum
#   091399 0000 to 091399 9999   0                  0               909
#   101399 0000 to 101399 9999   909                0               909
#   999000 0000 to 999000 9999   909                0               909
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet nhssums==0.1.2 python-stdnum==2.2
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
from nhssums import is_valid
from stdnum.gb import nhs

for start in ("091399", "101399", "999000"):
    texts = [f"{start}{end:04}" for end in range(10000)]
    print(start, sum(is_valid([int(text) for text in texts])), sum(is_valid(texts)), sum(map(nhs.is_valid, texts)))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
091399 0 0 909
101399 909 0 909
999000 909 0 909
WANT
echo "confirmed: no CHI number of the first nine days of a month is valid"
