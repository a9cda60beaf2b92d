#!/usr/bin/env bash
# Phonex (Lait and Randell, 1996) is Soundex bettered for British surnames: a Wr at the beginning is an
# R, so that Wright is Right and Wren is Renn. Of four libraries rphonetic 4.0.0 of crates.io counts that R
# once more behind itself, so that they are not. matchr of Go writes a figure for the first letter if it
# is an M or N with a D or G behind, so that Md, short for Muhammad, is Nguyen and Ng. Of Nguyen the four
# have four keys; abydos 0.5.0 of PyPI and talisman 1.1.4 tell Ng from Nguyen, and talisman fills none up. A
# key is good beside keys of the same library. Seen on 1 December 2026:
#
#            rphonetic   matchr   abydos   talisman
#   Wright   R623        R230     R230     R23
#   Right    R230        R230     R230     R23
#   Wren     R650        R500     R500     R5
#   Renn     R500        R500     R500     R5
#   Knight   N230        N230     N230     N23
#   Nguyen   N500        5000     N250     N25
#   Ng       N500        5000     N200     N2
#   Md       M500        5000     M300     M3
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off GOFLAGS=-mod=mod
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet abydos==0.5.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" talisman@1.1.4
cd "$work"
names=(Wright Right Wren Renn Knight Nguyen Ng Md)
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "find"
version = "0.1.0"
edition = "2021"

[dependencies]
rphonetic = "=4.0.0"
TOML
cat >src/main.rs <<'RUST'
use rphonetic::{Encoder, Phonex};

fn main() {
    for name in std::env::args().skip(1) {
        println!("{name} {}", Phonex::default().encode(&name));
    }
}
RUST
CARGO_TARGET_DIR="$work/target" cargo run --quiet -- "${names[@]}" >rust.txt
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"github.com/antzucaro/matchr"
)

func main() {
	for _, name := range os.Args[1:] {
		fmt.Println(matchr.Phonex(name))
	}
}
GO
go mod init find >go.log 2>&1
go get github.com/antzucaro/matchr@v0.0.0-20221106193745-7bed6ef61ef9 >>go.log 2>&1
go run . "${names[@]}" >go.txt
"$work/venv/bin/python" - "${names[@]}" <<'PY' >python.txt
import sys

from abydos.phonetic import Phonex

for name in sys.argv[1:]:
    print(Phonex().encode(name))
PY
node - "${names[@]}" <<'JS' >node.txt
const phonex = require('talisman/phonetics/phonex');
for (const name of process.argv.slice(2)) console.log((phonex.default ?? phonex)(name));
JS
paste -d ' ' rust.txt go.txt python.txt node.txt | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
Wright R623 R230 R230 R23
Right R230 R230 R230 R23
Wren R650 R500 R500 R5
Renn R500 R500 R500 R5
Knight N230 N230 N230 N23
Nguyen N500 5000 N250 N25
Ng N500 5000 N200 N2
Md M500 5000 M300 M3
WANT
echo "confirmed: by the Phonex of rphonetic Wright is not Right, and by matchr's Md is Nguyen"
