#!/usr/bin/env bash
# The flats of stair D are 1D, 2D and 3D. What a reader of CSV that looks for types makes of the
# column is a matter of taste: to csvkit 2.2.0 they are days, to tablesaw 0.44.4 and Spark 4.3.0
# numbers, since Java lets a D or an F stand behind a double, and so 1D, 1F and 1 are one flat,
# with the households of three. DuckDB 2.0.1 and Polars 2.1.0 leave them text, as all five do as
# soon as there is a 1A in the file, so that a list of the whole house shows nothing. Tell each
# reader that the column is text: csvkit --no-inference, tablesaw columnTypes, Spark a schema.
# Needs Java 17 and half a gigabyte. Seen on 30 November 2026:
#
#              csvkit           tablesaw  Spark  DuckDB  Polars
#   1D         1 day, 0:00:00   1.0       1.0    1D      1D
#   2D         2 days, 0:00:00  2.0       2.0    2D      2D
#   1F (1D 1F) 1F               1.0       1.0    1F      1F
#   1A (1D 1A) 1A               1A        1A     1A      1A
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet csvkit==2.2.0 pyspark==4.3.0 duckdb==2.0.1 polars==2.1.0
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
cat >Flats.java <<'JAVA'
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

class Flats {
    public static void main(String[] files) {
        for (String file : files) {
            for (Object flat : Table.read().usingOptions(CsvReadOptions.builder(file)).column("flat").asList()) {
                System.out.println(flat);
            }
        }
    }
}
JAVA
printf 'tenant,flat\nAnn,1D\nBen,2D\n' >one.csv
printf 'tenant,flat\nAnn,1D\nCat,1F\n' >two.csv
printf 'tenant,flat\nAnn,1D\nDee,1A\n' >three.csv
java -cp 'lib/*' Flats.java one.csv two.csv three.csv >tablesaw.txt 2>java.log
for file in one two three; do "$work/venv/bin/csvjson" "$file.csv" >"$file.json"; done
"$work/venv/bin/python" 2>python.log <<'PY' >seen.txt || { tail -5 python.log >&2; exit 1; }
import json

import duckdb
import polars
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
tablesaw = iter(open("tablesaw.txt").read().split())
for name in ("one", "two", "three"):
    file = name + ".csv"
    for row in zip(
        [line["flat"] for line in json.load(open(name + ".json"))],
        tablesaw,
        [line.flat for line in spark.read.csv(file, header=True, inferSchema=True).collect()],
        [line[0] for line in duckdb.sql(f"SELECT flat FROM '{file}'").fetchall()],
        polars.read_csv(file)["flat"],
    ):
        print(name, *row, sep="|")
PY
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
one|1 day, 0:00:00|1.0|1.0|1D|1D
one|2 days, 0:00:00|2.0|2.0|2D|2D
two|1D|1.0|1.0|1D|1D
two|1F|1.0|1.0|1F|1F
three|1D|1D|1D|1D|1D
three|1A|1A|1A|1A|1A
WANT
echo "confirmed: flat 1D is a day to csvkit, and flat 1 to tablesaw and Spark"
