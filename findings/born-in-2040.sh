#!/usr/bin/env bash
# A South African identity number begins with the date of birth, of which the year has two figures.
# idnumbers 1.22.0 of PyPI reads each year up to 49 as one of this century, so that who is 86 is to be
# born in 2040, and has a valid number all the same; id-validation 0.6.1 has a baby of this year a
# hundred years old, since it reads the years before this one as of this century. za-id-number 0.1.1 and
# python-stdnum 2.2 have both right. Take the century from what the person says. Seen on 1 December
# 2026:
#
#                        born on 6 May 1940   born on 1 January this year
#   idnumbers            2040                 this year
#   id-validation        1940                 a hundred years ago
#   za-id-number         1940                 this year
#   python-stdnum        1940                 this year
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet idnumbers==1.22.0 id-validation==0.6.1 typing-extensions==4.16.0 za-id-number==0.1.1 python-stdnum==2.2
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
from datetime import date

from id_validation.validate_southafrica import PostApartheidSouthAfricaValidator
from idnumbers.nationalid import ZAF
from stdnum import luhn
from stdnum.za import idnr
from za_id_number.za_id_number import SouthAfricanIdentityNumber

today = date.today()
readers = {
    "idnumbers": lambda number: ZAF.NationalID.parse(number)["yyyymmdd"],
    "id-validation": lambda number: PostApartheidSouthAfricaValidator().parse(number).dob,
    "za-id-number": lambda number: SouthAfricanIdentityNumber(number).birthdate,
    "python-stdnum": idnr.get_birth_date,
}


def number(born):
    start = f"{born:%y%m%d}000008"
    return start + luhn.calc_check_digit(start)


for name, read in readers.items():
    old, new = (read(number(born)) for born in (date(1940, 5, 6), date(today.year, 1, 1)))
    print(name, old, "this year" if new.year == today.year else f"{today.year - new.year} years ago")
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
idnumbers 2040-05-06 this year
id-validation 1940-05-06 100 years ago
za-id-number 1940-05-06 this year
python-stdnum 1940-05-06 this year
WANT
echo "confirmed: of the South Africans two packages give the old or the newborn the wrong century"
