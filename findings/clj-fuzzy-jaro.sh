#!/usr/bin/env bash
# clj-fuzzy 0.4.1 and talisman 1.1.4 have one author and two values for the Jaro similarity of
# a short name and a slip of it: in Ian and Ina the a and the n are too far apart to match, in
# clj-fuzzy one of them matches all the same. jellyfish 1.3.0 says as talisman. On five letters
# the three agree. To clj-fuzzy two empty names have nothing in common, yet its Jaro–Winkler
# of them is 0.4, as if they shared a prefix of four letters. Seen on 28 November 2026:
#
#                  clj-fuzzy  talisman  jellyfish
#   Ian Ina        0.7778     0.5556    0.5556
#   Zoe Zeo        0.7778     0.5556    0.5556
#   Brian Brain    0.9333     0.9333    0.9333
#   Jaro–Winkler of two empty names in clj-fuzzy: 0.4
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet jellyfish==1.3.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" clj-fuzzy@0.4.1 talisman@1.1.4
cd "$work"
node >node.txt <<'JS'
const { metrics } = require('clj-fuzzy');
const jaro = require('talisman/metrics/jaro');
for (const [a, b] of [['Ian', 'Ina'], ['Zoe', 'Zeo'], ['Brian', 'Brain']]) {
  console.log(a, b, metrics.jaro(a, b).toFixed(4), (jaro.default || jaro)(a, b).toFixed(4));
}
console.log('empty', 'empty', metrics.jaro('', '').toFixed(4), metrics.jaro_winkler('', '').toFixed(4));
JS
"$work/venv/bin/python" - node.txt <<'PY' | tee seen.txt
import sys

import jellyfish

for line in open(sys.argv[1]):
    a, b, *values = line.split()
    if a != "empty":
        values.append(f"{jellyfish.jaro_similarity(a, b):.4f}")
    print(a, b, *values)
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Ian Ina 0.7778 0.5556 0.5556
Zoe Zeo 0.7778 0.5556 0.5556
Brian Brain 0.9333 0.9333 0.9333
empty empty 0.0000 0.4000
WANT
echo "confirmed: clj-fuzzy's Jaro of three letters is not that of talisman and jellyfish"
