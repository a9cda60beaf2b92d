#!/usr/bin/env bash
# The letter at the end of a National Insurance number is A, B, C or D, and the second letter
# is never O (HMRC's National Insurance Manual, NIM39110). npm's nino-validator 1.0.0 has it
# the other way round: it refuses every number that ends in D, a quarter of what the rules
# allow, and takes seventeen letters that end none, and an O in the second place. Of the
# numbers that its own generator makes, more than eight in ten break the rules by their last
# letter alone.
# Seen on 29 November 2026:
#
#   last letters that it takes    A B C E G H J K L M N O P R S T W X Y Z
#   last letters by the rules     A B C D
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit --ignore-scripts nino-validator@1.0.0 >npm.log
cat >seen.js <<'JS'
const { validateNINO, generateRandomNINO } = require("nino-validator");
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
console.log("last", letters.filter((l) => validateNINO(`AB123456${l}`)).join(""));
console.log("second", letters.filter((l) => validateNINO(`A${l}123456C`)).join(""));
const made = Array.from({ length: 5000 }, () => generateRandomNINO().replaceAll(" ", ""));
const broken = made.filter((n) => !"ABCD".includes(n.at(-1))).length / made.length;
console.log("made with another last letter", broken > 0.8 && broken < 0.9 ? "more than eight in ten" : broken);
JS
node seen.js | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
last ABCEGHJKLMNOPRSTWXYZ
second ABCEGHJKLMNOPRSTWXYZ
made with another last letter more than eight in ten
WANT
echo "confirmed: nino-validator refuses the National Insurance numbers that end in D, and takes letters that end none"
