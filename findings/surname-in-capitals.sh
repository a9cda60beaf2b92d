#!/usr/bin/env bash
# Many a form and passport has the surname in capitals: Ann Marie SMITH. The crate human_name
# 2.0.4 takes a last word of up to five capitals behind two names for letters behind a name,
# like PhD: the surname is Marie, SMITH is a suffix and missing where the name is written out
# in full, and Ann Marie SMITH is consistent with Ann Marie KHAN, not with Ann Marie Smith.
# With many a surname of two letters, such as WU, there is no name at all. nameparser 2.6.0
# has the surname each time. Seen on 30 November 2026 (first/last):
#
#                     human_name          nameparser
#   Ann Marie Smith   Ann/Smith           Ann/Smith
#   Ann Marie SMITH   Ann/Marie           Ann/SMITH
#   Ann Marie KHAN    Ann/Marie           Ann/KHAN
#   Ann Marie HUGHES  Ann/HUGHES          Ann/HUGHES
#   Ines DA SILVA     Ines/Da             Ines/DA SILVA
#   Mei Wu            Mei/Wu              Mei/Wu
#   Mei WU            not a name          Mei/WU
#
#   Ann Marie SMITH ~ Ann Marie KHAN    consistent
#   Ann Marie SMITH ~ Ann Marie Smith   not consistent
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet nameparser==2.6.0
cd "$work"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "find"
version = "0.1.0"
edition = "2021"

[dependencies]
human_name = "=2.0.4"
TOML
cat >src/main.rs <<'RUST'
use human_name::Name;

fn main() {
    let names: Vec<String> = std::env::args().skip(1).collect();
    for text in &names {
        match Name::parse(text) {
            Some(name) => println!("{text}: {}/{}", name.given_name().unwrap_or("-"), name.surname()),
            None => println!("{text}: not a name"),
        }
    }
    let smith = Name::parse("Ann Marie SMITH").unwrap();
    for text in ["Ann Marie KHAN", "Ann Marie Smith"] {
        println!("Ann Marie SMITH ~ {text}: {}", smith.consistent_with(&Name::parse(text).unwrap()));
    }
    println!("written out: {}", smith.display_full());
}
RUST
names=("Ann Marie Smith" "Ann Marie SMITH" "Ann Marie KHAN" "Ann Marie HUGHES" "Ines DA SILVA" "Mei Wu" "Mei WU")
CARGO_TARGET_DIR="$work/target" cargo run --quiet -- "${names[@]}" >rust.txt
"$work/venv/bin/python" - "${names[@]}" <<'PY' >python.txt
import sys

from nameparser import HumanName

for text in sys.argv[1:]:
    name = HumanName(text)
    print(f"{name.first}/{name.last}")
PY
paste -d ' ' rust.txt python.txt | sed 's/ $//' | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Ann Marie Smith: Ann/Smith Ann/Smith
Ann Marie SMITH: Ann/Marie Ann/SMITH
Ann Marie KHAN: Ann/Marie Ann/KHAN
Ann Marie HUGHES: Ann/HUGHES Ann/HUGHES
Ines DA SILVA: Ines/Da Ines/DA SILVA
Mei Wu: Mei/Wu Mei/Wu
Mei WU: not a name Mei/WU
Ann Marie SMITH ~ Ann Marie KHAN: true
Ann Marie SMITH ~ Ann Marie Smith: false
written out: Ann Marie
WANT
echo "confirmed: a surname in capitals is a suffix, and Ann Marie SMITH the same as Ann Marie KHAN"
