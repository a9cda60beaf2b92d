#!/usr/bin/env bash
# record-linker 0.1.0 compares two dates by the days between them, by its documentation 0.961 for a
# fortnight and 1.0 for one day in two spellings. With pandas 3.1.1, which pip installs beside it since it
# asks for any from 1.5, no two dates agree, and not a date with itself: it passes an argument that pandas
# has dropped, and takes the error for a date that cannot be read. Seen on 1 December 2026:
#
#                             documented   seen
#   2000-01-01   2000-01-15   0.961        0.0
#   01/15/2000   2000-01-15   1.0          0.0
#   1984-05-06   1984-05-06                0.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet record-linker==0.1.0 pandas==3.1.1
venv/bin/python - <<'PY' | tee seen.txt
import inspect
import warnings

import pandas
from record_linker.comparators import compare_date

warnings.simplefilter("ignore")
for a, b in (("2000-01-01", "2000-01-15"), ("01/15/2000", "2000-01-15"), ("1984-05-06", "1984-05-06")):
    print(a, b, compare_date(a, b, max_days=365))
print("pandas has the argument", "infer_datetime_format" in inspect.signature(pandas.to_datetime).parameters)
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
2000-01-01 2000-01-15 0.0
01/15/2000 2000-01-15 0.0
1984-05-06 1984-05-06 0.0
pandas has the argument False
WANT
echo "confirmed: to record-linker on pandas 3 no date of birth agrees with itself"
