#!/usr/bin/env bash
# dateparser 1.5.0 knows the twelve Welsh months, and reads eleven of them in "5 … 1984".
# In "5 Awst 1984" (5 August) it takes Awst for AWST, the standard time of Western Australia,
# drops it as a zone, and reads what is left, "5 1984", as May, on the day of the month that
# it happens to be. Naming English and Welsh does not help, naming Welsh alone does; so does
# the order "Awst 5 1984". The result has a zone, which no other month's has. Seen on
# 28 November 2026 with 15 June 2024 for today:
#
#   any language  5 Awst 1984 -> 1984-05-15 00:00:00+08:00; other eleven months right
#   en, cy        5 Awst 1984 -> 1984-05-15 00:00:00+08:00; other eleven months right
#   cy            5 Awst 1984 -> 1984-08-05 00:00:00; other eleven months right
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet dateparser==1.5.0
"$work/venv/bin/python" - <<'PY'
from datetime import datetime

import dateparser

months = "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr".split()


def read(month, languages):
    return dateparser.parse(f"5 {month} 1984", languages=languages, settings={"RELATIVE_BASE": datetime(2024, 6, 15)})


for languages, want in ((None, "1984-05-15 00:00:00+08:00"), (["en", "cy"], "1984-05-15 00:00:00+08:00"), (["cy"], "1984-08-05 00:00:00")):
    august = str(read("Awst", languages))
    others = all(read(m, languages) == datetime(1984, n, 5) for n, m in enumerate(months, 1) if m != "Awst")
    name = ", ".join(languages) if languages else "any language"
    print(f"{name:13} 5 Awst 1984 -> {august}; other eleven months {'right' if others else 'wrong'}")
    assert august == want and others, "this has changed"
PY
echo "confirmed: dateparser reads the Welsh August as May unless Welsh is its only language"
