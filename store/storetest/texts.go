package storetest

import (
	"reflect"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/store"
)

// longest is a name of the greatest length, of letters of three bytes but for the last.
func longest(last rune) string {
	return strings.Repeat("€", store.MaxID/3) + string(last)
}

// noIDs are texts that no row can have for an id.
func noIDs() []string {
	return []string{"", "a\x00", "\x00", "a\n", "caf\xe9", "a\xff", strings.Repeat("a", store.MaxID+1), strings.Repeat("a", 1<<16)}
}

// longText is as long as one text may be that somebody has written.
var longText = strings.Repeat("é", store.MaxText/2)

// eachLong makes the texts of a row as long as they may be that are no names, as many at
// a time as a row has room for, and says at each how often it has.
func eachLong(row any, then func(n int)) {
	const atOnce = 32
	var texts []reflect.Value
	reachTexts(reflect.ValueOf(row).Elem(), func(v reflect.Value) { texts = append(texts, v) })
	n := 0
	for some := range slices.Chunk(texts, atOnce) {
		var short []string
		for _, v := range some {
			short = append(short, v.String())
			v.SetString(longText)
		}
		then(n)
		for i, v := range some {
			v.SetString(short[i])
		}
		n++
	}
}

// reachTexts visits the texts of a row that are no names, and by which nothing is looked up.
func reachTexts(v reflect.Value, visit func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		reachTexts(v.Elem(), visit)
	case reflect.Slice:
		for i := range v.Len() {
			reachTexts(v.Index(i), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "Reference" {
				reachTexts(v.Field(i), visit)
			}
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			visit(v)
		}
	}
}

// lookalikes are ids that are different and that one collation or another
// takes for the same, or for something of its own.
func lookalikes() []string {
	return []string{
		"straße", "strasse", "STRASSE", "stra\u00dfe ", "Stra\u1e9ee",
		"café", "cafe\u0301", "cafe", "CAFÉ", "café ", " café", "café\u00a0", "café\u200b",
		"a", "A", "ａ", "ª", "а", "ａ\ufe0f", "i", "I", "ı", "İ",
		"1", "01", "1.0", "１", "-0", "0", "true", "null", "NULL",
		"%", "_", "*", "?", "\\", "/", "//", "a/b", "a|b", "a:b", "a,b", "a\u2028b", "'", "\"", "`", "[1]", "{}", "$1", "€", "😀", "👩\u200d👩\u200d👧", "\u202egnp",
		"\ufffd", "\ufeff", "z\u0335\u0322", "zz", "Z",
		"x", "x1", "x10", "x1 ", "x 1", "x-1", "x1%", "xx", "-", "-1", "ǆ", "ǅ", "Σ", "σ", "ς", "K", "k", "ﬁ", "fi", "œ", "oe",
		"か", "カ", "ｶ", "е", "ё", "한", "\u1112\u1161\u11ab", "æ", "ae", "١", "\u2010", "\u2013", "\u2019", "a\u00ad", "🍣", ".", "..", "./a", "a%2Fb", "%2F", "a+b", "a b", "a  b",
		" ", "\u3000", "Aa", "BB", "plumless", "buckeroo", "costarring", "liquid", // the last six are pairs that a hash of 32 bits takes for one
		"1e3", "1000", "0x10", "16", "2026-03-01", "2026-3-1", "0190f3c2-0000-7000-8000-00000000000a", "0190F3C2-0000-7000-8000-00000000000A", "0190f3c20000700080000000000000000a",
		"507f1f77bcf86cd799439011", "507F1F77BCF86CD799439011", "\\\\", "x\\", "x,", "\ufeffx",
		"_x", "__x__", "$x", "a.b", "a#b", "a?b", "{a}b", "_design/x", "constructor", "a;b", "a=b", "a&b", // an engine's own names, or ends of addresses
	}
}

// hostile is text of a kind that the lobby lets through and that has broken
// programs before.
func hostile() []string {
	return []string{
		`Robert'); DROP TABLE clients;--`, `"; DELETE FROM record; --`, `\'; SELECT pg_sleep(9)--`, `$$ $1 %s %d {{.}} ${x}`,
		`<script>alert(1)</script>`, `{"given": "x"}`, `\u0041\n\x00\\`, `null`, `"`, `'`, `\`, `,`, `|`, "a\tb\r\nc", "\u2028\u2029", "\x1b[31m",
		"مرحبا \u202eabc\u202c", "\u200f\u200e\u2066x\u2069", "👩🏽\u200d🚀🏴\u200d☠️", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘", "\ufeffBOM", "\ufffd", "é", "e\u0301", "İıſß", " leading and trailing ", "a line\n", "two  spaces", "soft\u00adhyphen", "next\u0085line", "delete\x7f",
		" ", "no\u00a0break", "O''Brien", `said ""x""`, "NULL", "\ufffe\uffff", "\ue000", "\u3000wide", `\/`,
		"a tab\t", `"whole"`, "no", "2026-03-01", "2026-03-01T00:00:00.100Z", "a%%b", ":a ::b ? @p1 {0}", "=1+1", `\u0000`, "O’Neill – “x”", "0190F3C2-0000-7000-8000-00000000000A", "unit\x1fand\x1erecord",
		"100%20 %25 &amp; a+b", "007", "1e3", "TRUE", "2026-03-01T00:00:00Z", "\U0001f1ec\U0001f1e7", strings.Repeat("\U0010ffff", 50),
	}
}
