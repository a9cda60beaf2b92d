package normalise

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func toldPostcodes(s string) []string {
	return toldAll(ParsePostcodes(s), func(p Postcode) Reason { return p.Why })
}

func TestEveryPostcodeInATextIsRead(t *testing.T) {
	two := []string{"LS6 3AA", "LS7 4BB"}
	nfa := "no fixed abode: placeholder"
	for in, want := range map[string][]string{
		"":                             nil,
		" \n ":                         nil,
		"LS6 3AA":                      {"LS6 3AA"},
		"LS6\n3AA":                     {"LS6 3AA"},
		"LS6 3AA / LS7 4BB":            two,
		"LS63AA/LS74BB":                two,
		"LS6 3AA, LS7 4BB":             two,
		"LS6 3AA; LS7 4BB":             two,
		"LS6 3AA|LS7 4BB":              two,
		"LS6 3AA & LS7 4BB":            two,
		"LS6 3AA or LS7 4BB":           two,
		"ls6 3aa and ls7 4bb":          two,
		"LS6 3AA LS7 4BB":              two,
		"ls63aa ls74bb":                two,
		"LS6 3AA\nLS7 4BB":             two,
		"LS6 3AA\r\nLS7 4BB\r\n":       two,
		"LS6 3AA - LS7 4BB":            two,
		"LS6 3AA (mum: LS7 4BB)":       two,
		"LS6 3AA previously LS7 4BB":   two,
		"now LS6 3AA, before LS7 4BB":  two,
		"LS6 3AA or LS7 4BB or LS8 5A": {"LS6 3AA", "LS7 4BB", "LS8 5: part"},
		"LS6 / LS7":                    {"LS6", "LS7"},
		"LS6 LS7":                      {"LS6", "LS7"},
		"E1 / E2":                      {"E1", "E2"},
		"E1 6AN / E2":                  {"E1 6AN", "E2"},
		"E1 or E2":                     {"E1", "E2"},
		"BFPO 57 / BF1 2AA":            {"BFPO 57", "BF1 2AA"},
		"1 High St, Leeds LS6 3AA / 2 Low Rd, Leeds LS7 4BB": two,
		"Flat 2, 10 High St, Leeds LS6 3AA":                  {"LS6 3AA"},
		"c/o M1 1AE":                                         {"M1 1AE"}, // no area OM
		"Flat B1 1st Floor, 10 High St, Leeds LS6 3AA":       {"LS6 3AA"},
		"B2, Park House, Leeds LS6 3AA":                      {"LS6 3AA"},
		"Leeds, LS6 3AA, UK":                                 {"LS6 3AA"},
		"LSl 3AA":                                            {"LS1 3AA"}, // a small L
		"Leeds, LS6":                                         {"LS6"},
		"LS6 area":                                           {"LS6"},
		"near LS6 or LS7":                                    {"LS6", "LS7"},
		"near the M1":                                        {"invalid: form"},
		"M1 near London":                                     {"invalid: form"},
		"M4 area":                                            {"M4"},
		"10 High St, London SE15":                            {"SE15"},
		"Flat B12, London":                                   {"invalid: form"},
		"in London":                                          {"invalid: form"},
		"LS6 ish":                                            {"LS6: part"},
		"LS6 ISH":                                            {"LS6 1SH"},
		"E14 off":                                            {"E14: part"},
		"Ls6 Iaa":                                            {"LS6 1AA"}, // a telephone writes the first letter large
		"LS6 off":                                            {"LS6: part"},
		"ls6 iaa":                                            {"LS6 1AA"},
		"Flat A1 2nd floor":                                  {"invalid: form"},
		"NFA, previously LS6 3AA":                            {nfa, "LS6 3AA"},
		"no fixed abode / LS6 3AA":                           {nfa, "LS6 3AA"},
		"no fixed abode c/o 1 High St LS6 3AA":               {nfa, "LS6 3AA"},
		"No fixed abode, Leeds":                              {nfa},
		"NFA Leeds":                                          {nfa},
		"currently NFA":                                      {nfa},
		"Sofa-surfing at LS6 3AA":                            {nfa, "LS6 3AA"},
		"sleeping rough in Leeds":                            {nfa},
		"threatened with homelessness, LS6 3AA":              {"LS6 3AA"},
		"Homelessness Team, Civic Hall, LS1 1UR":             {"LS1 1UR"},
		"12 Y Lanfa":                                         {"invalid: form"},
		"Plas Glanfa, LS6 3AA":                               {"LS6 3AA"},
		"LS6 I AA":                                           {"LS6 1AA"},
		"LS6ish":                                             {"invalid: form"}, // no LS6 1SH
		"Leeds LS6":                                          {"LS6"},
		"Manchester M4":                                      {"M4"},
		"Park House B2":                                      {"invalid: form"},
		"Flat SE1":                                           {"invalid: form"},
		"LS6 (unknown)":                                      {"LS6"},
		"LS6 not known":                                      {"LS6"},
		"LS1 n/k":                                            {"LS1"}, // no L5 1NK
		"Tenant: LS6 3AA":                                    {"LS6 3AA"},
		"not LS6":                                            {"invalid: form"},
		"somewhere in LS6":                                   {"LS6"},
		"LS6 - not sure of rest":                             {"LS6"},
		"LS6 Leeds":                                          {"LS6"},
		"leeds ls6":                                          {"LS6"},
		"East London E1":                                     {"E1"},
		"St Helens WA9":                                      {"WA9"},
		"B33 area":                                           {"B33"}, // not of Ireland
		"L1 8JQ UK":                                          {"L1 8JQ"},
		"B33 8TH (home)":                                     {"B33 8TH"},
		"living in Cardiff":                                  {"invalid: form"},
		"living in a car":                                    {nfa},
		"London E1 OAA":                                      {"E1 0AA"},
		"Flat 2, Park House, Leeds LSI 3AA":                  {"LS1 3AA"},
		"not LS6 3AA":                                        {"invalid: form"},
		"not at LS6 3AA":                                     {"invalid: form"},
		"LS6 3AA is wrong":                                   {"invalid: form"},
		"wrong postcode LS6 3AA, now LS8 4AA":                {"LS8 4AA"},
		"LS6 3AA not his own flat":                           {"LS6 3AA"},
		"LS6 3AA wrong on the letter":                        {"LS6 3AA"},
		"HMS Example, BFPO 345":                              {"BFPO 345"},
		"Akrotiri BFPO 57":                                   {"BFPO 57"},
		"LS6 3AA (not LS7 4BB)":                              {"LS6 3AA"},
		"2019-2021: LS6 3AA; 2021-now: LS7 4BB":              two,
		"LS6 3AA (from 01/03/2024)":                          {"LS6 3AA"},
		"ZZ99 3VZ Leeds":                                     {"no fixed abode: placeholder"},
		"no current address":                                 {"no fixed abode: placeholder"},
		"no address":                                         {"no fixed abode: placeholder"},
		"sofa surfing in Leeds":                              {"no fixed abode: placeholder"},
		"Digartref":                                          {"no fixed abode: placeholder"},
		"not homeless":                                       {"invalid: form"},
		"Greenfarm Road":                                     {"invalid: form"},
		`{"line1":"1 High St","postcode":"LS6 3AA"}`: {"LS6 3AA"},
		"Home: LS6 3AA Work: LS7 4BB":                two,
		"LS6 3AA / QQ1 1AA":                          {"LS6 3AA", "not known: placeholder"},
		"LS6 3AA / LZ1 2AB":                          {"LS6 3AA", "invalid: area"},
		"LS6 3AA / 75008":                            {"LS6 3AA", "invalid: foreign"},
		"LS6 3AA, or LS7 4B8":                        {"LS6 3AA", "LS7: part"},
	} {
		t.Run(in, func(t *testing.T) { require.Equal(t, want, toldPostcodes(in)) })
	}
	require.Equal(t, "LS6 3AA", ParsePostcode("NFA, previously LS6 3AA / LS7 4BB").Unit, "the best is given")
	require.Len(t, ParsePostcodes(strings.Repeat("LS6 3AA,", 128)), 128, "all of them")
}

func TestAPostcodeThatIsNotUsedSaysWhy(t *testing.T) {
	for want, typed := range map[Reason][]string{
		"":                {"LS6 3AA", "LS6", "LS6 3", "LS6 3AA*", "*LS6 3AA", "? S6 3AA", "1 High St, LS6 3AA", "SW1O OES", "TKCA 1ZZ"},
		ReasonForm:        {"Leeds", "Unit 1", "LS123 2AB", "LS638A", "EH1JS", "M2I OUT", "12 High Street", "01134 960123", "LS6 work", "E1 ford"},
		ReasonArea:        {"LZ1 2AB", "ZZ1 2AB", "EQ6 4BP", "LQ58PX", "TE57 1NG", "TE57 ING", "HM12", "A1 2AB", "J12 3AB"},
		ReasonPlaceholder: {"NFA", "ZZ99 3VZ", "n/a", "AA1 1AA", "AA9 9AA", "XX99 9XX", "QQ1 1AA", "X9 9XX", "ZZ1 1ZZ", "zzzsecur", "ZZZ SECUR", "V1 1AB", "XM4 5HQ", "AB12 3CD"},
		ReasonMasked:      {"*** ***", "•••", "LS6 ***", "LS6 •••", "LS6 3**", "LS6 XXX", "LS6* 3AA", "LS* ***", "L** ***", "*** 3AA", "LS6 ???", "LS6 ___", "?S6 3AA", "*S6"},
		ReasonPart:        {"LS6 3A", "LS6 38A", "ls6-38a", "LS6 3A8", "SW1A 2A4"},
		ReasonLength:      {"LS6 3AA" + strings.Repeat(" ", MaxBytes)},
		ReasonForeign: {"75008", "01001", "10115", "00-950", "1000-205", "110 001", "90210-1234", "NY 10001", "75008 Paris", "F-75008 Paris", "D-10115 Berlin", "New York, NY 10001",
			"1012 AB", "1012AB Amsterdam", "D02 AF30", "T12 X70A", "D6W XY00", "K1A 0B1", "L5N 2B1", "LV-1010", "AD500", "AI-2640", "KY1-1002", "VG1110", "VLT 1117", "100-0001"},
	} {
		for _, in := range typed {
			all := ParsePostcodes(in)
			require.Len(t, all, 1, in)
			require.Equal(t, want, all[0].Why, in)
			require.Equal(t, all[0], ParsePostcode(in), in)
			switch want {
			case "", ReasonPart, ReasonLength:
				require.True(t, all[0].Quality.Usable(), in)
			case ReasonPlaceholder:
				require.Equal(t, Placeholder, all[0].Quality, in)
			case ReasonMasked:
			default:
				require.Equal(t, noPostcode(want), all[0], in)
			}
		}
	}
}

func TestWhatStandsBeforeHiddenCharactersIsKeptIfItIsWhole(t *testing.T) {
	for in, want := range map[string]string{
		"LS6 ***": "LS6", "LS6 3**": "LS6 3", "LS6 XXX": "LS6", "LS6* 3AA": "LS", "LS* ***": "LS", "L** ***": "invalid", "*** 3AA": "invalid", "LS6 3AA *": "LS6 3AA",
	} {
		require.Equal(t, want, ParsePostcode(in).String(), in)
	}
}

func TestASlipNeverBecomesAnotherPlace(t *testing.T) {
	for in, want := range map[string]string{
		"LS6 38A": "LS6", "LS6 3B8": "LS6", "LS12 38A": "LS12", "LS6 8BA": "LS6 8BA", "LS638A": "invalid", "E1 48B": "E1", "N1 22": "invalid", "LS 6": "LS6", "LS 12": "LS12", "LS 6 3AA": "LS6 3AA",
	} {
		require.Equal(t, want, ParsePostcode(in).String(), in)
	}
}

func TestOverseasTerritoriesHaveCodesOfTheirOwn(t *testing.T) {
	for _, half := range []string{"ASCN", "BBND", "BIQQ", "FIQQ", "PCRN", "SIQQ", "STHL", "TDCU", "TKCA"} {
		for _, typed := range []string{half + " 1ZZ", strings.ToLower(half) + "1zz", half + " IZZ", "1 Ross Road, Stanley, " + half + " 1ZZ"} {
			p := ParsePostcode(typed)
			require.Equal(t, half+" 1ZZ", p.Unit, typed)
			require.Equal(t, half, p.Area)
			require.Equal(t, NotPseudo, p.Pseudo)
			require.Equal(t, Valid, p.Quality)
		}
	}
	require.Equal(t, "GX11 1AA", ParsePostcode("gx111aa").Unit)
	for _, not := range []string{"ASCN 2ZZ", "ASCX 1ZZ", "FIQQ", "FIQQ 1AA"} {
		require.False(t, ParsePostcode(not).Quality.Usable(), not)
	}
}
