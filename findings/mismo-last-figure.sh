#!/usr/bin/env bash
# mismo 0.4.1, a library of record linkage, cleans a telephone number to ten figures, since
# American ones have ten. British ones have eleven: the last is dropped, and behind +44 the last
# two, behind 0044 the last four. No number is refused. Ten neighbours on 07700 90012x agree on
# their number exactly, a hundred with the country's code do, and nobody agrees with himself
# written the other way. Its documentation speaks of ten digits; what is done to eleven has to
# be tried. Keep the figures by another library, and compare with mismo what it made. Seen on
# 30 November 2026, on DuckDB 1.5.6:
#
#   07700 900121      0770090012
#   07700 900129      0770090012   exact
#   +44 7700 900121   4477009001   otherwise
#   +44 7700 900187   4477009001
#   0044 7700 900121  0044770090
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet mismo==0.4.1 'ibis-framework[duckdb]==12.0.0' duckdb==1.5.6 pandas==2.3.3
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY' | tee seen.txt
import ibis
from mismo.lib.phone import clean_phone_number, match_level

con = ibis.duckdb.connect()
numbers = ["07700 900121", "07700 900129", "+44 7700 900121", "+44 7700 900187", "0044 7700 900121"]
for text in numbers:
    print(text, con.execute(clean_phone_number(ibis.literal(text))))
for one, two in ((0, 1), (2, 3), (0, 2)):
    cleaned = [clean_phone_number(ibis.literal(numbers[i])) for i in (one, two)]
    print(numbers[one], "and", numbers[two], con.execute(match_level(*cleaned, native_representation="string")))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
07700 900121 0770090012
07700 900129 0770090012
+44 7700 900121 4477009001
+44 7700 900187 4477009001
0044 7700 900121 0044770090
07700 900121 and 07700 900129 EXACT
+44 7700 900121 and +44 7700 900187 EXACT
07700 900121 and +44 7700 900121 ELSE
WANT
echo "confirmed: mismo drops the last figure of a British telephone number, and strangers agree exactly"
