#!/usr/bin/env bash
# Caverphone writes a name in small letters first. fuzzy_caver of SQLite's extension sqlean
# (PyPI's sqlean.py 3.50.4.5) drops capitals instead, so that a name as it is written loses its
# first letter, Khan and Singh have one key, and whoever is all in capitals has the key of no name.
# In small letters its keys are those of Commons Codec 1.20.0 and talisman 1.1.4, which do not mind
# the case, nor do sqlean's own soundex and refined soundex. Its documentation, which shows one word
# in small letters, says nothing of it. Seen on 30 November 2026:
#
#           sqlean       Commons Codec   talisman
#   Khan    AN11111111   KN11111111      KN11111111
#   Singh   AN11111111   SN11111111      SN11111111
#   Mann    AN11111111   MN11111111      MN11111111
#   KHAN    1111111111   KN11111111      KN11111111
#   SINGH   1111111111   SN11111111      SN11111111
#   khan    KN11111111   KN11111111      KN11111111
#   singh   SN11111111   SN11111111      SN11111111
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet sqlean.py==3.50.4.5
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" talisman@1.1.4
mvn --quiet --batch-mode dependency:copy -Dartifact=commons-codec:commons-codec:1.20.0 -DoutputDirectory="$work" >"$work/mvn.log"
cd "$work"
names=(Khan Singh Mann KHAN SINGH khan singh)
cat >Keys.java <<'JAVA'
import org.apache.commons.codec.language.Caverphone2;

class Keys {
    public static void main(String[] names) {
        for (String name : names) System.out.println(new Caverphone2().encode(name));
    }
}
JAVA
"$work/venv/bin/python" - "${names[@]}" >python.txt <<'PY'
import sys

import sqlean

sqlean.extensions.enable("fuzzy")
db = sqlean.connect(":memory:")
for name in sys.argv[1:]:
    print(name, db.execute("SELECT fuzzy_caver(?)", (name,)).fetchone()[0])
PY
java -cp commons-codec-1.20.0.jar Keys.java "${names[@]}" >java.txt
node - "${names[@]}" >node.txt <<'JS'
const caverphone = require('talisman/phonetics/caverphone');
for (const name of process.argv.slice(2)) console.log((caverphone.default || caverphone)(name));
JS
paste -d ' ' python.txt java.txt node.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Khan AN11111111 KN11111111 KN11111111
Singh AN11111111 SN11111111 SN11111111
Mann AN11111111 MN11111111 MN11111111
KHAN 1111111111 KN11111111 KN11111111
SINGH 1111111111 SN11111111 SN11111111
khan KN11111111 KN11111111 KN11111111
singh SN11111111 SN11111111 SN11111111
WANT
echo "confirmed: to sqlean's Caverphone Khan and Singh are one name, and KHAN is none"
