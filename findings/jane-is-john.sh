#!/usr/bin/env bash
# NameComparator 1.0.28 of PyPI is for historic records, and knows nicknames, spellings and sounds.
# Jane Ash and John Ash are a match to it, with 100 of 100, since its list of variants leads from Jane
# to John, and so are Louise and Louis; by the spelling each of ten women's names that are made from
# a man's, as Karima is, matches his. Sister and brother so are one person. Sam is Samuel to it and
# not Samantha. Its uniqueness, which by its README is low where a match says little, is 100 for Karim
# and Karima. Compare the sex or the date of birth beside it. Seen on 1 December 2026:
#
#   Jane Ash       John Ash       match      100
#   Louise Ash     Louis Ash      match      100
#   Karima Ash     Karim Ash      match      97
#   Roberta Ash    Robert Ash     match      97
#   Sam Ash        Samuel Ash     match      100
#   Sam Ash        Samantha Ash   no match
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet NameComparator==1.0.28
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
from NameComparator import NameComparator

pairs = "Jane John, Jean John, Louise Louis, Julia Julian, Sam Samuel, Sam Samantha, Ann Amy, Olena Olga"
made = "Karima Karim, Samira Samir, Amina Amin, Paula Paul, Simone Simon, Danielle Daniel, Erica Eric, Roberta Robert, Victoria Victor, Alia Ali"
for line in (pairs, made):
    for pair in line.split(", "):
        a, b = pair.split()
        seen = NameComparator.compare_two_names(f"{a} Ash", f"{b} Ash")
        print(a, b, "match" if seen.match else "no match", round(seen.attempt_one.score_of_attempt), seen.uniqueness)
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Jane John match 100 75
Jean John match 100 75
Louise Louis match 100 88
Julia Julian match 100 88
Sam Samuel match 100 88
Sam Samantha no match 93 97
Ann Amy no match 80 88
Olena Olga no match 88 100
Karima Karim match 97 100
Samira Samir match 97 100
Amina Amin match 96 100
Paula Paul match 96 88
Simone Simon match 97 100
Danielle Daniel match 96 88
Erica Eric match 96 100
Roberta Robert match 97 75
Victoria Victor match 96 100
Alia Ali match 98 100
WANT
echo "confirmed: to NameComparator Jane is John, and Karima is Karim"
