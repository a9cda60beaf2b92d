#!/usr/bin/env bash
# The PersonNameComparator of duke 1.2, of Maven Central, takes two slips of the pen for 0.8, however short
# the names are: Li and Wu, Ng and Xu, who share no letter, have 0.8, as much as Ann Marie Ash and Ann Ash, and
# so have Jo Li and Jo Wu; Ann and Bob have 0. An initial is a first name to it if it is in the middle of the
# second name, and not of the first: which of two records comes first decides between 0.9 and 0.6. Leave short
# names to ExactComparator, and take the better of both ways. Seen on 1 December 2026:
#
#                                this way   the other way
#   Li            Wu             0.8        0.8
#   Jo Li         Jo Wu          0.8        0.8
#   Ann           Bob            0.0        0.0
#   Ann Bea Ash   Ann B Ash      0.9        0.6
#   Ann Bea Ash   A B Ash        0.8        0.5
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn --quiet --batch-mode dependency:copy -Dartifact=no.priv.garshol.duke:duke:1.2 -DoutputDirectory="$work" >"$work/mvn.log"
cd "$work"
cat >Names.java <<'JAVA'
import java.util.Locale;
import no.priv.garshol.duke.comparators.PersonNameComparator;

class Names {
    public static void main(String[] names) {
        var comparator = new PersonNameComparator();
        for (int i = 0; i < names.length; i += 2) {
            String a = names[i], b = names[i + 1];
            System.out.printf(Locale.ROOT, "%s | %s | %.1f %.1f%n", a, b, comparator.compare(a, b), comparator.compare(b, a));
        }
    }
}
JAVA
java -cp duke-1.2.jar Names.java Li Wu Ng Xu "Jo Li" "Jo Wu" Ann Bob "Ann Marie Ash" "Ann Ash" "Ann Bea Ash" "Ann B Ash" "Ann Bea Ash" "A B Ash" | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Li | Wu | 0.8 0.8
Ng | Xu | 0.8 0.8
Jo Li | Jo Wu | 0.8 0.8
Ann | Bob | 0.0 0.0
Ann Marie Ash | Ann Ash | 0.8 0.8
Ann Bea Ash | Ann B Ash | 0.9 0.6
Ann Bea Ash | A B Ash | 0.8 0.5
WANT
echo "confirmed: to duke Li is Wu by 0.8, and an initial counts one way"
