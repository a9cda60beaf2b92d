#!/usr/bin/env bash
# indic-namematch 0.1.0 approves, sends to a human or rejects a pair of Indian names; a variant by gender,
# Nandan and Nandini, is by its documentation for the human. Where the vowel of the woman's name moved
# rather than was added it approves: Kamal is Kamla and Amar is Amra at 0.964, and Rana, who is a man, is
# Rani, while Kamala is reviewed. Kumari, a woman's second name as common as Devi, it drops
# as a title wherever it stands, so that Meena Kumari is Meena, to 1, and approved as Meena Devi; and two
# spellings of Mohammed are not. Seen on 1 December 2026:
#
#   Nandan Kumar    Nandini Kumar   0.763 REVIEW
#   Kamal Shah      Kamala Shah     0.838 REVIEW
#   Kamal Shah      Kamla Shah      0.964 APPROVE
#   Amar Shah       Amra Shah       0.964 APPROVE
#   Rana            Rani            0.950 APPROVE
#   Meena Kumari    Meena           1.000 APPROVE
#   Meena Kumari    Meena Devi      0.930 APPROVE
#   Mohammed Khan   Muhammad Khan   0.709 REVIEW
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet indic-namematch==0.1.0
venv/bin/python - <<'PY' | tee seen.txt
from indic_namematch import NameMatcher

matcher = NameMatcher()
for a, b in (
    ("Nandan Kumar", "Nandini Kumar"), ("Kamal Shah", "Kamala Shah"), ("Kamal Shah", "Kamla Shah"), ("Amar Shah", "Amra Shah"),
    ("Rana", "Rani"), ("Meena Kumari", "Meena"), ("Meena Kumari", "Meena Devi"), ("Mohammed Khan", "Muhammad Khan"),
):
    print(f"{a}, {b}: {matcher.score(a, b):.3f} {matcher.decide(a, b).name}")
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Nandan Kumar, Nandini Kumar: 0.763 REVIEW
Kamal Shah, Kamala Shah: 0.838 REVIEW
Kamal Shah, Kamla Shah: 0.964 APPROVE
Amar Shah, Amra Shah: 0.964 APPROVE
Rana, Rani: 0.950 APPROVE
Meena Kumari, Meena: 1.000 APPROVE
Meena Kumari, Meena Devi: 0.930 APPROVE
Mohammed Khan, Muhammad Khan: 0.709 REVIEW
WANT
echo "confirmed: indic-namematch approves Kamla as Kamal, and Meena Devi as Meena Kumari"
