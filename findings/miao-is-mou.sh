#!/usr/bin/env bash
# A Chinese character is often read in another way where it is a surname, and three libraries have
# a way to ask for that: the surname modes of npm's pinyin-pro 3.29.4 and pinyin 4.0.0, and the
# transform Han-Latin/Names of ICU4J 79.1. They agree on 曾, 单, 仇, 查 and 解, and contradict one
# another on six others. The Xiandai Hanyu Cidian, China's dictionary of the standard language,
# reads these as Miao, Gou, Bi, Chong, Nai and Piao: ICU has three of them, pinyin-pro the other
# three, pinyin two. What they say instead is another surname: Mou is 牟, Mi 米, Zhong 钟. Seen on
# 30 November 2026:
#
#                缪     句    秘   种      佴    朴
#   ICU4J        mou    ju    bi   chong   nai   pu
#   pinyin-pro   miao   gou   mi   zhong   er    piao
#   pinyin       miao   ju    mi   zhong   er    piao
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" pinyin-pro@3.29.4 pinyin@4.0.0
mvn --quiet --batch-mode dependency:copy -Dartifact=com.ibm.icu:icu4j:79.1 -DoutputDirectory="$work" >"$work/mvn.log"
cd "$work"
cat >Names.java <<'JAVA'
import com.ibm.icu.text.Transliterator;

class Names {
    public static void main(String[] surnames) {
        Transliterator names = Transliterator.getInstance("Han-Latin/Names; Latin-ASCII");
        StringBuilder seen = new StringBuilder("ICU4J");
        for (String surname : surnames) {
            seen.append(' ').append(names.transliterate(surname + "伟").split(" ")[0]);
        }
        System.out.println(seen);
    }
}
JAVA
surnames=(缪 句 秘 种 佴 朴 曾 单 仇 查 解)
java -cp icu4j-79.1.jar Names.java "${surnames[@]}" >seen.txt
node - "${surnames[@]}" >>seen.txt <<'JS'
const pro = require('pinyin-pro').pinyin;
const { pinyin } = require('pinyin');
const surnames = process.argv.slice(2).map((surname) => `${surname}伟`);
console.log('pinyin-pro', ...surnames.map((name) => pro(name, { mode: 'surname', toneType: 'none', type: 'array' })[0]));
console.log('pinyin', ...surnames.map((name) => pinyin(name, { mode: 'surname', style: 'normal' })[0][0]));
JS
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
ICU4J mou ju bi chong nai pu zeng shan qiu zha xie
pinyin-pro miao gou mi zhong er piao zeng shan qiu zha xie
pinyin miao ju mi zhong er piao zeng shan qiu zha xie
WANT
echo "confirmed: of six surnames three libraries that know of surnames read none alike"
