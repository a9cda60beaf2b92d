#!/usr/bin/env bash
# Singh is written ਸਿੰਘ in Punjabi, where the sign ੰ (tippi) stands for the n. Three
# transliterators make three Latin names of it, and none is Singh whatever the case. Any-Latin
# of ICU4J 79.1 loses the n: it writes nothing for tippi, while it keeps the n for the sign ਂ
# (bindi), and that of Sinha, the same word in Hindi and Bengali. ICU's Latin-ASCII also leaves
# Azerbaijani Ə as it is, a Latin letter that is not ASCII. Seen on 28 November 2026:
#
#           ICU4J 79.1  Unidecode 1.4.0  anyascii 0.3.3
#   ਸਿੰਘ      sigha       siNgh            simgh
#   ਸਿਂਘ      singha      siNgh            simgh
#   सिंह      sinha       siNh             simh
#   সিংহ     sinha       siNh             simh
#   Əli     Əli         @li              Eli
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet Unidecode==1.4.0 anyascii==0.3.3
mvn --quiet --batch-mode dependency:copy -Dartifact=com.ibm.icu:icu4j:79.1 -DoutputDirectory="$work" >"$work/mvn.log"
cd "$work"
cat >Find.java <<'JAVA'
import com.ibm.icu.text.Transliterator;

class Find {
    public static void main(String[] names) throws Exception {
        Transliterator latin = Transliterator.getInstance("Any-Latin; Latin-ASCII");
        var out = new java.io.PrintStream(System.out, true, "UTF-8");
        for (String name : names) out.println(name + " " + latin.transliterate(name));
    }
}
JAVA
java -Dfile.encoding=UTF-8 -cp icu4j-79.1.jar Find.java ਸਿੰਘ ਸਿਂਘ सिंह সিংহ Əli >icu.txt
"$work/venv/bin/python" - icu.txt <<'PY' | tee seen.txt
import sys

from anyascii import anyascii
from unidecode import unidecode

for line in open(sys.argv[1], encoding="utf-8"):
    name, icu = line.split()
    print(name, icu, unidecode(name), anyascii(name))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
ਸਿੰਘ sigha siNgh simgh
ਸਿਂਘ singha siNgh simgh
सिंह sinha siNh simh
সিংহ sinha siNh simh
Əli Əli @li Eli
WANT
echo "confirmed: three transliterators make three names of Singh, and ICU loses its n"
