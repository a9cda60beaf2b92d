#!/usr/bin/env bash
# Prince, Princess and Queen are first names, in Ghana and Nigeria not rare. nameparser 2.6.0
# takes them for titles and the surname for the first name, even behind "Mr", and where a comma
# says which is the surname: whoever looks for a surname Owusu does not find him. liken 0.15.1,
# which deduplicates tables, normalises names with nameparser and without titles; by their names
# Prince Owusu and Princess Owusu are then one, and the sister is dropped.
# another-name-parser 0.1.0, humanparser 2.7.0 and the crate human_name 2.0.4 read both names
# as they are. Ask for the two names in two fields; or take the three words out of nameparser's
# titles. Seen on 30 November 2026:
#
#                    nameparser                    the other three
#   Prince Owusu     title Prince, first Owusu     Prince / Owusu
#   Queen Okafor     title Queen, first Okafor     Queen / Okafor
#   Mr Prince Owusu  title Mr Prince, first Owusu
#   Owusu, Prince    title Prince, first Owusu
#   left by liken of Prince, Princess and Kwame Owusu: Prince and Kwame
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet nameparser==2.6.0 liken==0.15.1 pandas==2.3.3
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" another-name-parser@0.1.0 humanparser@2.7.0
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
fn main() {
    for text in std::env::args().skip(1) {
        let name = human_name::Name::parse(&text).unwrap();
        println!("human_name {text}: {} / {}", name.given_name().unwrap_or("-"), name.surname());
    }
}
RUST
cat >parse.js <<'JS'
const other = require('another-name-parser');
const human = require('humanparser');
for (const text of process.argv.slice(2)) {
  const [a, h] = [other(text), human.parseName(text)];
  console.log(`another-name-parser ${text}: ${a.first} / ${a.last}`);
  console.log(`humanparser ${text}: ${h.firstName} / ${h.lastName}`);
}
JS
cat >parse.py <<'PY'
import liken
import pandas
from nameparser import HumanName

for text in ("Prince Owusu", "Queen Okafor", "Mr Prince Owusu", "Owusu, Prince", "Kwame Owusu"):
    name = HumanName(text)
    print(f"nameparser {text}: title {name.title or '-'}, first {name.first or '-'}, last {name.last or '-'}")
people = pandas.DataFrame({"name": ["Prince Owusu", "Princess Owusu", "Kwame Owusu"], "born": ["1990-01-05", "1992-03-04", "1988-02-02"]})
alike = liken.pipeline(preprocessors=[liken.preprocessors.normalize_names()]).step(liken.col("name").exact())
print("liken leaves", *liken.dedupe(people).apply(alike).drop_duplicates()["name"], sep=", ")
PY
{
	"$work/venv/bin/python" -W ignore parse.py
	node parse.js "Prince Owusu" "Queen Okafor"
	CARGO_TARGET_DIR="$work/target" cargo run --quiet -- "Prince Owusu" "Queen Okafor"
} | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
nameparser Prince Owusu: title Prince, first Owusu, last -
nameparser Queen Okafor: title Queen, first Okafor, last -
nameparser Mr Prince Owusu: title Mr Prince, first Owusu, last -
nameparser Owusu, Prince: title Prince, first Owusu, last -
nameparser Kwame Owusu: title -, first Kwame, last Owusu
liken leaves, Prince Owusu, Kwame Owusu
another-name-parser Prince Owusu: Prince / Owusu
humanparser Prince Owusu: Prince / Owusu
another-name-parser Queen Okafor: Queen / Okafor
humanparser Queen Okafor: Queen / Okafor
human_name Prince Owusu: Prince / Owusu
human_name Queen Okafor: Queen / Okafor
WANT
echo "confirmed: to nameparser Prince Owusu has no surname, and liken drops Princess Owusu for him"
