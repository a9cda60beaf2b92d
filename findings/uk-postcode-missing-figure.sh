#!/usr/bin/env bash
# A postcode from which the figure after the space is missing becomes, to two npm packages, a
# whole one of another district. uk-postcode 0.1.1 drops the space before it looks, so that
# "EH12 AB" (a part of Edinburgh) is valid and in EH1 (another), "AB10 AA" in AB1, "LL57 DG"
# in LL5; uk-postcode-validator 1.1.3 says valid too. postcode 5.1.0 and postcode-validator
# 3.10.22 refuse all three. Seen on 28 November 2026:
#
#   EH12 AB  uk-postcode EH1 2AB, uk-postcode-validator true, postcode false, postcode-validator false
#   AB10 AA  uk-postcode AB1 0AA, uk-postcode-validator true, postcode false, postcode-validator false
#   LL57 DG  uk-postcode LL5 7DG, uk-postcode-validator true, postcode false, postcode-validator false
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" uk-postcode@0.1.1 uk-postcode-validator@1.1.3 postcode@5.1.0 postcode-validator@3.10.22
cd "$work"
node <<'JS' | tee seen.txt
const uk = require('uk-postcode');
const valid = require('uk-postcode-validator').default;
const postcode = require('postcode');
const { postcodeValidator } = require('postcode-validator');
for (const text of ['EH12 AB', 'AB10 AA', 'LL57 DG']) {
  const read = uk.fromString(text);
  console.log(text, read.isValid() ? String(read) : 'refused', valid(text), postcode.isValid(text), postcodeValidator(text, 'GB'));
}
JS
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
EH12 AB EH1 2AB true false false
AB10 AA AB1 0AA true false false
LL57 DG LL5 7DG true false false
WANT
echo "confirmed: uk-postcode makes a postcode without its figure one of another district"
