#!/usr/bin/env bash
# Mx is the title of who goes by neither Mr nor Ms, and is on British forms. human-name-parser 0.6.0, the
# newest that runs on Python 3.11, knows Ms and not Mx, and makes initials of a middle name of its letters:
# Mx Sam Lee is Sam Lee with the initials X and S. So it does with the Md of Md Rahim Khan, which it knows
# with a stop. nameparser 2.6.0 has Mx for a title, since a report of 2020 there. Of one name alone, as many
# an Indonesian and Afghan has, it finds nothing. Seen on 1 December 2026:
#
#                   human-name-parser                    nameparser
#   Ms Sam Lee      Ms.  Sam    Lee                      Ms  Sam        Lee
#   Mx Sam Lee           Sam    Lee   initials XS        Mx  Sam        Lee
#   Md Rahim Khan        Rahim  Khan  initials DR            Md Rahim   Khan
#   Suharto                                                  Suharto
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet human-name-parser==0.6.0 nameparser==2.6.0
venv/bin/python - <<'PY' | tee seen.txt
from human_name_parser import parse_name
from nameparser import HumanName

for name in ("Ms Sam Lee", "Mx Sam Lee", "Md Rahim Khan", "Suharto"):
    parts, other = parse_name(name), HumanName(name)
    seen = [parts.get(key, "") for key in ("honorific_prefix", "given_name", "surname", "middle_initials")]
    print(f"{name}: {'|'.join(seen)} {'|'.join((other.title, other.first, other.middle, other.last))}")
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Ms Sam Lee: Ms.|Sam|Lee| Ms|Sam||Lee
Mx Sam Lee: |Sam|Lee|XS Mx|Sam||Lee
Md Rahim Khan: |Rahim|Khan|DR |Md|Rahim|Khan
Suharto: ||| |Suharto||
WANT
echo "confirmed: human-name-parser makes initials of the title Mx"
