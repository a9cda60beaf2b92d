#!/usr/bin/env bash
# A Zimbabwean identity number has the district where it was registered in front, and the one that the
# family comes from at its end, 00 if that is abroad. PyPI's zim-id 0.1.0 lacks Chivi, 12, and refuses
# every number that begins or ends so; id-validation 0.6.1 has Chivi, and refuses whose family came from
# Malawi or Mozambique. idnumbers 1.22.0 takes both. Take the number if its check letter is right.
# Seen on 1 December 2026:
#
#                    zim-id   id-validation   idnumbers
#   63-000001L63     true     true            true         Harare, Harare
#   63-000001L12     false    true            true         Harare, Chivi
#   12-000001D12     false    true            true         Chivi, Chivi
#   63-000001L00     true     false           true         Harare, from abroad
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet zim-id==0.1.0 id-validation==0.6.1 typing-extensions==4.16.0 idnumbers==1.22.0
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
from id_validation.validate_zimbabwe import ZimbabweValidator
from idnumbers.nationalid import ZWE
from zim_id import ZimID

letters = "ZABCDEFGHJKLMNPQRSTVWXY"
for office, origin in (("63", "63"), ("63", "12"), ("12", "12"), ("63", "00")):
    letter = letters[int(f"{office}000001") % 23]
    number = f"{office}-000001{letter}{origin}"
    plain = number.replace("-", "")
    print(number, ZimID.validate(number), ZimbabweValidator().validate(plain), ZWE.NationalID.validate(plain))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
63-000001L63 True True True
63-000001L12 False True True
12-000001D12 False True True
63-000001L00 True False True
WANT
echo "confirmed: zim-id knows nobody from Chivi, and id-validation nobody whose family came from abroad"
