#!/usr/bin/env bash
# The gedcom-search of gedcom-lite 0.2.0, of PyPI, finds the people of a family tree by the years of their birth.
# BEF 1990 it takes for a birth in 1990, the year that it was not in, and AFT 1980 for one in 1980: who was born
# before 1990 is not found between 1980 and 1989. Of a range it knows the first year, BET 1984 AND 1986 is in
# 1984 alone; 4 Iyar 5744 of the Hebrew calendar, which is 6 May 1984, is in the year 5744. Its help says
# that a birth with a date that can be read is found; the package reads both ends of the range. Search wider
# than the years meant, and with MIN and MAX, then read the dates. Seen on 1 December 2026:
#
#   DATE                    found between
#   6 MAY 1984              1984 and 1984
#   BEF 1990                1990 and 1999, not 1980 and 1989
#   AFT 1980                1980 and 1980, not 1981 and 1989
#   BET 1984 AND 1986       1984 and 1984, not 1985 and 1986
#   @#DHEBREW@ 4 IYR 5744   5744 and 5744, not 1984 and 1984
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet gedcom-lite==0.2.0
cd "$work"
cat >tree.ged <<'GEDCOM'
0 HEAD
1 GEDC
2 VERS 5.5.1
2 FORM LINEAGE-LINKED
1 CHAR UTF-8
0 @I1@ INDI
1 NAME Ann /Ash/
1 BIRT
2 DATE 6 MAY 1984
0 @I2@ INDI
1 NAME Bob /Oak/
1 BIRT
2 DATE BEF 1990
0 @I3@ INDI
1 NAME Cy /Elm/
1 BIRT
2 DATE AFT 1980
0 @I4@ INDI
1 NAME Di /Fir/
1 BIRT
2 DATE BET 1984 AND 1986
0 @I5@ INDI
1 NAME Eli /Yew/
1 BIRT
2 DATE @#DHEBREW@ 4 IYR 5744
0 TRLR
GEDCOM
while read -r from to; do
  echo "$from $to: $(venv/bin/gedcom-search tree.ged --born-between "$from" "$to" 2>/dev/null | sed -n 's/^@I.@ *\([A-Z][a-z]*\) .*/\1/p' | paste -sd ' ')"
done <<'YEARS' | tee seen.txt
1984 1984
1980 1989
1990 1999
1981 1989
1985 1986
5744 5744
YEARS
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
1984 1984: Ann Di
1980 1989: Ann Cy Di
1990 1999: Bob
1981 1989: Ann Di
1985 1986: 
5744 5744: Eli
WANT
echo "confirmed: to gedcom-search who was born before 1990 was born in 1990"
