#!/usr/bin/env bash
# Two name parsers, written in two languages and by two methods, read a person's initials as
# if their stops were not there, for a title or a suffix: J.R. is Jr, D.R. is Dr, M.R. is Mr.
# The forename is gone, and in another-name-parser 0.1.0 the surname has become it. With a
# space between them, or to nameparser 2.6.0, they are initials. Seen on 28 November 2026:
#
#                   another-name-parser 0.1.0      probablepeople 0.5.6
#   J.R. Hartley    suffix=J.R. first=Hartley      SuffixGenerational=J.R. Surname=Hartley
#   D.R. Hartley    prefix=D.R. first=Hartley      PrefixOther=D.R. Surname=Hartley
#   M.R. Hartley    prefix=M.R. first=Hartley      PrefixMarital=M.R. Surname=Hartley
#   J. R. Hartley   first=J. middle=R. last=Hartley  FirstInitial=J. MiddleInitial=R. Surname=Hartley
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet nameparser==2.6.0 probablepeople==0.5.6
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" another-name-parser@0.1.0
cd "$work"
names=("J.R. Hartley" "D.R. Hartley" "M.R. Hartley" "J. R. Hartley")
node - "${names[@]}" >node.txt <<'JS'
const parse = require('another-name-parser');
for (const name of process.argv.slice(2)) {
  const parts = parse(name);
  console.log(`${name}:`, ...['prefix', 'suffix', 'first', 'middle', 'last'].filter((k) => parts[k]).map((k) => `${k}=${parts[k]}`));
}
JS
"$work/venv/bin/python" - "${names[@]}" >python.txt <<'PY'
import sys

import probablepeople
from nameparser import HumanName

for name in sys.argv[1:]:
    assert HumanName(name).last == "Hartley" and HumanName(name).first.startswith(name[:2]), "nameparser has changed"
    print(*(f"{label}={word}" for word, label in probablepeople.parse(name)))
PY
paste -d '|' node.txt python.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
J.R. Hartley: suffix=J.R. first=Hartley|SuffixGenerational=J.R. Surname=Hartley
D.R. Hartley: prefix=D.R. first=Hartley|PrefixOther=D.R. Surname=Hartley
M.R. Hartley: prefix=M.R. first=Hartley|PrefixMarital=M.R. Surname=Hartley
J. R. Hartley: first=J. middle=R. last=Hartley|FirstInitial=J. MiddleInitial=R. Surname=Hartley
WANT
echo "confirmed: two parsers take J.R., D.R. and M.R. for Jr, Dr and Mr"
