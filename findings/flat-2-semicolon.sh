#!/usr/bin/env bash
# A semicolon within a part of an address or a name is written with a backslash in a vCard (RFC 6350,
# 3.4), as in ADR:;;Flat 2\; 1 Hope Road;Leeds;;LS1 2AB;UK. go-vcard of Go and vcf 2.1.2 of npm split
# there all the same: the street is "Flat 2\", the town 1 Hope Road, the county Leeds, and in the
# place of the postcode there is none. ical.js 2.2.1 and PyPI's vobject 0.9.9 have each part. Seen on
# 30 November 2026, go-vcard v0.0.0-20260618161152-d854b7e0e2d3:
#
#             street                town          county   postcode
#   go-vcard  Flat 2\               1 Hope Road   Leeds    -
#   vcf       Flat 2\               1 Hope Road   Leeds    -
#   ical.js   Flat 2; 1 Hope Road   Leeds         -        LS1 2AB
#   vobject   Flat 2; 1 Hope Road   Leeds         -        LS1 2AB
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off GOFLAGS=-mod=mod
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet vobject==0.9.9
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" vcf@2.1.2 ical.js@2.2.1
cd "$work"
printf '%s\r\n' BEGIN:VCARD VERSION:4.0 'FN:Ann Ash' 'N:Ash;Ann;;;' 'ADR:;;Flat 2\; 1 Hope Road;Leeds;;LS1 2AB;UK' END:VCARD >ann.vcf
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/emersion/go-vcard"
)

func main() {
	card, err := vcard.NewDecoder(os.Stdin).Decode()
	if err != nil {
		panic(err)
	}
	a := card.Address()
	fmt.Println(strings.Join([]string{"go-vcard", a.StreetAddress, a.Locality, a.Region, a.PostalCode}, "|"))
}
GO
go mod init find >go.log 2>&1
go get github.com/emersion/go-vcard@v0.0.0-20260618161152-d854b7e0e2d3 >>go.log 2>&1
go run . <ann.vcf >seen.txt
cat >address.mjs <<'JS'
import { readFileSync } from 'node:fs';
import vCard from 'vcf';
import ICAL from 'ical.js';

const card = readFileSync('ann.vcf', 'utf8');
const print = (reader, parts) => console.log([reader, ...parts.slice(2, 6)].join('|'));
print('vcf', new vCard().parse(card).get('adr').toJSON()[3]);
print('ical.js', new ICAL.Component(ICAL.parse(card)).getFirstPropertyValue('adr'));
JS
node address.mjs >>seen.txt
"$work/venv/bin/python" <<'PY' >>seen.txt
import vobject

a = vobject.readOne(open("ann.vcf", encoding="utf-8", newline="").read()).adr.value
print("vobject", a.street, a.city, a.region, a.code, sep="|")
PY
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
go-vcard|Flat 2\| 1 Hope Road|Leeds|
vcf|Flat 2\| 1 Hope Road|Leeds|
ical.js|Flat 2; 1 Hope Road|Leeds||LS1 2AB
vobject|Flat 2; 1 Hope Road|Leeds||LS1 2AB
WANT
echo "confirmed: at a semicolon that is part of the street the address falls apart, and has no postcode"
