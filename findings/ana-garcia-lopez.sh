#!/usr/bin/env bash
# spanishfullnamesplitter 0.1.5 of PyPI splits Spanish names into a first name and two surnames. A
# pair of surnames that its list has as one comes back as one: Ana García López has the first surname
# García López and no second one, Ana García Pérez two. Of the pairs that ten of the commonest
# surnames make it is one in six, and which ones follows no rule: López Gómez is one name, Gómez López
# is two. Who links people by their first surname does not find García. Seen on 30 November 2026:
#
#   Ana García López   Ana   García López   -
#   Ana García Pérez   Ana   García         Pérez
#   Ana López Gómez    Ana   López Gómez    -
#   Ana Gómez López    Ana   Gómez          López
#
#   15 of 90 pairs are one surname
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet spanishfullnamesplitter==0.1.5
cd "$work"
PYTHONIOENCODING=utf-8 "$work/venv/bin/python" <<'PY' | tee seen.txt
from itertools import permutations

from fullnamesplitter import split_name

for name in ["Ana García López", "Ana García Pérez", "Ana López Gómez", "Ana Gómez López"]:
    print(name, *split_name(name), sep=" | ")
surnames = "García López Pérez Martínez Sánchez Rodríguez Fernández Ruiz Gómez Díaz".split()
pairs = list(permutations(surnames, 2))
one = [pair for pair in pairs if split_name(f"Ana {pair[0]} {pair[1]}")[2] is None]
print(len(one), "of", len(pairs), "pairs are one surname")
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Ana García López | Ana | García López | None
Ana García Pérez | Ana | García | Pérez
Ana López Gómez | Ana | López Gómez | None
Ana Gómez López | Ana | Gómez | López
15 of 90 pairs are one surname
WANT
echo "confirmed: García López is one surname, and García Pérez two"
