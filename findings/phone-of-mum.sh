#!/usr/bin/env bash
# People write whose telephone it is behind the number. phonenumbers 9.0.43 and
# google-libphonenumber 3.2.47 take three letters or more for keys of the telephone and put
# their figures at its end, so that mum's number is one that nobody has, and Ali's another;
# two letters, or the same word in front, they drop. libphonenumber-js 1.13.16, made anew after
# them, drops all. Seen on 29 November 2026:
#
#                       phonenumbers      google-libphonenumber  libphonenumber-js
#   07700 900123 (mum)  +447700900123686  +447700900123686       +447700900123
#   07700 900123 Ali    +447700900123254  +447700900123254       +447700900123
#   07700 900123 old    +447700900123653  +447700900123653       +447700900123
#   07700 900123 Jo     +447700900123     +447700900123          +447700900123
#   Mum 07700 900123    +447700900123     +447700900123          +447700900123
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet phonenumbers==9.0.43
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" google-libphonenumber@3.2.47 libphonenumber-js@1.13.16
cd "$work"
texts=("07700 900123 (mum)" "07700 900123 Ali" "07700 900123 old" "07700 900123 Jo" "Mum 07700 900123")
"$work/venv/bin/python" - "${texts[@]}" <<'PY' >python.txt
import sys

import phonenumbers as p

for text in sys.argv[1:]:
    print(text, p.format_number(p.parse(text, "GB"), p.PhoneNumberFormat.E164))
PY
node - "${texts[@]}" <<'JS' >node.txt
const google = require('google-libphonenumber');
const { parsePhoneNumber } = require('libphonenumber-js');
const util = google.PhoneNumberUtil.getInstance();
for (const text of process.argv.slice(2)) {
  console.log(util.format(util.parse(text, 'GB'), google.PhoneNumberFormat.E164), parsePhoneNumber(text, 'GB').number);
}
JS
paste -d ' ' python.txt node.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
07700 900123 (mum) +447700900123686 +447700900123686 +447700900123
07700 900123 Ali +447700900123254 +447700900123254 +447700900123
07700 900123 old +447700900123653 +447700900123653 +447700900123
07700 900123 Jo +447700900123 +447700900123 +447700900123
Mum 07700 900123 +447700900123 +447700900123 +447700900123
WANT
echo "confirmed: whose telephone it is becomes a part of its number"
