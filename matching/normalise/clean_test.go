package normalise

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCleanKeepsWhatWasWrittenAndDropsWhatCannotBeSeen(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"clean text stays":                       {"12 High St, Leeds", "12 High St, Leeds"},
		"nothing stays nothing":                  {"", ""},
		"white space alone is nothing":           {" \t\n ", ""},
		"spaces are trimmed and folded":          {"  a \t\n b ", "a b"},
		"wide and unbreakable spaces too":        {"a\u00a0\u3000b", "a b"},
		"accents and other scripts stay":         {"José Йорк محمد", "José Йорк محمد"},
		"NUL and controls vanish":                {"a\x00b\x1bc\x7f", "abc"},
		"direction marks vanish":                 {"\u202eabc\u202c\u2066", "abc"},
		"zero-width characters vanish":           {"a\u200bb\u200dc\ufeff", "abc"},
		"soft hyphens and fillers vanish":        {"a\u00adb\u3164c\u034f", "abc"},
		"tags and private characters vanish":     {"a\U000e0041b\ue000", "ab"},
		"a lost character leaves no mark":        {"Jos\ufffd", "Jos"},
		"a stray byte is read as Windows-1252":   {"Jos\xe9 O\x92Brien", "José O’Brien"},
		"a byte that encoding lacks vanishes":    {"a\x81b", "ab"},
		"an invisible character parts no spaces": {"a \u200b b", "a b"},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, Clean(c.in)) })
	}
}

func TestCleanCapsItsInputBetweenCharacters(t *testing.T) {
	require.Len(t, Clean(strings.Repeat("x", 5*MaxBytes)), MaxBytes)
	require.Equal(t, strings.Repeat("é", MaxBytes/2), Clean(strings.Repeat("é", MaxBytes)))
	require.Equal(t, "x"+strings.Repeat("é", (MaxBytes-1)/2), Clean("x"+strings.Repeat("é", MaxBytes)))
	require.LessOrEqual(t, len(Clean(strings.Repeat("\xe9", MaxBytes))), MaxBytes, "repaired bytes grow")
}

func TestCleanReturnsCleanTextItself(t *testing.T) {
	s := "12 High Street"
	require.Zero(t, testing.AllocsPerRun(100, func() { s = Clean(s) }))
}

func TestFoldSpellsWordsInPlainCapitals(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"ASCII turns to capitals":                {"Walker", "WALKER"},
		"accents go":                             {"Édouard Çelik Jokūbas", "EDOUARD CELIK JOKUBAS"},
		"two accents on one letter go":           {"Nguyễn Thị Ấu", "NGUYEN THI AU"},
		"combining accents go":                   {"Jose\u0301", "JOSE"},
		"Polish crossed l":                       {"Łukasz Michał", "LUKASZ MICHAL"},
		"Turkish i, dotted and not":              {"İsmail Yılmaz", "ISMAIL YILMAZ"},
		"Icelandic thorn and eth":                {"Þórður Guðmundsson", "THORDUR GUDMUNDSSON"},
		"Danish o and ae":                        {"Søren Kjær Ågård", "SOREN KJAER AGARD"},
		"German sharp s":                         {"Weiß GROẞ", "WEISS GROSS"},
		"French oe":                              {"Cœur", "COEUR"},
		"Croatian d":                             {"Đurđević", "DURDEVIC"},
		"Maltese h":                              {"Ħamrun", "HAMRUN"},
		"Azerbaijani schwa":                      {"Əliyev", "ALIYEV"},
		"Hausa and Ewe hooked letters":           {"Ɓala Ɗan Ƙwara Ŋkrumah", "BALA DAN KWARA NGKRUMAH"},
		"Catalan ela geminada":                   {"Gal·la", "GALLA"},
		"apostrophes of every kind vanish":       {"O'Brien O’Brien O`Brien O´Brien Oʻzbek", "OBRIEN OBRIEN OBRIEN OBRIEN OZBEK"},
		"other punctuation parts words":          {"Smith–Jones, (J.R.)", "SMITH JONES J R"},
		"full-width letters and digits":          {"ＬＳ１　２ＡＢ", "LS1 2AB"},
		"digits of other scripts":                {"٠٧٧ ۱۲ ४५", "077 12 45"},
		"ligatures":                              {"ﬁeld", "FIELD"},
		"Cyrillic stays, with its own letters":   {"Йорк Їжак", "ЙОРК ЇЖАК"},
		"Greek stays, without accents":           {"Γιάννης", "ΓΙΑΝΝΗΣ"},
		"Arabic stays, without vowel signs":      {"مُحَمَّد", "محمد"},
		"the stretch of an Arabic letter goes":   {"محـــمد", "محمد"},
		"Devanagari keeps its vowels":            {"प्रिया", "प्रिया"},
		"Chinese stays":                          {"李小龍", "李小龍"},
		"half-width katakana is written in full": {"ｶﾞ", "ガ"},
		"symbols are nothing":                    {"★ Jo ☺", "JO"},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, Fold(c.in)) })
	}
}

func TestFoldCapsWhatGrows(t *testing.T) {
	require.LessOrEqual(t, len(Fold(strings.Repeat("ﷺ", MaxBytes))), MaxBytes)
	require.LessOrEqual(t, len(Fold(strings.Repeat("ß", MaxBytes))), MaxBytes)
}

func TestFoldReturnsFoldedTextItself(t *testing.T) {
	s := "SMITH JONES 2"
	require.Zero(t, testing.AllocsPerRun(100, func() { s = Fold(s) }))
}

func TestEveryLatinLetterFoldsToASCII(t *testing.T) {
	for _, block := range [][2]rune{{0xC0, 0x17F}, {0x1E00, 0x1EF9}} { // Latin-1, Extended-A, Extended Additional
		for r := block[0]; r <= block[1]; r++ {
			if r == '×' || r == '÷' || r >= 0x1E9C && r <= 0x1E9F { // signs; long s and medieval letters
				continue
			}
			require.Regexp(t, `^[A-Z]{1,2}$`, Fold(string(r)), "%q %U", r, r)
		}
	}
}

func ExampleClean() {
	fmt.Printf("%q\n", Clean("  Zoë\u200b \t Brown\x00 "))
	// Output: "Zoë Brown"
}

func ExampleFold() {
	fmt.Println(Fold("Łukasz O’Brien-Şahin"))
	// Output: LUKASZ OBRIEN SAHIN
}
