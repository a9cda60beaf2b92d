#!/usr/bin/env bash
# The crate amt-phonetic 1.0.0 compares names by a key of their sound, and was by its README designed
# for and measured on names in Latin, Arabic, Chinese, Cyrillic, Devanagari and Hebrew letters. It
# encodes Latin and Arabic: a word in any other letters has the key nought, and two keys that are
# alike match to 1. So Олена is Дмитро, 陈 is 李 and सिंह is शर्मा, none is the same name in Latin
# letters, and in an index by the key, its BKTree, all are in one place. PyPI's package of the name
# says the same of them; its README has it that Latin and Arabic come with it and how letters are
# added, which the crate has no function for. Transliterate first. Seen on 1 December 2026:
#
#                       matches   similarity
#   Олена    Дмитро     true      1.00
#   陈       李         true      1.00
#   सिंह      शर्मा        true      1.00
#   כהן      לוי        true      1.00
#   Олена    Olena      false     0.00
#   Khaled   خالد       true      1.00
#   Khaled   سعيد       false     0.51
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet amt-phonetic==1.0.0
cd "$work"
names=(Олена Дмитро 陈 李 सिंह शर्मा כהן לוי Олена Olena Khaled خالد Khaled سعيد)
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "find"
version = "0.1.0"
edition = "2021"

[dependencies]
amt-phonetic = "=1.0.0"
TOML
cat >src/main.rs <<'RS'
fn main() {
    let names: Vec<String> = std::env::args().skip(1).collect();
    for pair in names.chunks(2) {
        println!("{} {} {} {:.2}", pair[0], pair[1], amt::matches(&pair[0], &pair[1]), amt::similarity(&pair[0], &pair[1]));
    }
}
RS
CARGO_TARGET_DIR="$work/target" cargo run --quiet -- "${names[@]}" | tee crate.txt
"$work/venv/bin/python" - "${names[@]}" <<'PY' >package.txt
import sys

import amt

for a, b in zip(sys.argv[1::2], sys.argv[2::2]):
    print(a, b, str(amt.matches(a, b)).lower(), f"{amt.similarity(a, b):.2f}")
PY
diff package.txt crate.txt || { echo "package and crate differ" >&2; exit 1; }
diff crate.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Олена Дмитро true 1.00
陈 李 true 1.00
सिंह शर्मा true 1.00
כהן לוי true 1.00
Олена Olena false 0.00
Khaled خالد true 1.00
Khaled سعيد false 0.51
WANT
echo "confirmed: to amt-phonetic any two names in Cyrillic, Chinese, Devanagari or Hebrew letters are the same"
