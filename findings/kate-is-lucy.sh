#!/usr/bin/env bash
# helix.personmatching 2.20 of PyPI, and 3.0.1 for Python 3.12, compares Patients of FHIR by rules,
# takes the score of the best one and has a match from 0.955 on. Not every rule asks for the first
# name, nor every one for the surname: twin sisters are one patient, with a telephone each or one
# between them, and so is whoever shares a first name, a sex and a date of birth if no more is known.
# A first name within another, from four letters on, is the same name: Anna and Joanna reach 1.
# Seen on 30 November 2026, all women born on 6 May 1984:
#
#   Kate Ash and Lucy Ash, same telephone, e-mail and address   0.958 match
#   Kate Ash and Lucy Ash, each with her own telephone          0.956 match
#   Anna Ash and Joanna Ash, same telephone, e-mail, address    1.000 match
#   Ann Ash and Eve Ash, nothing more                           0.957 match
#   Ann Ash and Ann Oak, nothing more                           0.958 match
#   Ann Ash and Ann Oak, each with her own telephone            0.877 no match
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet helix.personmatching==2.20 nominally==1.1.0 nicknames==1.0.1 fhir.resources==7.1.0 phonenumbers==9.0.43
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
import json

from helix_personmatching.matchers.matcher import Matcher


def patient(ident, given, family, phone=None, email=None, line=None):
    told = {"resourceType": "Patient", "id": ident, "gender": "female", "birthDate": "1984-05-06",
            "name": [{"use": "usual", "given": [given], "family": family}]}
    contacts = [{"system": kind, "value": value} for kind, value in (("phone", phone), ("email", email)) if value]
    if contacts:
        told["telecom"] = contacts
    if line:
        told["address"] = [{"line": [line], "postalCode": "LS1 2AB"}]
    return json.dumps(told)


home = {"phone": "+447700900123", "email": "ash@example.org", "line": "1 High Road"}
pairs = [
    (("Kate", "Ash", home), ("Lucy", "Ash", home)),
    (("Anna", "Ash", home), ("Joanna", "Ash", home)),
    (("Kate", "Ash", {"phone": "+447700900123"}), ("Lucy", "Ash", {"phone": "+447700900777"})),
    (("Ann", "Ash", {}), ("Ann", "Oak", {})),
    (("Ann", "Ash", {"phone": "+442079460018"}), ("Ann", "Oak", {"phone": "+441134960733"})),
    (("Ann", "Ash", {}), ("Eve", "Ash", {})),
]
for one, other in pairs:
    (score,) = Matcher().match(source_json=patient("1", *one[:2], **one[2]), target_json=patient("2", *other[:2], **other[2]))
    print(*one[:2], "|", *other[:2], "|", len(one[2]), f"{score.total_score:.3f}", score.matched)
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Kate Ash | Lucy Ash | 3 0.958 True
Anna Ash | Joanna Ash | 3 1.000 True
Kate Ash | Lucy Ash | 1 0.956 True
Ann Ash | Ann Oak | 0 0.958 True
Ann Ash | Ann Oak | 1 0.877 False
Ann Ash | Eve Ash | 0 0.957 True
WANT
echo "confirmed: twin sisters are one patient"
