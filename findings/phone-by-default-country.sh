#!/usr/bin/env bash
# A telephone number that begins with + names its country; the country that a program takes
# for granted is for the others. To the crate phonenumber 0.3.10 it is for both: told that
# numbers without + are British, it takes the nought off those of Italy, Côte d'Ivoire, Congo
# and San Marino too, where it is a figure like the rest, as the nought is the British prefix.
# By its own word the rest is no valid number. Told of no country it leaves them whole; so does
# PyPI's phonenumbers 9.0.43, told of Britain, whose example numbers these are. Seen on
# 30 November 2026:
#
#                        phonenumber, GB         phonenumber, none      phonenumbers, GB
#   +39 02 1234 5678     +39212345678   invalid  +390212345678   valid  +390212345678
#   +225 01 23 45 67 89  +225123456789  invalid  +2250123456789  valid  +2250123456789
#   +242 06 123 4567     +24261234567   invalid  +242061234567   valid  +242061234567
#   +378 0549 886377     +378549886377  invalid  +3780549886377  valid  +3780549886377
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet phonenumbers==9.0.43
cd "$work"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "find"
version = "0.1.0"
edition = "2021"

[dependencies]
phonenumber = "=0.3.10"
TOML
cat >src/main.rs <<'RUST'
use phonenumber::{country, parse, Mode};

fn main() {
    for text in std::env::args().skip(1) {
        let seen = [Some(country::GB), None].map(|country| {
            let number = parse(country, &text).unwrap();
            format!("{} {}", number.format().mode(Mode::E164), if number.is_valid() { "valid" } else { "invalid" })
        });
        println!("{text}: {}", seen.join(" "));
    }
}
RUST
texts=("+39 02 1234 5678" "+225 01 23 45 67 89" "+242 06 123 4567" "+378 0549 886377")
CARGO_TARGET_DIR="$work/target" cargo run --quiet -- "${texts[@]}" >rust.txt
"$work/venv/bin/python" - "${texts[@]}" <<'PY' >python.txt
import sys

import phonenumbers as p

for text in sys.argv[1:]:
    print(p.format_number(p.parse(text, "GB"), p.PhoneNumberFormat.E164))
PY
paste -d ' ' rust.txt python.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
+39 02 1234 5678: +39212345678 invalid +390212345678 valid +390212345678
+225 01 23 45 67 89: +225123456789 invalid +2250123456789 valid +2250123456789
+242 06 123 4567: +24261234567 invalid +242061234567 valid +242061234567
+378 0549 886377: +378549886377 invalid +3780549886377 valid +3780549886377
WANT
echo "confirmed: the British nought comes off numbers of Italy and of Côte d'Ivoire"
