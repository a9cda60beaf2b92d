#!/usr/bin/env bash
# Ukraine writes names in Latin letters by its government's table of 2010, which leaves the
# apostrophe out: Мар'яна is Mariana. There are three apostrophes, the typewriter's, the curly
# one (U+2019) and the letter (U+02BC). Of four packages that have the table, PyPI's
# transliteration-ua 0.2.0 knows the first only, and writes Mar’yana with the others; uklatn
# 1.20.0 keeps the third. A surname in capitals behind a first name that is not comes out half
# in capitals but from uklatn, and npm's cyrillic-to-translit-js 3.2.1 begins the second half
# of a double name as the middle of a word. Seen on 30 November 2026:
#
#                     translitua 2.0    transliteration-ua  uklatn            cyrillic-to-translit-js
#   Мар'яна           Mariana           Mariana             Mariana           Mariana
#   Мар’яна (U+2019)  Mariana           Mar’yana            Mariana           Mariana
#   Марʼяна (U+02BC)  Mariana           Marʼyana            Marʼiana          Mariana
#   Юлія ЩЕРБАК       Yuliia ShchERBAK  Yuliia ShchERBAK    Yuliia SHCHERBAK  Yuliia ShchERBAK
#   Анна-Юлія         Anna-Yuliia       Anna-Yuliia         Anna-Yuliia       Anna-Iuliia
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet translitua==2.0 transliteration-ua==0.2.0 uklatn==1.20.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" cyrillic-to-translit-js@3.2.1
cd "$work"
names=("Мар'яна" $'Мар\u2019яна' $'Мар\u02bcяна' "Юлія ЩЕРБАК" "Анна-Юлія")
PYTHONIOENCODING=utf-8 "$work/venv/bin/python" - "${names[@]}" <<'PY' >python.txt
import sys

import uklatn
from transliteration_ua import transliterate_ua
from translitua import UkrainianKMU, translit

for name in sys.argv[1:]:
    print(f"{name}:", translit(name, UkrainianKMU), transliterate_ua(name), uklatn.encode(name, uklatn.KMU_55), sep=" | ")
PY
node - "${names[@]}" <<'JS' >node.txt
const ukrainian = require('cyrillic-to-translit-js')({ preset: 'uk' });
for (const name of process.argv.slice(2)) console.log(`| ${ukrainian.transform(name)}`);
JS
paste -d ' ' python.txt node.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Мар'яна: | Mariana | Mariana | Mariana | Mariana
Мар’яна: | Mariana | Mar’yana | Mariana | Mariana
Марʼяна: | Mariana | Marʼyana | Marʼiana | Mariana
Юлія ЩЕРБАК: | Yuliia ShchERBAK | Yuliia ShchERBAK | Yuliia SHCHERBAK | Yuliia ShchERBAK
Анна-Юлія: | Anna-Yuliia | Anna-Yuliia | Anna-Yuliia | Anna-Iuliia
WANT
echo "confirmed: Мар’яна is Mariana, Mar’yana or Marʼiana by one table"
