package sql

import (
	"fmt"
	"math"
	"strings"
	"time"
)

const (
	microsPerSecond = 1_000_000
	microsPerDay    = 86_400 * microsPerSecond
)

// The end of time, which DuckDB knows by name, as a timestamp and as a date. Its
// beginning is as far the other way.
const (
	infinity    = math.MaxInt64
	infiniteDay = math.MaxInt32
)

// infinite reports whether a date or timestamp is no point in time.
func (v Value) infinite() bool {
	end := int64(infinity)
	if v.kind == KindDate {
		end = infiniteDay
	}
	return v.n == end || v.n == -end
}

// micros returns a date or timestamp as a timestamp.
func (v Value) micros() int64 {
	switch {
	case v.kind == KindTimestamp:
		return v.n
	case v.infinite():
		return v.n / infiniteDay * infinity
	}
	return v.n * microsPerDay
}

// days returns a date or timestamp as a date.
func (v Value) days() int64 {
	switch {
	case v.kind == KindDate:
		return v.n
	case v.infinite():
		return v.n / infinity * infiniteDay
	}
	return floorDiv(v.n, microsPerDay)
}

// dateOf returns the days since 1970 of a day of the proleptic Gregorian
// calendar; ok is false where there is no such day.
func dateOf(year, month, day int) (days int64, ok bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return floorDiv(t.Unix(), 86_400), t.Year() == year && int(t.Month()) == month && t.Day() == day
}

func civil(days int64) time.Time { return time.Unix(days*86_400, 0).UTC() }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// moment returns a date or timestamp as a time.
func (v Value) moment() time.Time {
	if v.kind == KindDate {
		return civil(v.n)
	}
	return time.UnixMicro(v.n).UTC()
}

func dateArithmetic(f *Frame, op string, a, b Value) Value {
	switch {
	case op == "-" && a.kind == KindDate && b.kind == KindDate:
		return Int(a.n - b.n)
	case a.kind == KindDate && b.kind == KindInt && a.infinite():
		return a
	case a.kind == KindInt && b.kind == KindDate && b.infinite() && op == "+":
		return b
	case op == "-" && a.kind == KindDate && b.kind == KindInt:
		return Date(a.n - b.n)
	case op == "+" && a.kind == KindDate && b.kind == KindInt:
		return Date(a.n + b.n)
	case op == "+" && a.kind == KindInt && b.kind == KindDate:
		return Date(a.n + b.n)
	}
	return f.fail("operator %s cannot take %s and %s", op, a.kind, b.kind)
}

func printDate(days int64) string {
	if days == infiniteDay || days == -infiniteDay {
		return printInfinity(days)
	}
	t := civil(days)
	if t.Year() <= 0 {
		return fmt.Sprintf("%04d-%02d-%02d (BC)", 1-t.Year(), t.Month(), t.Day())
	}
	return fmt.Sprintf("%04d-%02d-%02d", t.Year(), t.Month(), t.Day())
}

func printInfinity(n int64) string {
	if n < 0 {
		return "-infinity"
	}
	return "infinity"
}

func printTimestamp(micros int64) string {
	if micros == infinity || micros == -infinity {
		return printInfinity(micros)
	}
	days := floorDiv(micros, microsPerDay)
	t := time.UnixMicro(micros).UTC()
	date, era, _ := strings.Cut(printDate(days), " ")
	s := date + t.Format(" 15:04:05")
	if part := micros - floorDiv(micros, microsPerSecond)*microsPerSecond; part != 0 {
		s += strings.TrimRight(fmt.Sprintf(".%06d", part), "0")
	}
	if era != "" {
		s = date + " " + era + strings.TrimPrefix(s, date)
	}
	return s
}
