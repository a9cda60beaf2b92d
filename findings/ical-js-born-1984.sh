#!/usr/bin/env bash
# A vCard 4.0 may give of a birthday what is known: BDAY:1984, or BDAY:1984-05. ical.js 2.2.1 reads
# both rightly, with no month and no day in them, and toJSDate() then makes a JavaScript date that
# is a year or a month too early: who was born in 1984 was born on 30 November 1983, who was born
# in May on 30 April. A birthday without its year is in 1900. No error says so, a birthday in full
# is right, and a date of birth that contradicts the true one keeps a client from her own file.
# Ask for year, month and day of the value, which are null where nothing is known. vcf 2.1.2 hands
# over the text. Seen on 30 November 2026, in UTC:
#
#   BDAY       ical.js     its toJSDate()  vcf
#   19840506   1984-05-06  1984-05-06      19840506
#   1984-05    1984-05     1984-04-30      1984-05
#   1984       1984        1983-11-30      1984
#   --0506     --05-06     1900-05-06      --0506
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" ical.js@2.2.1 vcf@2.1.2
cd "$work"
cat >main.mjs <<'JS'
import ICAL from 'ical.js';
import VCard from 'vcf';

for (const born of ['19840506', '1984-05', '1984', '--0506']) {
  const card = ['BEGIN:VCARD', 'VERSION:4.0', 'FN:Ann Ash', 'BDAY:' + born, 'END:VCARD', ''].join('\r\n');
  const date = new ICAL.Component(ICAL.parse(card)).getFirstPropertyValue('bday');
  console.log(born, String(date), date.toJSDate().toISOString().slice(0, 10), new VCard().parse(card).get('bday').valueOf());
}
JS
TZ=UTC node main.mjs | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
19840506 1984-05-06 1984-05-06 19840506
1984-05 1984-05 1984-04-30 1984-05
1984 1984 1983-11-30 1984
--0506 --05-06 1900-05-06 --0506
WANT
echo "confirmed: to ical.js who was born in 1984 was born on 30 November 1983"
