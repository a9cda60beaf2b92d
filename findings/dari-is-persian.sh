#!/usr/bin/env bash
# Dari, the tag prs, is the Persian of Afghanistan, fa-AF: CLDR has the one as an alias of the
# other. A council has its letters in English, Pashto and Persian. A reader of Dari gets the
# Persian one from langcodes 3.5.1 and npm's @formatjs/intl-localematcher 0.10.1. Go's x/text
# 0.44.0 and ICU4J 79.1 give the first, here English, as they do for want of any match; and if
# the letter is tagged prs, a reader of fa-AF gets Pashto and English. ICU4J knows the alias,
# since its createCanonical makes fa_AF of prs; its matcher does not ask. All four give Persian
# to a reader of pes, the Persian of Iran. Seen on 30 November 2026 (with Node 20.20.2):
#
#   reader   letters      langcodes  intl-localematcher  x/text        ICU4J
#   prs      en, ps, fa   fa         fa                  en (No)       en
#   fa-AF    en, ps, prs  prs        prs                 ps (No)       en
#   fa-AF    en, ps, fa   fa         fa                  fa (High)     fa
#   pes      en, ps, fa   fa         fa                  fa (Exact)    fa
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off GOFLAGS=-mod=mod
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet langcodes==3.5.1 language_data==1.4.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" @formatjs/intl-localematcher@0.10.1
mvn --quiet --batch-mode dependency:copy -Dartifact=com.ibm.icu:icu4j:79.1 -DoutputDirectory="$work" >"$work/mvn.log"
cd "$work"
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"golang.org/x/text/language"
)

func main() {
	for _, arg := range os.Args[1:] {
		var tags [4]language.Tag
		var texts [4]string
		fmt.Sscan(arg, &texts[0], &texts[1], &texts[2], &texts[3])
		for i, text := range texts {
			tags[i] = language.MustParse(text)
		}
		_, best, sure := language.NewMatcher(tags[1:]).Match(tags[0])
		fmt.Printf("x/text %s: %s %s\n", arg, texts[1:][best], sure)
	}
}
GO
cat >Find.java <<'JAVA'
import com.ibm.icu.util.LocaleMatcher;
import com.ibm.icu.util.ULocale;

class Find {
    public static void main(String[] args) {
        for (String arg : args) {
            String[] tags = arg.split(" ");
            var matcher = LocaleMatcher.builder();
            for (int i = 1; i < tags.length; i++) matcher.addSupportedULocale(ULocale.forLanguageTag(tags[i]));
            System.out.println("ICU4J " + arg + ": " + matcher.build().getBestMatch(ULocale.forLanguageTag(tags[0])));
        }
        System.out.println("ICU4J prs is " + ULocale.createCanonical("prs"));
    }
}
JAVA
cat >find.mjs <<'JS'
import { match } from "@formatjs/intl-localematcher";

for (const arg of process.argv.slice(2)) {
  const [reader, ...letters] = arg.split(" ");
  console.log(`intl-localematcher ${arg}: ${match([reader], letters, letters[0])}`);
}
JS
cat >find.py <<'PY'
import sys

import langcodes

for arg in sys.argv[1:]:
    reader, *letters = arg.split()
    print(f"langcodes {arg}:", langcodes.closest_match(reader, letters)[0])
PY
go mod init find >go.log 2>&1
go get golang.org/x/text@v0.44.0 >>go.log 2>&1
cases=("prs en ps fa" "fa-AF en ps prs" "fa-AF en ps fa" "pes en ps fa")
{
	"$work/venv/bin/python" find.py "${cases[@]}"
	node find.mjs "${cases[@]}"
	go run . "${cases[@]}"
	java -cp icu4j-79.1.jar Find.java "${cases[@]}"
} | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
langcodes prs en ps fa: fa
langcodes fa-AF en ps prs: prs
langcodes fa-AF en ps fa: fa
langcodes pes en ps fa: fa
intl-localematcher prs en ps fa: fa
intl-localematcher fa-AF en ps prs: prs
intl-localematcher fa-AF en ps fa: fa
intl-localematcher pes en ps fa: fa
x/text prs en ps fa: en No
x/text fa-AF en ps prs: ps No
x/text fa-AF en ps fa: fa High
x/text pes en ps fa: fa Exact
ICU4J prs en ps fa: en
ICU4J fa-AF en ps prs: en
ICU4J fa-AF en ps fa: fa
ICU4J pes en ps fa: fa
ICU4J prs is fa_AF
WANT
echo "confirmed: x/text and ICU's matcher do not know that Dari is Persian"
