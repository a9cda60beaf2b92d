#!/usr/bin/env bash
# Welsh patronymics have one word in two forms: ap before a consonant, ab before a vowel.
# parse-full-name 1.2.7 knows ab and not ap, so of two brothers one has his surname whole and
# the other a middle name "ap". To another-name-parser 0.1.0 ab is the title of the person,
# and ap a middle name. Seen on 28 November 2026:
#
#   parse-full-name      Ifan ab Owen  -> first Ifan, last ab Owen
#                        Ifan ap Rhys  -> first Ifan, middle ap, last Rhys
#   another-name-parser  Ifan ab Owen  -> prefix ab, first Ifan, last Owen
#                        Ifan ap Rhys  -> first Ifan, middle ap, last Rhys
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" parse-full-name@1.2.7 another-name-parser@0.1.0
cd "$work"
node <<'JS' | tee seen.txt
const parsers = { 'parse-full-name': require('parse-full-name').parseFullName, 'another-name-parser': require('another-name-parser') };
for (const [name, parse] of Object.entries(parsers)) {
  for (const text of ['Ifan ab Owen', 'Ifan ap Rhys']) {
    const parts = parse(text);
    console.log(name, text, '->', ['prefix', 'title', 'first', 'middle', 'last'].filter((k) => parts[k]).map((k) => `${k} ${parts[k]}`).join(', '));
  }
}
JS
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
parse-full-name Ifan ab Owen -> first Ifan, last ab Owen
parse-full-name Ifan ap Rhys -> first Ifan, middle ap, last Rhys
another-name-parser Ifan ab Owen -> prefix ab, first Ifan, last Owen
another-name-parser Ifan ap Rhys -> first Ifan, middle ap, last Rhys
WANT
echo "confirmed: ab is part of a surname and ap is not"
