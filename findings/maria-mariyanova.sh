#!/usr/bin/env bash
# By Bulgaria's law on transliteration of 2009 ия is ia at the end of a word and iya within one: Мария
# Мариянова is Maria Mariyanova. The crate translit 0.6.0, which by its description has the officially
# approved rules, writes Mariya; npm's translitbg 1.3.1, for Bulgarian alone, ia in both places, so
# that Дияна is a Diana, and neither knows Bulgaria, the exception that the law names. PyPI's
# cyrtranslit 1.2.0 has a spelling of its own, with ZHeljo for Жельо, which it cannot read back: what
# comes is Жеljо, in two scripts. ICU4J 79.1 has BGN's, with Mariya and Zhel’o. For a name of Bulgaria
# take the Latin of the document, or compare both spellings. Seen on 1 December 2026:
#
#                     the law             translit            translitbg         cyrtranslit
#   Мария Мариянова   Maria Mariyanova    Mariya Mariyanova   Maria Marianova    Mariya Mariyanova
#   София Илиева      Sofia Ilieva        Sofiya Ilieva       Sofia Ilieva       Sofiya Ilieva
#   Дияна             Diyana              Diyana              Diana              Diyana
#   Жельо             Zhelyo              Zhelyo              Zhelyo             ZHeljo
#   България          Bulgaria            Balgariya           Balgaria           Bălgariya
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet cyrtranslit==1.2.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" translitbg@1.3.1
mvn --quiet --batch-mode dependency:copy -Dartifact=com.ibm.icu:icu4j:79.1 -DoutputDirectory="$work" >"$work/mvn.log"
cd "$work"
names=("Мария Мариянова" "София Илиева" Дияна Жельо България)
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "find"
version = "0.1.0"
edition = "2021"

[dependencies]
translit = "=0.6.0"
TOML
cat >src/main.rs <<'RUST'
use translit::{streamlined_system, Transliterator};

fn main() {
    let latin = Transliterator::new(streamlined_system());
    for name in std::env::args().skip(1) {
        println!("translit {}", latin.convert(&name, false));
    }
}
RUST
CARGO_TARGET_DIR="$work/target" cargo run --quiet -- "${names[@]}" >seen.txt
node - "${names[@]}" >>seen.txt <<'JS'
const { go } = require('translitbg');
for (const name of process.argv.slice(2)) console.log('translitbg', go(name));
JS
"$work/venv/bin/python" - "${names[@]}" <<'PY' >>seen.txt
import sys

import cyrtranslit

for name in sys.argv[1:]:
    latin = cyrtranslit.to_latin(name, "bg")
    print("cyrtranslit", latin, "and back", cyrtranslit.to_cyrillic(latin, "bg"))
PY
cat >Latin.java <<'JAVA'
import com.ibm.icu.text.Transliterator;

class Latin {
    public static void main(String[] names) {
        for (String name : names) System.out.println("ICU4J " + Transliterator.getInstance("Bulgarian-Latin/BGN").transliterate(name));
    }
}
JAVA
java -Dfile.encoding=UTF-8 -Dsun.jnu.encoding=UTF-8 -cp icu4j-79.1.jar Latin.java "${names[@]}" >>seen.txt
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
translit Mariya Mariyanova
translit Sofiya Ilieva
translit Diyana
translit Zhelyo
translit Balgariya
translitbg Maria Marianova
translitbg Sofia Ilieva
translitbg Diana
translitbg Zhelyo
translitbg Balgaria
cyrtranslit Mariya Mariyanova and back Мария Мариянова
cyrtranslit Sofiya Ilieva and back София Илиева
cyrtranslit Diyana and back Дияна
cyrtranslit ZHeljo and back Жеljо
cyrtranslit Bălgariya and back България
ICU4J Mariya Mariyanova
ICU4J Sofiya Ilieva
ICU4J Diyana
ICU4J Zhel’o
ICU4J Bŭlgariya
WANT
echo "confirmed: four transliterators of Bulgarian have two spellings of Maria Mariyanova, neither of them the law's"
