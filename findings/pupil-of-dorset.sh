#!/usr/bin/env bash
# The number of a pupil in a maintained school has the local authority of that school in it, by the
# numbers of the Department for Education. python-stdnum 2.2 holds a list of them as they were in January
# 2011, which the department has withdrawn, and refuses one that came later as an invalid component:
# Dorset has been 838, and Bournemouth, Christchurch and Poole 839, since April 2019, when three
# authorities became two. A child who started school there since has no valid number, and an older
# sister or brother has. Compare the check letter and leave the authority. Seen on 1 December 2026;
# no school has the number 0000:
#
#   W835000019001   Dorset until 2019                     valid
#   J838000019001   Dorset                                InvalidComponent
#   A836000019001   Poole until 2019                      valid
#   E837000019001   Bournemouth until 2019                valid
#   N839000019001   Bournemouth, Christchurch and Poole   InvalidComponent
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet python-stdnum==2.2
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
from stdnum.exceptions import ValidationError
from stdnum.gb import upn

for authority in (835, 838, 836, 837, 839):
    rest = f"{authority}000019001"
    number = upn.calc_check_digit(rest) + rest
    try:
        upn.validate(number)
        print(number, "valid")
    except ValidationError as refusal:
        print(number, type(refusal).__name__)
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
W835000019001 valid
J838000019001 InvalidComponent
A836000019001 valid
E837000019001 valid
N839000019001 InvalidComponent
WANT
echo "confirmed: python-stdnum refuses the pupils of authorities that came after January 2011"
