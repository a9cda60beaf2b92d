package sql

import (
	"math"
	"unicode/utf8"
)

// duckDB15 returns what DuckDB 1.5 does in its own way: it compares texts by
// their bytes, and fails where a number is not defined.
func duckDB15() map[string]function {
	own := duckVersion(DuckDB15)
	for _, c := range textComparisons {
		for _, name := range c.names {
			own[name] = function{two: text2(comparing(c.bytes))}
		}
	}
	for name, fn := range partial {
		own[name] = function{one: fn.strict}
	}
	for _, name := range duckContains {
		own[name] = function{two: listContains}
	}
	return own
}

// duckDB20 returns what DuckDB 2.0 does in its own way: it compares texts by
// their letters, which are Unicode's code points.
func duckDB20() map[string]function {
	own := duckVersion(DuckDB20)
	for _, c := range textComparisons {
		for _, name := range c.names {
			own[name] = function{two: text2(comparing(c.ofLetters))}
		}
	}
	for _, name := range append(duckContains, "contains") {
		own[name] = function{min: 2, max: 2, loose: emptyContainsNothing}
	}
	return own
}

// duckVersion are the functions that differ by version and know theirs.
func duckVersion(e Engine) map[string]function {
	return map[string]function{
		"substring":               {min: 2, max: 3, many: e.substring},
		"substr":                  {min: 2, max: 3, many: e.substring},
		"array_cosine_similarity": {two: e.cosineSimilarity},
		"list_cosine_similarity":  {two: e.cosineSimilarity},

		"string_split": {min: 2, max: 2, loose: e.split},
		"str_split":    {min: 2, max: 2, loose: e.split},
		"split":        {min: 2, max: 2, loose: e.split},
	}
}

// duckContains are the names under which DuckDB looks for a value in a list.
var duckContains = []string{"list_contains", "list_has", "array_contains", "array_has"}

// emptyContainsNothing does not answer NULL to NULL where the list is empty.
func emptyContainsNothing(f *Frame, a []Value) Value {
	switch {
	case a[0].kind == KindList && len(a[0].items()) == 0:
		return Bool(false)
	case a[0].kind == KindNull || a[1].kind == KindNull:
		return Value{}
	}
	return contains(f, a[0], a[1])
}

// textComparison is a function of two texts, by their bytes and by their
// letters.
type textComparison struct {
	names   []string
	bytes   func(f *Frame, a, b string) Value
	letters func(f *Frame, a, b []rune) Value
}

// ofLetters spares the letters where they are bytes.
func (c textComparison) ofLetters(f *Frame, a, b string) Value {
	if ascii(a) && ascii(b) {
		return c.bytes(f, a, b)
	}
	return c.letters(f, []rune(a), []rune(b))
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var textComparisons = []textComparison{
	{
		[]string{"levenshtein", "editdist3"},
		func(_ *Frame, a, b string) Value { return Int(int64(levenshtein([]byte(a), []byte(b)))) },
		func(_ *Frame, a, b []rune) Value { return Int(int64(levenshtein(a, b))) },
	}, {
		[]string{"damerau_levenshtein"},
		func(_ *Frame, a, b string) Value { return Int(int64(damerau([]byte(a), []byte(b)))) },
		func(_ *Frame, a, b []rune) Value { return Int(int64(damerau(a, b))) },
	}, {
		[]string{"hamming", "mismatches"},
		func(f *Frame, a, b string) Value { return hamming(f, []byte(a), []byte(b)) },
		hamming[rune],
	}, {
		[]string{"jaro_similarity"},
		func(_ *Frame, a, b string) Value { return Double(jaro([]byte(a), []byte(b))) },
		func(_ *Frame, a, b []rune) Value { return Double(jaro(a, b)) },
	}, {
		[]string{"jaro_winkler_similarity"},
		func(f *Frame, a, b string) Value { return Double(jaroWinkler(f.program.engine, []byte(a), []byte(b))) },
		func(f *Frame, a, b []rune) Value { return Double(jaroWinkler(f.program.engine, a, b)) },
	}, {
		[]string{"jaccard"},
		func(f *Frame, a, b string) Value { return duckJaccard(f, []byte(a), []byte(b)) },
		duckJaccard[rune],
	},
}

func hamming[L letter](f *Frame, a, b []L) Value {
	if len(a) != len(b) || len(a) == 0 {
		return f.fail("hamming takes two texts of one length")
	}
	n := 0
	for i := range a {
		n += btoi(a[i] != b[i])
	}
	return Int(int64(n))
}

// duckJaccard is the share of distinct letters in common. DuckDB fails on an
// empty text.
func duckJaccard[L letter](f *Frame, a, b []L) Value {
	if len(a) == 0 || len(b) == 0 {
		return f.fail("jaccard: an empty text")
	}
	return Double(jaccard(a, b))
}

// plus adds a product to a sum. DuckDB 2 has the processor round once where it
// can, on x86-64 and arm64; DuckDB 1 rounds twice.
func (e Engine) plus(sum, a, b float64) float64 {
	if e == DuckDB15 {
		return sum + float64(a*b)
	}
	return math.FMA(a, b, sum)
}

// plus32 is plus in 32 bits.
func (e Engine) plus32(sum, a, b float32) float32 {
	if e == DuckDB15 {
		return sum + float32(a*b)
	}
	return float32(float64(sum) + float64(a)*float64(b))
}

// partialFunction is a function of doubles and where it is defined.
type partialFunction struct {
	of      func(float64) float64
	defined func(float64) bool
}

var partial = map[string]partialFunction{
	"sqrt": {math.Sqrt, func(x float64) bool { return !(x < 0) }},
	"ln":   {math.Log, func(x float64) bool { return !(x <= 0) }},
	"log2": {math.Log2, func(x float64) bool { return !(x <= 0) }},
	"sin":  {math.Sin, func(x float64) bool { return !math.IsInf(x, 0) }},
	"cos":  {math.Cos, func(x float64) bool { return !math.IsInf(x, 0) }},
	"acos": {math.Acos, func(x float64) bool { return !(x < -1 || x > 1) }},
}

// strict fails where the function is not defined, as the query does.
func (p partialFunction) strict(f *Frame, v Value) Value {
	if v.kind.numeric() && !p.defined(v.float()) {
		return f.fail("a function of numbers is not defined there")
	}
	return ofDouble(p.of)(f, v)
}
