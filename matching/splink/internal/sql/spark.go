package sql

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Spark is known with its default settings and the session time zone UTC, and
// with the functions of the jar that Splink ships. That was established by
// running it; the cases are in testdata.

// spark35 is what only Spark 3.5 does.
var spark35 = map[string]function{
	"size":        {min: 1, max: 1, loose: sizeOrMinusOne},
	"cardinality": {min: 1, max: 1, loose: sizeOrMinusOne},
}

// spark43 is what only Spark 4.3 does. It brings a similarity of its own, which
// unlike that of Splink's jar answers NULL to NULL and is raised for a common
// prefix however low it is.
var spark43 = map[string]function{
	"size":        {one: list1(size)},
	"cardinality": {one: list1(size)},
	"jaro_winkler_similarity": {two: text2(comparing(func(_ *Frame, a, b string) Value {
		return Double(sparkJaroWinkler(utf16.Encode([]rune(a)), utf16.Encode([]rune(b))))
	}))},
}

// sparkDivide divides as doubles, by nought to NULL or to a failure. Spark rounds the quotient
// of decimals; only one that needs no rounding is known here.
func sparkDivide(f *Frame, a, b Value) Value {
	switch {
	case b.float() == 0 && f.program.engine.ansi():
		return f.fail("operator /: division by nought")
	case b.float() == 0:
		return Value{}
	}
	if max(a.kind, b.kind) != KindDecimal {
		return Double(a.float() / b.float())
	}
	const scale = 6 // the least that Spark keeps
	x, y, _, ok := align(a, b)
	n, over := multiply(x, pow10[scale])
	if !ok || over || n%y != 0 {
		return f.fail("operator /: the quotient of decimals needs rounding")
	}
	return decimal(n/y, scale)
}

// sparkCast casts what Spark casts without surprises.
func (e Engine) sparkCast(v Value, to sqlType) (out Value, ok, known bool) {
	switch to.kind {
	case KindText:
		known = v.kind == KindText || v.kind == KindInt || v.kind == KindBool || v.kind == KindDate || v.kind == KindTimestamp
		return Text(v.print()), true, known
	case KindInt:
		return e.sparkInt(v, to.bits)
	case KindReal, KindDouble:
		x, ok, _ := castFloat(v)
		if to.kind == KindReal {
			return Real(float32(x)), ok, ok
		}
		return Double(x), ok, ok
	case KindBool:
		if v.kind == KindText {
			b, err := strconv.ParseBool(v.s)
			return Bool(b), err == nil, err == nil && len(v.s) > 1
		}
		return castBool(v)
	}
	if v.kind == KindText && (to.kind != KindDate || !isoDate(v.s)) {
		return Value{}, false, false
	}
	return e.castTime(v, to.kind)
}

// sparkInt truncates floats, and holds them within the range unless the engine
// follows the standard.
func (e Engine) sparkInt(v Value, size int) (out Value, ok, known bool) {
	least, most := int64(math.MinInt64)>>(64-size), int64(math.MaxInt64)>>(64-size)
	switch v.kind {
	case KindInt, KindBool:
		return Int(v.n), true, v.n >= least && v.n <= most
	case KindReal, KindDouble:
		x := v.float()
		return Int(saturate(x, least, most)), !e.ansi() || within(x, least, most), true
	case KindText:
		n, err := strconv.ParseInt(v.s, 10, size)
		return Int(n), err == nil, err == nil
	}
	return Value{}, false, false
}

// within reports whether a float is between two integers when truncated.
func within(x float64, least, most int64) bool {
	x = math.Trunc(x)
	return x >= float64(least) && x <= float64(most) && x < 1<<63
}

func saturate(x float64, least, most int64) int64 {
	switch x = math.Trunc(x); {
	case math.IsNaN(x):
		return 0
	case x >= float64(most):
		return most
	case x <= float64(least):
		return least
	}
	return int64(x)
}

func isoDate(s string) bool {
	return len(s) == 10 && s[4] == '-' && s[7] == '-' && strings.Trim(s[:4]+s[5:7]+s[8:], "0123456789") == ""
}

// sparkNumbers are Spark's functions of numbers.
var sparkNumbers = map[string]function{
	"floor":   {one: func(f *Frame, v Value) Value { return sparkWhole(f, floor(f, v)) }},
	"ceil":    {one: func(f *Frame, v Value) Value { return sparkWhole(f, ceil(f, v)) }},
	"ceiling": {one: func(f *Frame, v Value) Value { return sparkWhole(f, ceil(f, v)) }},
}

// sparkWhole makes an integer of a whole float.
func sparkWhole(f *Frame, v Value) Value {
	if v.kind == KindReal || v.kind == KindDouble {
		return castOr(f, v, types["BIGINT"], false)
	}
	return v
}

// sparkTime are Spark's functions of dates.
var sparkTime = map[string]function{
	"date":             {one: func(f *Frame, v Value) Value { return castOr(f, v, types["DATE"], false) }},
	"datediff":         {two: sparkDateDiff},
	"date_diff":        {two: sparkDateDiff},
	"unix_timestamp":   {one: unixTimestamp},
	"try_to_timestamp": {min: 2, max: 2, form: tryToTimestamp},
}

// sparkDateDiff counts the days from b to a.
func sparkDateDiff(f *Frame, a, b Value) Value {
	if !f.times(a, b) {
		return Value{}
	}
	return Int(inDays.borders(a.moment()) - inDays.borders(b.moment()))
}

// unixTimestamp counts whole seconds since 1970, towards nought.
func unixTimestamp(f *Frame, v Value) Value {
	if !f.times(v) {
		return Value{}
	}
	if v.kind == KindDate {
		return Int(v.n * 86_400)
	}
	return Int(v.n / microsPerSecond)
}

// tryToTimestamp reads a date as yyyy-MM-dd, the one pattern that Splink
// writes. Text that Spark 2 would have read differently makes Spark 3.5 fail.
func tryToTimestamp(c *compiler, args []*Expr) eval {
	if p := args[1]; p.op != opLiteral || p.value.s != "yyyy-MM-dd" {
		return c.fail("date pattern is not known: yyyy-MM-dd is")
	}
	return strict1(c.compile(args[0]), func(f *Frame, v Value) Value {
		if v.kind != KindText {
			return f.fail("try_to_timestamp cannot take %s", v.kind)
		}
		year, month, day, ok := leadingDate(v.s)
		if !ok {
			return Value{}
		}
		days, ok := dateOf(year, month, day)
		switch {
		case !ok:
			return Value{}
		case !isoDate(strings.TrimPrefix(v.s, "-")) && c.program.engine == Spark43:
			return Value{}
		case !isoDate(strings.TrimPrefix(v.s, "-")):
			return f.fail("try_to_timestamp: Spark 2 and 3 differ on the text")
		case year == 0 || v.s[0] == '-':
			return f.fail("try_to_timestamp: a year before 1 is not known")
		}
		return Timestamp(days * microsPerDay)
	})
}

// leadingDate reads three numbers with hyphens at the start of the text.
func leadingDate(s string) (year, month, day int, ok bool) {
	parts := strings.SplitN(strings.TrimPrefix(strings.TrimLeft(s, " "), "-"), "-", 3)
	if len(parts) < 3 {
		return 0, 0, 0, false
	}
	year, err1 := strconv.Atoi(parts[0])
	month, err2 := strconv.Atoi(parts[1])
	day, n := digits(parts[2], 9)
	return year, month, day, err1 == nil && err2 == nil && n > 0
}
