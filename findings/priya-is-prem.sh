#!/usr/bin/env bash
# name-match 1.0.4 of npm says whether two names are one person's. A brother and a sister are: Priya
# Patel is Prem Patel, and Amandeep Singh Mandeep Singh. It has a list of first names and their short
# forms, of which its documentation speaks first, and gives it out when asked; it does not look there
# where it compares, and Bill Ash is not William Ash. A letter with an accent is left out, so that
# Zoë is Zo, to 1, rather than Zoe. Seen on 30 November 2026:
#
#   Priya Patel ~ Prem Patel         0.79  match
#   Amandeep Singh ~ Mandeep Singh   0.94  match
#   Bill Ash ~ William Ash           0.71  no match
#   Beth Ash ~ Elizabeth Ash         0.68  no match
#   Zoë Ash ~ Zo Ash                 1     match
#   Zoë Ash ~ Zoe Ash                0.91  match
#
#   variations of William, when asked: william will bill billy willy
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" name-match@1.0.4
cd "$work"
node <<'JS' | tee seen.txt
const { match, isMatch, NameNormalizer } = require('name-match');
const pairs = [['Priya Patel', 'Prem Patel'], ['Amandeep Singh', 'Mandeep Singh'], ['Bill Ash', 'William Ash'], ['Beth Ash', 'Elizabeth Ash'], ['Zoë Ash', 'Zo Ash'], ['Zoë Ash', 'Zoe Ash']];
for (const [a, b] of pairs) console.log(`${a} ~ ${b}`, match(a, b), isMatch(a, b));
for (const name of ['William', 'Elizabeth']) console.log(name, NameNormalizer.getNameVariations(name).join(' '));
JS
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Priya Patel ~ Prem Patel 0.79 true
Amandeep Singh ~ Mandeep Singh 0.94 true
Bill Ash ~ William Ash 0.71 false
Beth Ash ~ Elizabeth Ash 0.68 false
Zoë Ash ~ Zo Ash 1 true
Zoë Ash ~ Zoe Ash 0.91 true
William william will bill billy willy
Elizabeth elizabeth liz lizzy beth betty eli
WANT
echo "confirmed: Priya Patel is Prem Patel, and Bill Ash is not William Ash"
