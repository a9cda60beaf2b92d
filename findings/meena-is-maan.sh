#!/usr/bin/env bash
# rapidfuzz 3.14.6, thefuzz 0.22.1 and fuzzball 2.2.6 of npm clean a text before they compare it,
# by their documentation of all that is neither letter nor figure. To the three the vowels of most
# scripts of India are neither, since Unicode has them as marks: Meena (मीना) and Maan (मान) are
# both "म न", alike to 100, and so are Singh (ਸਿੰਘ) and Sangh (ਸੰਘ). thefuzz and fuzzball do so
# unless told otherwise. Java's fuzzywuzzy 1.4.0, made after the same model, keeps the vowels.
# Cyrillic letters stay, and of Latin ones thefuzz alone drops the ë. Seen on 30 November 2026, by
# token_sort_ratio:
#
#                  rapidfuzz,          thefuzz   fuzzball   fuzzywuzzy   rapidfuzz,
#                  default_process                          of Java      as written
#   मीना, मान       100                 100       100        57           57
#   ਸਿੰਘ, ਸੰਘ       100                 100       100        86           86
#   Zoë, Zoe        67                  80        67        67           67
#   Ира, Ари        33                  33        33        33           33
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet rapidfuzz==3.14.6 thefuzz==0.22.1
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" fuzzball@2.2.6
mvn --quiet --batch-mode dependency:copy -Dartifact=me.xdrop:fuzzywuzzy:1.4.0 -DoutputDirectory="$work" >"$work/mvn.log"
cd "$work"
pairs=(मीना मान ਸਿੰਘ ਸੰਘ Zoë Zoe Ира Ари)
cat >Alike.java <<'JAVA'
import me.xdrop.fuzzywuzzy.FuzzySearch;

class Alike {
    public static void main(String[] names) {
        for (int i = 0; i < names.length; i += 2) System.out.println("fuzzywuzzy " + FuzzySearch.tokenSortRatio(names[i], names[i + 1]));
    }
}
JAVA
"$work/venv/bin/python" - "${pairs[@]}" >python.txt <<'PY'
import sys

from rapidfuzz import fuzz, utils
from thefuzz import fuzz as the

for a, b in zip(sys.argv[1::2], sys.argv[2::2]):
    cleaned, written = (round(fuzz.token_sort_ratio(a, b, processor=how)) for how in (utils.default_process, None))
    print(f"{a} {b} rapidfuzz {cleaned}, as written {written}, thefuzz {the.token_sort_ratio(a, b)}")
PY
node - "${pairs[@]}" >node.txt <<'JS'
const fuzzball = require('fuzzball');
const names = process.argv.slice(2);
for (let i = 0; i < names.length; i += 2) console.log('fuzzball', fuzzball.token_sort_ratio(names[i], names[i + 1]));
JS
java -cp fuzzywuzzy-1.4.0.jar Alike.java "${pairs[@]}" >java.txt
paste -d ' ' python.txt node.txt java.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
मीना मान rapidfuzz 100, as written 57, thefuzz 100 fuzzball 100 fuzzywuzzy 57
ਸਿੰਘ ਸੰਘ rapidfuzz 100, as written 86, thefuzz 100 fuzzball 100 fuzzywuzzy 86
Zoë Zoe rapidfuzz 67, as written 67, thefuzz 80 fuzzball 67 fuzzywuzzy 67
Ира Ари rapidfuzz 33, as written 33, thefuzz 33 fuzzball 33 fuzzywuzzy 33
WANT
echo "confirmed: without their vowels Meena is Maan to three libraries"
