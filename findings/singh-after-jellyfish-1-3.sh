#!/usr/bin/env bash
# From jellyfish 1.2.1 to 1.3.0 the Metaphone keys of names that end in GH have changed: Leigh
# joins Lee, and Singh, SNKH before, is SN, as San and Sonny are. Who looks with a new key among
# stored ones finds no Singh. goldenphonetic 0.2.0, which goldenmatch 3.22.0 requires where
# others take jellyfish, says of itself that its results are those of any jellyfish from 1.0 on;
# it has the old ones. Store the version beside the keys, and make them again when it changes.
# Seen on 30 November 2026:
#
#           jellyfish 1.2.1   goldenphonetic 0.2.0   jellyfish 1.3.0
#   Singh   SNKH              SNKH                   SN
#   San     SN                SN                     SN
#   Leigh   LKH               LKH                    L
#   Lee     L                 L                      L
#   Pugh    PKH               PKH                    P
#   Hughes  HKHS              HKHS                   HKHS
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for version in 1.2.1 1.3.0; do
	python3 -m venv "$work/$version"
	"$work/$version/bin/pip" install --quiet "jellyfish==$version" goldenphonetic==0.2.0
	"$work/$version/bin/python" - "$version" <<'PY'
import sys

import goldenphonetic
import jellyfish

for name in ("Singh", "San", "Leigh", "Lee", "Pugh", "Hughes"):
    print(name, jellyfish.metaphone(name), sys.argv[1], goldenphonetic.metaphone(name))
PY
done | tee "$work/seen.txt"
diff "$work/seen.txt" - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Singh SNKH 1.2.1 SNKH
San SN 1.2.1 SN
Leigh LKH 1.2.1 LKH
Lee L 1.2.1 L
Pugh PKH 1.2.1 PKH
Hughes HKHS 1.2.1 HKHS
Singh SN 1.3.0 SNKH
San SN 1.3.0 SN
Leigh L 1.3.0 LKH
Lee L 1.3.0 L
Pugh P 1.3.0 PKH
Hughes HKHS 1.3.0 HKHS
WANT
echo "confirmed: jellyfish 1.3.0 has another key for Singh than 1.2.1, and goldenphonetic the old one"
