#!/usr/bin/env bash
# NGram of java-string-similarity 2.0.0, of Maven Central, has the distance of two names by their runs of n letters, 0
# for the same and 1 for nothing in common. Where one name is shorter than n it has it the other way round: by three
# letters Jo is Smith, and Li is Wu, with 0, and Li is nearer Wu than Lin; by two letters, which it takes if not
# told, flat 1 is flat 2. strsimpy 0.2.1 of PyPI, a port of it, has that right. Compare names shorter than n by
# Levenshtein. Seen on 1 December 2026, the distances by NGram:
#
#                      java-string-similarity   strsimpy
#   3   Jo    Smith    0.00                     1.00
#   3   Li    Wu       0.00                     1.00
#   3   Li    Lin      0.67                     0.33
#   3   Ann   Bob      1.00                     1.00
#   2   1     2        0.00                     1.00
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn --quiet --batch-mode dependency:copy -Dartifact=info.debatty:java-string-similarity:2.0.0 -DoutputDirectory="$work" >"$work/mvn.log"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet strsimpy==0.2.1
cd "$work"
rows=(3 Jo Smith 3 Li Wu 3 Li Lin 3 Ann Bob 2 1 2)
cat >Far.java <<'JAVA'
import info.debatty.java.stringsimilarity.NGram;
import java.util.Locale;

class Far {
    public static void main(String[] rows) {
        for (int i = 0; i < rows.length; i += 3) {
            String a = rows[i + 1], b = rows[i + 2];
            System.out.printf(Locale.ROOT, "%s %s %s %.2f%n", rows[i], a, b, new NGram(Integer.parseInt(rows[i])).distance(a, b));
        }
    }
}
JAVA
java -cp java-string-similarity-2.0.0.jar Far.java "${rows[@]}" >java.txt
"$work/venv/bin/python" - "${rows[@]}" <<'PY' >python.txt
import sys

from strsimpy.ngram import NGram

for n, a, b in zip(*(sys.argv[start::3] for start in (1, 2, 3))):
    print(f"{NGram(int(n)).distance(a, b):.2f}")
PY
paste -d ' ' java.txt python.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
3 Jo Smith 0.00 1.00
3 Li Wu 0.00 1.00
3 Li Lin 0.67 0.33
3 Ann Bob 1.00 1.00
2 1 2 0.00 1.00
WANT
echo "confirmed: by runs of three letters Jo is Smith to java-string-similarity"
