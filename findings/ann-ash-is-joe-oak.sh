#!/usr/bin/env bash
# compare-names 1.1.0 of npm says whether two lists of names are the same people's, of authors above
# all. Two names are the same if fewer than ten letters have to be changed, however short they are:
# Ann Ash is Joe Oak, Smith, J is Patel, R, and so is everybody with a name of up to nine letters. Its
# documentation calls it fuzzy and has no word of a length. Seen on 30 November 2026:
#
#   Ann Ash ~ Joe Oak                      the same
#   Smith, J ~ Patel, R                    the same
#   Олена Шевченко ~ Іван Петренко         the same
#   李 明 ~ 王 芳                          the same
#   Alexandra Fitzgerald ~ Kwame Boateng   not the same
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" compare-names@1.1.0
cd "$work"
node <<'JS' | tee seen.txt
const same = require('compare-names');
const pairs = [['Ann Ash', 'Joe Oak'], ['Smith, J', 'Patel, R'], ['Олена Шевченко', 'Іван Петренко'], ['李 明', '王 芳'], ['Alexandra Fitzgerald', 'Kwame Boateng']];
for (const [a, b] of pairs) console.log(a, '~', b, Boolean(same([a], [b])));
JS
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Ann Ash ~ Joe Oak true
Smith, J ~ Patel, R true
Олена Шевченко ~ Іван Петренко true
李 明 ~ 王 芳 true
Alexandra Fitzgerald ~ Kwame Boateng false
WANT
echo "confirmed: any two names of a few letters are the same"
