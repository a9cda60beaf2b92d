#!/usr/bin/env bash
# A name is compared with a passport's by writing it as ICAO 9303 has it. The crate mrz 0.9.1 does so of Cyrillic, and
# loses Ћ and Ѓ: it has them under the codes of Һ and Ғ, letters of other languages. Every Serbian surname in -ić
# ends without its C, and Ѓорѓи is ORI; written with Serbia's Latin letters the same name is whole. mrz 0.6.2 of
# PyPI, another package, refuses Ћ with its Serbian table, and has KJ for К in its Macedonian one, where it is Ќ's,
# so that Никола is NIKJOLA; its Ukrainian one has G for Г, which is H. Write C for Ћ and GJ for Ѓ before
# the crate sees the name, and take the Latin spelling where there is one. Seen on 1 December 2026:
#
#                             crate       PyPI
#   Serbian     Јовановић     JOVANOVI    refused
#   Serbian     Jovanović     JOVANOVIC   JOVANOVIC
#   Macedonian  Ѓорѓи         ORI         GJORGJI
#   Macedonian  Никола        NIKOLA      NIKJOLA
#   Ukrainian   Гончар        HONCHAR     GONCHAR
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet mrz==0.6.2
cd "$work"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "find"
version = "0.1.0"
edition = "2021"

[dependencies]
mrz = "=0.9.1"
TOML
cat >src/main.rs <<'RUST'
use mrz::{encode_name_component, transliterate_cyrillic, CyrillicLanguage::*};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    for pair in words.chunks(2) {
        let language = match pair[0].as_str() {
            "serbian" => Serbian,
            "macedonian" => Macedonian,
            _ => Ukrainian,
        };
        println!("{} {} {}", pair[0], pair[1], encode_name_component(&transliterate_cyrillic(&pair[1], language)));
    }
}
RUST
names=(serbian Јовановић serbian Jovanović serbian Ћирић macedonian Ѓорѓи macedonian Никола macedonian Костовска ukrainian Гончар)
CARGO_TARGET_DIR="$work/target" cargo run --quiet -- "${names[@]}" >rust.txt
"$work/venv/bin/python" - "${names[@]}" <<'PY' >python.txt
import sys

from mrz.base.errors import FieldError
from mrz.generator import _transliterations as tables
from mrz.generator.td3 import TD3CodeGenerator

for language, name in zip(sys.argv[1::2], sys.argv[2::2]):
    table = getattr(tables, "cyrillic_" + language)() if name != "Jovanović" else tables.latin_based()
    try:
        zone = str(TD3CodeGenerator("P", "GBR", name, "A", "123456789", "GBR", "840506", "F", "300101", "", table))
        print(zone[5:].split("<<")[0])
    except FieldError:
        print("refused")
PY
paste -d ' ' rust.txt python.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
serbian Јовановић JOVANOVI refused
serbian Jovanović JOVANOVIC JOVANOVIC
serbian Ћирић IRI refused
macedonian Ѓорѓи ORI GJORGJI
macedonian Никола NIKOLA NIKJOLA
macedonian Костовска KOSTOVSKA KJOSTOVSKJA
ukrainian Гончар HONCHAR GONCHAR
WANT
echo "confirmed: in the crate's passports Јовановић has no C, and in PyPI's Никола a J"
