#!/usr/bin/env bash
# indian-namematch 1.3.0 of PyPI answers Match or Not Match of two Indian names: by Soundex, and then by the
# vowels and the consonants in turn, of which it has a list that never go together. Of the longer name
# what is left over in the end is not looked at, so that Ram matches Rahim, and Sana Sahana. The list has
# j and k, but each j was made a z before, so that Rajesh matches Rakesh. It has a and e, and i and e, so
# that Mohammad does not match Mohammed, nor Fatima Fatema, two spellings of one name each. Seen on
# 1 December 2026:
#
#   Ram             Rahim            Match
#   Sana Khan       Sahana Khan      Match
#   Rajesh Kumar    Rakesh Kumar     Match
#   Mohammad Khan   Mohammed Khan    Not Match
#   Fatima Khan     Fatema Khan      Not Match
#   Deepak Rao      Dipak Rao        Match
#   Kamal Singh     Kamla Singh      Not Match
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet indian-namematch==1.3.0 pyphonetics==0.5.3 nltk==3.10.4
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
from indian_namematch import fuzzymatch

names = "Ram, Rahim; Sana Khan, Sahana Khan; Rajesh Kumar, Rakesh Kumar; Mohammad Khan, Mohammed Khan"
names += "; Fatima Khan, Fatema Khan; Deepak Rao, Dipak Rao; Kamal Singh, Kamla Singh"
for pair in names.split("; "):
    a, b = pair.split(", ")
    print(pair, fuzzymatch.single_compare(a, b), fuzzymatch.single_compare(b, a), sep=": ")
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Ram, Rahim: Match: Match
Sana Khan, Sahana Khan: Match: Match
Rajesh Kumar, Rakesh Kumar: Match: Match
Mohammad Khan, Mohammed Khan: Not Match: Not Match
Fatima Khan, Fatema Khan: Not Match: Not Match
Deepak Rao, Dipak Rao: Match: Match
Kamal Singh, Kamla Singh: Not Match: Not Match
WANT
echo "confirmed: to indian-namematch Ram is Rahim and Rajesh Rakesh, and Mohammad is not Mohammed"
