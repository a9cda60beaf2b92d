#!/usr/bin/env bash
# The Cologne phonetics (Postel 1969) write a C before E, I or Y as 8, an S. PyPI's kph 0.4.1 writes
# nothing for such a C within a name, so that Alice has the key of Ali, Lucy of Lou and Maurice of
# Marie. talisman 1.1.4 counts the silent H as the first sound and drops the vowel behind it, so that
# Hanna has the key of Mia and not of Anna. Commons Codec 1.20.0, PyPI's cologne-phonetics 2.0.0 and
# npm's cologne-phonetic 1.1.1 keep to the rules in both. Seen on 1 December 2026:
#
#             kph   talisman   the three others
#   Alice     05    058        058
#   Ali       05    05         05
#   Lucy      5     58         58
#   Lou       5     5          5
#   Maurice   67    678        678
#   Marie     67    67         67
#   Hanna     06    6          06
#   Anna      06    06         06
#   Mia       6     6          6
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet kph==0.4.1 cologne-phonetics==2.0.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" cologne-phonetic@1.1.1 talisman@1.1.4
mvn --quiet --batch-mode dependency:copy -Dartifact=commons-codec:commons-codec:1.20.0 -DoutputDirectory="$work" >"$work/mvn.log"
cd "$work"
names=(Alice Ali Lucy Lou Maurice Marie Hanna Anna Mia)
"$work/venv/bin/python" - "${names[@]}" <<'PY' >python.txt
import sys

import cologne_phonetics
import kph

for name in sys.argv[1:]:
    print(name, kph.encode(name), cologne_phonetics.encode(name)[0][1])
PY
cat >keys.mjs <<'JS'
import { createRequire } from 'node:module';
import * as npm from 'cologne-phonetic';

const talisman = createRequire(import.meta.url)('talisman/phonetics/german/cologne');
const key = npm.default ?? Object.values(npm)[0];
for (const name of process.argv.slice(2)) console.log(key(name), (talisman.default ?? talisman)(name));
JS
node keys.mjs "${names[@]}" >node.txt
cat >Keys.java <<'JAVA'
import org.apache.commons.codec.language.ColognePhonetic;

class Keys {
    public static void main(String[] names) {
        for (String name : names) System.out.println(new ColognePhonetic().colognePhonetic(name));
    }
}
JAVA
java -cp commons-codec-1.20.0.jar Keys.java "${names[@]}" >java.txt
paste -d ' ' python.txt node.txt java.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Alice 05 058 058 058 058
Ali 05 05 05 05 05
Lucy 5 58 58 58 58
Lou 5 5 5 5 5
Maurice 67 678 678 678 678
Marie 67 67 67 67 67
Hanna 06 06 06 6 06
Anna 06 06 06 06 06
Mia 6 6 6 6 6
WANT
echo "confirmed: by kph Alice sounds as Ali, and by talisman Hanna as Mia"
