#!/usr/bin/env bash
# phone 3.1.72 of npm reads a British mobile number with its nought or with +44, and not in
# the way in which letters and signatures print both, "+44 (0)"; an extension is too much for
# it as well. awesome-phonenumber 7.8.0 reads them all. Seen on 29 November 2026:
#
#                        phone          awesome-phonenumber
#   07700 900123         +447700900123  +447700900123
#   +44 7700 900123      +447700900123  +447700900123
#   +44 (0)7700 900123   null           +447700900123
#   07700 900123 x2      null           +447700900123
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" phone@3.1.72 awesome-phonenumber@7.8.0
cd "$work"
node <<'JS' | tee seen.txt
const { phone } = require('phone');
const { parsePhoneNumber } = require('awesome-phonenumber');
for (const text of ['07700 900123', '+44 7700 900123', '+44 (0)7700 900123', '07700 900123 x2']) {
  console.log(text, phone(text, { country: 'GB' }).phoneNumber, parsePhoneNumber(text, { regionCode: 'GB' }).number.e164);
}
JS
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
07700 900123 +447700900123 +447700900123
+44 7700 900123 +447700900123 +447700900123
+44 (0)7700 900123 null +447700900123
07700 900123 x2 null +447700900123
WANT
echo "confirmed: phone refuses +44 (0)"
