#!/usr/bin/env bash
# Excel keeps with a Japanese name its reading, as it was typed: ヤマダ and タロウ of 山田太郎.
# In the file they lie beside the text, as phonetic runs of the shared string (ECMA-376, Part 1,
# 18.4.6), and are no part of it. thedatashed/xlsxreader 1.2.8 of Go has the last of them in the
# place of the text: the surname is gone, and two people of different surnames and characters
# are one タロウ. A name in two fonts, which is two runs of text, it reads whole.
# Openpyxl 3.1.5 and excelize 2.11.1 read the cells as Excel shows them. Seen on 30 November 2026:
#
#   cell                     xlsxreader   openpyxl   excelize
#   山田太郎, ヤマダ タロウ  タロウ       山田太郎   山田太郎
#   佐藤太朗, サトウ タロウ  タロウ       佐藤太朗   佐藤太朗
#   Ann Smith, Ann in bold   Ann Smith    Ann Smith  Ann Smith
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off GOFLAGS=-mod=mod
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet openpyxl==3.1.5 xlsxwriter==3.3.1
cd "$work"
"$work/venv/bin/python" <<'PY'
import zipfile

import openpyxl
import xlsxwriter

names = {"ONE": ("山田太郎", "ヤマダ", "タロウ"), "TWO": ("佐藤太朗", "サトウ", "タロウ")}
with xlsxwriter.Workbook("plain.xlsx") as book:
    sheet = book.add_worksheet("people")
    sheet.write_column(0, 0, names)
    sheet.write_rich_string(2, 0, book.add_format({"bold": True}), "Ann", " Smith")
with zipfile.ZipFile("plain.xlsx") as plain, zipfile.ZipFile("names.xlsx", "w") as out:
    for part in plain.namelist():
        text = plain.read(part)
        if part == "xl/sharedStrings.xml":
            for key, (name, surname, given) in names.items():
                runs = f'<t>{name}</t><rPh sb="0" eb="2"><t>{surname}</t></rPh><rPh sb="2" eb="4"><t>{given}</t></rPh>'
                text = text.replace(f"<t>{key}</t>".encode(), runs.encode())
        out.writestr(part, text)
cells = openpyxl.load_workbook("names.xlsx").active["A"]
open("openpyxl.txt", "w").writelines(f"{cell.value}\n" for cell in cells)
PY
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/thedatashed/xlsxreader"
	"github.com/xuri/excelize/v2"
)

func main() {
	book, err := excelize.OpenFile("names.xlsx")
	if err != nil {
		panic(err)
	}
	rows, err := book.GetRows("people")
	if err != nil {
		panic(err)
	}
	file, err := xlsxreader.OpenFile("names.xlsx")
	if err != nil {
		panic(err)
	}
	defer file.Close()
	for row := range file.ReadRows("people") {
		fmt.Printf("%s|%s\n", row.Cells[0].Value, rows[row.Index-1][0])
	}
}
GO
go mod init find >go.log 2>&1
go get github.com/thedatashed/xlsxreader@v1.2.8 github.com/xuri/excelize/v2@v2.11.1 >>go.log 2>&1
go run . >go.txt
paste -d '|' go.txt openpyxl.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
タロウ|山田太郎|山田太郎
タロウ|佐藤太朗|佐藤太朗
Ann Smith|Ann Smith|Ann Smith
WANT
echo "confirmed: of a name and its reading xlsxreader keeps the end of the reading"
