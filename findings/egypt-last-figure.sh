#!/usr/bin/env bash
# The last of the fourteen figures of an Egyptian identity number confirms the others, says the
# regulation, and not how: no rule has been published. Two packages of PyPI have one rule each all the
# same, egyptian-id-validator 0.4.4 by its documentation the official one, and differ where the sum leaves
# no remainder: egyid 1.0.0 wants a 0 there and the other a 1, so that of a thousand serial numbers of
# one day 91 have no last figure that pleases both. egypt-nid 0.1.1, which by its documentation checks it
# by Luhn's rule, takes any; so does idnumbers 1.22.0, and says why. Refuse no number for its last
# figure. Seen on 1 December 2026, with a day in 1900, long before there were such numbers:
#
#                    egyid   egyptian-id-validator   egypt-nid   idnumbers
#   20005060110040   true    false                   true        true
#   20005060110041   false   true                    true        true
#   20005060110042   false   false                   true        true
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet egyid==1.0.0 egyptian-id-validator==0.4.4 egypt-nid==0.1.1 idnumbers==1.22.0
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
import egypt_nid
from egyid import EgyptianNationalId
from egyptian_id_validator import validate_id
from idnumbers.nationalid import EGY


def by_egypt_nid(number):
    try:
        return bool(egypt_nid.parse(number))
    except egypt_nid.EgyptNIDError:
        return False


checks = {
    "egyid": lambda number: EgyptianNationalId(number).is_valid(),
    "egyptian-id-validator": lambda number: validate_id(number) is not None,
    "egypt-nid": by_egypt_nid,
    "idnumbers": EGY.NationalID.validate,
}
for number in ("20005060110040", "20005060110041", "20005060110042"):
    print(number, *(check(number) for check in checks.values()))
figures = {name: [[f for f in "0123456789" if check(f"200050601{serial}{f}")] for serial in range(1001, 2001)] for name, check in checks.items()}
for name, found in figures.items():
    print(name, "takes", *sorted({len(f) for f in found}), "of ten")
print(sum(a != b for a, b in zip(figures["egyid"], figures["egyptian-id-validator"])), "of 1000 differ")
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
20005060110040 True False True True
20005060110041 False True True True
20005060110042 False False True True
egyid takes 1 of ten
egyptian-id-validator takes 1 of ten
egypt-nid takes 10 of ten
idnumbers takes 10 of ten
91 of 1000 differ
WANT
echo "confirmed: two packages have each a rule of their own for the last figure of an Egyptian number"
