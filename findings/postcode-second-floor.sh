#!/usr/bin/env bash
# Flat B1 on the 2nd floor of a house in Leeds has no comma behind B1, and B1 2ND looks like a
# postcode of Birmingham. npm's postcode 5.1.0 finds it before the true one. uk_address_matcher
# 1.5.3, which takes the postcode out of an address that comes without one, takes this one, and
# finds no match for a flat that it finds with the floor in a word or behind a comma. E1 1st
# Floor and A1 4th Floor fare alike. ukaddresskit 0.0.5 has LS1 4AP in all three. Somebody's home
# is looked up in another city: take the last postcode of an address, not the first. Seen on
# 30 November 2026:
#
#                                          postcode          uk_address_matcher   ukaddresskit
#   Flat B1 2nd Floor, ... LS1 4AP         B1 2nd, LS1 4AP   B1 2ND, no match     LS1 4AP
#   Flat B1, 2nd Floor, ... LS1 4AP        LS1 4AP           LS1 4AP, match       LS1 4AP
#   Flat B1 Second Floor, ... LS1 4AP      LS1 4AP           LS1 4AP, match       LS1 4AP
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet uk_address_matcher==1.5.3 splink==4.0.17 duckdb==1.5.6 sqlglot==30.30.0 pandas==2.3.3 ukaddresskit==0.0.5
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" postcode@5.1.0
cd "$work"
places=("Flat B1 2nd Floor, Mill House, Leeds LS1 4AP" "Flat B1, 2nd Floor, Mill House, Leeds LS1 4AP" "Flat B1 Second Floor, Mill House, Leeds LS1 4AP")
cat >find.js <<'JS'
const { match } = require('postcode');
for (const place of process.argv.slice(2)) console.log('postcode', place, '->', match(place).join(', '));
JS
cat >find.py <<'PY'
import sys

import duckdb
from uk_address_matcher import AddressMatcher
from ukaddresskit.parser import tag

places = sys.argv[1:]
con = duckdb.connect()
con.execute("CREATE TABLE known AS SELECT flat AS unique_id, 'Flat ' || flat || ', Mill House, Leeds' AS address_concat, 'LS1 4AP' AS postcode FROM unnest(['A1', 'B1', 'B2']) AS flats(flat)")
con.execute("CREATE TABLE asked AS SELECT row_number() OVER ()::varchar AS unique_id, place AS address_concat FROM unnest(?::varchar[]) AS places(place)", [places])
matches = AddressMatcher(canonical_addresses=con.table("known"), addresses_to_match=con.table("asked"), con=con).match().matches()
for place, postcode, match in matches.order("unique_id").project("original_address_concat, postcode, resolved_canonical_id").fetchall():
    print("uk_address_matcher", place, "->", postcode, match or "no match")
for place in places:
    print("ukaddresskit", place, "->", tag(place)["Postcode"])
PY
{
	node find.js "${places[@]}"
	"$work/venv/bin/python" -W ignore find.py "${places[@]}" 2>matcher.log
} | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
postcode Flat B1 2nd Floor, Mill House, Leeds LS1 4AP -> B1 2nd, LS1 4AP
postcode Flat B1, 2nd Floor, Mill House, Leeds LS1 4AP -> LS1 4AP
postcode Flat B1 Second Floor, Mill House, Leeds LS1 4AP -> LS1 4AP
uk_address_matcher Flat B1 2nd Floor, Mill House, Leeds LS1 4AP -> B1 2ND no match
uk_address_matcher Flat B1, 2nd Floor, Mill House, Leeds LS1 4AP -> LS1 4AP B1
uk_address_matcher Flat B1 Second Floor, Mill House, Leeds LS1 4AP -> LS1 4AP B1
ukaddresskit Flat B1 2nd Floor, Mill House, Leeds LS1 4AP -> LS1 4AP
ukaddresskit Flat B1, 2nd Floor, Mill House, Leeds LS1 4AP -> LS1 4AP
ukaddresskit Flat B1 Second Floor, Mill House, Leeds LS1 4AP -> LS1 4AP
WANT
echo "confirmed: Flat B1 on the 2nd floor has the postcode B1 2ND to two packages"
