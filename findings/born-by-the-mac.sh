#!/usr/bin/env bash
# Excel for the Mac began its days in 1904, and a workbook may still do so: it says date1904 in
# its properties (ECMA-376, Part 1, 18.2.28). Who reads such a date of birth by the other calendar
# has a person four years and a day older than she is, and a date as good as any. Pylightxl 1.61
# and thedatashed/xlsxreader 1.2.8 of Go do. SheetJS 0.18.5, the newest on npm, has both: asked for
# dates it gives 1980 in the cell and in its JSON, and 1984 in the text of the same cell and in its
# CSV. Openpyxl 3.1.5, Polars 2.1.0, excelize 2.11.1 and exceljs 4.4.0 have the day right. Seen on
# 30 November 2026:
#
#   the cell 6 May 1984 of a workbook that counts from 1904
#   pylightxl            1980/05/05      openpyxl   1984-05-06
#   xlsxreader           1980-05-05      Polars     1984-05-06
#   SheetJS, as JSON     1980-05-05      excelize   1984-05-06
#   SheetJS, as CSV      1984-05-06      exceljs    1984-05-06
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off GOFLAGS=-mod=mod TZ=UTC
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet xlsxwriter==3.3.1 pylightxl==1.61 openpyxl==3.1.5 polars==2.1.0 fastexcel==0.21.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" xlsx@0.18.5 exceljs@4.4.0 >"$work/npm.log" 2>&1
cd "$work"
"$work/venv/bin/python" <<'PY' >seen.txt
import datetime

import openpyxl
import polars
import pylightxl
import xlsxwriter

with xlsxwriter.Workbook("mac.xlsx", {"date_1904": True}) as book:
    sheet = book.add_worksheet("people")
    sheet.write(0, 0, "born")
    sheet.write_datetime(1, 0, datetime.datetime(1984, 5, 6), book.add_format({"num_format": "yyyy-mm-dd"}))
print("pylightxl", pylightxl.readxl("mac.xlsx").ws("people").address("A2"))
print("openpyxl", openpyxl.load_workbook("mac.xlsx").active["A2"].value.date())
print("Polars", polars.read_excel("mac.xlsx")["born"][0])
PY
node >>seen.txt <<'JS'
const { readFile, utils } = require('xlsx');
const { Workbook } = require('exceljs');
const day = (date) => date.toISOString().slice(0, 10);
const { people } = readFile('mac.xlsx', { cellDates: true }).Sheets;
console.log('SheetJS, JSON', day(utils.sheet_to_json(people)[0].born));
console.log('SheetJS, CSV', utils.sheet_to_csv(people).split('\n')[1]);
const book = new Workbook();
book.xlsx.readFile('mac.xlsx').then(() => console.log('exceljs', day(book.worksheets[0].getCell('A2').value)));
JS
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/thedatashed/xlsxreader"
	"github.com/xuri/excelize/v2"
)

func main() {
	book, err := excelize.OpenFile("mac.xlsx")
	if err != nil {
		panic(err)
	}
	rows, err := book.GetRows("people")
	if err != nil {
		panic(err)
	}
	file, err := xlsxreader.OpenFile("mac.xlsx")
	if err != nil {
		panic(err)
	}
	defer file.Close()
	for row := range file.ReadRows("people") {
		if row.Index == 2 {
			fmt.Println("xlsxreader", row.Cells[0].Value)
			fmt.Println("excelize", rows[1][0])
		}
	}
}
GO
go mod init find >go.log 2>&1
go get github.com/thedatashed/xlsxreader@v1.2.8 github.com/xuri/excelize/v2@v2.11.1 >>go.log 2>&1
go run . >>seen.txt
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
pylightxl 1980/05/05
openpyxl 1984-05-06
Polars 1984-05-06
SheetJS, JSON 1980-05-05
SheetJS, CSV 1984-05-06
exceljs 1984-05-06
xlsxreader 1980-05-05
excelize 1984-05-06
WANT
echo "confirmed: in a workbook that counts from 1904 three readers of seven make a person four years older"
