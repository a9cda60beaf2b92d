package sql

import "strings"

// castTime casts to a date or timestamp.
func (e Engine) castTime(v Value, to Kind) (out Value, ok, known bool) {
	switch {
	case v.kind == KindText:
		out, ok = e.readTime(v.s, to)
		return out, ok, true
	case v.kind != KindDate && v.kind != KindTimestamp:
		return Value{}, false, false
	case to == KindDate:
		return Date(v.days()), true, true
	}
	return Timestamp(v.micros()), true, true
}

// readTime reads text as DuckDB casts it.
func (e Engine) readTime(s string, to Kind) (v Value, ok bool) {
	word := s
	if start := strings.TrimLeft(strings.ToLower(s), blanks); start == "inf" || start == "-inf" {
		word = start + "inity"
	}
	if micros, ok := special(word); ok {
		v, _, _ = e.castTime(Timestamp(micros), to)
		return v, true
	}
	days, rest, ok := parseDate(s)
	if !ok {
		return Value{}, false
	}
	micros, clock := e.parseClock(rest)
	if to == KindDate {
		return Date(days), (clock || e.mayFollowDate(rest)) && max(days, -days) < infiniteDay
	}
	return Timestamp(days*microsPerDay + micros), clock && max(days, -days) < infinity/microsPerDay
}

// mayFollowDate reports whether a cast to a date passes over what follows the
// day and is no time of day: DuckDB 1 passes over nearly anything.
func (e Engine) mayFollowDate(rest string) bool {
	if e == DuckDB15 {
		return rest == "" || !digit(rest[0])
	}
	return strings.Trim(rest, blanks) == ""
}

// parseDate reads year, month and day with one separator, and returns what
// follows.
func parseDate(s string) (days int64, rest string, ok bool) {
	s = strings.TrimLeft(s, blanks)
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
	if n == 0 {
		return 0, "", false
	}
	rest = s[n:]
	if era := " (bc)"; len(rest) >= len(era) && strings.EqualFold(rest[:len(era)], era) {
		if negative {
			return 0, "", false
		}
		year, rest = 1-year, rest[len(era):]
	}
	days, ok = dateOf(year, month, day)
	return days, rest, ok
}

// digits reads a number of at most limit digits at the start of s.
func digits(s string, limit int) (number, n int) {
	for n < len(s) && n < limit && digit(s[n]) {
		number = number*10 + int(s[n]-'0')
		n++
	}
	return number, n
}

// parseClock reads what may follow a date in a timestamp: a time of day and a
// zone, of which nothing is heeded. Minutes and seconds may be missing.
func (e Engine) parseClock(s string) (micros int64, ok bool) {
	if s == "" {
		return 0, true
	}
	if s[0] != 'T' && !strings.ContainsRune(blanks, rune(s[0])) {
		return 0, false
	}
	s = strings.TrimLeft(s[1:], blanks)
	c := clock{}
	n := 0
	if c.hour, n = digits(s, hourDigits); n == 0 || c.hour > 24 || !strings.HasPrefix(s[n:], ":") {
		return 0, false
	}
	s = s[n+1:]
	seconds := false
	if c.minute, n = digits(s, 2); n > 0 {
		s = s[n:]
		if after, colon := strings.CutPrefix(s, ":"); colon {
			c.second, n = digits(after, 2)
			s, seconds = after[n:], n > 0
		}
	}
	if after, point := strings.CutPrefix(s, "."); point && seconds {
		number, n := digits(after, 6)
		c.micro = number * int(pow10[6-n])
		s = strings.TrimLeft(after[n:], "0123456789")
	}
	if c.minute > 59 || c.second > 59 || c.hour == 24 && c.micros() > 24*3600*microsPerSecond {
		return 0, false
	}
	return c.micros(), e.zone(s, seconds)
}

// zone reports whether s may follow a time of day. DuckDB 1 wants seconds
// before any zone, and knows none by name but UTC; DuckDB 2 takes any word.
func (e Engine) zone(s string, seconds bool) bool {
	if s == "" {
		return true
	}
	if e == DuckDB15 && !seconds {
		return false
	}
	switch s[0] {
	case 'Z':
		s = s[1:]
	case '+', '-':
		n := e.offset(s)
		if n == 0 {
			return false
		}
		s = s[n:]
	case ' ':
		name := strings.TrimLeft(s[1:], zoneLetters)
		name, s = s[1:len(s)-len(name)], name
		if e == DuckDB15 && name != "" && !strings.EqualFold(name, "UTC") {
			return false
		}
	default:
		return false
	}
	return strings.Trim(s, blanks) == ""
}

// hourDigits bounds an hour with leading zeros.
const hourDigits = 9

const zoneLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-/_"

// offset returns the length of +HH, +HHMM, +HH:MM or +HH:MM:SS at the start of
// s, or 0. After a colon the digits may be missing, but to
// DuckDB 2 not at the end of the text.
func (e Engine) offset(s string) int {
	two := func(at int) bool { return len(s) >= at+2 && digit(s[at]) && digit(s[at+1]) }
	if !two(1) {
		return 0
	}
	if two(3) {
		return 5
	}
	n := 3
	for n < 9 && n < len(s) && s[n] == ':' {
		switch {
		case two(n + 1):
			n += 3
		case e == DuckDB15 || n+1 < len(s):
			return n + 1
		default:
			return 0
		}
	}
	return n
}
