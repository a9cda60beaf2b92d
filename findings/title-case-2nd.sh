#!/usr/bin/env bash
# Go's x/text and ICU both implement Unicode's title case, and disagree on a number with its
# ending: cases.Title of x/text 0.44.0 writes "Mary Ash 2Nd" and "22Nd Street", ICU4J 79.1
# "2nd" and "22nd". Unicode's rule puts the capital on the first letter that has a case; ICU
# by default puts it on the first letter, number or symbol, and a figure has no capital. Both
# break O'Brien and J.R. alike. Seen on 28 November 2026, for British English:
#
#   x/text  Mary Ash 2Nd | 22Nd Street | O'brien | J.r. Ash
#   ICU4J   Mary Ash 2nd | 22nd Street | O'brien | J.r. Ash
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off GOFLAGS=-mod=mod
mvn --quiet --batch-mode dependency:copy -Dartifact=com.ibm.icu:icu4j:79.1 -DoutputDirectory="$work" >"$work/mvn.log"
cd "$work"
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

func main() { fmt.Println(cases.Title(language.BritishEnglish).String(os.Args[1])) }
GO
cat >Find.java <<'JAVA'
import com.ibm.icu.lang.UCharacter;

class Find {
    public static void main(String[] args) {
        System.out.println(UCharacter.toTitleCase(java.util.Locale.UK, args[0], null));
    }
}
JAVA
go mod init find >go.log 2>&1
go get golang.org/x/text@v0.44.0 >>go.log 2>&1
text="MARY ASH 2ND | 22ND STREET | O'BRIEN | J.R. ASH"
{ go run . "$text"; java -cp icu4j-79.1.jar Find.java "$text"; } | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Mary Ash 2Nd | 22Nd Street | O'brien | J.r. Ash
Mary Ash 2nd | 22nd Street | O'brien | J.r. Ash
WANT
echo "confirmed: x/text writes 2Nd where ICU writes 2nd"
