#!/usr/bin/env bash
# uk_address_matcher 1.5.3, by the Ministry of Justice, looks an address up in a list of known
# ones. Flat 3 of 18 Hope Road, where the list has Flats 1 and 2, is to it 3 Hope Road, another
# house, by 19 bits of evidence; so is Flat 3 of a house that the list has not at all, and of 24
# Hope Road, which it has. For the first two it has no second candidate, and what has no rival
# passes whatever threshold of distinguishability is set. A house that was made into more flats
# since the list was made is no rarity, and the letter goes to a stranger. Compare the numbers of
# flat and house before a match is used. Seen on 30 November 2026, on Splink 4.0.17 and DuckDB
# 1.5.6; all in one postcode:
#
#   looked for             match                    bits
#   Flat 2, 18 Hope Road   Flat 2, 18 Hope Road     (exact)
#   Flat 2, 18 Hope Raod   Flat 2, 18 Hope Road     56
#   Flat 3, 18 Hope Road   3 Hope Road              19, no rival
#   Flat 3, 50 Hope Road   3 Hope Road              19, no rival
#   Flat 3, 24 Hope Road   3 Hope Road              7
#   50 Hope Road           none
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet uk_address_matcher==1.5.3 splink==4.0.17 duckdb==1.5.6 sqlglot==30.30.0 pandas==2.3.3
cd "$work"
"$work/venv/bin/python" -W ignore - 2>matcher.log <<'PY' | tee seen.txt
import duckdb
from uk_address_matcher import AddressMatcher

known = [f"{n} Hope Road, Leeds" for n in range(1, 41) if n != 18] + [f"Flat {n}, 18 Hope Road, Leeds" for n in (1, 2)]
asked = [f"{place}, Leeds" for place in ("Flat 2, 18 Hope Road", "Flat 2, 18 Hope Raod", "Flat 3, 18 Hope Road", "Flat 3, 50 Hope Road", "Flat 3, 24 Hope Road", "50 Hope Road")]
con = duckdb.connect()
for table, places in (("known", known), ("asked", asked)):
    con.execute(f"CREATE TABLE {table} AS SELECT row_number() OVER ()::varchar AS unique_id, place AS address_concat, 'LS7 2AB' AS postcode FROM unnest(?::varchar[]) AS places(place)", [places])
matches = AddressMatcher(canonical_addresses=con.table("known"), addresses_to_match=con.table("asked"), con=con).match().matches()
columns = "original_address_concat, original_address_concat_canonical, match_weight, distinguishability"
for place, match, bits, ahead in matches.order("unique_id::int").project(columns).fetchall():
    strength = "" if bits is None else f": {bits:.0f} bits" + ("" if ahead is not None else ", no rival")
    print(f"{place} -> {match or 'none'}{strength}")
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Flat 2, 18 Hope Road, Leeds -> Flat 2, 18 Hope Road, Leeds
Flat 2, 18 Hope Raod, Leeds -> Flat 2, 18 Hope Road, Leeds: 56 bits
Flat 3, 18 Hope Road, Leeds -> 3 Hope Road, Leeds: 19 bits, no rival
Flat 3, 50 Hope Road, Leeds -> 3 Hope Road, Leeds: 19 bits, no rival
Flat 3, 24 Hope Road, Leeds -> 3 Hope Road, Leeds: 7 bits
50 Hope Road, Leeds -> none
WANT
echo "confirmed: to uk_address_matcher Flat 3 of one house is number 3 of the street"
