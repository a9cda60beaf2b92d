#!/usr/bin/env bash
# @sindresorhus/transliterate 2.3.1 of npm writes names in Latin letters, and does not say where it
# did not: of the letters that Kazakh, Tajik, Uzbek and Serbian have beside the Russian ones it leaves
# some as they are. Қасым is Қasym, in two scripts, and is found neither as Qasym nor as Kasym; of Ў
# it makes the Cyrillic У, which looks like a Latin Y. transliteration 2.6.1 of npm has K'asym, and
# @liya of Әлия; any-ascii 0.3.3 has Latin letters throughout. Seen on 30 November 2026:
#
#           @sindresorhus   transliteration   any-ascii
#   Қасым   Қasym           K'asym            Qasym
#   Ғалым   Ғalym           G'alym            Ghalym
#   Әлия    Әliya           @liya             Aliya
#   Ҷамшед  Ҷamshed         Ch'amshed         Jamshed
#   Ҳаким   Ҳakim           Kh'akim           Hakim
#   Ђорђе   Ђorђe           Djordje           Djordje
#   Ўктам   Уktam           Uktam             Uktam
#   Сергей  Sergey          Sergey            Sergey
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" @sindresorhus/transliterate@2.3.1 transliteration@2.6.1 any-ascii@0.3.3
cd "$work"
cat >latin.mjs <<'JS'
import sindresorhus from '@sindresorhus/transliterate';
import { transliterate } from 'transliteration';
import anyAscii from 'any-ascii';

for (const name of ['Қасым', 'Ғалым', 'Әлия', 'Ҷамшед', 'Ҳаким', 'Ђорђе', 'Ўктам', 'Сергей']) console.log(name, sindresorhus(name), transliterate(name), anyAscii(name));
JS
node latin.mjs | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Қасым Қasym K'asym Qasym
Ғалым Ғalym G'alym Ghalym
Әлия Әliya @liya Aliya
Ҷамшед Ҷamshed Ch'amshed Jamshed
Ҳаким Ҳakim Kh'akim Hakim
Ђорђе Ђorђe Djordje Djordje
Ўктам Уktam Uktam Uktam
Сергей Sergey Sergey Sergey
WANT
echo "confirmed: Қасым is written in two scripts"
