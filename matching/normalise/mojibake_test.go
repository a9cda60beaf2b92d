package normalise

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestCleanUndoesWhatAnEncodingDid(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"a decimal entity":                          {"O&#39;Rafferty", "O'Rafferty"},
		"a decimal entity with zeros":               {"O&#039;Rafferty", "O'Rafferty"},
		"a decimal entity that lost its semicolon":  {"O&#39Rafferty", "O'Rafferty"},
		"a hexadecimal entity":                      {"O&#x27;Rafferty", "O'Rafferty"},
		"as mails and cards write it":               {"Se=C3=A1n =E2=80=99", "Seán ’"},
		"a sign before letters that are no code":    {"name=EDA=C3", "name=EDA=C3"},
		"as URLs write it":                          {"Se%C3%A1n O%27Rafferty", "Seán O'Rafferty"},
		"as JSON writes it":                         {`Se\u00e1n O\u0027Rafferty`, "Seán O'Rafferty"},
		"a sign that refers to nothing":             {`100% \user`, `100% \user`},
		"a hexadecimal entity in capitals":          {"O&#X2019;Rafferty", "O’Rafferty"},
		"a character of which one byte was stored":  {"\u00c3\x8dris", "Íris"},
		"a named entity":                            {"O&rsquo;Rafferty", "O’Rafferty"},
		"an entity of an accented letter":           {"Se&aacute;n M&uuml;ller", "Seán Müller"},
		"an entity in capitals":                     {"SE&AACUTE;N", "SEáN"},
		"an entity escaped twice":                   {"O&amp;#39;Rafferty", "O'Rafferty"},
		"an entity escaped three times":             {"O&amp;amp;rsquo;Rafferty", "O’Rafferty"},
		"an unbreakable space":                      {"Ann&nbsp;Smith", "Ann Smith"},
		"an entity of nothing to be seen":           {"Ann&#0;&shy;&zwnj;", "Ann"},
		"an ampersand is one":                       {"Tom & Jo", "Tom & Jo"},
		"an ampersand and a semicolon apart":        {"A&B Ltd; Co", "A&B Ltd; Co"},
		"no entity of that name":                    {"AT&T;", "AT&T;"},
		"UTF-8 read as Windows-1252":                {"SeÃ¡n Oâ€™Rafferty", "Seán O’Rafferty"},
		"UTF-8 read as Latin-1":                     {"O\u00e2\u0080\u0099Rafferty", "O’Rafferty"},
		"a continuation that cannot be seen":        {"Garc\u00c3\u00ada \u00c3\u0081ngel", "García Ángel"},
		"a Polish and a Lithuanian letter":          {"Å\u0081ukasz NaruÅ¡eviÄ—ius", "Łukasz Naruševiėius"},
		"a Romanian letter":                         {"È™tefan", "ștefan"},
		"a Vietnamese letter":                       {"Nguyá»…n", "Nguyễn"},
		"a combining accent":                        {"JoseÌ\u0081", "Jose\u0301"},
		"UTF-8 read wrongly twice":                  {"JÃƒÂ¼rgen", "Jürgen"},
		"an entity mangled after it was escaped":    {"J&Atilde;&frac14;rgen", "Jürgen"},
		"a whole word of another script":            {"ÐœÐ°Ñ€Ð¸Ñ\u008f", "Мария"},
		"an accented capital before a curled mark":  {"Ó’Brien", "Ó’Brien"},
		"an accented capital before another":        {"TÚŽIL SMÍŠEK", "TÚŽIL SMÍŠEK"},
		"an accented capital in quotation marks":    {"«É» “JOÃO”", "«É» “JOÃO”"},
		"a Portuguese name in capitals":             {"JOÃO", "JOÃO"},
		"an Albanian word with an apostrophe":       {"Ç’kemi", "Ç’kemi"},
		"a Vietnamese name that is right as it is":  {"Nguyễn Thị Ấu", "Nguyễn Thị Ấu"},
		"a lead byte at the end is a letter itself": {"VALÃ", "VALÃ"},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, Clean(c.in)) })
	}
}

// mangle reads UTF-8 as Windows-1252, as a spreadsheet does.
func mangle(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(windows1252(s[i]))
	}
	return b.String()
}

func TestEveryMangledLatinLetterIsReadAsTyped(t *testing.T) {
	// Š, Ž and the like are bytes of Windows-1252 themselves: after another letter they may be mangled ones.
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("aeioulnrstzAEIOULNRSTZàáâãäåæçèéêëìíîïñòóôõöøùúûüýþßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝÞąćęłńśźżĄĆĘŁŃŚŹŻčďěňřťůČĎĚŇŘŤŮğışĞİŞșțȘȚơưế")), 1, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		s := letters.Draw(t, "name")
		require.Equal(t, s, Clean(s), "right text stays")
		require.Equal(t, s, Clean(mangle(s)))
		require.Equal(t, s, Clean(mangle(mangle(s))))
	})
}

func TestEveryParserReadsWhatWasEscaped(t *testing.T) {
	require.Equal(t, ParsePostcode("LS1 2AB"), ParsePostcode("LS1&nbsp;2AB"))
	require.Equal(t, ParseNINO("JG 10 34 57 D"), ParseNINO("JG&#160;10&#160;34&#160;57&#160;D"))
	require.Equal(t, ParseDate("31/12/1990"), ParseDate("31&#47;12&#x2F;1990"))
	require.Equal(t, ParsePhone("+447700900123"), ParsePhone("&plus;447700900123"))
	require.Equal(t, ParseEmail("jo@example.com"), ParseEmail("jo&commat;example&#46;com"))
	require.Equal(t, ParseName("Seán", "", "O'Rafferty"), ParseName("Se&aacute;n", "", "O&amp;#39;Rafferty"))
}
