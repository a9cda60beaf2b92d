#!/usr/bin/env bash
# email-normalizer 1.0.0 and normalize-email 1.1.1 of npm make one address of those that reach one
# mailbox. To both the dots of live.com are nothing, as those of Gmail are by its documentation, and
# those of outlook.com and hotmail.com, which are the same service, are something: jo.ann@live.com
# is joann@live.com, who may be somebody else. validator 13.15.35 of npm leaves the dots in all three.
# Seen on 30 November 2026:
#
#                          email-normalizer     normalize-email      validator
#   jo.ann@live.com        joann@live.com       joann@live.com       jo.ann@live.com
#   jo.ann@outlook.com     jo.ann@outlook.com   jo.ann@outlook.com   jo.ann@outlook.com
#   jo.ann@hotmail.com     jo.ann@hotmail.com   jo.ann@hotmail.com   jo.ann@hotmail.com
#   jo.ann@gmail.com       joann@gmail.com      joann@gmail.com      joann@gmail.com
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" email-normalizer@1.0.0 normalize-email@1.1.1 validator@13.15.35
cd "$work"
node <<'JS' | tee seen.txt
const { normalizeEmail } = require('email-normalizer');
const normalize = require('normalize-email');
const validator = require('validator');
for (const host of ['live.com', 'outlook.com', 'hotmail.com', 'gmail.com']) {
  const email = `jo.ann@${host}`;
  console.log(email, normalizeEmail({ email }), normalize(email), validator.normalizeEmail(email));
}
JS
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
jo.ann@live.com joann@live.com joann@live.com jo.ann@live.com
jo.ann@outlook.com jo.ann@outlook.com jo.ann@outlook.com jo.ann@outlook.com
jo.ann@hotmail.com jo.ann@hotmail.com jo.ann@hotmail.com jo.ann@hotmail.com
jo.ann@gmail.com joann@gmail.com joann@gmail.com joann@gmail.com
WANT
echo "confirmed: the dots of live.com are taken out, and those of outlook.com are not"
