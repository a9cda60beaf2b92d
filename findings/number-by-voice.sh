#!/usr/bin/env bash
# In a vCard a telephone number is of the type voice if none is said (RFC 2426, 3.3.1). abook 0.6.1, the
# address book of Debian's terminals, takes a number without a type, those at home, at work, of a mobile and of a
# fax, and drops one whose type is voice, or pref, the preferred one, without a word: who has but that has no number.
# It leaves the standard's own escapes standing in addresses. vobject 0.9.9 of PyPI, by which khard, the other
# address book of terminals, writes its cards, reads all. Give such a number the type home, or none, before
# abook sees it. Seen on 1 December 2026:
#
#                                   vobject               abook
#   TEL;TYPE=CELL:07700 900123      07700 900123          07700 900123
#   TEL;TYPE=HOME,VOICE:… 900124    07700 900124          07700 900124
#   TEL;TYPE=VOICE:07700 900125     07700 900125          none
#   TEL;TYPE=PREF:07700 900126      07700 900126          none
#   TEL:07700 900127                07700 900127          07700 900127
#   ADR:;;Flat 2\, 1 Hope Road;…    Flat 2, 1 Hope Road   Flat 2\, 1 Hope Road
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p lists/partial
apt-get -o Dir::State::Lists="$work/lists" update >apt.log 2>&1
apt-get -o Dir::State::Lists="$work/lists" download abook=0.6.1-2+b1 >>apt.log 2>&1
dpkg-deb --extract abook_*.deb tools
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet vobject==0.9.9
while read -r line; do
  printf '%s\r\n' BEGIN:VCARD VERSION:3.0 'FN:Ann Ash' 'N:Ash;Ann;;;' "$line" END:VCARD >ann.vcf
  rm -f ann.abook
  tools/usr/bin/abook --convert --informat vcard --infile ann.vcf --outformat abook --outfile ann.abook
  echo "$line | $("$work/venv/bin/python" - <<'PY'
import vobject

card = vobject.readOne(open("ann.vcf", encoding="utf-8", newline="").read())
print(card.tel.value if "tel" in card.contents else card.adr.value.street)
PY
  ) | $(sed -n 's/^\(phone\|mobile\|workphone\|fax\|address\)=//p' ann.abook)"
done <<'LINES' | tee seen.txt
TEL;TYPE=CELL:07700 900123
TEL;TYPE=HOME,VOICE:07700 900124
TEL;TYPE=VOICE:07700 900125
TEL;TYPE=PREF:07700 900126
TEL:07700 900127
ADR:;;Flat 2\, 1 Hope Road;Leeds;;LS1 2AB;
LINES
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
TEL;TYPE=CELL:07700 900123 | 07700 900123 | 07700 900123
TEL;TYPE=HOME,VOICE:07700 900124 | 07700 900124 | 07700 900124
TEL;TYPE=VOICE:07700 900125 | 07700 900125 | 
TEL;TYPE=PREF:07700 900126 | 07700 900126 | 
TEL:07700 900127 | 07700 900127 | 07700 900127
ADR:;;Flat 2\, 1 Hope Road;Leeds;;LS1 2AB; | Flat 2, 1 Hope Road | Flat 2\, 1 Hope Road
WANT
echo "confirmed: abook drops a telephone number whose type is voice"
