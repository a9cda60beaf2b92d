#!/usr/bin/env bash
# Since September 2022 every Queen's Counsel of England and Wales is a King's Counsel. Two
# parsers know the letters of the late reign only: nameparser 2.6.0 takes QC for a suffix and
# KC for the surname, and of "Ann Ash, KC" makes KC the first name and "Ann Ash" the surname.
# probablepeople 0.5.6 does the former, not the latter. To humanparser 2.7.0 both are
# suffixes. Seen on 28 November 2026 (first/last):
#
#                  nameparser    probablepeople  humanparser
#   Ann Ash QC     Ann/Ash       Ann/Ash         Ann/Ash
#   Ann Ash KC     Ann/KC        Ann/KC          Ann/Ash
#   Ann Ash, QC    Ann/Ash       Ann/Ash         Ann/Ash
#   Ann Ash, KC    KC/Ann Ash    Ann/Ash         Ann/Ash
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet nameparser==2.6.0 probablepeople==0.5.6
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" humanparser@2.7.0
cd "$work"
names=("Ann Ash QC" "Ann Ash KC" "Ann Ash, QC" "Ann Ash, KC")
"$work/venv/bin/python" - "${names[@]}" >python.txt <<'PY'
import sys

import probablepeople
from nameparser import HumanName

for name in sys.argv[1:]:
    one, (other, _) = HumanName(name), probablepeople.tag(name)
    print(f"{name}: {one.first}/{one.last} {other['GivenName']}/{other['Surname']}")
PY
node - "${names[@]}" >node.txt <<'JS'
const { parseName } = require('humanparser');
for (const name of process.argv.slice(2)) { const { firstName, lastName } = parseName(name); console.log(`${firstName}/${lastName}`); }
JS
paste -d ' ' python.txt node.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Ann Ash QC: Ann/Ash Ann/Ash Ann/Ash
Ann Ash KC: Ann/KC Ann/KC Ann/Ash
Ann Ash, QC: Ann/Ash Ann/Ash Ann/Ash
Ann Ash, KC: KC/Ann Ash Ann/Ash Ann/Ash
WANT
echo "confirmed: KC is a surname where QC is a suffix"
