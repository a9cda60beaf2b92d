#!/usr/bin/env bash
# gender-detection 0.1.0 of npm says from a first name whether it is a man's or a woman's, or both.
# José, Ali and Minh are women to it, without a doubt that it would tell; Juan, George and Luca are
# both. gender-detection-from-name 1.11.5 of npm and gender-guesser 0.4.0 of PyPI have men, but for
# Minh, whom the latter takes for a woman more often than not. Who fills in a sex that was not given has
# José differ from himself in it. Seen on 30 November 2026:
#
#           gender-detection   gender-detection-from-name   gender-guesser
#   José    female             male                         male
#   Ali     female             male                         male
#   Jan     female             male                         male
#   Minh    female             male                         mostly_female
#   Juan    unisex             male                         male
#   George  unisex             male                         male
#   Luca    unisex             male                         male
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet gender-guesser==0.4.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" gender-detection@0.1.0 gender-detection-from-name@1.11.5
cd "$work"
names=(José Ali Jan Minh Juan George Luca)
node - "${names[@]}" >node.txt <<'JS'
const { detect } = require('gender-detection');
const { getGender } = require('gender-detection-from-name');
for (const name of process.argv.slice(2)) console.log(name, detect(name), getGender(name));
JS
"$work/venv/bin/python" - "${names[@]}" >python.txt <<'PY'
import sys

from gender_guesser.detector import Detector

guess = Detector()
for name in sys.argv[1:]:
    print(guess.get_gender(name))
PY
paste -d ' ' node.txt python.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
José female male male
Ali female male male
Jan female male male
Minh female male mostly_female
Juan unisex male male
George unisex male male
Luca unisex male male
WANT
echo "confirmed: José is a woman to gender-detection"
