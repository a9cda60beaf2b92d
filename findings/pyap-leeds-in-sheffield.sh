#!/usr/bin/env bash
# pyap 0.3.1 finds a British address in a text, and gives the first letter of its postcode to
# the town where no comma or line parts the two: an address in "Leeds LS1" is of "Leeds L" with
# a postcode of Sheffield, S1. With a comma, or in a district of one letter, it is right. Seen
# on 29 November 2026:
#
#   14 High Street, Leeds, LS1 2AB      Leeds       LS1 2AB
#   14 High Street, Leeds LS1 2AB       Leeds L     S1 2AB
#   14 High Street, Bath BA1 1AA        Bath B      A1 1AA
#   14 High Street, London SW1A 2AA     London S    W1A 2AA
#   14 High Street, Manchester M1 2AB   Manchester  M1 2AB
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pyap==0.3.1
"$work/venv/bin/python" <<'PY'
import pyap

wanted = {
    "14 High Street, Leeds, LS1 2AB": ("Leeds", "LS1 2AB"),
    "14 High Street, Leeds LS1 2AB": ("Leeds L", "S1 2AB"),
    "14 High Street, Bath BA1 1AA": ("Bath B", "A1 1AA"),
    "14 High Street, London SW1A 2AA": ("London S", "W1A 2AA"),
    "14 High Street, Manchester M1 2AB": ("Manchester", "M1 2AB"),
}
seen = {}
for text in wanted:
    [address] = pyap.parse(text, country="GB")
    seen[text] = address.city, address.postal_code
    print(f"{text:35} {address.city:11} {address.postal_code}")
assert seen == wanted, "this has changed"
PY
echo "confirmed: an address in Leeds has a postcode of Sheffield"
