package sql

import (
	"fmt"
	"strings"
)

// layout is a compiled strptime format: literal text and directives in turn.
type layout []piece

type piece struct {
	literal   string
	directive byte // 0 in a literal
}

// parseLayout compiles a format of DuckDB's strptime.
func parseLayout(format string) (layout, error) {
	var l layout
	for format != "" {
		i := strings.IndexByte(format, '%')
		if i != 0 {
			if i < 0 {
				i = len(format)
			}
			l = append(l, piece{literal: format[:i]})
			format = format[i:]
			continue
		}
		format = strings.TrimPrefix(format[1:], "-") // %-d reads like %d
		if format == "" {
			return nil, fmt.Errorf("date format ends in %%")
		}
		switch c := format[0]; c {
		case '%':
			l = append(l, piece{literal: "%"})
		case 'Y', 'y', 'm', 'd', 'H', 'I', 'M', 'S', 'f', 'p', 'b', 'B', 'a', 'A':
			l = append(l, piece{directive: c})
		default:
			return nil, fmt.Errorf("date directive %%%c is not known", c)
		}
		format = format[1:]
	}
	return l, nil
}

// clock is a date and time being read.
type clock struct {
	year, month, day, hour, minute, second, micro int
	half                                          byte // 'a' or 'p' where the text says so
}

// parse reads text as DuckDB does: blanks before and after are skipped, a run
// of blanks matches a run of blanks, numbers may lack their leading zeros.
func (l layout) parse(s string) (micros int64, ok bool) {
	c := clock{year: 1900, month: 1, day: 1}
	s = strings.TrimLeft(s, blanks)
	for _, p := range l {
		if p.directive == 0 {
			s, ok = matchLiteral(s, p.literal)
		} else {
			s, ok = c.read(s, p.directive)
		}
		if !ok {
			return 0, false
		}
	}
	if strings.Trim(s, blanks) != "" || !c.applyHalf() {
		return 0, false
	}
	days, ok := dateOf(c.year, c.month, c.day)
	return days*microsPerDay + c.micros(), ok
}

// micros returns the time of day.
func (c *clock) micros() int64 {
	seconds := int64(c.hour)*3600 + int64(c.minute)*60 + int64(c.second)
	return seconds*microsPerSecond + int64(c.micro)
}

const blanks = " \t\n\v\f\r"

// special reads the words that DuckDB takes for a moment whatever the format.
func special(s string) (micros int64, ok bool) {
	switch strings.ToLower(strings.Trim(s, blanks)) {
	case "epoch":
		return 0, true
	case "infinity":
		return infinity, true
	case "-infinity":
		return -infinity, true
	}
	return 0, false
}

func matchLiteral(s, literal string) (rest string, ok bool) {
	for literal != "" {
		if strings.IndexByte(blanks, literal[0]) >= 0 {
			trimmed := strings.TrimLeft(s, blanks)
			if len(trimmed) == len(s) {
				return s, false
			}
			s, literal = trimmed, strings.TrimLeft(literal, blanks)
			continue
		}
		if s == "" || s[0] != literal[0] {
			return s, false
		}
		s, literal = s[1:], literal[1:]
	}
	return s, true
}

var (
	months   = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	weekdays = [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
)

func (c *clock) read(s string, directive byte) (rest string, ok bool) {
	switch directive {
	case 'p':
		if len(s) < 2 || s[1]|0x20 != 'm' || s[0]|0x20 != 'a' && s[0]|0x20 != 'p' {
			return s, false
		}
		c.half = s[0] | 0x20
		return s[2:], true
	case 'b', 'B':
		i, rest := name(s, months[:], directive == 'b')
		c.month = i + 1
		return rest, i >= 0
	case 'a', 'A':
		i, rest := name(s, weekdays[:], directive == 'a')
		return rest, i >= 0
	}
	field, width, low, high := c.field(directive)
	number, n := digits(s, width)
	if n == 0 || number < low || number > high {
		return s, false
	}
	switch directive {
	case 'f':
		number *= int(pow10[6-n])
	case 'y':
		if number += 1900; number < 1969 {
			number += 100
		}
	}
	*field = number
	return s[n:], true
}

func (c *clock) field(directive byte) (field *int, width, low, high int) {
	switch directive {
	case 'Y':
		return &c.year, 4, 0, 9999
	case 'y':
		return &c.year, 2, 0, 99
	case 'm':
		return &c.month, 2, 1, 12
	case 'd':
		return &c.day, 2, 1, 31
	case 'H':
		return &c.hour, 2, 0, 23
	case 'I':
		return &c.hour, 2, 1, 12
	case 'M':
		return &c.minute, 2, 0, 59
	case 'S':
		return &c.second, 2, 0, 59
	}
	return &c.micro, 6, 0, 999_999
}

func name(s string, names []string, short bool) (index int, rest string) {
	for i, n := range names {
		if short {
			n = n[:3]
		}
		if len(s) >= len(n) && strings.EqualFold(s[:len(n)], n) {
			return i, s[len(n):]
		}
	}
	return -1, s
}

// applyHalf turns a 12-hour clock into a 24-hour one.
func (c *clock) applyHalf() bool {
	switch {
	case c.half == 0:
		return true
	case c.hour > 12:
		return false
	case c.half == 'a' && c.hour == 12:
		c.hour = 0
	case c.half == 'p' && c.hour < 12:
		c.hour += 12
	}
	return true
}
