#!/usr/bin/env bash
# Mexico's CURP begins with four letters of a person's names: of the first surname its first letter
# and its first vowel behind that, then a letter each of the second surname and the first name; a
# De la before a surname and a María before another name do not count. To PyPI's mxcurpy 0.2.1 the
# vowel may be the first letter itself, so that Ortiz and Estrada have OO and EE, and De la and
# María count like the rest. npm's curp 1.4.0 and PyPI's identity-mx 0.1.1 have these three right.
# Of O'Brien curp takes the apostrophe for a letter, twice in one code, which its own check then
# refuses; identity-mx says that such a name may not be. Seen on 30 November 2026:
#
#                                       mxcurpy            curp               identity-mx
#   Ana Ortiz Vera                      OOVA 840506MPLRRN  OIVA 840506MPLRRN  OIVA 840506MPLRRN
#   Ana Estrada Vera                    EEVA 840506MPLSRN  EAVA 840506MPLSRN  EAVA 840506MPLSRN
#   María del Carmen De la Cruz Vera    DEVM 840506MPLLRR  CUVC 840506MPLRRR  CUVC 840506MPLRRR
#   Ana O'Brien Vera                    OOVA 840506MPLBRN  O'VA 840506MPL'RN  refused
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet mxcurpy==0.2.1 identity-mx==0.1.1
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" curp@1.4.0
cd "$work"
people=("Ana,Ortiz,Vera" "Ana,Estrada,Vera" "María del Carmen,De la Cruz,Vera" "Ana,O'Brien,Vera")
node - "${people[@]}" >node.txt <<'JS'
const curp = require('curp');
for (const text of process.argv.slice(2)) {
  const person = curp.getPersona();
  [person.nombre, person.apellidoPaterno, person.apellidoMaterno] = text.split(',');
  Object.assign(person, { genero: curp.GENERO.FEMENINO, fechaNacimiento: '06-05-1984', estado: curp.ESTADO.PUEBLA });
  const code = curp.generar(person);
  console.log(`${text}: curp ${code.slice(0, 16)}${curp.validar(code) ? '' : ', not valid'}`);
}
JS
"$work/venv/bin/python" - "${people[@]}" >python.txt <<'PY'
import sys

from identity_mx.generator import generar_curp_rfc
from mxcurpy.curp import curp

for text in sys.argv[1:]:
    name, first, second = text.split(",")
    person = dict(nombre=name, primero=first, segundo=second, genero="M", edo_nac="PL", dia_nac="06", mes_nac="05", anio_nac="1984")
    try:
        other = generar_curp_rfc(person)["curp"][:16]
    except ValueError:
        other = "refused"
    print("mxcurpy", curp(name, first, second, "06-05-1984", "Puebla", "m")[:16], "identity-mx", other)
PY
paste -d ' ' node.txt python.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Ana,Ortiz,Vera: curp OIVA840506MPLRRN mxcurpy OOVA840506MPLRRN identity-mx OIVA840506MPLRRN
Ana,Estrada,Vera: curp EAVA840506MPLSRN mxcurpy EEVA840506MPLSRN identity-mx EAVA840506MPLSRN
María del Carmen,De la Cruz,Vera: curp CUVC840506MPLRRR mxcurpy DEVM840506MPLLRR identity-mx CUVC840506MPLRRR
Ana,O'Brien,Vera: curp O'VA840506MPL'RN, not valid mxcurpy OOVA840506MPLBRN identity-mx refused
WANT
echo "confirmed: the CURP of Ortiz begins with OO to one package, that of O'Brien holds an apostrophe to another"
