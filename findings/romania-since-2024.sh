#!/usr/bin/env bash
# Since 8 May 2024 every new personal number of Romania has 70 where the number of the county was,
# wherever its holder was born. romanian-personal-identity-code-validator 1.1.4 of npm has a list of
# counties without a 70, and calls each of the new numbers false: of a child born since, and of whoever
# got a first number since. It then has neither a sex nor a date of birth. python-stdnum 2.2 and
# id-validation 0.6.1 of PyPI take them. Seen on 30 November 2026, with a date of birth to come, so
# that the numbers are nobody's:
#
#                                 npm's validator   python-stdnum   id-validation
#   5981231400016  Bucharest, 40  true              true            true
#   5981231700011  70             false             true            true
#   6981231700126  70             false             true            true
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet id-validation==0.6.1 typing-extensions==4.16.0 python-stdnum==2.2
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" romanian-personal-identity-code-validator@1.1.4
cd "$work"
numbers=(5981231400016 5981231700011 6981231700126)
node - "${numbers[@]}" >node.txt <<'JS'
const { CNP } = require('romanian-personal-identity-code-validator');
for (const number of process.argv.slice(2)) {
  const cnp = new CNP(number);
  console.log(number, cnp.isValid(), cnp.getGender() || 'no sex', cnp.getBirthDate());
}
JS
"$work/venv/bin/python" - "${numbers[@]}" >python.txt <<'PY'
import sys

from id_validation import RomaniaCNPValidator
from stdnum.ro import cnp

for number in sys.argv[1:]:
    print(cnp.is_valid(number), RomaniaCNPValidator().validate(number))
PY
paste -d ' ' node.txt python.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
5981231400016 true male 2098-12-31 True True
5981231700011 false no sex Invalid date True True
6981231700126 false no sex Invalid date True True
WANT
echo "confirmed: no number that Romania has given out since May 2024 is valid"
