#!/usr/bin/env bash
# Khan has three NYSIIS keys in four packages. The one of PyPI's phonetics 1.0.5 is hardly a
# key: it ends early, so that Davies, Dafydd and Daniels are one name. Both npm packages leave
# the first two letters of the key as the first step made them, where the others keep one: the
# K of Khan leaves its H behind, and Knight is not beside Night, with which jellyfish has it.
# Seen on 28 November 2026:
#
#            jellyfish 1.3.0  phonetics 1.0.5  talisman 1.1.4  nysiis-phonetics 1.0.0
#   Khan     CAN              CA               CHAN            CHAN
#   Knight   NAGT             NAG              NNAGT           NNAGT
#   Night    NAGT             NAG              NAGT            NAGT
#   Davies   DAV              DA               DAVA            DAV
#   Dafydd   DAFYD            DA               DAFYD           DAFYD
#   Daniels  DANAL            DA               DANAL           DANAL
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet jellyfish==1.3.0 phonetics==1.0.5
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" talisman@1.1.4 nysiis-phonetics@1.0.0
names=(Khan Knight Night Davies Dafydd Daniels)
cd "$work"
"$work/venv/bin/python" - "${names[@]}" >python.txt <<'PY'
import sys

import jellyfish
import phonetics

for name in sys.argv[1:]:
    print(name, jellyfish.nysiis(name), phonetics.nysiis(name))
PY
node - "${names[@]}" >node.txt <<'JS'
const talisman = require('talisman/phonetics/nysiis');
const other = require('nysiis-phonetics');
for (const name of process.argv.slice(2)) console.log(name, talisman(name), other(name));
JS
join --nocheck-order python.txt node.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Khan CAN CA CHAN CHAN
Knight NAGT NAG NNAGT NNAGT
Night NAGT NAG NAGT NAGT
Davies DAV DA DAVA DAV
Dafydd DAFYD DA DAFYD DAFYD
Daniels DANAL DA DANAL DANAL
WANT
echo "confirmed: Khan has three NYSIIS keys in four packages"
