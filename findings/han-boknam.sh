#!/usr/bin/env bash
# By Korea's rule for Latin letters a sound that changes where two syllables meet is written as it is
# spoken, but not within a person's name: 한복남 is Han Boknam, 홍빛나 Hong Bitna. @romanize/korean
# 0.1.3, aromanize 0.1.5 and es-hangul 2.4.0 of npm know the one half, and there is no way to tell them
# that it is a name; es-hangul writes another n into 민용하, which is Min Yongha. hangul-romanization
# 1.0.1 of npm changes nothing, and hangul-romanize 0.3.2 has ch at the end of a syllable. No two of
# the five agree on these names, the first three of which are the rule's own examples. Seen on
# 30 November 2026:
#
#            @romanize/korean   aromanize     es-hangul     hangul-romanization   hangul-romanize
#   한복남   hanbongnam         hanbongnam    hanbongnam    hanboknam             hanboknam
#   홍빛나   hongbinna          hongbinna     hongbinna     hongbitna             hongbichna
#   민용하   minyongha          minyongha     minnyongha    minyongha             minyongha
#   임영희   imyeonghui         imyeongheui   immyeonghui   imyeonghui            imyeonghui
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" @romanize/korean@0.1.3 aromanize@0.1.5 es-hangul@2.4.0 hangul-romanization@1.0.1 hangul-romanize@0.3.2
cd "$work"
cat >names.mjs <<'JS'
import korean from '@romanize/korean';
import aromanize from 'aromanize';
import { romanize } from 'es-hangul';
import romanization from 'hangul-romanization';
import hangul from 'hangul-romanize';

for (const name of ['한복남', '홍빛나', '민용하', '임영희']) {
  console.log(name, korean.romanize(name), aromanize.romanize(name), romanize(name), romanization.convert(name), hangul.Romanize.from(name));
}
JS
node names.mjs | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
한복남 hanbongnam hanbongnam hanbongnam hanboknam hanboknam
홍빛나 hongbinna hongbinna hongbinna hongbitna hongbichna
민용하 minyongha minyongha minnyongha minyongha minyongha
임영희 imyeonghui imyeongheui immyeonghui imyeonghui imyeonghui
WANT
echo "confirmed: three packages write Han Boknam as Hanbongnam"
