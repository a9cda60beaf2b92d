#!/usr/bin/env bash
# A grid reference of the Ordnance Survey names a square by its south-western corner: SE3033, in Leeds, is 430000,
# 433000. mt-osgridref 0.1.0 of npm adds half a square, so that the same reference is 707 metres from where osgb
# 1.2.0, bng 1.0.5 and osbng 0.5.1 of PyPI have it; its README says centred, and beside that an example with the
# corner, which the code does not give. A quarter of a square, SE33NW, is right in the last alone, which is the
# Survey's own: osgb drops the quarter without a word, and mt-osgridref has it off the coast of France.
# Compare distances by one library, and by osbng if there are quarters. Seen on 1 December 2026:
#
#              mt-osgridref     osgb             bng              osbng
#   SE3033     430500 433500    430000 433000    430000 433000    430000 433000
#   SU387148   438750 114850    438700 114800    438700 114800    438700 114800
#   SE33NW     433500 4         430000 430000    refused          430000 435000
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet osgb==1.2.0 bng==1.0.5 osbng==0.5.1
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" mt-osgridref@0.1.0
cd "$work"
references=(SE3033 SU387148 SE3033833845 SE33NW)
node - "${references[@]}" <<'JS' >node.txt
const { parse } = require('mt-osgridref');
for (const reference of process.argv.slice(2)) {
  const { easting, northing } = parse(reference);
  console.log(`${reference} | ${easting} ${northing}`);
}
JS
"$work/venv/bin/python" - "${references[@]}" <<'PY' >python.txt
import sys

import bng
import osgb
from osbng.bng_reference import BNGReference

for reference in sys.argv[1:]:
    try:
        corner = "{} {}".format(*bng.to_osgb36(reference))
    except bng.BNGError:
        corner = "refused"
    print("| {} {} | {} | {} {}".format(*osgb.parse_grid(reference), corner, *BNGReference(reference).bng_to_xy(position="lower-left")))
PY
paste -d ' ' node.txt python.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
SE3033 | 430500 433500 | 430000 433000 | 430000 433000 | 430000 433000
SU387148 | 438750 114850 | 438700 114800 | 438700 114800 | 438700 114800
SE3033833845 | 430338 433845 | 430338 433845 | 430338 433845 | 430338 433845
SE33NW | 433500 4 | 430000 430000 | refused | 430000 435000
WANT
echo "confirmed: a kilometre of Leeds is half a kilometre off, and a quarter of it in the Channel"
