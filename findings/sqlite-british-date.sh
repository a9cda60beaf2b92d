#!/usr/bin/env bash
# SQLite has no type of dates: a column born DATE takes 06/05/1984 as it is, and a year alone
# becomes a number. mattn/go-sqlite3 1.14.53 turns what it cannot read in such a column into the
# 1st of January of the year 1, without an error, and a number into seconds since 1970: who was
# born in 1984 was born at 33 minutes past midnight on 1 January 1970. So people whose date is
# British, or of a month, all agree on their date of birth. modernc.org/sqlite 1.62.0 hands over
# what is there, and Scan refuses it to who wants a time.Time. Declare the column TEXT, or ask for
# CAST(born AS TEXT), and mattn's driver has it too. Needs a C compiler. Seen on 30 November 2026:
#
#   born        mattn/go-sqlite3     modernc.org/sqlite     either, CAST
#   1984-05-06  1984-05-06 00:00:00  1984-05-06 00:00:00    1984-05-06
#   06/05/1984  0001-01-01 00:00:00  the text               06/05/1984
#   6 May 1984  0001-01-01 00:00:00  the text               6 May 1984
#   1984-05     0001-01-01 00:00:00  the text               1984-05
#   unknown     0001-01-01 00:00:00  the text               unknown
#   1984        1970-01-01 00:33:04  the number             1984
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off GOFLAGS=-mod=mod CGO_ENABLED=1
cd "$work"
cat >main.go <<'GO'
package main

import (
	"database/sql"
	"fmt"
	"time"

	_ "github.com/mattn/go-sqlite3"
	_ "modernc.org/sqlite"
)

func main() {
	for _, driver := range []string{"sqlite3", "sqlite"} {
		db, err := sql.Open(driver, ":memory:")
		must(err)
		db.SetMaxOpenConns(1)
		_, err = db.Exec("CREATE TABLE people (born DATE)")
		must(err)
		for _, born := range []string{"1984-05-06", "06/05/1984", "6 May 1984", "1984-05", "unknown", "1984"} {
			_, err = db.Exec("DELETE FROM people; INSERT INTO people VALUES (?)", born)
			must(err)
			var read any
			var text string
			must(db.QueryRow("SELECT born, CAST(born AS TEXT) FROM people").Scan(&read, &text))
			if date, ok := read.(time.Time); ok {
				read = date.Format(time.DateTime)
			}
			fmt.Printf("%s|%s|%v|%s\n", driver, born, read, text)
		}
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
GO
go mod init find >go.log 2>&1
go get github.com/mattn/go-sqlite3@v1.14.53 modernc.org/sqlite@v1.62.0 >>go.log 2>&1
go run . | tee seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
sqlite3|1984-05-06|1984-05-06 00:00:00|1984-05-06
sqlite3|06/05/1984|0001-01-01 00:00:00|06/05/1984
sqlite3|6 May 1984|0001-01-01 00:00:00|6 May 1984
sqlite3|1984-05|0001-01-01 00:00:00|1984-05
sqlite3|unknown|0001-01-01 00:00:00|unknown
sqlite3|1984|1970-01-01 00:33:04|1984
sqlite|1984-05-06|1984-05-06 00:00:00|1984-05-06
sqlite|06/05/1984|06/05/1984|06/05/1984
sqlite|6 May 1984|6 May 1984|6 May 1984
sqlite|1984-05|1984-05|1984-05
sqlite|unknown|unknown|unknown
sqlite|1984|1984|1984
WANT
echo "confirmed: 06/05/1984 in a column DATE is 1 January of the year 1 to mattn/go-sqlite3"
