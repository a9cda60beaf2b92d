#!/usr/bin/env bash
# A column of telephone numbers in a workbook, kept as numbers: a mobile whose nought is in the
# cell's format, 00000 000000, and two that were written with 44. What becomes of them depends on
# the reader. Openpyxl 3.1.5, Polars 2.1.0 and xlsx2csv 0.8.6 drop the format and so the nought.
# SheetJS 0.18.5, the newest on npm, obeys it, and where the cell has none writes 4.47701E+11 into
# its CSV: six figures of twelve are gone, and two people share a telephone. Excelize 2.11.1 has
# all three right. Ask SheetJS for rawNumbers, or sheet_to_json, and put the noughts back. Seen on
# 30 November 2026:
#
#   cell              openpyxl      Polars        xlsx2csv      SheetJS CSV   excelize
#   07700 900123      7700900123    7700900123    7700900123    07700 900123  07700 900123
#   447700900123      447700900123  447700900123  447700900123  4.47701E+11   447700900123
#   447700900456      447700900456  447700900456  447700900456  4.47701E+11   447700900456
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off GOFLAGS=-mod=mod
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet openpyxl==3.1.5 polars==2.1.0 fastexcel==0.21.0 xlsx2csv==0.8.6
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" xlsx@0.18.5
cd "$work"
"$work/venv/bin/python" <<'PY'
import openpyxl
import polars

book = openpyxl.Workbook()
for phone in ("phone", 7700900123, 447700900123, 447700900456):
    book.active.append([phone])
book.active["A2"].number_format = "00000 000000"
book.save("phones.xlsx")
cells = openpyxl.load_workbook("phones.xlsx").active["A"][1:]
open("openpyxl.txt", "w").writelines(f"{cell.value}\n" for cell in cells)
open("polars.txt", "w").writelines(f"{phone}\n" for phone in polars.read_excel("phones.xlsx")["phone"])
PY
"$work/venv/bin/xlsx2csv" phones.xlsx | tail -n +2 >xlsx2csv.txt
node >sheetjs.txt <<'JS'
const { readFile, utils } = require('xlsx');
const book = readFile('phones.xlsx');
console.log(utils.sheet_to_csv(book.Sheets[book.SheetNames[0]]).trim().split('\n').slice(1).join('\n'));
JS
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

func main() {
	book, err := excelize.OpenFile("phones.xlsx")
	if err != nil {
		panic(err)
	}
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		panic(err)
	}
	for _, row := range rows[1:] {
		fmt.Println(row[0])
	}
}
GO
go mod init find >go.log 2>&1
go get github.com/xuri/excelize/v2@v2.11.1 >>go.log 2>&1
go run . >excelize.txt
paste -d '|' openpyxl.txt polars.txt xlsx2csv.txt sheetjs.txt excelize.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
7700900123|7700900123|7700900123|07700 900123|07700 900123
447700900123|447700900123|447700900123|4.47701E+11|447700900123
447700900456|447700900456|447700900456|4.47701E+11|447700900456
WANT
echo "confirmed: a telephone number of a workbook loses its nought to three readers, and six figures to a fourth"
