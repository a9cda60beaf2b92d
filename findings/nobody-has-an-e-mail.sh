#!/usr/bin/env bash
# Who has no e-mail address says none, and so does the next. score_pair of c1v-id 0.1.0 of PyPI asks
# whether both records hold something, makes the address of each of it, and compares the two: what
# is no address makes None, None is None, and two strangers agree on the e-mail with half of the
# whole score, and on a telephone of too few figures with three tenths. Two records whose names are
# None have the name "None None" in common. The match of the same library compares what came of the
# cleaning, and finds none of it in common. Seen on 30 November 2026, by the weights it recommends:
#
#                                                      score_pair   match
#   Ann Ash, none, n/a ~ Joe Oak, no e-mail, refused   0.82         0.29
#   Ann Ash ~ Joe Oak                                  0.02         0.29
#   no name ~ no name                                  0.15         0.00
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet c1v-id==0.1.0 rapidfuzz==3.14.6
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
from c1v_id import IdentityResolver
from c1v_id.scoring import score_pair

weights = {"email_exact": 0.5, "phone_exact": 0.3, "name_fuzzy": 0.15, "postal_match": 0.05}
ann, joe, nobody = {"first": "Ann", "last": "Ash"}, {"first": "Joe", "last": "Oak"}, {"first": None, "last": None}
pairs = {
    "nothing given": (ann | {"email": "none", "phone": "n/a"}, joe | {"email": "no e-mail", "phone": "refused"}),
    "nothing there": (ann, joe),
    "no name": (nobody, nobody),
}
for label, (a, b) in pairs.items():
    print(label, f"{score_pair(a, b, weights):.2f} {IdentityResolver().match(a, b).score:.2f}")
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
nothing given 0.82 0.29
nothing there 0.02 0.29
no name 0.15 0.00
WANT
echo "confirmed: two people without an e-mail address agree on it"
