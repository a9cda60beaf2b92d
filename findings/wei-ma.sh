#!/usr/bin/env bash
# Ma is a surname of China, Do of Vietnam and Ba of Senegal. humanparser 2.7.0 and full-name-splitter
# 1.1.1 of npm take Ma behind a first name for a degree, and corp-names 0.3.3 of PyPI Do and Ba as
# well: Wei Ma has no surname, and to corp-names, which makes names comparable, she is the same as
# Wei Do and Wei Ba, "wei". nominally 1.1.0 of PyPI leaves nobody without a surname. Seen on
# 30 November 2026 (first/last):
#
#            humanparser   full-name-splitter   corp-names   nominally
#   Wei Ma   Wei/          Wei/                 wei/         wei/ma
#   Ma, Wei  Wei/          Wei/Ma               ma/wei       wei/ma
#   Wei Do   Wei/Do        Wei/Do               wei/         wei/do
#   Wei Ba   Wei/Ba        Wei/Ba               wei/         wei/ba
#   Wei Li   Wei/Li        Wei/Li               wei/li       wei/li
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for package in corp-names==0.3.3 nominally==1.1.0; do
	python3 -m venv "$work/${package%==*}"
	"$work/${package%==*}/bin/pip" install --quiet "$package"
done
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" humanparser@2.7.0 full-name-splitter@1.1.1
cd "$work"
names=("Wei Ma" "Ma, Wei" "Wei Do" "Wei Ba" "Wei Li")
node - "${names[@]}" >node.txt <<'JS'
const { parseName } = require('humanparser');
const split = require('full-name-splitter').default;
for (const text of process.argv.slice(2)) {
  const { firstName, lastName } = parseName(text);
  const [first, last] = split(text);
  console.log(`${text}: ${firstName}/${lastName} ${first}/${last}`);
}
JS
"$work/corp-names/bin/python" - "${names[@]}" >corp.txt <<'PY'
import sys

from corp_names import normalize_name

for text in sys.argv[1:]:
    name = normalize_name(text)
    print(f"{name.first}/{name.last} {name.normalized}")
PY
"$work/nominally/bin/python" - "${names[@]}" >nominally.txt <<'PY'
import sys

from nominally import parse_name

for text in sys.argv[1:]:
    name = parse_name(text)
    print(f"{name['first']}/{name['last']}")
PY
paste -d ' ' node.txt corp.txt nominally.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Wei Ma: Wei/ Wei/null wei/ wei wei/ma
Ma, Wei: Wei/ Wei/Ma ma/wei ma wei wei/ma
Wei Do: Wei/Do Wei/Do wei/ wei wei/do
Wei Ba: Wei/Ba Wei/Ba wei/ wei wei/ba
Wei Li: Wei/Li Wei/Li wei/li wei li wei/li
WANT
echo "confirmed: Ma behind a first name is a degree, and no surname is left"
