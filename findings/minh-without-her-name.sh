#!/usr/bin/env bash
# In a GEDCOM file the surname stands between strokes, and before the first name where that is how
# the name is written: NAME /Nguyen/ Minh. python-gedcom 1.1.0 of PyPI has what stands before the
# surname for the first name, and drops what stands behind: Minh has none, is not found by it, and
# is the same as any Nguyen of a Vietnamese, Chinese or Hungarian list. ged4py 0.5.5 and fastgedcom
# 1.1.4 have the first name either way. Seen on 30 November 2026 (first name/surname):
#
#                   python-gedcom   ged4py        fastgedcom
#   Minh /Nguyen/   Minh/Nguyen     Minh/Nguyen   Minh/Nguyen
#   /Nguyen/ Minh   /Nguyen         Minh/Nguyen   Minh/Nguyen
#   /Nguyen/ Hoa    /Nguyen         Hoa/Nguyen    Hoa/Nguyen
#   /Nagy/ Anna     /Nagy           Anna/Nagy     Anna/Nagy
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet python-gedcom==1.1.0 ged4py==0.5.5 fastgedcom==1.1.4
cd "$work"
cat >names.ged <<'GEDCOM'
0 HEAD
1 SOUR find
1 GEDC
2 VERS 5.5.1
2 FORM LINEAGE-LINKED
1 CHAR UTF-8
0 @I1@ INDI
1 NAME Minh /Nguyen/
0 @I2@ INDI
1 NAME /Nguyen/ Minh
0 @I3@ INDI
1 NAME /Nguyen/ Hoa
0 @I4@ INDI
1 NAME /Nagy/ Anna
0 TRLR
GEDCOM
"$work/venv/bin/python" <<'PY' | tee seen.txt
from fastgedcom.helpers import extract_name_parts
from fastgedcom.parser import strict_parse
from ged4py import GedcomReader
from gedcom.element.individual import IndividualElement
from gedcom.parser import Parser

parser = Parser()
parser.parse_file("names.ged")
people = [element for element in parser.get_root_child_elements() if isinstance(element, IndividualElement)]
document = strict_parse("names.ged")
with GedcomReader("names.ged") as reader:
    for person, record in zip(people, reader.records0("INDI")):
        name = document[record.xref_id] >= "NAME"
        print(name, *("/".join(parts) for parts in (person.get_name(), (record.name.given, record.name.surname), extract_name_parts(name))), sep=" | ")
print("found as Minh:", *(bool(person.given_name_match("Minh")) for person in people[:2]))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Minh /Nguyen/ | Minh/Nguyen | Minh/Nguyen | Minh/Nguyen
/Nguyen/ Minh | /Nguyen | Minh/Nguyen | Minh/Nguyen
/Nguyen/ Hoa | /Nguyen | Hoa/Nguyen | Hoa/Nguyen
/Nagy/ Anna | /Nagy | Anna/Nagy | Anna/Nagy
found as Minh: True False
WANT
echo "confirmed: whose surname is written first has no first name"
