#!/usr/bin/env bash
# c1v-id 0.1.0 of PyPI merges the records of one person into what it calls a golden record, with "all
# survived field values". Its own example has the fields id, email and name, and the golden record has
# no name: eight fields survive, first and last among them, and name, date of birth, NI number or
# whatever else a record holds is left out, even of a person who was merged with nobody. Nothing says
# so. Seen on 30 November 2026, of records with id, email, name, dob and nino:
#
#   email, source_ids, source_count, sources, cluster_id
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet c1v-id==0.1.0 rapidfuzz==3.14.6
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
from c1v_id import IdentityResolver

golden = IdentityResolver().resolve([
    {"id": "r1", "email": "ann@example.org", "name": "Ann Ash", "dob": "1984-05-06", "nino": "QQ123456C"},
    {"id": "r2", "email": "ann@example.org", "name": "Ann Ash", "dob": "1984-05-06", "nino": "QQ123456C"},
    {"id": "r3", "email": "joe@example.org", "name": "Joe Oak", "dob": "1971-01-02", "nino": "QQ654321A"},
])
print(", ".join(golden.columns))
print(*golden["source_ids"])
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
email, source_ids, source_count, sources, cluster_id
['r1', 'r2'] ['r3']
WANT
echo "confirmed: the golden record has no name and no date of birth"
