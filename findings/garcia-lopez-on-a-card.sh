#!/usr/bin/env bash
# Two surnames and two first names stand in a vCard with a comma between them, since each of the
# five parts of a name is a list (RFC 6350, 6.2.2): N:García,López;María,Ana. Of surnames and first
# names ez-vcard 0.12.2 of Java keeps one each, and drops López and Ana without a word, from what
# it hands over and from the card that it writes again; of middle names and titles it keeps all.
# ical.js 2.2.1, vcard4 4.0.5 and PyPI's vobject 0.9.9 have them both. Seen on 30 November 2026:
#
#               surnames         first names   middle names   titles
#   ez-vcard    García           María         Luz, Inés      Dra, Prof
#   ical.js     García, López    María, Ana    Luz, Inés      Dra, Prof
#   vcard4      García, López    María, Ana    Luz, Inés      Dra, Prof
#   vobject     García, López    María, Ana    Luz, Inés      Dra, Prof
#
#   as ez-vcard writes it again: N:García;María;Luz,Inés;Dra,Prof;
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet vobject==0.9.9
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" ical.js@2.2.1 vcard4@4.0.5
cd "$work"
printf '%s\r\n' BEGIN:VCARD VERSION:4.0 'FN:María Ana García López' 'N:García,López;María,Ana;Luz,Inés;Dra,Prof;' END:VCARD >maria.vcf
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>find</groupId>
  <artifactId>find</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.googlecode.ez-vcard</groupId>
      <artifactId>ez-vcard</artifactId>
      <version>0.12.2</version>
    </dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode dependency:copy-dependencies -DoutputDirectory=jars >mvn.log
cat >Names.java <<'JAVA'
import ezvcard.Ezvcard;
import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.property.StructuredName;
import java.nio.file.Path;

class Names {
    public static void main(String[] none) throws Exception {
        VCard card = Ezvcard.parse(Path.of("maria.vcf")).first();
        StructuredName n = card.getStructuredName();
        System.out.println("ez-vcard|" + n.getFamily() + "|" + n.getGiven()
            + "|" + String.join(", ", n.getAdditionalNames()) + "|" + String.join(", ", n.getPrefixes()));
        Ezvcard.write(card).version(VCardVersion.V4_0).go().lines().filter((line) -> line.startsWith("N:")).forEach(System.out::println);
    }
}
JAVA
java -Dfile.encoding=UTF-8 -cp 'jars/*' Names.java >seen.txt
cat >names.mjs <<'JS'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import { parse } from 'vcard4';

const card = readFileSync('maria.vcf', 'utf8');
const print = (reader, parts) => console.log([reader, ...parts.map((part) => part.join(', '))].join('|'));
print('ical.js', new ICAL.Component(ICAL.parse(card)).getFirstPropertyValue('n').slice(0, 4));
const { value } = parse(card).getProperty('N')[0];
print('vcard4', [value.familyNames, value.givenNames, value.additionalNames, value.honorificPrefixes]);
JS
node names.mjs >>seen.txt
"$work/venv/bin/python" <<'PY' >>seen.txt
import vobject

n = vobject.readOne(open("maria.vcf", encoding="utf-8", newline="").read()).n.value
print("vobject", *(", ".join(part) for part in (n.family, n.given, n.additional, n.prefix)), sep="|")
PY
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
ez-vcard|García|María|Luz, Inés|Dra, Prof
N:García;María;Luz,Inés;Dra,Prof;
ical.js|García, López|María, Ana|Luz, Inés|Dra, Prof
vcard4|García, López|María, Ana|Luz, Inés|Dra, Prof
vobject|García, López|María, Ana|Luz, Inés|Dra, Prof
WANT
echo "confirmed: of two surnames and two first names ez-vcard keeps one each"
