#!/usr/bin/env bash
# whatsername 0.1.0 tells how sure it is of a name, since the order of a Chinese name in Latin letters is
# hard to tell. It turns Li Ma round and not Ma Li, so that the two are one name, as are Lin Yang and Yang
# Lin, and is sure of all four: high. Chen Wei and Wei Chen stay as they are.
# nameparser 2.6.0, which it builds upon, turns none round. Seen on 1 December 2026, first and last name:
#
#              whatsername      nameparser
#   Li Ma      ma li     high   Li Ma
#   Ma Li      ma li     high   Ma Li
#   Yang Lin   lin yang  high   Yang Lin
#   Lin Yang   lin yang  high   Lin Yang
#   Chen Wei   chen wei  high   Chen Wei
#   Wei Chen   wei chen  high   Wei Chen
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet whatsername==0.1.0 nameparser==2.6.0
venv/bin/python - <<'PY' | tee seen.txt
from nameparser import HumanName
from whatsername import parse_name

for name in ("Li Ma", "Ma Li", "Yang Lin", "Lin Yang", "Chen Wei", "Wei Chen"):
    parts, other = parse_name(name), HumanName(name)
    print(f"{name}: {parts['first']} {parts['last']} {parts['confidence']}, {other.first} {other.last}")
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Li Ma: ma li high, Li Ma
Ma Li: ma li high, Ma Li
Yang Lin: lin yang high, Yang Lin
Lin Yang: lin yang high, Lin Yang
Chen Wei: chen wei high, Chen Wei
Wei Chen: wei chen high, Wei Chen
WANT
echo "confirmed: to whatsername Li Ma and Ma Li are one name, and it is sure"
