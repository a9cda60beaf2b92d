#!/usr/bin/env bash
# Ə is a letter of every second Azerbaijani name, and E where a passport is read by machine (ICAO
# Doc 9303, Part 3, 6A). To Unidecode 1.4.0 and text-unidecode 1.3 of PyPI it is @, so that
# Məmmədova is M@mm@dova, and to npm's unidecode 1.1.0 \@, of two characters; who then drops what is
# no letter has Mmmdova. ICU4J 79.1 leaves it as it is in its transform Latin-ASCII, and so not in
# ASCII. Anyascii 0.3.3 writes E. Seen on 30 November 2026:
#
#                    Əliyev     Məmmədova
#   Unidecode        @liyev     M@mm@dova
#   text-unidecode   @liyev     M@mm@dova
#   npm's unidecode  \@liyev    M\@mm\@dova
#   ICU4J            Əliyev     Məmmədova
#   anyascii         Eliyev     Memmedova
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet Unidecode==1.4.0 text-unidecode==1.3 anyascii==0.3.3
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" unidecode@1.1.0
mvn --quiet --batch-mode dependency:copy -Dartifact=com.ibm.icu:icu4j:79.1 -DoutputDirectory="$work" >"$work/mvn.log"
cd "$work"
"$work/venv/bin/python" <<'PY' >seen.txt
import anyascii
import text_unidecode
import unidecode

name = "Əliyev Məmmədova"
print("Unidecode", unidecode.unidecode(name))
print("text-unidecode", text_unidecode.unidecode(name))
print("anyascii", anyascii.anyascii(name))
PY
node >>seen.txt <<'JS'
console.log("npm's unidecode", require('unidecode')('Əliyev Məmmədova'));
JS
cat >Latin.java <<'JAVA'
import com.ibm.icu.text.Transliterator;

class Latin {
    public static void main(String[] none) {
        System.out.println("ICU4J " + Transliterator.getInstance("Latin-ASCII").transliterate("\u018fliyev M\u0259mm\u0259dova"));
    }
}
JAVA
java -Dfile.encoding=UTF-8 -cp icu4j-79.1.jar Latin.java >>seen.txt
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Unidecode @liyev M@mm@dova
text-unidecode @liyev M@mm@dova
anyascii Eliyev Memmedova
npm's unidecode \@liyev M\@mm\@dova
ICU4J Əliyev Məmmədova
WANT
echo "confirmed: the Azerbaijani Ə is @, \\@ or left as it is, and E to one"
