#!/usr/bin/env bash
# helix.personmatching 2.20 of PyPI compares Patients of FHIR. It reads
# telephone numbers with phonenumbers 9.0.43, and keeps what stands behind the country: a mobile of
# Ukraine is the same as one of the Emirates, and one of France as one of Spain. Seen on 30 November
# 2026, with phonenumbers' own example numbers, each written with its country:
#
#                       helix.personmatching   phonenumbers
#   +380 50 123 4567    501234567              +380501234567
#   +971 50 123 4567    501234567              +971501234567
#   +33 6 12 34 56 78   612345678              +33612345678
#   +34 612 34 56 78    612345678              +34612345678
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet helix.personmatching==2.20 nominally==1.1.0 nicknames==1.0.1 fhir.resources==7.1.0 phonenumbers==9.0.43
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
import phonenumbers as p
from helix_personmatching.standardizers.phone_standardizer import PhoneStandardizer

for text in ["+380 50 123 4567", "+971 50 123 4567", "+33 6 12 34 56 78", "+34 612 34 56 78"]:
    number = p.parse(text)
    print(text, PhoneStandardizer.standardize_text_simple(text=text), p.format_number(number, p.PhoneNumberFormat.E164), p.is_valid_number(number))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
+380 50 123 4567 501234567 +380501234567 True
+971 50 123 4567 501234567 +971501234567 True
+33 6 12 34 56 78 612345678 +33612345678 True
+34 612 34 56 78 612345678 +34612345678 True
WANT
echo "confirmed: a mobile of Ukraine is one of the Emirates"
