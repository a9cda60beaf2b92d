#!/usr/bin/env bash
# Two packages of PyPI have a doublemetaphone() and disagree on Scottish and Welsh surnames.
# Metaphone 0.6 does not see that a name ends after CH, and keys Murdoch as "Murdosh" first;
# it writes the H of Hugh twice and leaves Pugh without its GH, so that Pugh has the key of
# Poe; and the apostrophe of O'Brien leaves a second vowel in its key, so that O'Brien and
# OBrien, which DoubleMetaphone 1.2 keys alike, have no key in common. Whoever stores only
# the first key cannot change the package. Seen on 28 November 2026:
#
#   Murdoch  Metaphone MRTX  DoubleMetaphone MRTK
#   Tulloch  Metaphone TLX   DoubleMetaphone TLK
#   Hugh     Metaphone HH    DoubleMetaphone H
#   Pugh     Metaphone P     DoubleMetaphone PK
#   Poe      Metaphone P     DoubleMetaphone P
#   O'Brien  Metaphone AAPRN DoubleMetaphone APRN
#   OBrien   Metaphone APRN  DoubleMetaphone APRN
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet Metaphone==0.6 DoubleMetaphone==1.2
"$work/venv/bin/python" - <<'PY'
import doublemetaphone
import metaphone

want = {
    "Murdoch": ("MRTX", "MRTK"), "Tulloch": ("TLX", "TLK"), "Hugh": ("HH", "H"), "Pugh": ("P", "PK"),
    "Poe": ("P", "P"), "O'Brien": ("AAPRN", "APRN"), "OBrien": ("APRN", "APRN"),
}
for name, keys in want.items():
    seen = metaphone.doublemetaphone(name)[0], doublemetaphone.doublemetaphone(name)[0]
    print(f"{name:8} Metaphone {seen[0]:5} DoubleMetaphone {seen[1]}")
    assert seen == keys, "this has changed"
PY
echo "confirmed: two doublemetaphone() of PyPI disagree on Murdoch, Tulloch, Hugh, Pugh and O'Brien"
