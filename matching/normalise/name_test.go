package normalise

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestANamePrintsAsRead(t *testing.T) {
	for name, c := range map[string]struct{ given, middle, family, want string }{
		"a plain name":                          {"Ann", "Mary", "Smith", "SMITH, ANN MARY"},
		"case does not matter":                  {"aNN", "", "SMITH", "SMITH, ANN"},
		"accents go":                            {"Zoë", "", "Wiśniewska", "WISNIEWSKA, ZOE"},
		"an honorific is none of the name":      {"Mrs Ann", "", "Smith", "SMITH, ANN"},
		"several honorifics":                    {"Rev. Dr. Ann", "", "Smith", "SMITH, ANN"},
		"an honorific before the family name":   {"Ann", "", "Mrs. Smith", "SMITH, ANN"},
		"an honorific after the family name":    {"Ann", "", "Smith, Mrs", "SMITH, ANN"},
		"a suffix":                              {"John", "", "Smith Jr.", "SMITH, JOHN"},
		"a suffix in words":                     {"John", "", "Smith Senior", "SMITH, JOHN"},
		"a suffix in the given field":           {"John III", "", "Smith", "SMITH, JOHN"},
		"a given name Junior stays":             {"Junior", "", "Smith", "SMITH, JUNIOR"},
		"people are called Sir":                 {"Sir", "", "Mayor", "MAYOR, SIR"},
		"but not before another name":           {"Sir John", "", "Mayor", "MAYOR, JOHN"},
		"Mc apart":                              {"Ann", "", "Mc Donald", "MCDONALD, ANN"},
		"Mc joined":                             {"Ann", "", "McDonald", "MCDONALD, ANN"},
		"Mac apart":                             {"Ann", "", "Mac Donald", "MACDONALD, ANN"},
		"O with an apostrophe":                  {"Ann", "", "O'Brien", "O'BRIEN, ANN"},
		"O with a curled apostrophe":            {"Ann", "", "O’Brien", "O'BRIEN, ANN"},
		"O with a space":                        {"Ann", "", "O Brien", "O'BRIEN, ANN"},
		"O with both":                           {"Ann", "", "O' Brien", "O'BRIEN, ANN"},
		"D with both":                           {"Ann", "", "D' Souza", "D'SOUZA, ANN"},
		"Ó in Irish spelling":                   {"Ann", "", "Ó Súilleabháin", "O'SUILLEABHAIN, ANN"},
		"Irish Ní":                              {"Ann", "", "Ní Bhriain", "NI'BHRIAIN, ANN"},
		"Saint":                                 {"Ann", "", "St. John", "STJOHN, ANN"},
		"an apostrophe inside a given name":     {"Ma'soumeh", "", "Ali", "ALI, MASOUMEH"},
		"double-barrelled":                      {"Ann", "", "Smith-Jones", "SMITH-JONES, ANN"},
		"double-barrelled with an en dash":      {"Ann", "", "Smith – Jones", "SMITH-JONES, ANN"},
		"double-barrelled with a space":         {"Ann", "", "Smith Jones", "SMITH-JONES, ANN"},
		"double-barrelled O and Mc":             {"Ann", "", "O'Neil-Mc Coy", "O'NEIL-MCCOY, ANN"},
		"Spanish particles":                     {"Ana", "", "de la Cruz", "DELACRUZ, ANA"},
		"Dutch particles":                       {"An", "", "van der Berg", "VANDERBERG, AN"},
		"German particles":                      {"An", "", "von Trapp", "VON'TRAPP, AN"},
		"Arabic article with a hyphen":          {"Ali", "", "Al-Hassan", "ALHASSAN, ALI"},
		"Arabic article with a space":           {"Ali", "", "al Hassan", "ALHASSAN, ALI"},
		"son of":                                {"Ali", "", "Hassan bin Omar", "HASSAN-BIN'OMAR, ALI"},
		"Welsh son and daughter":                {"Rhys", "", "ap Dafydd ferch Ifan", "AP'DAFYDD-FERCH'IFAN, RHYS"},
		"a particle that stands last stays":     {"Anh", "", "Nguyen Van", "NGUYEN-VAN, ANH"},
		"a particle alone is a name":            {"Anh", "", "Le", "LE, ANH"},
		"servant of":                            {"Abdul Rahman", "", "Khan", "KHAN, ABDULRAHMAN"},
		"servant of, over two fields":           {"Abdul", "Rahman", "Khan", "KHAN, ABDULRAHMAN"},
		"servant of, hyphenated with article":   {"Abd al-Rahman", "", "Khan", "KHAN, ABDALRAHMAN"},
		"light of":                              {"Zia ul Haq", "", "Khan", "KHAN, ZIA ULHAQ"},
		"Al is also short for Albert":           {"Al", "James", "Khan", "KHAN, AL JAMES"},
		"a given name in two words":             {"La Toya", "", "Khan", "KHAN, LATOYA"},
		"two given names make a middle name":    {"Mary Anne", "", "Smith", "SMITH, MARY ANNE"},
		"hyphenated given names stay together":  {"Mary-Anne", "Jo", "Smith", "SMITH, MARY-ANNE JO"},
		"initials":                              {"J.R.", "", "Smith", "SMITH, J R"},
		"a middle name that repeats is dropped": {"Olivia", "Olivia", "Jones", "JONES, OLIVIA"},
		"a name of one word twice":              {"Khin Khin", "", "Win", "WIN, KHIN KHIN"},
		"a hyphenated syllable is no particle":  {"Su-bin", "", "Kim", "KIM, SU-BIN"},
		"an initial of the given name stays":    {"Olivia", "O", "Jones", "JONES, OLIVIA O"},
		"a middle name alone is a given name":   {"", "Ann", "Jones", "JONES, ANN"},
		"what somebody is called":               {"Robert (Bob)", "", "Jones", "JONES, ROBERT (AKA BOB)"},
		"what somebody is called, in quotes":    {"Robert “Bob”", "", "Jones", "JONES, ROBERT (AKA BOB)"},
		"known as":                              {"Robert known as Bob", "", "Jones", "JONES, ROBERT (AKA BOB)"},
		"née":                                   {"Ann", "", "Smith née Jones", "SMITH, ANN (NEE JONES)"},
		"nee in brackets":                       {"Ann", "", "Smith (nee Jones)", "SMITH, ANN (NEE JONES)"},
		"formerly":                              {"Ann", "", "Smith formerly Mc Coy", "SMITH, ANN (NEE MCCOY)"},
		"known as, after the family name":       {"Ann", "", "Smith known as Zoe", "SMITH, ANN (AKA ZOE) (NEE ZOE)"},
		"formerly known as":                     {"Ann", "", "Smith formerly known as Jones", "SMITH, ANN (NEE JONES)"},
		"also known as":                         {"Ann", "", "Smith also known as Jones", "SMITH, ANN (NEE JONES)"},
		"a.k.a.":                                {"Ann", "", "Smith a.k.a. Jones", "SMITH, ANN (NEE JONES)"},
		"several aliases":                       {"Ann", "", "Smith aka Jones aka Smith (Brown-Reid)", "SMITH, ANN (NEE JONES) (NEE BROWN-REID)"},
		"a bracket":                             {"Ann", "", "Smith (Jones)", "SMITH, ANN (NEE JONES)"},
		"a slash":                               {"Ann", "", "Smith/Jones", "SMITH, ANN (NEE JONES)"},
		"a slash for Gebre":                     {"Selam", "", "G/medhin", "GEBREMEDHIN, SELAM"},
		"a slash for Haile":                     {"H/Mariam", "", "W/GIORGIS", "WELDEGIORGIS, HAILEMARIAM"},
		"a slash after another letter":          {"Ann", "", "Jo/Michael", "JO, ANN (NEE MICHAEL)"},
		"a slash before no saint":               {"G/Ann", "", "Smith", "SMITH, G (AKA ANN)"},
		"née and nothing before it":             {"Ann", "", "née Jones", "JONES, ANN"},
		"Nee is a family name too":              {"Ann", "", "Nee", "NEE, ANN"},
		"Aka is a family name too":              {"Ann", "", "Aka Mensah", "AKA-MENSAH, ANN"},
		"the whole name in the family field":    {"", "", "Smith, Ann Mary", "SMITH, ANN MARY"},
		"the whole name in the given field":     {"Smith, Ann", "", "", "SMITH, ANN"},
		"a zero typed for O":                    {"J0hn", "", "0'Brien", "O'BRIEN, JOHN"},
		"other digits are slips":                {"John2", "", "Smith 1", "SMITH, JOHN"},
		"left by a migration":                   {"MIG_ERROR_Ann", "", "DUPLICATE_Smith", "SMITH, ANN"},
		"left by a clerk":                       {"NO_SHOW_Ann", "", "Duplicate - Smith", "SMITH, ANN"},
		"Cyrillic":                              {"Мария", "", "Йорк", "ЙОРК, МАРИЯ"},
		"one Chinese character is a whole name": {"小龍", "", "李", "李, 小龍"},
	} {
		t.Run(name, func(t *testing.T) {
			n := ParseName(c.given, c.middle, c.family)
			require.Equal(t, c.want, n.String())
			require.Equal(t, Valid, n.Quality)
			requireReadsBack(t, n)
		})
	}
}

func TestANameKeepsItsParts(t *testing.T) {
	n := ParseName("Jean-Paul Marie", "Louis", "Smith-Mc Coy née Jones", "Brown; Smith - McCoy", "Née de la Cruz", "N/K", "")
	require.Equal(t, Name{
		Given:      []string{"JEAN", "PAUL", "MARIE", "LOUIS"},
		Middle:     2,
		Family:     []string{"SMITH", "MCCOY"},
		Bare:       []string{"SMITH", "COY"},
		Former:     [][]string{{"JONES"}, {"BROWN"}, {"DELACRUZ"}},
		FormerBare: [][]string{{"JONES"}, {"BROWN"}, {"CRUZ"}},
		Quality:    Valid,
		Latin:      true,
		Why:        ReasonPlaceholder, // of N/K
	}, n)
}

func TestAFormerNameStandsInForAFamilyName(t *testing.T) {
	n := ParseName("Ann", "", "Unknown", "Jones")
	require.Equal(t, []string{"JONES"}, n.Family)
	require.Empty(t, n.Former)
}

func TestAnAnswerIsNoMiddleName(t *testing.T) {
	for _, answer := range []string{"no", "No", "yes"} {
		n := ParseName("Ann", answer, "Smith")
		require.Equal(t, []string{"ANN"}, n.Given)
		require.Equal(t, ReasonPlaceholder, n.Why)
	}
	require.Equal(t, []string{"SOO", "NO"}, ParseName("Soo No", "", "Kim").Given)
}

func TestTheQualityOfANameIsOfItsParts(t *testing.T) {
	for name, c := range map[string]struct {
		given, middle, family string
		want                  Quality
	}{
		"nothing":                             {"", "", " ", Absent},
		"both":                                {"Ann", "", "Smith", Valid},
		"no family name":                      {"Ann", "", "", Partial},
		"no given name":                       {"", "", "Smith", Partial},
		"a title for a given name":            {"Mrs", "", "Smith", Partial},
		"Twin for a given name":               {"Twin 1", "", "Smith", Partial},
		"Baby for a given name":               {"Baby", "", "Smith", Partial},
		"a stand-in with a name beside it":    {"Infant (Annie)", "", "Smith", Valid},
		"Unknown for a family name":           {"Ann", "", "UNKNOWN", Partial},
		"a family name of one letter":         {"Ann", "", "S", Partial},
		"an initial for a given name":         {"A", "", "Smith", Valid},
		"not entered":                         {"NOT ENTERED", "", "NOT ENTERED", Placeholder},
		"not given, in parts":                 {"Not", "Given", "n/k", Placeholder},
		"n/k":                                 {"", "", "N/K", Placeholder},
		"a row of X":                          {"XXX", "", "X", Placeholder},
		"to be confirmed":                     {"tbc", "", "", Placeholder},
		"unknown male":                        {"Unknown", "", "Male", Placeholder},
		"a numbered adult":                    {"Adult", "", "1", Placeholder},
		"a dash":                              {"-", "", "", Placeholder},
		"a title and a stand-in":              {"Mr", "", "Unknown", Placeholder},
		"a marker of a migration alone":       {"MIG_ERROR_", "", "", Placeholder},
		"digits":                              {"123", "", "45", Invalid},
		"a family name that looks like none":  {"Ann", "", "Null", Valid},
		"a family name that is a word":        {"Ann", "", "Child", Valid},
		"a given name that is also a title":   {"Master", "", "Smith", Valid},
		"a family name cut off at the door":   {"Ann", "", strings.Repeat("Smith ", MaxBytes), Partial},
		"a given name of nothing but accents": {"\u0301\u0302", "", "Smith", Partial},
	} {
		t.Run(name, func(t *testing.T) {
			n := ParseName(c.given, c.middle, c.family)
			require.Equal(t, c.want, n.Quality, n.String())
			require.Equal(t, c.want.Usable(), len(n.Given)+len(n.Family) > 0)
		})
	}
}

func TestNameIsLatinOnlyWhenAllOfItIs(t *testing.T) {
	require.True(t, ParseName("Łukasz", "", "Øverland").Latin)
	require.False(t, ParseName("Мария", "", "York").Latin)
	require.False(t, ParseName("Maria", "", "York", "Йорк").Latin)
	require.False(t, ParseName("Mаria", "", "York").Latin, "a Cyrillic а between Latin letters")
	require.False(t, ParseName("", "", "").Latin)
}

func ExampleParseName() {
	n := ParseName("Mrs Mary Anne", "", "O’Brien-Smith née Mc Coy")
	fmt.Println(n.Given[:n.Middle], n.Given[n.Middle:], n.Family, n.Former)
	fmt.Println(n)
	// Output:
	// [MARY] [ANNE] [OBRIEN SMITH] [[MCCOY]]
	// O'BRIEN-SMITH, MARY ANNE (NEE MCCOY)
}
