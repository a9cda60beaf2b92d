#!/usr/bin/env bash
# HL7, vCards and many a registry write a date of birth as 19840506. The documentation of go-dateparser 1.4.7 has such
# dates read, with 20211011 for 11 October 2021 as its example. By default it tries the American order first, with a
# time behind it: 19840506 is 9 January 8405, six minutes past midnight, 20211011 is in the year 1101, and no error
# comes with either. Of the days of 1984 it has none right, nor when it is told that days come first. Python's
# dateparser 1.5.0, of which it is a port, refuses them unless it is asked, and then does the same. Give it the
# order YMD for such a column, or read it with time.Parse. Seen on 1 December 2026:
#
#              as it comes        days first         YMD
#   19840506   8405-01-09 00:06   8405-09-01 00:06   1984-05-06
#   20211011   1101-02-02 01:00   1101-02-20 01:00   2021-10-11
#   20010203   2001-02-03         2002-01-20 00:03   2001-02-03
#   of 1984    none right         none right         all 366 right
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOWORK=off GOFLAGS=-mod=mod
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet dateparser==1.5.0
cd "$work"
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/markusmobius/go-dateparser"
)

func main() {
	now := time.Date(2026, time.December, 1, 0, 0, 0, 0, time.UTC)
	orders := []dateparser.DateOrder{nil, dateparser.DMY, dateparser.YMD}
	read := func(text string, order dateparser.DateOrder) time.Time {
		got, err := dateparser.Parse(&dateparser.Configuration{CurrentTime: now, DateOrder: order}, text)
		if err != nil {
			panic(err)
		}
		return got.Time
	}
	for _, text := range os.Args[1:] {
		fmt.Print(text)
		for _, order := range orders {
			fmt.Print(" | ", read(text, order).Format("2006-01-02 15:04"))
		}
		fmt.Println()
	}
	days, right := 0, make([]int, len(orders))
	for day := time.Date(1984, time.January, 1, 0, 0, 0, 0, time.UTC); day.Year() == 1984; day = day.AddDate(0, 0, 1) {
		days++
		for i, order := range orders {
			if read(day.Format("20060102"), order).Equal(day) {
				right[i]++
			}
		}
	}
	fmt.Println("right of", days, right)
}
GO
go mod init find >go.log 2>&1
go get github.com/markusmobius/go-dateparser@v1.4.7 >>go.log 2>&1
go run . 19840506 20211011 20010203 | tee seen.txt
"$work/venv/bin/python" <<'PY' | tee -a seen.txt
import dateparser

print("Python:", dateparser.parse("19840506"), "| asked:", dateparser.parse("19840506", settings={"PARSERS": ["no-spaces-time"]}))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
19840506 | 8405-01-09 00:06 | 8405-09-01 00:06 | 1984-05-06 00:00
20211011 | 1101-02-02 01:00 | 1101-02-20 01:00 | 2021-10-11 00:00
20010203 | 2001-02-03 00:00 | 2002-01-20 00:03 | 2001-02-03 00:00
right of 366 [0 0 366]
Python: None | asked: 8405-01-09 00:06:00
WANT
echo "confirmed: to go-dateparser who was born on 19840506 is to be born in 8405"
