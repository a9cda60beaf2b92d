#!/usr/bin/env bash
# DuckDB's documentation has its distances count characters. Up to 1.5.6 levenshtein, jaro and
# jaro_winkler count bytes: ë is two letters, and two letters of Cyrillic agree on half of what
# they are, so that Dmytro and Olena, who share no letter, are alike to 0.58. DuckDB 2.0.1 counts
# letters. Go's smetrics still counts bytes; jellyfish 1.3.0 counts as DuckDB does now. Nguyễn and
# Nguyen pass 0.92 since, and Łukasz and Lukasz 0.88, two levels that Splink's comparisons of
# names have: weights that were learned on the one version are not those of the other. Seen on
# 30 November 2026:
#
#                     DuckDB 1.5.6   DuckDB 2.0.1   jellyfish     smetrics
#   Zoë, Zoe          2, 0.7778      1, 0.8222      1, 0.8222     0.7778
#   Nguyễn, Nguyen    3, 0.8917      1, 0.9333      1, 0.9333     0.8917
#   Łukasz, Lukasz    2, 0.8492      1, 0.8889      1, 0.8889     0.8492
#   Дмитро, Олена     8, 0.5778      6, 0.0000      6, 0.0000     0.5778
#   Brian, Brain      2, 0.9467      2, 0.9467      2, 0.9467     0.9467
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off GOFLAGS=-mod=mod
for version in 1.5.6 2.0.1; do
	python3 -m venv "$work/$version"
	"$work/$version/bin/pip" install --quiet "duckdb==$version" jellyfish==1.3.0
done
cd "$work"
pairs=(Zoë Zoe Nguyễn Nguyen Łukasz Lukasz Дмитро Олена Brian Brain)
cat >duck.py <<'PY'
import sys

import duckdb

for a, b in zip(sys.argv[1::2], sys.argv[2::2]):
    edits, alike = duckdb.execute("SELECT levenshtein($1, $2), jaro_winkler_similarity($1, $2)", [a, b]).fetchone()
    print(f"{a} {b} DuckDB {duckdb.__version__} {edits} {alike:.4f}")
PY
cat >jelly.py <<'PY'
import sys

import jellyfish

for a, b in zip(sys.argv[1::2], sys.argv[2::2]):
    print(f"{a} {b} jellyfish {jellyfish.levenshtein_distance(a, b)} {jellyfish.jaro_winkler_similarity(a, b):.4f}")
PY
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"github.com/xrash/smetrics"
)

func main() {
	for i := 1; i < len(os.Args); i += 2 {
		a, b := os.Args[i], os.Args[i+1]
		fmt.Printf("%s %s smetrics %.4f\n", a, b, smetrics.JaroWinkler(a, b, 0.7, 4))
	}
}
GO
go mod init find >go.log 2>&1
go get github.com/xrash/smetrics@v0.0.0-20250705151800-55b8f293f342 >>go.log 2>&1
{
	1.5.6/bin/python duck.py "${pairs[@]}"
	2.0.1/bin/python duck.py "${pairs[@]}"
	2.0.1/bin/python jelly.py "${pairs[@]}"
	go run . "${pairs[@]}"
} | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Zoë Zoe DuckDB 1.5.6 2 0.7778
Nguyễn Nguyen DuckDB 1.5.6 3 0.8917
Łukasz Lukasz DuckDB 1.5.6 2 0.8492
Дмитро Олена DuckDB 1.5.6 8 0.5778
Brian Brain DuckDB 1.5.6 2 0.9467
Zoë Zoe DuckDB 2.0.1 1 0.8222
Nguyễn Nguyen DuckDB 2.0.1 1 0.9333
Łukasz Lukasz DuckDB 2.0.1 1 0.8889
Дмитро Олена DuckDB 2.0.1 6 0.0000
Brian Brain DuckDB 2.0.1 2 0.9467
Zoë Zoe jellyfish 1 0.8222
Nguyễn Nguyen jellyfish 1 0.9333
Łukasz Lukasz jellyfish 1 0.8889
Дмитро Олена jellyfish 6 0.0000
Brian Brain jellyfish 2 0.9467
Zoë Zoe smetrics 0.7778
Nguyễn Nguyen smetrics 0.8917
Łukasz Lukasz smetrics 0.8492
Дмитро Олена smetrics 0.5778
Brian Brain smetrics 0.9467
WANT
echo "confirmed: what was two letters to DuckDB 1.5.6 is one to 2.0.1"
