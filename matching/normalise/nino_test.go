package normalise

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestANINOIsReadAsPeopleWriteIt(t *testing.T) {
	for name, c := range map[string]struct {
		in, want string
		class    NINOClass
		quality  Quality
	}{
		"as printed on letters":                {"JG 10 34 57 D", "JG103457D", NINOOrdinary, Valid},
		"without spaces, in lower case":        {"jg103457d", "JG103457D", NINOOrdinary, Valid},
		"dots and dashes":                      {"JG.10.34-57-D", "JG103457D", NINOOrdinary, Valid},
		"with its label":                       {"NI number: JG103457D", "JG103457D", NINOOrdinary, Valid},
		"with its full name":                   {"National Insurance No. JG 10 34 57", "JG103457", NINOOrdinary, Partial},
		"no suffix":                            {"JG 10 34 57", "JG103457", NINOOrdinary, Partial},
		"an impossible suffix":                 {"JG103457E", "JG103457", NINOOrdinary, Partial},
		"O for 0 and I for 1":                  {"JGIO3457D", "JG103457D", NINOOrdinary, Valid},
		"letters drawn like digits":            {"JGl0345Zd", "JG103452D", NINOOrdinary, Valid},
		"S for 5 and B for 8":                  {"JG 10 34 SB D", "JG103458D", NINOOrdinary, Valid},
		"three letters for digits":             {"JGlO34S7D", "invalid", NINONone, Invalid},
		"0 for O in the prefix":                {"0L103457D", "OL103457D", NINOOrdinary, Valid},
		"nothing":                              {"  ", "", NINONone, Absent},
		"not known":                            {"N/K", "not known", NINONone, Placeholder},
		"to be confirmed":                      {"TBC", "not known", NINONone, Placeholder},
		"noughts":                              {"000000", "not known", NINONone, Placeholder},
		"noughts for a number":                 {"AA000000A", "not known", NINONone, Placeholder},
		"one digit over and over":              {"JG 99 99 99 D", "not known", NINONone, Placeholder},
		"one digit over and over, impossible":  {"XX999999X", "not known", NINONone, Placeholder},
		"the sample of HMRC's manual":          {"QQ 12 34 56 A", "QQ123456A", NINOExample, Placeholder},
		"any number with the sample's prefix":  {"QQ987601", "QQ987601", NINOExample, Placeholder},
		"the sample of HMRC's developer pages": {"AA123456A", "AA123456A", NINOExample, Placeholder},
		"the sample of many forms":             {"AB 12 34 56 C", "AB123456C", NINOExample, Placeholder},
		"temporary, with sex":                  {"TN 01 01 90 M", "TN010190M", NINOTemporary, Placeholder},
		"temporary reference":                  {"11 a1 11 11", "11A11111", NINOTemporary, Placeholder},
		"tax credits":                          {"OO103457A", "OO103457A", NINOAdministrative, Placeholder},
		"investigations":                       {"CR103457A", "CR103457A", NINOAdministrative, Placeholder},
		"attendance allowance":                 {"FY103457A", "FY103457A", NINOAdministrative, Placeholder},
		"migrant workers":                      {"MW103457A", "MW103457A", NINOAdministrative, Placeholder},
		"stakeholder pensions":                 {"NC010190f", "NC010190F", NINOAdministrative, Placeholder},
		"pension schemes":                      {"PP999999P", "PP999999P", NINOAdministrative, Placeholder},
		"a prefix set aside":                   {"BG103457A", "invalid", NINONone, Invalid},
		"a letter never used":                  {"DG103457A", "invalid", NINONone, Invalid},
		"O for a second letter":                {"JO103457A", "invalid", NINONone, Invalid},
		"a digit short":                        {"JG10345D", "invalid", NINONone, Invalid},
		"a digit too many":                     {"JG1034578D", "invalid", NINONone, Invalid},
		"a digit for a suffix":                 {"JG1034578", "invalid", NINONone, Invalid},
		"a date":                               {"01/01/1990", "invalid", NINONone, Invalid},
		"words":                                {"in her purse", "invalid", NINONone, Invalid},
		"another script":                       {"ЙОРК", "invalid", NINONone, Invalid},
		"cut at the door":                      {"JG103457D" + strings.Repeat(" ", MaxBytes), "JG103457D", NINOOrdinary, Partial},
	} {
		t.Run(name, func(t *testing.T) {
			n := ParseNINO(c.in)
			require.Equal(t, c.want, n.String())
			require.Equal(t, c.class, n.Class)
			require.Equal(t, c.quality, n.Quality)
		})
	}
}

func TestANINOKeepsStemAndSuffixApart(t *testing.T) {
	require.Equal(t, NINO{Stem: "JG103457", Suffix: "D", Class: NINOOrdinary, Quality: Valid}, ParseNINO("jg 10 34 57 d"))
	require.Equal(t, ParseNINO("JG103457").Stem, ParseNINO("JG103457C").Stem)
}

func TestEveryNINOPrefixIsClassed(t *testing.T) {
	count := map[NINOClass]int{}
	every("AA", func(prefix string) { count[ParseNINO(prefix+"103457A").Class]++ })
	// 20 letters may stand first and 19 second; 7 pairs of those are set aside,
	// and 6 that pass are administrative. OO and FY do not pass.
	require.Equal(t, map[NINOClass]int{
		NINOOrdinary:       20*19 - 7 - 6,
		NINOAdministrative: 8,
		NINOTemporary:      1,
		NINOExample:        1,
		NINONone:           26*26 - (20*19 - 7 - 6) - 8 - 1 - 1,
	}, count)
}

func ExampleParseNINO() {
	for _, s := range []string{"QQ 12 34 56 C", "n/k"} {
		n := ParseNINO(s)
		fmt.Println(n, n.Quality, n.Quality.Usable())
	}
	// Output:
	// QQ123456C placeholder false
	// not known placeholder false
}
