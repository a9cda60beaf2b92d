package normalise

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryNINOInATextIsRead(t *testing.T) {
	two := []string{"JG103457D", "JH103458A"}
	for in, want := range map[string][]string{
		"":                                     nil,
		"JG103457D":                            {"JG103457D"},
		"JG103457D / JH103458A":                two,
		"JG103457D/JH103458A":                  two,
		"JG103457D, JH103458A":                 two,
		"JG103457D; JH103458A":                 two,
		"JG103457D\nJH103458A":                 two,
		"JG103457D JH103458A":                  two,
		"JG 10 34 57 D JH 10 34 58 A":          two,
		"jg 10 34 57 d or jh 10 34 58 a":       two,
		"JG103457D and from 2019 JH103458A":    two,
		"JG103457D and partner JH103458A":      {"JG103457D"},
		"wife's NI: JH103458A":                 {"invalid: form"},
		"JH103458A (mum), own JG103457D":       {"JG103457D"},
		"Romanian ID JG 103457":                {"invalid: form"},
		"case ref JG103457":                    {"invalid: form"},
		"NI ref JG103457":                      {"JG103457"},
		"case 12 NI JG103457":                  {"JG103457"},
		"JG103457D passport JH103458":          {"JG103457D"},
		"wife JH103458A client JG103457D":      {"JG103457D"},
		"mum says JG103457D":                   {"JG103457D"},
		"JG103457D (mum to be)":                {"JG103457D"},
		"Mr Partner JG103457D":                 {"JG103457D"},
		"Ann Parsons JG103457D":                {"JG103457D"},
		"UC ref JG103457D":                     {"JG103457D"},
		"his is JG 10 34 57 D, hers JH103458A": two,
		"JG103457 JH103458A":                   {"JG103457", "JH103458A"},
		"NINO JG103457D from a payslip":        {"JG103457D"},
		"JG\n103457D":                          {"JG103457D"},
		"JG103457D / QQ123456C":                {"JG103457D", "QQ123456C: placeholder"},
		"CR103457A or JG103457D":               {"CR103457A: administrative", "JG103457D"},
		"n/k; JG103457D":                       {"JG103457D"},
		"see letter of 01/01/1990":             {"invalid: form"},
		"JG103457D (partner JH103458A)":        {"JG103457D"},
		"JG103457D (wife of Bob)":              {"invalid: form"},
		"JG103457D (his wife)":                 {"invalid: form"},
		"JG103457D (per mum)":                  {"JG103457D"},
		"JG103457D (seen by mum)":              {"JG103457D"},
		"JG103457D (his wife has none)":        {"JG103457D"},
		"JG103457D (not his wife's)":           {"JG103457D"},
		"JG103457D is wrong":                   {"invalid: form"},
		"JG103457D (incorrect)":                {"invalid: form"},
		"JG103457D wrong on payslip":           {"JG103457D"},
		"JG103457D not hers":                   {"invalid: form"},
		"wrong NI number: JG103457D":           {"invalid: form"},
		"wrong number before, now JG103457D":   {"JG103457D"},
		"JG103457D is partner's":               {"invalid: form"},
		"2nd applicant JG103457D":              {"invalid: form"},
		"Applicant 1: JG103457D":               {"JG103457D"},
		"Applicant 2: JG103457D":               {"invalid: form"},
		"JG103457D (lives with partner)":       {"JG103457D"},
		"JG103457D (no children)":              {"JG103457D"},
		"JG103457D (mum confirmed)":            {"JG103457D"},
		"JG103457D - wife's":                   {"invalid: form"},
		"next of kin JG103457D":                {"invalid: form"},
		"previous tenant JG103457D":            {"invalid: form"},
		"tenant JG103457D":                     {"JG103457D"},
		"child's JG103457D":                    {"invalid: form"},
		"interpreter JG103457D":                {"invalid: form"},
		"interpreter needed JG103457D":         {"JG103457D"},
		"JG103457D (interpreter needed)":       {"JG103457D"},
		"emergency accommodation JG103457D":    {"JG103457D"},
		"Ann Child JG103457D":                  {"JG103457D"},
		"not JG103457D":                        {"invalid: form"},
		"JG103457D not JH103458A":              {"JG103457D"},
	} {
		t.Run(in, func(t *testing.T) {
			require.Equal(t, want, toldAll(ParseNINOs(in), func(n NINO) Reason { return n.Why }))
		})
	}
	require.Equal(t, "JG103457", ParseNINO("CR103457A or JG103457D").Stem, "the best is given")
}

func TestANINOThatIsNotUsedSaysWhy(t *testing.T) {
	for want, typed := range map[Reason][]string{
		"":                {"JG103457D", "JG103457", "NI number JG 10 34 57 D", "JGIO3457D"},
		ReasonPart:        {"JG103457E", "jg 10 34 57 z"},
		ReasonPlaceholder: {"N/K", "000000", "XXXXXXXXX", "AA000000A", "QQ123456C", "AB123456C", "XX123456X", "TN010190M"},
		ReasonAdmin:       {"OO103457A", "CR103457A", "FY103457A", "MW103457A", "NC010190F", "PP999999P", "PZ103457", "11A11111"},
		ReasonUnissued:    {"BG103457A", "GB103457A", "DG103457A", "JO103457A", "QA103457A", "ZZ103457"},
		ReasonMasked:      {"*********", "JG 10 ** ** D", "JG****57D", "JG XX XX 57 D", "JG1034XXD", "QQ ** ** ** C", "•• •• •• 57 D", "****3457D"},
		ReasonForm:        {"JG10345D", "JG1034578D", "JG1034578", "01/01/1990", "in her purse", "JGIOIO57D"},
	} {
		for _, in := range typed {
			n := ParseNINO(in)
			require.Equal(t, want, n.Why, in)
			require.Equal(t, want == "" || want == ReasonPart, n.Quality.Usable(), in)
		}
	}
}

func TestAnAdministrativeNINOKeepsItsStem(t *testing.T) {
	for _, in := range []string{"CR 10 34 57 A", "OO103457A", "ni number MW103457"} {
		n := ParseNINO(in)
		require.Equal(t, NINOAdministrative, n.Class, in)
		require.Equal(t, Placeholder, n.Quality, in)
		require.Len(t, n.Stem, 8, in)
		require.Equal(t, "103457", n.Stem[2:], in)
	}
}
