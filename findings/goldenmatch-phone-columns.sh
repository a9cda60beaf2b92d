#!/usr/bin/env bash
# goldenmatch 3.22.0 has each of its standardizers twice, as a function of one value and as an
# expression on a column, and means them to agree. Of a telephone number the function takes
# off the country code 1 of eleven figures; the expression takes off the first of any eleven.
# So in a column a British number loses its 0 when written 07700 900123 and keeps its 44 when
# written +44; and a figure of an extension decides whether the 0 stays. Column and function
# differ on a hyphen with spaces too. Seen on 28 November 2026, with polars 1.35.2:
#
#   phone        07700 900123           column 7700900123         function 07700900123
#   phone        +44 7700 900123        column 447700900123       function 447700900123
#   phone        0161 496 0123 ext 4    column 016149601234       function 016149601234
#   name_proper  ann smith - jones      column Ann Smith - Jones  function Ann Smith-Jones
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet goldenmatch==3.22.0 polars==1.35.2
cd "$work"
"$work/venv/bin/python" - <<'PY'
import polars
from goldenmatch.core.standardize import apply_standardization, get_standardizer

for rule, text, *want in (
    ("phone", "07700 900123", "7700900123", "07700900123"),
    ("phone", "+44 7700 900123", "447700900123", "447700900123"),
    ("phone", "0161 496 0123 ext 4", "016149601234", "016149601234"),
    ("name_proper", "ann smith - jones", "Ann Smith - Jones", "Ann Smith-Jones"),
):
    column = apply_standardization(polars.LazyFrame({"value": [text]}), {"value": [rule]}).collect()["value"][0]
    function = get_standardizer(rule)(text)
    print(f"{rule:12} {text:22} column {column:18} function {function}")
    assert [column, function] == want, "this has changed"
PY
echo "confirmed: goldenmatch's phone takes a 0 off in a column and keeps it in the function"
