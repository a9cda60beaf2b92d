#!/usr/bin/env bash
# Soundex codes of Daitch and Mokotoff count neighbours of one code once, so that a doubled letter
# changes nothing: Phillips and Philips have one key in PostgreSQL 18.7, Commons Codec 1.20.0 and
# natural 8.1.1. talisman 1.1.4 counts the second letter too: a name that is written with two
# consonants has no key in common with the same name written with one, and Hughes has another key
# than elsewhere as well. Seen on 30 November 2026:
#
#              PostgreSQL   Commons Codec   natural   talisman
#   Phillips   787400       787400          787400    788740
#   Philips    787400       787400          787400    787400
#   Lloyd      830000       830000          830000    883000
#   Loyd       830000       830000          830000    830000
#   Hughes     554000       554000          554000    555400
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" @electric-sql/pglite@0.5.17 talisman@1.1.4 natural@8.1.1
mvn --quiet --batch-mode dependency:copy -Dartifact=commons-codec:commons-codec:1.20.0 -DoutputDirectory="$work" >"$work/mvn.log"
cd "$work"
names=(Phillips Philips Lloyd Loyd Abbott Abbot Hughes Murray)
cat >keys.mjs <<'JS'
import { PGlite } from '@electric-sql/pglite';
import { fuzzystrmatch } from '@electric-sql/pglite/contrib/fuzzystrmatch';
import SoundExDM from 'natural/lib/natural/phonetics/dm_soundex.js';
import talisman from 'talisman/phonetics/daitch-mokotoff.js';

const db = new PGlite({ extensions: { fuzzystrmatch } });
await db.exec('CREATE EXTENSION fuzzystrmatch');
const natural = new SoundExDM();
const keys = talisman.default ?? talisman;
for (const name of process.argv.slice(2)) {
  const { rows } = await db.query("SELECT array_to_string(daitch_mokotoff($1), ' ') AS keys", [name]);
  console.log(name, 'PostgreSQL', rows[0].keys, 'natural', natural.process(name), 'talisman', ...keys(name));
}
JS
cat >Keys.java <<'JAVA'
import org.apache.commons.codec.language.DaitchMokotoffSoundex;

class Keys {
    public static void main(String[] names) {
        for (String name : names) System.out.println("Commons Codec " + new DaitchMokotoffSoundex().soundex(name));
    }
}
JAVA
node keys.mjs "${names[@]}" >node.txt
java -cp commons-codec-1.20.0.jar Keys.java "${names[@]}" >java.txt
paste -d ' ' node.txt java.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Phillips PostgreSQL 787400 natural 787400 talisman 788740 Commons Codec 787400
Philips PostgreSQL 787400 natural 787400 talisman 787400 Commons Codec 787400
Lloyd PostgreSQL 830000 natural 830000 talisman 883000 Commons Codec 830000
Loyd PostgreSQL 830000 natural 830000 talisman 830000 Commons Codec 830000
Abbott PostgreSQL 073000 natural 073000 talisman 077330 Commons Codec 073000
Abbot PostgreSQL 073000 natural 073000 talisman 077300 Commons Codec 073000
Hughes PostgreSQL 554000 natural 554000 talisman 555400 Commons Codec 554000
Murray PostgreSQL 690000 natural 690000 talisman 699000 Commons Codec 690000
WANT
echo "confirmed: to talisman's Daitch-Mokotoff soundex Phillips and Philips have no key in common"
