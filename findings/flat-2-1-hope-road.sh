#!/usr/bin/env bash
# An address in one cell, on several lines. OpenDocument has each of them as a paragraph, or parts
# them, in one paragraph, by a <text:line-break/> (OpenDocument 1.3, Part 3, 6.1.5). Calamine, by
# python-calamine 0.9.1 and so in Polars 2.1.0, keeps the lines of the first; of the second it
# drops the break and puts nothing in its place, so that Flat 2 of 1 Hope Road is Flat 21 of Hope
# Road. Pandas 3.1.1 with odfpy 1.4.1, pyexcel-ods3 0.6.1 and SheetJS 0.18.5 keep the break.
# Seen on 30 November 2026:
#
#   Flat 2, 1 Hope Road   in paragraphs        with a line-break
#   python-calamine       Flat 2⏎1 Hope Road   Flat 21 Hope Road
#   Polars                Flat 2⏎1 Hope Road   Flat 21 Hope Road
#   Pandas with odfpy     Flat 2⏎1 Hope Road   Flat 2⏎1 Hope Road
#   pyexcel-ods3          Flat 2⏎1 Hope Road   Flat 2⏎1 Hope Road
#   SheetJS               Flat 2⏎1 Hope Road   Flat 2⏎1 Hope Road
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet odfpy==1.4.1 pandas==3.1.1 pyexcel-ods3==0.6.1 python-calamine==0.9.1 polars==2.1.0 fastexcel==0.21.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" xlsx@0.18.5
cd "$work"
"$work/venv/bin/python" <<'PY' >seen.txt
import pandas
import polars
import pyexcel_ods3
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P
from python_calamine import CalamineWorkbook

book, table = OpenDocumentSpreadsheet(), Table(name="addresses")
book.spreadsheet.addElement(table)
broken = P(text="Flat 2")
broken.addElement(LineBreak())
broken.addText("1 Hope Road")
for paragraphs in ([P(text="address")], [P(text="Flat 2"), P(text="1 Hope Road")], [broken]):
    cell, row = TableCell(valuetype="string"), TableRow()
    for paragraph in paragraphs:
        cell.addElement(paragraph)
    row.addElement(cell)
    table.addElement(row)
book.save("addresses.ods")

seen = {
    "python-calamine": [row[0] for row in CalamineWorkbook.from_path("addresses.ods").get_sheet_by_index(0).to_python()[1:]],
    "Polars": polars.read_ods("addresses.ods")["address"].to_list(),
    "Pandas with odfpy": pandas.read_excel("addresses.ods", engine="odf")["address"].to_list(),
    "pyexcel-ods3": [row[0] for row in pyexcel_ods3.get_data("addresses.ods")["addresses"][1:]],
}
for reader, addresses in seen.items():
    print(reader, *(address.replace("\n", "⏎") for address in addresses), sep="|")
PY
node >>seen.txt <<'JS'
const { readFile, utils } = require('xlsx');
const rows = utils.sheet_to_json(readFile('addresses.ods').Sheets.addresses);
console.log(['SheetJS', ...rows.map((row) => row.address.replace('\n', '⏎'))].join('|'));
JS
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
python-calamine|Flat 2⏎1 Hope Road|Flat 21 Hope Road
Polars|Flat 2⏎1 Hope Road|Flat 21 Hope Road
Pandas with odfpy|Flat 2⏎1 Hope Road|Flat 2⏎1 Hope Road
pyexcel-ods3|Flat 2⏎1 Hope Road|Flat 2⏎1 Hope Road
SheetJS|Flat 2⏎1 Hope Road|Flat 2⏎1 Hope Road
WANT
echo "confirmed: calamine makes Flat 21 of Flat 2 and the 1 of the next line"
