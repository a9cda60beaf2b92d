#!/usr/bin/env bash
# Metaphone was made to give Dickson and Dixon one key: ck is one K, and x is KS. talisman 1.1.4 and
# pyphonetics 0.5.3 have a K for each letter of ck, and for the x of Dixon an X, which is sh, so that Dickson,
# Jackson and Mackenzie do not meet Dixon, Jaxon and Makenzie. jellyfish 1.3.0 and Commons Codec 1.20.0 have
# one key for each pair. Seen on 1 December 2026:
#
#               talisman   pyphonetics   jellyfish   Commons Codec
#   Dickson     TKKSN      TKKSN         TKSN        TKSN
#   Dixon       TXN        TXN           TKSN        TKSN
#   Jackson     JKKSN      JKKSN         JKSN        JKSN
#   Jaxon       JXN        JXN           JKSN        JKSN
#   Mackenzie   MKKNS      MKKNS         MKNS        MKNS
#   Makenzie    MKNS       MKNS          MKNS        MKNS
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pyphonetics==0.5.3 jellyfish==1.3.0
npm install --silent --no-audit --no-fund --ignore-scripts talisman@1.1.4
mvn --quiet --batch-mode dependency:copy -Dartifact=commons-codec:commons-codec:1.20.0 -DoutputDirectory="$work" >mvn.log
cat >Keys.java <<'JAVA'
import org.apache.commons.codec.language.Metaphone;

class Keys {
    public static void main(String[] names) {
        var metaphone = new Metaphone();
        metaphone.setMaxCodeLen(8);
        for (String name : names) System.out.println(metaphone.metaphone(name));
    }
}
JAVA
names=(Dickson Dixon Jackson Jaxon Mackenzie Makenzie)
node - "${names[@]}" <<'JS' >node.txt
const metaphone = require('talisman/phonetics/metaphone');
for (const name of process.argv.slice(2)) console.log(name, (metaphone.default ?? metaphone)(name));
JS
venv/bin/python - "${names[@]}" <<'PY' >python.txt
import sys

from jellyfish import metaphone
from pyphonetics import Metaphone

for name in sys.argv[1:]:
    print(Metaphone().phonetics(name), metaphone(name))
PY
java -cp commons-codec-1.20.0.jar Keys.java "${names[@]}" >java.txt
paste -d ' ' node.txt python.txt java.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Dickson TKKSN TKKSN TKSN TKSN
Dixon TXN TXN TKSN TKSN
Jackson JKKSN JKKSN JKSN JKSN
Jaxon JXN JXN JKSN JKSN
Mackenzie MKKNS MKKNS MKNS MKNS
Makenzie MKNS MKNS MKNS MKNS
WANT
echo "confirmed: to talisman and pyphonetics Dickson does not sound as Dixon"
