#!/usr/bin/env bash
# Six letters of the Italian codice fiscale are made of a person's names. codice-fiscale-js 2.4.0
# of npm knows the accents of Italian; a letter with another sign it takes out, as if it were not
# in the name, and fills the gap with what is left: Núñez is NZE, Wałęsa WSA. With
# python-codicefiscale 0.12.1 and @marketto/codice-fiscale-utils 3.1.3 the letter counts without
# its sign: the same person has another code, and either is valid by its check letter. Seen on 30 November 2026:
#
#                     codice-fiscale-js   python-codicefiscale   codice-fiscale-utils
#   Núñez, José       NZE JSO             NNZ JSO                NNZ JSO
#   Müller, Zoë       MLL ZOX             MLL ZOE                MLL ZOE
#   Wałęsa, Łukasz    WSA KSZ             WLS LSZ                WLS LSZ
#   Gonçalves, Ana    GNL NAA             GNC NAA                GNC NAA
#   Lefèvre, François LFV FNS             LFV FNC                LFV FNC
#   Forlì, Nicolò     FRL NCL             FRL NCL                FRL NCL
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet python-codicefiscale==0.12.1
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" codice-fiscale-js@2.4.0 @marketto/codice-fiscale-utils@3.1.3
cd "$work"
names=("Núñez,José" "Müller,Zoë" "Wałęsa,Łukasz" "Gonçalves,Ana" "Lefèvre,François" "Forlì,Nicolò")
node - "${names[@]}" >node.txt <<'JS'
const { CodiceFiscale } = require('codice-fiscale-js');
const { Parser } = require('@marketto/codice-fiscale-utils');
const utils = new Parser({});
for (const person of process.argv.slice(2)) {
  const [surname, name] = person.split(',');
  const born = { gender: 'F', day: 6, month: 5, year: 1984, birthplace: 'Roma', birthplaceProvincia: 'RM' };
  const code = new CodiceFiscale({ name, surname, ...born }).toString();
  console.log(`${person} ${code.slice(0, 6)} ${CodiceFiscale.check(code)} ${utils.lastNameToCf(surname)}${utils.firstNameToCf(name)}`);
}
JS
"$work/venv/bin/python" - "${names[@]}" >python.txt <<'PY'
import sys

from codicefiscale import codicefiscale

for person in sys.argv[1:]:
    surname, name = person.split(",")
    code = codicefiscale.encode(lastname=surname, firstname=name, gender="F", birthdate="06/05/1984", birthplace="Roma")
    print(code[:6], codicefiscale.is_valid(code))
PY
paste -d ' ' node.txt python.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Núñez,José NZEJSO true NNZJSO NNZJSO True
Müller,Zoë MLLZOX true MLLZOE MLLZOE True
Wałęsa,Łukasz WSAKSZ true WLSLSZ WLSLSZ True
Gonçalves,Ana GNLNAA true GNCNAA GNCNAA True
Lefèvre,François LFVFNS true LFVFNC LFVFNC True
Forlì,Nicolò FRLNCL true FRLNCL FRLNCL True
WANT
echo "confirmed: codice-fiscale-js leaves out of a name the letters whose signs are not Italian"
