#!/usr/bin/env bash
# Since October 2020 the figures behind the sex in a South Korean resident's number are drawn, the last
# too, and since 18 February 2026 a new Icelandic number has no check figure either. python-stdnum 2.2
# and npm's stdnum 1.12.0 want the check in both, and so refuse most numbers of who was born or came
# since: of ten last figures one pleases them. PyPI's idnumbers 1.22.0 has dropped both checks, npm's
# validid 3.0.0 the Korean and PyPI's ice-ken 2.0.3 the Icelandic one. Seen on 1 December 2026, with the
# examples of validid and of ice-ken:
#
#                       python-stdnum   npm's stdnum   idnumbers   validid   ice-ken
#   781030-5668081      true            true           true        true
#   781030-5668082      false           false          true        true
#   120160-3389         true            true           true                  true
#   120160-3379         false           false          true                  true
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet python-stdnum==2.2 idnumbers==1.22.0 ice-ken==2.0.3
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" stdnum@1.12.0 validid@3.0.0
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
import ice_ken
from idnumbers.nationalid import ISL, KOR
from stdnum.is_ import kennitala
from stdnum.kr import rrn

for number in ("781030-5668081", "781030-5668082"):
    print("python-stdnum", rrn.is_valid(number), "idnumbers", KOR.NationalID.validate(number))
for number in ("120160-3389", "120160-3379"):
    print("python-stdnum", kennitala.is_valid(number), "idnumbers", ISL.NationalID.validate(number), "ice-ken", ice_ken.is_valid(number))
print(sum(rrn.is_valid(f"781030-566808{figure}") for figure in range(10)), "of ten Korean")
print(sum(kennitala.is_valid(f"120160-33{figure}9") for figure in range(10)), "of ten Icelandic")
PY
cat >numbers.mjs <<'JS'
import { stdnum } from 'stdnum';
import { validateKrid } from 'validid/krid';

for (const number of ['781030-5668081', '781030-5668082']) console.log("npm's stdnum", stdnum.KR.rrn.validate(number).isValid, 'validid', validateKrid(number).ok);
for (const number of ['120160-3389', '120160-3379']) console.log("npm's stdnum", stdnum.IS.kennitala.validate(number).isValid);
JS
node numbers.mjs | tee -a seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
python-stdnum True idnumbers True
python-stdnum False idnumbers True
python-stdnum True idnumbers True ice-ken True
python-stdnum False idnumbers True ice-ken True
1 of ten Korean
1 of ten Icelandic
npm's stdnum true validid true
npm's stdnum false validid true
npm's stdnum true
npm's stdnum false
WANT
echo "confirmed: two libraries want a check in Korean and Icelandic numbers that new ones do not have"
