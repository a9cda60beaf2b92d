#!/usr/bin/env bash
# The number of a pupil in a maintained school has the local authority of that school in it, by the
# numbers of the Department for Education. python-stdnum 2.2 holds a list of them as they were in January
# 2011, which the department has withdrawn, and refuses each that came later as an invalid component:
# Dorset has been 838 and Bournemouth, Christchurch and Poole 839 since April 2019, and the halves of
# Northamptonshire and of Cumbria have been 940 to 943 since 2021 and 2023. A child who started school
# there since has no valid number. Nor has one who came from Wales, where numbers are made alike:
# Cardiff is 681. Compare the check letter and leave the authority. Seen on 1 December 2026; no
# school has the number 0000:
#
#   W835000019001   Dorset until 2019                    valid
#   J838000019001   Dorset                               InvalidComponent
#   N839000019001   Bournemouth, Christchurch and Poole  InvalidComponent
#   H928000019001   Northamptonshire until 2021          valid
#   E940000019001   North Northamptonshire               InvalidComponent
#   J941000019001   West Northamptonshire                InvalidComponent
#   F909000019001   Cumbria until 2023                   valid
#   N942000019001   Cumberland                           InvalidComponent
#   T943000019001   Westmorland and Furness              InvalidComponent
#   Q681000019001   Cardiff                              InvalidComponent
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet python-stdnum==2.2
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
from stdnum.exceptions import ValidationError
from stdnum.gb import upn

for authority in (835, 838, 839, 928, 940, 941, 909, 942, 943, 681):
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
N839000019001 InvalidComponent
H928000019001 valid
E940000019001 InvalidComponent
J941000019001 InvalidComponent
F909000019001 valid
N942000019001 InvalidComponent
T943000019001 InvalidComponent
Q681000019001 InvalidComponent
WANT
echo "confirmed: python-stdnum refuses the pupils of authorities that came after January 2011"
