#!/usr/bin/env bash
# Soundex counts letters of one code that stand together once, the first letter too: the rules of the
# United States' National Archives have Pfister as P236, and Lloyd is L300 as Loyd is. pyphonetics 0.5.3
# leaves the first letter out of that rule, so that Lloyd, Llewellyn and Schmidt do not meet Loyd,
# Lewellyn and Smith. jellyfish 1.3.0 and talisman 1.1.4 hold to it. Seen on 1 December 2026:
#
#               pyphonetics   jellyfish   talisman
#   Pfister     P123          P236        P236
#   Lloyd       L430          L300        L300
#   Loyd        L300          L300        L300
#   Llewellyn   L445          L450        L450
#   Lewellyn    L450          L450        L450
#   Schmidt     S253          S530        S530
#   Smith       S530          S530        S530
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pyphonetics==0.5.3 jellyfish==1.3.0
npm install --silent --no-audit --no-fund --ignore-scripts talisman@1.1.4
names=(Pfister Lloyd Loyd Llewellyn Lewellyn Schmidt Smith)
venv/bin/python - "${names[@]}" <<'PY' >python.txt
import sys

from jellyfish import soundex
from pyphonetics import Soundex

for name in sys.argv[1:]:
    print(name, Soundex().phonetics(name), soundex(name))
PY
node - "${names[@]}" <<'JS' >node.txt
const soundex = require('talisman/phonetics/soundex');
for (const name of process.argv.slice(2)) console.log((soundex.default ?? soundex)(name));
JS
paste -d ' ' python.txt node.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Pfister P123 P236 P236
Lloyd L430 L300 L300
Loyd L300 L300 L300
Llewellyn L445 L450 L450
Lewellyn L450 L450 L450
Schmidt S253 S530 S530
Smith S530 S530 S530
WANT
echo "confirmed: to pyphonetics Lloyd does not sound as Loyd"
