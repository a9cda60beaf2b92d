package sql

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// duckText are DuckDB's functions of text, but for those that compare two.
var duckText = map[string]function{
	"lower": {one: text1(lower)},
	"upper": {one: text1(upper)},
	"lcase": {one: text1(lower)},
	"ucase": {one: text1(upper)},
	"trim":  {one: text1(func(s string) Value { return Text(strings.TrimFunc(s, spaceSeparator)) })},
	"ltrim": {one: text1(func(s string) Value { return Text(strings.TrimLeftFunc(s, spaceSeparator)) })},
	"rtrim": {one: text1(func(s string) Value { return Text(strings.TrimRightFunc(s, spaceSeparator)) })},

	"len":    {one: length},
	"strlen": {one: text1(func(s string) Value { return Int(int64(len(s))) })},

	"concat": {min: 1, max: -1, loose: concatAll},

	"left":  {two: func(f *Frame, s, n Value) Value { return ends(f, s, n, true) }},
	"right": {two: func(f *Frame, s, n Value) Value { return ends(f, s, n, false) }},

	"starts_with": {two: text2(func(_ *Frame, s, t string) Value { return Bool(strings.HasPrefix(s, t)) })},
	"prefix":      {two: text2(func(_ *Frame, s, t string) Value { return Bool(strings.HasPrefix(s, t)) })},
	"ends_with":   {two: text2(func(_ *Frame, s, t string) Value { return Bool(strings.HasSuffix(s, t)) })},
	"suffix":      {two: text2(func(_ *Frame, s, t string) Value { return Bool(strings.HasSuffix(s, t)) })},
	"split_part":  {min: 3, max: 3, many: splitPart},

	"regexp_extract":    {min: 2, max: 3, form: func(c *compiler, args []*Expr) eval { return regexpExtract(c, args, 0) }},
	"regexp_matches":    {min: 2, max: 2, form: regexpMatches("", "")},
	"regexp_full_match": {min: 2, max: 2, form: regexpMatches(`^(?:`, `)$`)},
	"regexp_replace":    {min: 3, max: 4, form: regexpReplace},
}

// text1 and text2 lift a function of text.
func text1(fn func(string) Value) func(*Frame, Value) Value {
	return func(f *Frame, v Value) Value {
		if v.kind != KindText {
			return f.fail("a function of text cannot take %s", v.kind)
		}
		return fn(v.s)
	}
}

func text2(fn func(f *Frame, a, b string) Value) func(*Frame, Value, Value) Value {
	return func(f *Frame, a, b Value) Value {
		if a.kind != KindText || b.kind != KindText {
			return f.fail("a function of text cannot take %s and %s", a.kind, b.kind)
		}
		return fn(f, a.s, b.s)
	}
}

// lower and upper map letter by letter, as DuckDB does.
func lower(s string) Value { return Text(strings.Map(unicode.ToLower, s)) }

func upper(s string) Value {
	return Text(strings.Map(func(r rune) rune {
		if r == 'ß' { // the one letter in Unicode on which DuckDB and Go differ
			return 'ẞ'
		}
		return unicode.ToUpper(r)
	}, s))
}

// spaceSeparator is what DuckDB trims: Unicode's space separators, no tabs.
func spaceSeparator(r rune) bool { return unicode.Is(unicode.Zs, r) }

func length(f *Frame, v Value) Value {
	switch v.kind {
	case KindText:
		return Int(int64(utf8.RuneCountInString(v.s)))
	case KindList:
		return Int(int64(len(v.items())))
	}
	return f.fail("length cannot take %s", v.kind)
}

// concat is the operator ||.
func concat(f *Frame, a, b Value) Value {
	if a.kind == KindList && b.kind == KindList {
		return join(f, []Value{a, b})
	}
	return concatAll(f, []Value{a, b})
}

func concatAll(f *Frame, values []Value) Value {
	if !f.build(sizes(values)) {
		return Value{}
	}
	var b strings.Builder
	for _, v := range values {
		if v.kind == KindNull {
			continue
		}
		b.WriteString(castOr(f, v, types["TEXT"], false).s)
	}
	return Text(b.String())
}

func replaceText(f *Frame, a []Value) Value {
	if a[0].kind != KindText || a[1].kind != KindText || a[2].kind != KindText {
		return f.fail("replace takes text")
	}
	if a[1].s == "" {
		return a[0]
	}
	return f.replaceAll(a[0].s, a[1].s, a[2].s)
}

func contains(f *Frame, a, b Value) Value {
	if a.kind == KindList {
		return listContains(f, a, b)
	}
	return text2(func(_ *Frame, s, t string) Value { return Bool(strings.Contains(s, t)) })(f, a, b)
}

// substring takes letters from a start on, which counts from 1, or from the end where it
// is negative; and so many, or all that follow.
func (e Engine) substring(f *Frame, a []Value) Value {
	if a[0].kind != KindText || a[1].kind != KindInt || len(a) == 3 && a[2].kind != KindInt {
		return f.fail("substring takes text and integers")
	}
	letters := []rune(a[0].s)
	size, start, n := int64(len(letters)), a[1].n, int64(0)
	if len(a) == 3 {
		n = a[2].n
	}
	if outOfRange(start) || outOfRange(n) {
		return f.fail("substring: position out of range")
	}
	if len(a) == 2 {
		n = toTheEnd
	}
	from, to := sparkSpan(start, n, size)
	if !e.spark() {
		from, to = e.duckSpan(start, n, size, len(letters) == len(a[0].s))
	}
	from, to = min(max(from, 0), size), min(max(to, 0), size)
	return Text(string(letters[from:max(from, to)]))
}

const toTheEnd = 1 << 40

// duckSpan has a negative length run backwards from the start.
func (e Engine) duckSpan(start, n, size int64, ascii bool) (from, to int64) {
	if start--; start < -1 {
		start += size + 1
		if n == toTheEnd || e == DuckDB15 && ascii { // in ASCII the length counts from here
			start = max(start, 0)
		}
	}
	return min(start, start+n), max(start, start+n)
}

// sparkSpan has a start before the beginning take its toll on the length.
func sparkSpan(start, n, size int64) (from, to int64) {
	switch {
	case start > 0:
		start--
	case start < 0:
		start += size
	}
	return start, start + n
}

// outOfRange reports positions at which DuckDB fails.
func outOfRange(n int64) bool { return n > 1<<32-1 || n < -(1<<32-1) }

// ends takes n letters from the left or right; a negative n leaves as many out
// at the other end.
func ends(f *Frame, s, n Value, fromLeft bool) Value {
	if s.kind != KindText || n.kind != KindInt {
		return f.fail("left and right take text and an integer")
	}
	if outOfRange(n.n) {
		return f.fail("left and right: position out of range")
	}
	letters := []rune(s.s)
	size := int64(len(letters))
	count := n.n
	if count < 0 {
		count = max(size+count, 0)
	}
	count = min(count, size)
	if fromLeft {
		return Text(string(letters[:count]))
	}
	return Text(string(letters[size-count:]))
}

func parts(s, separator string) []string {
	if s == "" {
		return []string{""}
	}
	return strings.Split(s, separator)
}

// split leaves a text whole where the separator is NULL.
func (e Engine) split(f *Frame, a []Value) Value {
	s, separator := a[0], a[1]
	switch {
	case s.kind == KindNull:
		return s
	case s.kind != KindText || separator.kind != KindText && separator.kind != KindNull:
		return f.fail("string_split takes text")
	case separator.kind == KindNull:
		return List([]Value{s})
	case e == DuckDB20 && s.s == "" && separator.s == "":
		return List(nil)
	}
	var items []Value
	for _, p := range parts(s.s, separator.s) {
		items = append(items, Text(p))
	}
	return f.list(items)
}

func splitPart(f *Frame, a []Value) Value {
	if a[0].kind != KindText || a[1].kind != KindText || a[2].kind != KindInt {
		return f.fail("split_part takes text, text and an integer")
	}
	ps, n := parts(a[0].s, a[1].s), a[2].n
	if n < 0 {
		n += int64(len(ps)) + 1
	}
	if n < 1 || n > int64(len(ps)) {
		return Text("")
	}
	return Text(ps[n-1])
}

// pattern compiles a literal regular expression: DuckDB uses RE2, whose syntax
// Go's package follows.
func (c *compiler) pattern(e *Expr, before, after string) *regexp.Regexp {
	if e.op != opLiteral || e.value.kind != KindText {
		c.fail("a regular expression that is no literal is not known")
		return nil
	}
	re, err := regexp.Compile(before + e.value.s + after)
	if err != nil {
		c.fail("the regular expression is not understood: %w", err)
	}
	return re
}

// regexpExtract returns a group of the first match, and empty text without one.
func regexpExtract(c *compiler, args []*Expr, group int) eval {
	re := c.pattern(args[1], "", "")
	if len(args) == 3 {
		if g := args[2]; g.op == opLiteral && g.value.kind == KindInt && g.value.n >= 0 && g.value.n <= 9 {
			group = int(g.value.n)
		} else {
			return c.fail("regexp_extract wants a group from 0 to 9")
		}
	}
	if re != nil && group > re.NumSubexp() && c.program.engine.spark() {
		return c.fail("the regular expression has no group %d", group)
	}
	return strict1(c.compile(args[0]), text1(func(s string) Value {
		at := re.FindStringSubmatchIndex(s)
		if 2*group >= len(at) || at[2*group] < 0 {
			return Text("")
		}
		return Text(s[at[2*group]:at[2*group+1]])
	}))
}

func regexpMatches(before, after string) func(*compiler, []*Expr) eval {
	return func(c *compiler, args []*Expr) eval {
		re := c.pattern(args[1], before, after)
		return strict1(c.compile(args[0]), text1(func(s string) Value { return Bool(re.MatchString(s)) }))
	}
}

// regexpReplace replaces the first match, or with the option 'g' all. \1 in the
// replacement is refused rather than guessed at.
func regexpReplace(c *compiler, args []*Expr) eval {
	re, with, all := c.pattern(args[1], "", ""), args[2], false
	if with.op != opLiteral || with.value.kind != KindText || strings.Contains(with.value.s, `\`) {
		return c.fail("regexp_replace wants a plain literal as replacement")
	}
	if len(args) == 4 {
		if all = args[3].value.s == "g"; !all {
			return c.fail("regexp_replace knows the option 'g' only")
		}
	}
	return strict1(c.compile(args[0]), func(f *Frame, v Value) Value {
		if v.kind != KindText {
			return f.fail("a function of text cannot take %s", v.kind)
		}
		s, times := v.s, 1
		if all {
			times = len(s) + 1
		}
		if !f.build(len(s) + times*len(with.value.s)) {
			return Value{}
		}
		if all {
			return Text(re.ReplaceAllLiteralString(s, with.value.s))
		}
		at := re.FindStringIndex(s)
		if at == nil {
			return Text(s)
		}
		return Text(s[:at[0]] + with.value.s + s[at[1]:])
	})
}
