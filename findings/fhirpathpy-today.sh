#!/usr/bin/env bash
# FHIR lets a patient's birthDate be a year and a month, where no more is known. FHIRPath in
# Python, fhirpathpy 2.2.4, writes such a date out with a day: that of the day on which it is
# asked, with a midnight behind it. The same patient is born on the 1st today and on the 2nd
# tomorrow, and two systems that ask on one day agree upon a day that nobody gave. A year alone
# stays alone, and so does the month in comparisons and sums. fhirpath.js 5.2.2 writes what is
# known. Left as it is in the resource, without toDate(), the text is right in both. Seen on
# 30 November 2026:
#
#                                                  fhirpathpy           fhirpath.js
#   1984-05     birthDate.toDate().toString()      1984-05-30T00:00:00  1984-05
#   1984-05     @1984-05.toString()                1984-05-30T00:00:00  1984-05
#   1984-05     birthDate                          1984-05              1984-05
#   1984        birthDate.toDate().toString()      1984                 1984
#   1984-05-06  birthDate.toDate().toString()      1984-05-06           1984-05-06
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet fhirpathpy==2.2.4
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" fhirpath@5.2.2
cd "$work"
cat >asked <<'ASKED'
1984-05 birthDate.toDate().toString()
1984-05 @1984-05.toString()
1984-05 birthDate
1984 birthDate.toDate().toString()
1984-05-06 birthDate.toDate().toString()
ASKED
"$work/venv/bin/python" >python.txt <<'PY'
import datetime

from fhirpathpy import evaluate
from fhirpathpy.models import models

today = f"{datetime.date.today():%d}"
for line in open("asked"):
    born, path = line.split()
    saw = evaluate({"resourceType": "Patient", "birthDate": born}, path, [], models["r4"])[0]
    print(saw.replace(f"1984-05-{today}T", "1984-05-(today)T"))
PY
node >node.txt <<'JS'
const fhirpath = require('fhirpath');
const r4 = require('fhirpath/fhir-context/r4');
for (const line of require('fs').readFileSync('asked', 'utf8').trim().split('\n')) {
  const [born, path] = line.split(' ');
  console.log(fhirpath.evaluate({ resourceType: 'Patient', birthDate: born }, path, {}, r4)[0]);
}
JS
paste -d ' ' asked python.txt node.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
1984-05 birthDate.toDate().toString() 1984-05-(today)T00:00:00 1984-05
1984-05 @1984-05.toString() 1984-05-(today)T00:00:00 1984-05
1984-05 birthDate 1984-05 1984-05
1984 birthDate.toDate().toString() 1984 1984
1984-05-06 birthDate.toDate().toString() 1984-05-06 1984-05-06
WANT
echo "confirmed: to fhirpathpy who was born in May 1984 was born on today's day of it"
