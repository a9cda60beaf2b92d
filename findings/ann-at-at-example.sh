#!/usr/bin/env bash
# In a GEDCOM 5.5.1 file an @ in a value is written twice, since one alone begins a pointer: EMAIL
# ann@@example.org is an address with one. GEDCOM 7.0 doubles it at the beginning of a value only. Of
# seven readers one has Ann's address, read-gedcom 0.3.2 of npm. parse-gedcom 2.0.1 of npm and
# ged4py 0.5.5, python-gedcom 1.1.0, fastgedcom 1.1.4, gedcom-lite 0.2.0 and gedcomkit 0.1.19 of PyPI
# hand out both signs, which no other list has so; and gedcomkit's conversion to 7.0 leaves both where
# they now count, and its report of what it converted does not name them. Take one of two out of what
# is read from a 5.5.1 file. Seen on 1 December 2026:
#
#   read-gedcom                    ann@example.org
#   the six others                 ann@@example.org
#   gedcomkit, converted to 7.0    EMAIL ann@@example.org, two to gedcom7 1.2.0 as well
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet ged4py==0.5.5 python-gedcom==1.1.0 fastgedcom==1.1.4 gedcom-lite==0.2.0 gedcomkit==0.1.19 gedcom7==1.2.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" read-gedcom@0.3.2 parse-gedcom@2.0.1
cd "$work"
printf '%s\n' '0 HEAD' '1 GEDC' '2 VERS 5.5.1' '2 FORM LINEAGE-LINKED' '1 CHAR UTF-8' '0 @I1@ INDI' '1 NAME Ann /Ash/' \
  '1 RESI' '2 EMAIL ann@@example.org' '0 TRLR' >ann.ged
node >seen.txt <<'JS'
const { parse } = require('parse-gedcom');
const { readGedcom } = require('read-gedcom');
const bytes = require('node:fs').readFileSync('ann.ged');
const ann = readGedcom(new Uint8Array(bytes).buffer).getIndividualRecord();
console.log('read-gedcom', ...ann.get('RESI').get('EMAIL').value());
const find = (node) => (node.type === 'EMAIL' ? node : (node.children ?? []).map(find).find(Boolean));
console.log('parse-gedcom', find(parse(bytes.toString())).value);
JS
"$work/venv/bin/python" <<'PY' >>seen.txt
import fastgedcom.parser
import gedcom7
import gedcom_lite
import gedcomkit
from ged4py import GedcomReader
from gedcom.parser import Parser

with GedcomReader("ann.ged") as reader:
    print("ged4py", next(reader.records0("INDI")).sub_tag_value("RESI/EMAIL"))
parser = Parser()
parser.parse_file("ann.ged")
(ann,) = (element for element in parser.get_root_child_elements() if element.get_tag() == "INDI")
print("python-gedcom", ann.get_child_elements()[1].get_child_elements()[0].get_value())
print("fastgedcom", (fastgedcom.parser.strict_parse("ann.ged")["@I1@"] > "RESI") >= "EMAIL")
print("gedcom-lite", *(s.payload for s in gedcom_lite.parse("ann.ged").all_structures() if s.tag == "EMAIL"))
kit = gedcomkit.Gedcom.parse(open("ann.ged", "rb").read())
print("gedcomkit", kit.record("@I1@")["structures"][1]["children"][0]["value"])
seven, report = kit.to_version7()
print("converted", *(line for line in seven.to_text().splitlines() if "EMAIL" in line), *(entry["tag"] for entry in report))
(ann,) = (record for record in gedcom7.loads(seven.to_text()) if record.tag == "INDI")
print("gedcom7", ann.children[1].children[0].text)
PY
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
read-gedcom ann@example.org
parse-gedcom ann@@example.org
ged4py ann@@example.org
python-gedcom ann@@example.org
fastgedcom ann@@example.org
gedcom-lite ann@@example.org
gedcomkit ann@@example.org
converted 2 EMAIL ann@@example.org GEDC.FORM CHAR
gedcom7 ann@@example.org
WANT
echo "confirmed: to six of seven readers of GEDCOM 5.5.1 an e-mail address has two signs @"
