#!/usr/bin/env bash
# Lists in capitals are given small letters by rules that come from one Perl module. npm's
# namecase 1.1.2 knows that the first word of a whole name is no particle; @foundernest/namecase
# 1.0.5, by its manual good for whole names too, makes ben, al, di and van of the first names Ben,
# Al, Di and Van, as of the particles that they look like. Both make an article of the Vietnamese
# surname Le, which stands last and so before nothing. Nameparser 2.6.0 of PyPI, told to
# capitalize, has all five right. Seen on 30 November 2026:
#
#                namecase     @foundernest/namecase   nameparser
#   BEN SMITH    Ben Smith    ben Smith               Ben Smith
#   AL JONES     Al Jones     al Jones                Al Jones
#   DI SMITH     Di Smith     di Smith                Di Smith
#   VAN NGUYEN   Van Nguyen   van Nguyen              Van Nguyen
#   MINH LE      Minh le      Minh le                 Minh Le
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet nameparser==2.6.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" namecase@1.1.2 @foundernest/namecase@1.0.5
cd "$work"
names=("BEN SMITH" "AL JONES" "DI SMITH" "VAN NGUYEN" "MINH LE")
node - "${names[@]}" >node.txt <<'JS'
const namecase = require('namecase');
const { nameCase } = require('@foundernest/namecase');
for (const name of process.argv.slice(2)) {
  console.log(`${name}|${namecase(name)}|${nameCase(name)}`);
}
JS
"$work/venv/bin/python" - "${names[@]}" >python.txt <<'PY'
import sys

from nameparser import HumanName

for text in sys.argv[1:]:
    name = HumanName(text)
    name.capitalize()
    print(name)
PY
paste -d '|' node.txt python.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
BEN SMITH|Ben Smith|ben Smith|Ben Smith
AL JONES|Al Jones|al Jones|Al Jones
DI SMITH|Di Smith|di Smith|Di Smith
VAN NGUYEN|Van Nguyen|van Nguyen|Van Nguyen
MINH LE|Minh le|Minh le|Minh Le
WANT
echo "confirmed: Ben Smith is ben Smith to the one, Minh Le is Minh le to both"
