#!/usr/bin/env bash
# The Match Rating codex of a name drops its vowels and one of two equal consonants. Commons
# Codec 1.20.0 drops the vowels first, so that consonants which a vowel kept apart become a
# double: Dada and Dade are a D, Nana an N, and Barbara differs from Babara by two letters.
# jellyfish 1.3.0 looks for doubles in the name as it stands. What is kept of one library is
# no codex of the other, and their verdicts part: Titi, short for Titilayo, matches it in
# jellyfish and not in Commons Codec. Seen on 29 November 2026:
#
#                         Commons Codec 1.20.0     jellyfish 1.3.0
#   Titilayo   Titi       TLY    T     differ      TTLY    TT     match
#   Dada       Dade       D      D     match       DD      DD     match
#   Nana       Nanna      N      NN    match       NN      NN     match
#   Barbara    Babara     BRBR   BR    match       BRBR    BBR    match
#   Mamadou    Mamadu     MD     MD    match       MMD     MMD    match
#   Popescu    Pescu      PSC    PSC   match       PPSC    PSC    match
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet jellyfish==1.3.0
mvn --quiet --batch-mode dependency:copy -Dartifact=commons-codec:commons-codec:1.20.0 -DoutputDirectory="$work" >"$work/mvn.log"
cd "$work"
pairs=(Titilayo Titi Dada Dade Nana Nanna Barbara Babara Mamadou Mamadu Popescu Pescu)
cat >Pairs.java <<'JAVA'
import org.apache.commons.codec.language.MatchRatingApproachEncoder;

class Pairs {
    public static void main(String[] names) {
        var codex = new MatchRatingApproachEncoder();
        for (int i = 0; i < names.length; i += 2)
            System.out.println(names[i] + " " + names[i + 1] + " " + codex.encode(names[i]) + " " + codex.encode(names[i + 1])
                + (codex.isEncodeEquals(names[i], names[i + 1]) ? " match" : " differ"));
    }
}
JAVA
java -cp commons-codec-1.20.0.jar Pairs.java "${pairs[@]}" >java.txt
"$work/venv/bin/python" - "${pairs[@]}" >python.txt <<'PY'
import sys

import jellyfish

names = sys.argv[1:]
for one, two in zip(names[::2], names[1::2]):
    print(jellyfish.match_rating_codex(one), jellyfish.match_rating_codex(two), "match" if jellyfish.match_rating_comparison(one, two) else "differ")
PY
paste -d' ' java.txt python.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Titilayo Titi TLY T differ TTLY TT match
Dada Dade D D match DD DD match
Nana Nanna N NN match NN NN match
Barbara Babara BRBR BR match BRBR BBR match
Mamadou Mamadu MD MD match MMD MMD match
Popescu Pescu PSC PSC match PPSC PSC match
WANT
echo "confirmed: Dada's Match Rating codex is D in Commons Codec and DD in jellyfish, and Titi matches Titilayo in one of them"
