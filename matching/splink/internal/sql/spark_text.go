package sql

import (
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// sparkText are Spark's functions of text. Spark counts letters; the functions
// of Splink's jar count Java's characters and do not answer NULL to NULL.
var sparkText = map[string]function{
	"lower": {one: text1(func(s string) Value { return Text(cases.Lower(language.Und).String(s)) })},
	"upper": {one: text1(func(s string) Value { return Text(cases.Upper(language.Und).String(s)) })},
	"lcase": {one: text1(func(s string) Value { return Text(cases.Lower(language.Und).String(s)) })},
	"ucase": {one: text1(func(s string) Value { return Text(cases.Upper(language.Und).String(s)) })},
	"trim":  {one: text1(func(s string) Value { return Text(strings.Trim(s, " ")) })},

	"concat":     {min: 1, max: -1, many: concatAll},
	"substring":  {min: 2, max: 3, many: Spark43.substring},
	"substr":     {min: 2, max: 3, many: Spark43.substring},
	"left":       {two: func(f *Frame, s, n Value) Value { return Spark43.substring(f, []Value{s, Int(1), n}) }},
	"startswith": {two: text2(func(_ *Frame, s, t string) Value { return Bool(strings.HasPrefix(s, t)) })},
	"endswith":   {two: text2(func(_ *Frame, s, t string) Value { return Bool(strings.HasSuffix(s, t)) })},

	"regexp_extract": {min: 2, max: 3, form: func(c *compiler, args []*Expr) eval { return regexpExtract(c, args, 1) }},

	"levenshtein":         {two: text2(comparing(func(_ *Frame, a, b string) Value { return Int(int64(levenshtein([]rune(a), []rune(b)))) }))},
	"damerau_levenshtein": {min: 2, max: 2, loose: javaText(100, func(a, b []uint16) float64 { return float64(damerau(a, b)) })},
	"jaro_sim":            {min: 2, max: 2, loose: javaText(0, javaJaro)},
	"jaro_winkler":        {min: 2, max: 2, loose: javaText(0, javaJaroWinkler)},
	"jaccard":             {min: 2, max: 2, loose: javaText(0, javaJaccard)},
}

// javaText lifts a function of Splink's jar, which has a value for NULL.
func javaText(ofNull float64, fn func(a, b []uint16) float64) func(*Frame, []Value) Value {
	return func(f *Frame, v []Value) Value {
		if v[0].kind == KindNull || v[1].kind == KindNull {
			return Double(ofNull)
		}
		if v[0].kind != KindText || v[1].kind != KindText {
			return f.fail("a function of text cannot take %s and %s", v[0].kind, v[1].kind)
		}
		if !f.compareEach(len(v[0].s), len(v[1].s)) {
			return Value{}
		}
		return Double(fn(utf16.Encode([]rune(v[0].s)), utf16.Encode([]rune(v[1].s))))
	}
}

// javaJaro is 1 for two empty texts and, alone of all, 0 for two single letters
// that are equal. A shift by one letter counts as half a transposition.
func javaJaro(a, b []uint16) float64 {
	if len(a) == 0 && len(b) == 0 {
		return 1
	}
	if len(a) == 1 && len(b) == 1 {
		return 0
	}
	return javaJaroOf(a, b)
}

func javaJaroOf(a, b []uint16) float64 {
	common, swapped := matches(a, b)
	return jaroOf(common, float64(swapped)/2, len(a), len(b))
}

func javaJaroWinkler(a, b []uint16) float64 {
	if slices.Equal(a, b) {
		return 1
	}
	if s := javaJaroOf(a, b); s < 0.7 {
		return s
	}
	return sparkJaroWinkler(a, b)
}

func sparkJaroWinkler[L letter](a, b []L) float64 {
	if slices.Equal(a, b) {
		return 1
	}
	common, swapped := matches(a, b)
	s := jaroOf(common, float64(swapped)/2, len(a), len(b))
	return s + 0.1*float64(commonPrefix(a, b, min(4, len(a), len(b))))*(1-s)
}

func javaJaccard(a, b []uint16) float64 {
	if len(a) == 0 && len(b) == 0 {
		return 1
	}
	return jaccard(a, b)
}
