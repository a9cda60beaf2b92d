#!/usr/bin/env bash
# To helix.personmatching 2.20 of PyPI, and 3.0.1 for Python 3.12, which compares Patients of FHIR,
# a name is no name if it is made of pronouns alone, as where "she/her" was typed into its field.
# It looks at the letters a to z only, and a name without any counts as pronouns alone: Олена
# Шевченко does not match herself, with a score of 0, whatever else agrees. Nothing says that the
# name was left out. nominally, the parser that it would have asked next, reads olena shevchenko.
# Seen on 30 November 2026, each patient beside herself, with one date of birth, telephone and e-mail:
#
#   Olena Shevchenko  1.000 match
#   Олена Шевченко    0.000 no match
#   李 明             0.000 no match
#   فاطمة حسن         0.000 no match
#   Ελένη Παππά       0.000 no match
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet helix.personmatching==2.20 nominally==1.1.0 nicknames==1.0.1 fhir.resources==7.1.0 phonenumbers==9.0.43
cd "$work"
PYTHONIOENCODING=utf-8 "$work/venv/bin/python" <<'PY' | tee seen.txt
import json

from helix_personmatching.matchers.matcher import Matcher
from nominally import parse_name


def patient(ident, given, family):
    return json.dumps({"resourceType": "Patient", "id": ident, "gender": "female", "birthDate": "1984-05-06",
                       "name": [{"use": "usual", "given": [given], "family": family}],
                       "telecom": [{"system": "phone", "value": "+447700900123"}, {"system": "email", "value": "ash@example.org"}]})


for name in [("Olena", "Shevchenko"), ("Олена", "Шевченко"), ("明", "李"), ("فاطمة", "حسن"), ("Ελένη", "Παππά")]:
    (score,) = Matcher().match(source_json=patient("1", *name), target_json=patient("2", *name))
    print(*name, f"{score.total_score:.3f}", score.matched)
told = parse_name("Олена Шевченко")
print(told["first"], told["last"])
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Olena Shevchenko 1.000 True
Олена Шевченко 0.000 False
明 李 0.000 False
فاطمة حسن 0.000 False
Ελένη Παππά 0.000 False
olena shevchenko
WANT
echo "confirmed: who has no letter of a to z in her name does not match herself"
