#!/usr/bin/env bash
# Jaro's similarity of two names takes a letter for common if it stands at about the same place in both, no further
# apart than half the longer name. string-comparison 1.3.0 of npm and matchr 0.1.3 of PyPI, which is in Rust, take
# it wherever it stands, so that names of the same letters in another order are alike: Martha and Ann, who by Jaro and
# Winkler share nothing, have 0.5, Martha and Smith 0.7, Aisha and Sahira 0.811. Winkler's own pair, of matchr's
# README, comes out as it should. rapidfuzz 3.14.6 and npm's talisman 1.1.4 agree with each other. Set a
# threshold by one library and keep to it. Seen on 1 December 2026:
#
#                     string-comparison   matchr   talisman   rapidfuzz
#   Martha   Marhta   0.961               0.961    0.961      0.961
#   Martha   Ann      0.500               0.500    0.000      0.000
#   Martha   Smith    0.700               0.700    0.578      0.578
#   Aisha    Sahira   0.811               0.811    0.589      0.589
#   Amina    Naima    0.733               0.733    0.600      0.600
#   Leila    Ali      0.689               0.689    0.511      0.511
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet matchr==0.1.3 rapidfuzz==3.14.6
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" string-comparison@1.3.0 talisman@1.1.4
cd "$work"
pairs=(Martha Marhta Martha Ann Martha Smith Aisha Sahira Amina Naima Leila Ali)
cat >alike.cjs <<'JS'
const { jaroWinkler } = require('string-comparison').default;
const talisman = require('talisman/metrics/jaro-winkler');

const names = process.argv.slice(2);
for (let i = 0; i < names.length; i += 2) {
  const pair = [names[i], names[i + 1]];
  console.log(...pair, jaroWinkler.similarity(...pair).toFixed(3), (talisman.default ?? talisman)(...pair).toFixed(3));
}
JS
node alike.cjs "${pairs[@]}" >node.txt
"$work/venv/bin/python" - "${pairs[@]}" <<'PY' >python.txt
import sys

import matchr
from rapidfuzz.distance import JaroWinkler

for a, b in zip(sys.argv[1::2], sys.argv[2::2]):
    print(f"{matchr.jaro_winkler(a, b):.3f} {JaroWinkler.similarity(a, b):.3f}")
PY
paste -d ' ' node.txt python.txt | awk '{print $1, $2, $3, $5, $4, $6}' | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Martha Marhta 0.961 0.961 0.961 0.961
Martha Ann 0.500 0.500 0.000 0.000
Martha Smith 0.700 0.700 0.578 0.578
Aisha Sahira 0.811 0.811 0.589 0.589
Amina Naima 0.733 0.733 0.600 0.600
Leila Ali 0.689 0.689 0.511 0.511
WANT
echo "confirmed: to string-comparison and matchr a letter is common wherever it stands"
