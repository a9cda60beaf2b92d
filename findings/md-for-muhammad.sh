#!/usr/bin/env bash
# Md, with or without a stop, is a common short form of Muhammad in Bangladesh. Five parsers
# make it four parts of a name: a degree wherever it stands (another-name-parser, to which
# Abdul then is the first name), a prefix like Mr (probablepeople), a first name (humanparser,
# parse-full-name), and to nameparser a first name without its stop and a title with it, so
# that one person written twice has two first names. Seen on 28 November 2026:
#
#   another-name-parser 0.1.0  Md Abdul Rahman suffix  Md. Abdul Rahman suffix
#   humanparser 2.7.0          Md Abdul Rahman first   Md. Abdul Rahman first
#   parse-full-name 1.2.7      Md Abdul Rahman first   Md. Abdul Rahman first
#   nameparser 2.6.0           Md Abdul Rahman first   Md. Abdul Rahman title
#   probablepeople 0.5.6       Md Abdul Rahman PrefixMarital  Md. Abdul Rahman PrefixMarital
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet nameparser==2.6.0 probablepeople==0.5.6
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" another-name-parser@0.1.0 humanparser@2.7.0 parse-full-name@1.2.7
cd "$work"
{
	node <<'JS'
const where = (parts) => Object.keys(parts).find((k) => /^md\.?$/i.test(parts[k]));
const parsers = {
  'another-name-parser': require('another-name-parser'),
  humanparser: require('humanparser').parseName,
  'parse-full-name': require('parse-full-name').parseFullName,
};
for (const [name, parse] of Object.entries(parsers)) console.log(name, where(parse('Md Abdul Rahman')), where(parse('Md. Abdul Rahman')));
JS
	"$work/venv/bin/python" - <<'PY'
import probablepeople
from nameparser import HumanName

names = "Md Abdul Rahman", "Md. Abdul Rahman"
print("nameparser", *(next(k for k, v in HumanName(n).as_dict().items() if v.startswith("Md")) for n in names))
print("probablepeople", *(probablepeople.parse(n)[0][1] for n in names))
PY
} | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
another-name-parser suffix suffix
humanparser firstName firstName
parse-full-name first first
nameparser first title
probablepeople PrefixMarital PrefixMarital
WANT
echo "confirmed: five parsers make four parts of Md"
