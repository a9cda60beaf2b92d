#!/usr/bin/env bash
# Where the day of a birth is not known, as for many refugees, a travel document has < for it
# in the zone that machines read (ICAO Doc 9303, part 3); XXB and XXC are its codes for refugees,
# XXC for those whom the convention of 1951 does not cover. PyPI's mrz 0.6.2, made to that
# standard by its own word, calls such a birth date false, and XXC no nationality; npm's mrz
# 5.0.2 and mrz-fast 1.0.9 find such documents valid, and hand on 9005<< as the date. A desk that
# checks documents with the first sends their holders away; one that uses the others must not
# take what they call valid for a date. Check digits are right in all. Seen on 30 November 2026:
#
#                        PyPI mrz                         npm mrz   mrz-fast
#   900517 XXB           valid                            valid     valid
#   9005<< XXB           false: birth date                valid     valid
#   90<<<< XXB           false: birth date                valid     valid
#   900517 XXC           false: valid nationality code    valid     valid
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet mrz==0.6.2
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" mrz@5.0.2 mrz-fast@1.0.9
cd "$work"
cat >check.py <<'PY'
import sys

from mrz.checker.td3 import TD3CodeChecker


def digit(text):
    value = lambda c: 0 if c == "<" else int(c, 36)
    return str(sum(value(c) * (7, 3, 1)[i % 3] for i, c in enumerate(text)) % 10)


for born, nation in (("900517", "XXB"), ("9005<<", "XXB"), ("90<<<<", "XXB"), ("900517", "XXC")):
    number, birth, expiry, other = (text + digit(text) for text in ("123456789", born, "300101", "<" * 14))
    zone = ["P<GBRKHAN<<AMINA".ljust(44, "<"), number + nation + birth + "F" + expiry + other + digit(number + birth + expiry + other)]
    checker = TD3CodeChecker("\n".join(zone))
    print(*zone, "PyPI", born, nation, "valid" if checker else ", ".join(name for name, _ in checker.report.falses))
PY
cat >check.mjs <<'JS'
import { readFileSync } from 'fs';
import { parse } from 'mrz';
import { parseMRZ } from 'mrz-fast';

for (const line of readFileSync(0, 'utf8').trim().split('\n')) {
  const [one, two, ...seen] = line.split(' ');
  const [npm, fast] = [parse([one, two]), parseMRZ([one, two])];
  const say = ({ valid, fields }) => `${valid ? 'valid' : 'invalid'} ${fields.birthDate} ${fields.nationality}`;
  console.log(`${seen.join(' ')} | npm ${say(npm)} | mrz-fast ${say(fast)}`);
}
JS
"$work/venv/bin/python" check.py | node check.mjs | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
PyPI 900517 XXB valid | npm valid 900517 XXB | mrz-fast valid 900517 XXB
PyPI 9005<< XXB birth date | npm valid 9005<< XXB | mrz-fast valid 9005<< XXB
PyPI 90<<<< XXB birth date | npm valid 90<<<< XXB | mrz-fast valid 90<<<< XXB
PyPI 900517 XXC valid nationality code | npm valid 900517 XXC | mrz-fast valid 900517 XXC
WANT
echo "confirmed: to PyPI's mrz a refugee's document without a day of birth is false, to two packages of npm valid"
