#!/usr/bin/env bash
# Flat 1 is the 1st of January 2001. Two readers of CSV for JavaScript ask Date.parse whether a
# column holds dates, and that of Node 20 passes over words before a number and makes a month
# of it: vega-loader 5.1.3, the loader of Vega's charts, with parse 'auto', and csv-parse 7.0.3
# with cast_date. A column of Flat 1 to Flat 12 is months of 2001, and the case HPA-2041 the 1st
# of January 2041. One Flat 2A or Flat 13 in the same column saves it from vega-loader; csv-parse
# asks of each value alone, and keeps some flats of a house as dates and others as text.
# papaparse 5.7.1 with dynamicTyping leaves all. Who names the types of the columns is safe.
# Seen on 30 November 2026, in UTC:
#
#                vega-loader  csv-parse   papaparse
#   Flat 1       2001-01-01   2001-01-01  Flat 1
#   Flat 12      2001-12-01   2001-12-01  Flat 12
#   Oak House 7  2001-07-01   2001-07-01  Oak House 7
#   HPA-2041     2041-01-01   2041-01-01  HPA-2041
#   Flat 1   \   Flat 1       2001-01-01  Flat 1
#   Flat 13  /   Flat 13      Flat 13     Flat 13
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" vega-loader@5.1.3 csv-parse@7.0.3 papaparse@5.7.1
cd "$work"
cat >main.mjs <<'JS'
import { parse } from 'csv-parse/sync';
import { read } from 'vega-loader';
import papa from 'papaparse';

const say = (value) => (typeof value === 'string' ? value : new Date(value).toISOString().slice(0, 10));
for (const column of [['Flat 1', 'Flat 12'], ['Oak House 7'], ['HPA-2041'], ['Flat 1', 'Flat 13']]) {
  const file = ['home', ...column].join('\n');
  const vega = read(file, { type: 'csv', parse: 'auto' });
  const csv = parse(file, { columns: true, cast: true, cast_date: true });
  const dynamic = papa.parse(file, { header: true, dynamicTyping: true }).data;
  column.forEach((home, i) => console.log([home, ...[vega, csv, dynamic].map((rows) => say(rows[i].home))].join('|')));
}
JS
TZ=UTC node main.mjs | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Flat 1|2001-01-01|2001-01-01|Flat 1
Flat 12|2001-12-01|2001-12-01|Flat 12
Oak House 7|2001-07-01|2001-07-01|Oak House 7
HPA-2041|2041-01-01|2041-01-01|HPA-2041
Flat 1|Flat 1|2001-01-01|Flat 1
Flat 13|Flat 13|Flat 13|Flat 13
WANT
echo "confirmed: Flat 1 is 1 January 2001 to vega-loader and csv-parse"
