#!/usr/bin/env bash
# pakgender 0.1.61 of PyPI, which needs pandas and does not ask for it, tells the sex by a name of
# Pakistan, and how certain it is. S is in its dictionary, as a woman, with the highest certainty:
# Ahmed, a man, is one as Ahmed S. and as S. Ahmed; no other initial does so. Muhammad it drops as a
# mere title: Noor Muhammad and Noor Ahmed, men's names, are women's by their Noor, in either order.
# Where the sex counts for or against a match, take initials out first, and do not read its certainty
# as one. Seen on 1 December 2026:
#
#   Ahmed           M   1.0   dict
#   Ahmed S.        F   1.0   dict
#   S. Ahmed        F   1.0   dict
#   A. S. Khan      F   1.0   dict
#   A. Khan         U   0.0   none
#   Noor Muhammad   F   1.0   rule
#   Noor Ahmed      F   1.0   rule
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pakgender==0.1.61 scikit-learn==1.9.1 pandas==3.1.1
cd "$work"
"$work/venv/bin/python" 2>python.log <<'PY' | tee seen.txt
from string import ascii_uppercase

from pakgender import predict

names = ["Ahmed", "Ahmed S.", "S. Ahmed", "A. S. Khan", "A. Khan", "Muhammad Noor", "Noor Muhammad", "Noor Ahmed", "Noor ul Haq"]
for name in names:
    seen = predict(name)
    print(name, seen.gender, seen.confidence, seen.source, sep="|")
print("letters that turn Ahmed:", *(letter for letter in ascii_uppercase if predict(f"{letter}. Ahmed").gender != "M"))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Ahmed|M|1.0|dict
Ahmed S.|F|1.0|dict
S. Ahmed|F|1.0|dict
A. S. Khan|F|1.0|dict
A. Khan|U|0.0|none
Muhammad Noor|F|1.0|rule
Noor Muhammad|F|1.0|rule
Noor Ahmed|F|1.0|rule
Noor ul Haq|F|1.0|rule
letters that turn Ahmed: S
WANT
echo "confirmed: with the initial S Ahmed is a woman to pakgender, and with a Noor so is Muhammad"
