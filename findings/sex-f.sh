#!/usr/bin/env bash
# A women's refuge sends its list, and the column sex has an F in each row. DuckDB 2.0.1, csvkit
# 2.2.0 and tablesaw 0.44.4 take F for the word false: the column is of booleans, is written out
# as false, and DuckDB refuses to join it on sex with a list that has an M. A list with one man in
# it is read as it stands, unless he comes behind the 20,480 rows that DuckDB looks at: then it
# refuses the file. A column of needs in which all is N is false likewise to csvkit and tablesaw,
# not to DuckDB. Polars 2.1.0 and pandas 3.1.1 leave the letters. Tell the readers the type: DuckDB
# types = {'sex': 'VARCHAR'}, csvkit --no-inference, tablesaw columnTypes. Seen on 30 November 2026:
#
#   column  DuckDB  csvkit  tablesaw  Polars  pandas
#   F F     False   False   false     F       F
#   M F     F       F       F         F       F
#   N N     N       False   false     N       N
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet duckdb==2.0.1 csvkit==2.2.0 polars==2.1.0 pandas==3.1.1
cd "$work"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>find</groupId>
  <artifactId>find</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>tech.tablesaw</groupId>
      <artifactId>tablesaw-core</artifactId>
      <version>0.44.4</version>
    </dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode dependency:copy-dependencies -DoutputDirectory="$work/lib" >mvn.log 2>&1
cat >Last.java <<'JAVA'
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

class Last {
    public static void main(String[] files) {
        for (String file : files) {
            System.out.println(Table.read().usingOptions(CsvReadOptions.builder(file)).column("sex").get(1));
        }
    }
}
JAVA
printf 'name,sex\nAnn,F\nBea,F\n' >ff.csv
printf 'name,sex\nAli,M\nBea,F\n' >mf.csv
printf 'name,sex\nAnn,N\nBea,N\n' >nn.csv
java -cp 'lib/*' Last.java ff.csv mf.csv nn.csv >tablesaw.txt 2>java.log
for file in ff mf nn; do "$work/venv/bin/csvjson" "$file.csv" >"$file.json"; done
"$work/venv/bin/python" <<'PY' | tee seen.txt
import json

import duckdb
import pandas
import polars

for name, tablesaw in zip(("ff", "mf", "nn"), open("tablesaw.txt")):
    file = name + ".csv"
    print(
        name,
        duckdb.sql(f"SELECT sex FROM '{file}'").fetchall()[1][0],
        json.load(open(name + ".json"))[1]["sex"],
        tablesaw.strip(),
        polars.read_csv(file)["sex"][1],
        pandas.read_csv(file)["sex"][1],
    )
for rows in (20_000, 30_000):
    with open("long.csv", "w") as file:
        file.write("name,sex\n" + "Ann,F\n" * rows + "Ali,M\n")
    try:
        print("M behind", rows, duckdb.sql("SELECT sex FROM 'long.csv'").fetchall()[-1][0])
    except duckdb.ConversionException:
        print("M behind", rows, "refused")
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
ff False False false F F
mf F F F F F
nn N False false N N
M behind 20000 M
M behind 30000 refused
WANT
echo "confirmed: in a list of women alone the sex F is false to DuckDB, csvkit and tablesaw"
