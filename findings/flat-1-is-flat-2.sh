#!/usr/bin/env bash
# By the Levenshtein comparator of duke 1.2, of Maven Central, flat 1 is flat 2, F is M and A is B, with
# the similarity 1: of a name of one sign, wholly another, it says that all agrees. Ann and Bob, who share no
# letter, agree by a third, as do LS1 and BD9; Li and Wu by nothing. java-string-similarity 2.0.0 and duke's own
# WeightedLevenshtein have 0 for each of these. Compare numbers, letters and sexes with ExactComparator. Seen on
# 1 December 2026:
#
#                duke   its WeightedLevenshtein   java-string-similarity
#   1     2      1.00   0.00                      0.00
#   F     M      1.00   0.00                      0.00
#   Ann   Bob    0.33   0.00                      0.00
#   LS1   BD9    0.33   0.00                      0.00
#   Li    Wu     0.00   0.00                      0.00
#   12    13     0.50   0.00                      0.50
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for artifact in no.priv.garshol.duke:duke:1.2 info.debatty:java-string-similarity:2.0.0; do
  mvn --quiet --batch-mode dependency:copy -Dartifact="$artifact" -DoutputDirectory="$work" >>"$work/mvn.log"
done
cd "$work"
cat >Alike.java <<'JAVA'
import info.debatty.java.stringsimilarity.NormalizedLevenshtein;
import java.util.Locale;
import no.priv.garshol.duke.comparators.Levenshtein;
import no.priv.garshol.duke.comparators.WeightedLevenshtein;

class Alike {
    public static void main(String[] words) {
        for (int i = 0; i < words.length; i += 2) {
            String a = words[i], b = words[i + 1];
            System.out.printf(Locale.ROOT, "%s %s %.2f %.2f %.2f%n", a, b,
                new Levenshtein().compare(a, b), new WeightedLevenshtein().compare(a, b), new NormalizedLevenshtein().similarity(a, b));
        }
    }
}
JAVA
java -cp '*' Alike.java 1 2 F M Ann Bob LS1 BD9 Li Wu 12 13 | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
1 2 1.00 0.00 0.00
F M 1.00 0.00 0.00
Ann Bob 0.33 0.00 0.00
LS1 BD9 0.33 0.00 0.00
Li Wu 0.00 0.00 0.00
12 13 0.50 0.00 0.50
WANT
echo "confirmed: by duke's Levenshtein flat 1 is flat 2, and F is M"
