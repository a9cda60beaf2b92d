#!/usr/bin/env bash
# The optimal string alignment distance counts two letters that changed places as one slip; that
# is all it has over Levenshtein's. fuzzy_osadist of SQLite's extension sqlean (PyPI's sqlean.py
# 3.50.4.5) counts them as two: on each of these it is Levenshtein's distance by another name,
# while fuzzy_damlev beside it counts one. The one example of its documentation has 3 where the
# definition gives 2. rapidfuzz 3.14.6 and Go's go-edlib 1.7.0 count one. A rule of one slip at most
# that was tried with another library's OSA loses here whoever swapped two letters. Seen on
# 30 November 2026:
#
#                             sqlean                     rapidfuzz   go-edlib
#                             osadist  damlev  leven     OSA         OSA
#   Ian, Ina                  2        1       2         1           1
#   Brian, Brain              2        1       2         1           1
#   LS14AP, LS14PA            2        1       2         1           1
#   QQ123456C, QQ213456C      2        1       2         1           1
#   Smith, Smyth              1        1       1         1           1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off GOFLAGS=-mod=mod
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet sqlean.py==3.50.4.5 rapidfuzz==3.14.6
cd "$work"
pairs=(Ian Ina Brian Brain LS14AP LS14PA QQ123456C QQ213456C Smith Smyth)
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"github.com/hbollon/go-edlib"
)

func main() {
	for i := 1; i < len(os.Args); i += 2 {
		fmt.Println(edlib.OSADamerauLevenshteinDistance(os.Args[i], os.Args[i+1]))
	}
}
GO
go mod init find >go.log 2>&1
go get github.com/hbollon/go-edlib@v1.7.0 >>go.log 2>&1
"$work/venv/bin/python" - "${pairs[@]}" >python.txt <<'PY'
import sys

import sqlean
from rapidfuzz.distance import OSA

sqlean.extensions.enable("fuzzy")
db = sqlean.connect(":memory:")
for a, b in zip(sys.argv[1::2], sys.argv[2::2]):
    print(a, b, *db.execute("SELECT fuzzy_osadist(?1, ?2), fuzzy_damlev(?1, ?2), fuzzy_leven(?1, ?2)", (a, b)).fetchone(), OSA.distance(a, b))
PY
go run . "${pairs[@]}" >go.txt
paste -d ' ' python.txt go.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Ian Ina 2 1 2 1 1
Brian Brain 2 1 2 1 1
LS14AP LS14PA 2 1 2 1 1
QQ123456C QQ213456C 2 1 2 1 1
Smith Smyth 1 1 1 1 1
WANT
echo "confirmed: sqlean's optimal string alignment counts a swap of two letters as two slips"
