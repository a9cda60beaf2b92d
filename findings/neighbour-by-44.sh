#!/usr/bin/env bash
# fuzzy-matcher 1.2.1 of Maven Central has a type of element for telephone numbers. It keeps their
# figures, puts an American 1 before a number of ten, and compares runs of ten figures: a number of
# the USA has two of them, 07700 900123 two as well, and +44 7700 900123 three, of which one is the
# same. At the default threshold the two are no match, nor are those with +44 (0), 0044 or without the
# nought. The longer a number is written, the closer are two neighbours: 0044 7700 900123 and the
# next one, of somebody else, agree in four runs of five. Bring all numbers into one form first, and
# compare them whole, as a TEXT or with a tokenizer of one's own. Seen on 1 December 2026:
#
#   07700 900123        07700 900123          1.00
#   07700 900123        +44 7700 900123       no match
#   07700 900123        0044 7700 900123      no match
#   07700 900123        +44 (0)7700 900123    no match
#   07700 900123        7700 900123           no match
#   +44 7700 900123     +44 7700 900124       0.67
#   0044 7700 900123    0044 7700 900124      0.80
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>find</groupId>
  <artifactId>find</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.intuit.fuzzymatcher</groupId>
      <artifactId>fuzzy-matcher</artifactId>
      <version>1.2.1</version>
    </dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode dependency:copy-dependencies -DoutputDirectory=jars >mvn.log
cat >Phones.java <<'JAVA'
import com.intuit.fuzzymatcher.component.MatchService;
import com.intuit.fuzzymatcher.domain.Document;
import com.intuit.fuzzymatcher.domain.Element;
import com.intuit.fuzzymatcher.domain.ElementType;
import java.util.List;
import java.util.Locale;

class Phones {
    static Document document(String key, String phone) {
        return new Document.Builder(key)
            .addElement(new Element.Builder<String>().setType(ElementType.PHONE).setValue(phone).createElement())
            .createDocument();
    }

    public static void main(String[] phones) {
        for (int i = 0; i < phones.length; i += 2) {
            var matches = new MatchService().applyMatchByDocId(List.of(document("a", phones[i]), document("b", phones[i + 1]))).get("a");
            System.out.println(phones[i] + " | " + phones[i + 1] + " | "
                + (matches == null ? "no match" : String.format(Locale.ROOT, "%.2f", matches.get(0).getScore().getResult())));
        }
    }
}
JAVA
own="07700 900123"
java -cp 'jars/*' Phones.java "$own" "$own" "$own" "+44 7700 900123" "$own" "0044 7700 900123" "$own" "+44 (0)7700 900123" \
  "$own" "7700 900123" "$own" "07700 900124" "+44 7700 900123" "+44 7700 900124" "0044 7700 900123" "0044 7700 900124" 2>java.log | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
07700 900123 | 07700 900123 | 1.00
07700 900123 | +44 7700 900123 | no match
07700 900123 | 0044 7700 900123 | no match
07700 900123 | +44 (0)7700 900123 | no match
07700 900123 | 7700 900123 | no match
07700 900123 | 07700 900124 | no match
+44 7700 900123 | +44 7700 900124 | 0.67
0044 7700 900123 | 0044 7700 900124 | 0.80
WANT
echo "confirmed: to fuzzy-matcher a telephone number is not itself with +44, and a neighbour's with +44 is"
