package sql

import (
	"fmt"
	"strings"
	"time"
)

const (
	microsPerSecond = 1_000_000
	microsPerDay    = 86_400 * microsPerSecond
)

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
	case op == "-" && a.kind == KindDate && b.kind == KindInt:
		return Date(a.n - b.n)
	case op == "+" && a.kind == KindDate && b.kind == KindInt:
		return Date(a.n + b.n)
	case op == "+" && a.kind == KindInt && b.kind == KindDate:
		return Date(a.n + b.n)
	}
	return f.fail("operator %s cannot take %s and %s", op, a.kind, b.kind)
}

func castTime(v Value, to Kind) (out Value, ok, known bool) {
	switch {
	case v.kind == to:
		return v, true, true
	case v.kind == KindDate:
		return Timestamp(v.n * microsPerDay), true, true
	case v.kind == KindTimestamp:
		return Date(floorDiv(v.n, microsPerDay)), true, true
	case v.kind != KindText:
		return Value{}, false, false
	case strings.EqualFold(strings.Trim(v.s, blanks), "epoch"):
		return Value{kind: to}, true, true
	case special(v.s), strings.EqualFold(v.s, "inf"), strings.EqualFold(v.s, "-inf"):
		return Value{}, false, false // infinite: not known here
	}
	days, rest, ok := parseDate(v.s)
	if to == KindDate {
		return Date(days), ok && (rest == "" || !digit(rest[0])), true
	}
	micros, ok2 := parseClock(rest)
	return Timestamp(days*microsPerDay + micros), ok && ok2, true
}

// parseDate reads year, month and day with one separator, as DuckDB casts
// text to a date, and returns what follows.
func parseDate(s string) (days int64, rest string, ok bool) {
	s = strings.TrimLeft(s, " \t\n\v\f\r")
	negative := strings.HasPrefix(s, "-")
	year, n := digits(strings.TrimPrefix(s, "-"), 9)
	if negative {
		year = -year
		s = s[1:]
	}
	if n == 0 || n >= len(s) || !strings.ContainsRune(`-/\ `, rune(s[n])) {
		return 0, "", false
	}
	separator := s[n]
	s = s[n+1:]
	month, n := digits(s, 2)
	if n == 0 || n >= len(s) || s[n] != separator {
		return 0, "", false
	}
	s = s[n+1:]
	day, n := digits(s, 2)
	if n == 0 || strings.HasPrefix(s[n:], " (BC)") {
		return 0, "", false
	}
	days, ok = dateOf(year, month, day)
	return days, s[n:], ok
}

// digits reads a number of at most limit digits at the start of s.
func digits(s string, limit int) (number, n int) {
	for n < len(s) && n < limit && digit(s[n]) {
		number = number*10 + int(s[n]-'0')
		n++
	}
	return number, n
}

// parseClock reads what may follow a date in a timestamp: a time of day, to
// which a zone of nought may be added.
func parseClock(s string) (micros int64, ok bool) {
	if s == "" {
		return 0, true
	}
	if s[0] != ' ' && s[0] != 'T' {
		return 0, false
	}
	c, ok := clock{}, false
	for i, directive := range []byte("HMS") {
		if i > 0 {
			if s[0] != ':' {
				break
			}
		}
		if s, ok = c.readHour24(s[1:], directive); !ok {
			return 0, false
		}
		if ok = i > 0; s == "" {
			break
		}
	}
	if strings.HasPrefix(s, ".") {
		number, n := digits(s[1:], 6)
		c.micro = number * int(pow10[6-n])
		s = strings.TrimLeft(s[1+n:], "0123456789")
	}
	s = strings.TrimPrefix(strings.TrimRight(s, blanks), "Z")
	return c.micros(), ok && s == ""
}

// readHour24 reads one part of a clock; 24:00:00 is the end of the day.
func (c *clock) readHour24(s string, directive byte) (rest string, ok bool) {
	if directive == 'H' && strings.HasPrefix(s, "24:00:00") {
		c.hour = 24
		return s[2:], true
	}
	return c.read(s, directive)
}

func printDate(days int64) string {
	t := civil(days)
	if t.Year() <= 0 {
		return fmt.Sprintf("%04d-%02d-%02d (BC)", 1-t.Year(), t.Month(), t.Day())
	}
	return fmt.Sprintf("%04d-%02d-%02d", t.Year(), t.Month(), t.Day())
}

func printTimestamp(micros int64) string {
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
