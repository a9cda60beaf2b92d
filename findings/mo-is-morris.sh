#!/usr/bin/env bash
# corp-names 0.3.3 of PyPI makes the short and the long form of a first name one, and has one long
# form for each short one: Sam is Samuel, Alex Alexander and Mo Morris, whoever they are. Samantha is
# Samuel Oak where she wrote Sam and Samantha Oak where she did not, two people; she and Samuel are one
# wherever both wrote Sam. Pat is Patricia, so that it is Patrick who is two. Nothing in the answer
# says that there was a choice. nicknames 1.0.1 of PyPI gives all the names that it knows for a short
# one, though Mo is not Mohammed there either. Seen on 30 November 2026:
#
#                        corp-names                    in nicknames
#   Sam, Samantha        samuel, samantha              yes
#   Alex, Alexandra      alexander, alexandra          yes
#   Chris, Christine     christopher, christine        yes
#   Pat, Patrick         patricia, patrick             yes
#   Harry, Harold        henry, harold                 yes
#   Mo, Mohammed         morris, mohammed              no
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet corp-names==0.3.3 nicknames==1.0.1
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
from corp_names import normalize_name
from nicknames import NickNamer

names = NickNamer()
for short, long in [("Sam", "Samantha"), ("Alex", "Alexandra"), ("Chris", "Christine"), ("Pat", "Patrick"), ("Harry", "Harold"), ("Mo", "Mohammed")]:
    a, b = (normalize_name(f"{name} Oak") for name in (short, long))
    print(short, a.normalized, "|", long, b.normalized, "|", "yes" if long.lower() in names.canonicals_of(short) else "no")
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Sam samuel oak | Samantha samantha oak | yes
Alex alexander oak | Alexandra alexandra oak | yes
Chris christopher oak | Christine christine oak | yes
Pat patricia oak | Patrick patrick oak | yes
Harry henry oak | Harold harold oak | yes
Mo morris oak | Mohammed mohammed oak | no
WANT
echo "confirmed: Sam is Samuel Oak, and Samantha Samantha Oak"
