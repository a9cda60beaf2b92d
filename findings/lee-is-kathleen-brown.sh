#!/usr/bin/env bash
# c1v-id 0.1.0 of PyPI finds the records of one person, and compares names by what it calls
# Jaro-Winkler and its documentation explains as such. What runs is WRatio of rapidfuzz, which looks
# for the shorter text anywhere within the longer one and then gives it 0.9: Lee is in Kathleen
# Brown. The method's own example, Smith and Smyth, has less. Two records that have nothing in common
# but a name are judged by the name alone, and at 0.9 c1v-id merges without asking. Seen on 30
# November 2026, with rapidfuzz 3.14.6:
#
#                           c1v-id             its documentation   Jaro-Winkler of rapidfuzz
#   Lee ~ Kathleen Brown    0.9 auto_merge                         0.74
#   Ann Oak ~ Joann Oakley  0.9 auto_merge                         0.77
#   Ian ~ Brian Ash         0.9 auto_merge                         0.78
#   Smith ~ Smyth           0.8 needs_review   0.96                0.89
#   Jonathan ~ Jon          0.9 auto_merge     0.78                0.85
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet c1v-id==0.1.0 rapidfuzz==3.14.6
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
from c1v_id import IdentityResolver
from rapidfuzz.distance import JaroWinkler

for a, b in [("Lee", "Kathleen Brown"), ("Ann Oak", "Joann Oakley"), ("Ian", "Brian Ash"), ("Smith", "Smyth"), ("Jonathan", "Jon")]:
    judged = IdentityResolver().match({"name": a}, {"name": b})
    print(a, "~", b, judged.score, judged.decision, f"{JaroWinkler.similarity(a.lower(), b.lower()):.2f}")
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Lee ~ Kathleen Brown 0.9 auto_merge 0.74
Ann Oak ~ Joann Oakley 0.9 auto_merge 0.77
Ian ~ Brian Ash 0.9 auto_merge 0.78
Smith ~ Smyth 0.8 needs_review 0.89
Jonathan ~ Jon 0.9 auto_merge 0.85
WANT
echo "confirmed: Lee and Kathleen Brown are merged without asking"
