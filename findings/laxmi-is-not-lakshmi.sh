#!/usr/bin/env bash
# The goddess's name, and with it many a woman's, is written Lakshmi, Laxmi or Laksmi in Latin letters.
# Indic Soundex (PyPI's indic-soundex 0.1.0), made for the spellings of Indian names and by its
# documentation for x as ks, has two keys for them: ksh is one sound to it, and ks and x are two. So Laxman
# does not meet Lakshman, nor Dixit Dikshit. The w of Chowdhury is a consonant to it, so that it does not
# meet Choudhury, and the ai of Aiyar begins with an E. The keys that its documentation prints of Krishna
# and Mohammed, K625 and M533, are others when it is run. The plain Soundex of jellyfish 1.3.0 has one
# key for the spellings of each of the first four. Seen on 1 December 2026:
#
#               Indic Soundex   Soundex
#   Lakshmi     L210            L250
#   Laxmi       L261            L250
#   Lakshman    L215            L255
#   Laxman      L261            L255
#   Dikshit     D230            D230
#   Dixit       D263            D230
#   Choudhury   C370            C360
#   Chowdhury   C137            C360
#   Iyer        I700            I600
#   Aiyar       E700            A600
#   Krishna     K765            K625
#   Mohammed    M813            M530
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet indic-soundex==0.1.0 jellyfish==1.3.0
cd "$work"
"$work/venv/bin/python" <<'PY' | tee seen.txt
import jellyfish
from indic_soundex import IndicSoundex

for name in "Lakshmi Laxmi Lakshman Laxman Dikshit Dixit Choudhury Chowdhury Iyer Aiyar Krishna Mohammed".split():
    print(name, IndicSoundex().encode(name), jellyfish.soundex(name))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Lakshmi L210 L250
Laxmi L261 L250
Lakshman L215 L255
Laxman L261 L255
Dikshit D230 D230
Dixit D263 D230
Choudhury C370 C360
Chowdhury C137 C360
Iyer I700 I600
Aiyar E700 A600
Krishna K765 K625
Mohammed M813 M530
WANT
echo "confirmed: to Indic Soundex Laxmi does not sound as Lakshmi"
