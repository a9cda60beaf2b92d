package sql

import (
	"slices"
	"strings"
)

// duckTime are DuckDB's functions of dates.
var duckTime = map[string]function{
	"try_strptime": {min: 2, max: 2, form: func(c *compiler, args []*Expr) eval { return strptime(c, args, true) }},
	"strptime":     {min: 2, max: 2, form: func(c *compiler, args []*Expr) eval { return strptime(c, args, false) }},
	"epoch":        {one: epoch},
	"hour":         {one: func(f *Frame, v Value) Value { return datePart(f, "hour", v) }},
	"minute":       {one: func(f *Frame, v Value) Value { return datePart(f, "minute", v) }},
	"second":       {one: func(f *Frame, v Value) Value { return datePart(f, "second", v) }},
	"date_part":    {min: 2, max: 2, form: part},
	"datepart":     {min: 2, max: 2, form: part},
	"date_diff":    {min: 3, max: 3, form: difference},
	"datediff":     {min: 3, max: 3, form: difference},
}

// strptime tries one literal format, or each of a list of them in turn.
func strptime(c *compiler, args []*Expr, try bool) eval {
	formats := []*Expr{args[1]}
	if args[1].op == opList {
		formats = args[1].args
	}
	var layouts []layout
	for _, e := range formats {
		if e.op != opLiteral || e.value.kind != KindText {
			return c.fail("a date format that is no literal is not known")
		}
		l, err := parseLayout(e.value.s)
		if err != nil {
			return c.fail("%w", err)
		}
		layouts = append(layouts, l)
	}
	return strict1(c.compile(args[0]), func(f *Frame, v Value) Value {
		if v.kind != KindText {
			return f.fail("strptime cannot take %s", v.kind)
		}
		if micros, ok := special(v.s); ok {
			if try && c.program.engine == DuckDB15 { // recognises the word, then forgets to set the date
				micros, _ = layout{}.parse("")
			}
			return Timestamp(micros)
		}
		for _, l := range layouts {
			if micros, ok := l.parse(v.s); ok {
				return Timestamp(micros)
			}
		}
		if !try {
			return f.fail("strptime: the text is not of that format")
		}
		return Value{}
	})
}

func (f *Frame) times(values ...Value) bool {
	for _, v := range values {
		if v.kind != KindDate && v.kind != KindTimestamp {
			f.fail("a function of dates cannot take %s", v.kind)
			return false
		}
	}
	return true
}

// epoch returns the seconds since 1970.
func epoch(f *Frame, v Value) Value {
	if !f.times(v) || v.infinite() {
		return Value{}
	}
	if v.kind == KindDate {
		return Double(float64(v.n) * 86_400)
	}
	return Double(float64(v.n) / microsPerSecond)
}

var partNames = map[string][]string{
	"year": {"year", "years", "yr", "y"}, "month": {"month", "months", "mon"}, "day": {"day", "days", "d"},
	"hour": {"hour", "hours", "h"}, "minute": {"minute", "minutes"}, "second": {"second", "seconds", "s"},
}

func (c *compiler) partName(e *Expr) string {
	if e.op == opLiteral && e.value.kind == KindText {
		for name, spellings := range partNames {
			if slices.Contains(spellings, strings.ToLower(e.value.s)) {
				return name
			}
		}
	}
	c.fail("part of a date is not known: year, month, day, hour, minute and second are")
	return ""
}

func part(c *compiler, args []*Expr) eval {
	name := c.partName(args[0])
	return strict1(c.compile(args[1]), func(f *Frame, v Value) Value { return datePart(f, name, v) })
}

func datePart(f *Frame, name string, v Value) Value {
	if !f.times(v) || v.infinite() {
		return Value{}
	}
	t := v.moment()
	parts := map[string]int{
		"year": t.Year(), "month": int(t.Month()), "day": t.Day(), "hour": t.Hour(), "minute": t.Minute(), "second": t.Second(),
	}
	return Int(int64(parts[name]))
}

// difference counts the borders between two moments: of years, months, …
func difference(c *compiler, args []*Expr) eval {
	name := c.partName(args[0])
	return strict2(c.compile(args[1]), c.compile(args[2]), func(f *Frame, a, b Value) Value {
		if !f.times(a, b) || a.infinite() || b.infinite() {
			return Value{}
		}
		return Int(borders(name, b) - borders(name, a))
	})
}

// borders counts the borders of a unit from a fixed point up to v.
func borders(unit string, v Value) int64 {
	t := v.moment()
	switch unit {
	case "year":
		return int64(t.Year())
	case "month":
		return int64(t.Year())*12 + int64(t.Month())
	case "day":
		return floorDiv(t.Unix(), 86_400)
	case "hour":
		return floorDiv(t.Unix(), 3600)
	case "minute":
		return floorDiv(t.Unix(), 60)
	}
	return t.Unix()
}
