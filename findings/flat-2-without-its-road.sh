#!/usr/bin/env bash
# brightohir 2.1.2 of PyPI turns messages of HL7 version 2, which hospitals send, into FHIR and back. On the
# way there it keeps one name and one telephone number of two, though its source calls both fields repeating,
# leaves the escape of & standing, and makes the birth date 198405 of May 1984, where FHIR has 1984-05. On the
# way back the second first name and the other number go, and of the address all lines but the first: Flat 2 & 3,
# 1 Hope Road, is Flat 2 & 3, Leeds. It says nothing of it. hl7 0.4.5 of PyPI reads all. Read such fields
# from the message, and send none back that has been through FHIR. Seen on 1 December 2026:
#
#             sent                        as FHIR                     sent back
#   names     Ash Ann Marie, Oak Annie    Ash Ann Marie               Ash Ann
#   numbers   900123, 900124              900123                      none
#   address   Flat 2 & 3, 1 Hope Road     Flat 2 \T\ 3, 1 Hope Road   Flat 2 & 3
#   born      198405                      198405                      198405
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet brightohir==2.1.2 hl7==0.4.5
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
import brightohir
import hl7

sent = "\r".join((
    r"MSH|^~\&|A|B|C|D|20261201||ADT^A01|1|P|2.5",
    r"PID|1||9434765919^^^NHS^NH||Ash^Ann^Marie~Oak^Annie||198405|F|||Flat 2 \T\ 3^1 Hope Road^Leeds^^LS1 2AB||07700 900123~07700 900124",
))


def show(which, message):
    pid = message.segment("PID")
    names = [" ".join(str(part) for part in name[:3]) for name in pid[5]]
    lines = [message.extract_field("PID", 1, 11, 1, part) for part in (1, 2)]
    print(which, names, [str(number) for number in pid[13]], lines, str(pid[7]), sep=" | ")


bundle = brightohir.v2_to_r5(sent)
patient = next(entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == "Patient")
show("sent", hl7.parse(sent))
names = [" ".join((name["family"], *name["given"])) for name in patient["name"]]
print("fhir", names, [number["value"] for number in patient["telecom"]], patient["address"][0]["line"], patient["birthDate"], sep=" | ")
show("back", hl7.parse(brightohir.r5_to_v2(bundle)))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
sent | ['Ash Ann Marie', 'Oak Annie'] | ['07700 900123', '07700 900124'] | ['Flat 2 & 3', '1 Hope Road'] | 198405
fhir | ['Ash Ann Marie'] | ['07700 900123'] | ['Flat 2 \\T\\ 3', '1 Hope Road'] | 198405
back | ['Ash Ann'] | [''] | ['Flat 2 & 3', ''] | 198405
WANT
echo "confirmed: an address through FHIR and back has lost its road"
