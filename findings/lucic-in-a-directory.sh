#!/usr/bin/env bash
# A staff directory has people under names such as SN=Lu\C4\8Di\C4\87, in which each byte of UTF-8 that
# the server would not send bare stands as two figures; the standards of such names end with this very
# one, of a Lučić (RFC 2253, 5; RFC 4514, 4). npm's rfc2253 0.2.0 takes each byte for a letter, and so
# reads a name of seven characters, two of them for no sign; the same name sent bare it reads, so that
# the two are two people. parse_dn of PyPI's ldap3 2.9.1 hands out the value with its figures and its
# backslashes, as it documents: Ash\, Ann keeps hers too. @ldapjs/dn 1.1.0, go-ldap v3.4.15 and Java's
# own LdapName read all of them. Seen on 1 December 2026:
#
#                SN=Lu\C4\8Di\C4\87   SN=Lučić   CN=Ash\, Ann
#   rfc2253      LuÄ.iÄ.              Lučić      Ash, Ann
#   ldap3        Lu\C4\8Di\C4\87      Lučić      Ash\, Ann
#   @ldapjs/dn   Lučić                Lučić      Ash, Ann
#   go-ldap      Lučić                Lučić      Ash, Ann
#   Java         Lučić                Lučić      Ash, Ann
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off GOFLAGS=-mod=mod
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet ldap3==2.9.1
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" rfc2253@0.2.0 @ldapjs/dn@1.1.0
cd "$work"
printf '%s\n' 'SN=Lu\C4\8Di\C4\87,O=Leeds' 'SN=Lučić,O=Leeds' 'CN=Ash\, Ann,O=Leeds' >names.txt
node >seen.txt <<'JS'
const { parse } = require('rfc2253');
const { DN } = require('@ldapjs/dn');
const names = require('node:fs').readFileSync('names.txt', 'utf8').trimEnd().split('\n');
const visible = (text) => text.replace(/[\u0080-\u009f]/g, '.');
console.log(['rfc2253', ...names.map((name) => visible(parse(name).get(name.slice(0, 2))))].join('|'));
console.log(['@ldapjs/dn', ...names.map((name) => DN.fromString(name).rdnAt(0).getValue(name.slice(0, 2)))].join('|'));
JS
"$work/venv/bin/python" <<'PY' >>seen.txt
from ldap3.utils.dn import parse_dn

names = open("names.txt", encoding="utf-8").read().splitlines()
print("ldap3", *(parse_dn(name)[0][1] for name in names), sep="|")
PY
cat >main.go <<'GO'
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/go-ldap/ldap/v3"
)

func main() {
	fmt.Print("go-ldap")
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		name, err := ldap.ParseDN(lines.Text())
		if err != nil {
			panic(err)
		}
		fmt.Print("|", name.RDNs[0].Attributes[0].Value)
	}
	fmt.Println()
}
GO
go mod init find >go.log 2>&1
go get github.com/go-ldap/ldap/v3@v3.4.15 >>go.log 2>&1
go run . <names.txt >>seen.txt
cat >Names.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import javax.naming.ldap.LdapName;

class Names {
    public static void main(String[] none) throws Exception {
        String line = "Java";
        for (String text : Files.readAllLines(Path.of("names.txt"))) {
            LdapName name = new LdapName(text);
            line += "|" + name.getRdn(name.size() - 1).getValue();
        }
        System.out.println(line);
    }
}
JAVA
java -Dfile.encoding=UTF-8 Names.java >>seen.txt
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
rfc2253|LuÄ.iÄ.|Lučić|Ash, Ann
@ldapjs/dn|Lučić|Lučić|Ash, Ann
ldap3|Lu\C4\8Di\C4\87|Lučić|Ash\, Ann
go-ldap|Lučić|Lučić|Ash, Ann
Java|Lučić|Lučić|Ash, Ann
WANT
echo "confirmed: the standard's own Lučić is not read by two of five libraries for names of a directory"
