#!/usr/bin/env bash
# In Bengali letters the plain vowel behind a consonant is not written: রহিমা is Rahima, বেগম is Begum
# and হক is Haque. PyPI's banglish 0.1.5, made to convert names, and anyascii 0.3.3, which is for
# every script, leave out what is not written: Rhima, Begm, Hk. Of the two names in the documentation
# of banglish the one with such a vowel is Mohammad there, and Mohammd when it is run. Rhima is as near
# to Rima, another woman's name, as to Rahima. bangla-nlpkit 0.1.1 has a vowel in each, the o that is
# heard, where papers have an a as well. Seen on 1 December 2026:
#
#               banglish   anyascii   bangla-nlpkit   in British papers
#   মোহাম্মদ      Mohammd    mohammd    mohammod        Mohammad, Mohammed
#   রহিমা        Rhima      rhima      rohima          Rahima
#   করিম         Krim       krim       korim           Karim
#   বেগম         Begm       begm       begom           Begum
#   হক           Hk         hk         hok             Haque, Hoque
#   মন্ডল        Mndl       mndl       mondol          Mondal, Mondol
#   কামাল        Kamal      kamal      kamal           Kamal
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet banglish==0.1.5 anyascii==0.3.3 bangla-nlpkit==0.1.1
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
import anyascii
import bangla_nlpkit
import banglish

for name in ("মোহাম্মদ", "রহিমা", "করিম", "বেগম", "হক", "মন্ডল", "কামাল"):
    print(name, banglish.to_english(name), anyascii.anyascii(name), bangla_nlpkit.romanize(name))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
মোহাম্মদ Mohammd mohammd mohammod
রহিমা Rhima rhima rohima
করিম Krim krim korim
বেগম Begm begm begom
হক Hk hk hok
মন্ডল Mndl mndl mondol
কামাল Kamal kamal kamal
WANT
echo "confirmed: banglish makes Rhima of Rahima and Begm of Begum"
