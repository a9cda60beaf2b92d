#!/usr/bin/env bash
# Since 1 January 2023 the sign in the middle of a Finnish personal identity code may be one of six
# where it was one: Y, X, W, V or U beside - for the years from 1900, B to F beside A for those from
# 2000. It belongs to the number: two people may differ in it alone. A new one is taken when the
# codes of a day run out, for newcomers too. finnish-personal-identity-code-validator 2.1.0 of npm and
# id-validation 0.6.1 of PyPI know the old signs only, and call each of the new codes false.
# python-stdnum 2.2 knows all. Seen on 30 November 2026; numbers from 900 on are nobody's:
#
#                npm's validator   id-validation   python-stdnum
#   060584-902N  true              true            true
#   060584Y902N  false             false           true
#   060504A9021  true              true            true
#   060504B9021  false             false           true
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet id-validation==0.6.1 typing-extensions==4.16.0 python-stdnum==2.2
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" finnish-personal-identity-code-validator@2.1.0
cd "$work"
codes=(060584-902N 060584Y902N 060584X902N 060584W902N 060584V902N 060584U902N 060504A9021 060504B9021 060504C9021 060504D9021 060504E9021 060504F9021)
node - "${codes[@]}" >node.txt <<'JS'
const { isValid } = require('finnish-personal-identity-code-validator');
for (const code of process.argv.slice(2)) console.log(code, isValid(code));
JS
"$work/venv/bin/python" - "${codes[@]}" >python.txt <<'PY'
import sys

from id_validation import FinlandHETUValidator
from stdnum.fi import hetu

for code in sys.argv[1:]:
    print(FinlandHETUValidator().validate(code), hetu.validate(code, allow_temporary=True) == code)
PY
paste -d ' ' node.txt python.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
060584-902N true True True
060584Y902N false False True
060584X902N false False True
060584W902N false False True
060584V902N false False True
060584U902N false False True
060504A9021 true True True
060504B9021 false False True
060504C9021 false False True
060504D9021 false False True
060504E9021 false False True
060504F9021 false False True
WANT
echo "confirmed: two validators know none of Finland's codes with the signs of 2023"
