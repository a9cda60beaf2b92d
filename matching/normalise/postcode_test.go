package normalise

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAPostcodeIsReadAsPeopleWriteIt(t *testing.T) {
	for name, c := range map[string]struct {
		in, want string
		quality  Quality
		repaired bool
	}{
		"shape A9":                                  {"M1 1AE", "M1 1AE", Valid, false},
		"shape A99":                                 {"B33 8TH", "B33 8TH", Valid, false},
		"shape A9A":                                 {"W1A 0AX", "W1A 0AX", Valid, false},
		"shape AA9":                                 {"CR2 6XH", "CR2 6XH", Valid, false},
		"shape AA99":                                {"DN55 1PT", "DN55 1PT", Valid, false},
		"shape AA9A":                                {"EC1A 1BB", "EC1A 1BB", Valid, false},
		"Girobank":                                  {"gir0aa", "GIR 0AA", Valid, false},
		"Girobank with the letter O":                {"GIR OAA", "GIR 0AA", Valid, true},
		"without a space, in lower case":            {"ls12ab", "LS1 2AB", Valid, false},
		"a space in the wrong place":                {"LS12 AB", "LS1 2AB", Valid, false},
		"punctuation":                               {" LS1-2AB. ", "LS1 2AB", Valid, false},
		"an underscore for a space":                 {"LS1_2AB", "LS1 2AB", Valid, false},
		"full-width characters":                     {"ＬＳ１　２ＡＢ", "LS1 2AB", Valid, false},
		"O for 0 in the inward half":                {"LS1 OAB", "LS1 0AB", Valid, true},
		"I for 1 in the inward half":                {"LS1 IAB", "LS1 1AB", Valid, true},
		"O for 0 in the district":                   {"SW1O 0ES", "SW10 0ES", Valid, true},
		"I for 1 in the district":                   {"LAI2 7HS", "LA12 7HS", Valid, true},
		"I for 1 before a letter":                   {"WIA 0AX", "W1A 0AX", Valid, true},
		"two of them":                               {"BSI5 IUN", "BS15 1UN", Valid, true},
		"all of them":                               {"MLII IQX", "ML11 1QX", Valid, true},
		"two kinds of slip are too many":            {"M2I OUT", "invalid", Invalid, false},
		"a slip and a leading nought, too":          {"LS01 OAB", "invalid", Invalid, false},
		"0 for O in the area":                       {"0X13 0UT", "OX13 0UT", Valid, true},
		"1 for I in the area":                       {"1P1 1AA", "IP1 1AA", Valid, true},
		"0 for O where S0 would be no district":     {"S01 4AA", "SO1 4AA", Valid, true},
		"O that belongs to the area":                {"CO1 1AA", "CO1 1AA", Valid, false},
		"O for the district nought":                 {"CRO 1AA", "CR0 1AA", Valid, true},
		"B for 8":                                   {"LSB 4AA", "LS8 4AA", Valid, true},
		"S for 5, in lower case":                    {"nes 1ab", "NE5 1AB", Valid, true},
		"Z for 2":                                   {"EHZ1AB", "EH2 1AB", Valid, true},
		"G for 6 after one letter":                  {"MG 5RF", "M6 5RF", Valid, true},
		"B for 8 among words, which may be words":   {"3 High St, Leeds LSB 4AA", "invalid", Invalid, false},
		"B for 8 and O for 0 are too many":          {"LSB OAA", "invalid", Invalid, false},
		"B for 8 in an area that does not exist":    {"LZB 4AA", "invalid", Invalid, false},
		"a leading nought":                          {"LS01 2AB", "LS1 2AB", Valid, true},
		"a letter the lists lack is no error":       {"B1Q 3BY", "B1Q 3BY", Valid, false},
		"an area that does not exist":               {"LZ1 2AB", "invalid", Invalid, false},
		"inward letters never used are no error":    {"LS1 2CO", "LS1 2CO", Valid, false},
		"in an address":                             {"Flat 2, 10 High St, Leeds LS1 2AB", "LS1 2AB", Valid, false},
		"in an address with its country":            {"10 High St LS12AB, UK", "LS1 2AB", Valid, false},
		"with a remark":                             {"LS1 2AB (temporary)", "LS1 2AB", Valid, false},
		"outward half":                              {"ls1", "LS1", Partial, false},
		"outward half of two figures":               {"LS12", "LS12", Partial, false},
		"outward half with a letter":                {"SW1V", "SW1V", Partial, false},
		"outward half with I for 1":                 {"NEI9", "NE19", Partial, true},
		"outward half with O for 0":                 {"NR3O", "NR30", Partial, true},
		"sector":                                    {"LS1 2", "LS1 2", Partial, false},
		"sector without a space":                    {"LS122", "LS12 2", Partial, false},
		"sector and half a unit":                    {"LS1 2A", "LS1 2", Partial, false},
		"area":                                      {"LS", "LS", Partial, false},
		"British Forces":                            {"bfpo 057", "BFPO 57", Partial, false},
		"British Forces, no number":                 {"BFPO", "BFPO", Partial, false},
		"British Forces with a postcode":            {"BF1 2AA", "BF1 2AA", Valid, false},
		"nothing":                                   {" ", "", Absent, false},
		"a word":                                    {"Leeds", "invalid", Invalid, false},
		"a short word is no district":               {"FLAT", "invalid", Invalid, false},
		"a unit is no sector":                       {"Unit 1", "invalid", Invalid, false},
		"too many digits":                           {"LS123 2AB", "invalid", Invalid, false},
		"a foreign code":                            {"75008", "invalid", Invalid, false},
		"a floor is no postcode":                    {"Flat A1 2nd floor", "invalid", Invalid, false},
		"no fixed abode":                            {"No Fixed Abode", "no fixed abode", Placeholder, false},
		"no fixed abode in letters":                 {"n.f.a.", "no fixed abode", Placeholder, false},
		"no fixed address":                          {"of no fixed address", "no fixed abode", Placeholder, false},
		"homeless":                                  {"HOMELESS", "no fixed abode", Placeholder, false},
		"no fixed abode to the NHS":                 {"zz993vz", "no fixed abode", Placeholder, false},
		"no fixed abode to the courts":              {"NF1 1NF", "no fixed abode", Placeholder, false},
		"no fixed abode to the courts, another":     {"NF1 1FA", "no fixed abode", Placeholder, false},
		"not known to the NHS":                      {"ZZ99 3WZ", "not known", Placeholder, false},
		"not known":                                 {"Not known", "not known", Placeholder, false},
		"not applicable":                            {"n/a", "not known", Placeholder, false},
		"a dash":                                    {"-", "not known", Placeholder, false},
		"half a pseudo-code":                        {"ZZ99", "not known", Placeholder, false},
		"a pseudo-code mistyped":                    {"ZZ99 3VB", "not known", Placeholder, false},
		"England, not otherwise specified":          {"ZZ99 3CZ", "elsewhere in the UK", Placeholder, false},
		"Wales, not otherwise specified":            {"ZZ99 3GZ", "elsewhere in the UK", Placeholder, false},
		"Scotland, not otherwise specified":         {"ZZ99 1WZ", "elsewhere in the UK", Placeholder, false},
		"Northern Ireland, not otherwise specified": {"ZZ99 2WZ", "elsewhere in the UK", Placeholder, false},
		"a country to the NHS":                      {"ZZ99 6CZ", "abroad", Placeholder, false},
		"overseas":                                  {"Overseas", "abroad", Placeholder, false},
		"a made-up code":                            {"AA1 1AA", "not known", Placeholder, false},
		"cut at the door":                           {"LS1 2AB" + strings.Repeat(" ", MaxBytes), "LS1 2AB", Partial, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := ParsePostcode(c.in)
			require.Equal(t, c.want, p.String())
			require.Equal(t, c.quality, p.Quality)
			require.Equal(t, c.repaired, p.Repaired)
		})
	}
}

func TestAPostcodeIsCutIntoItsParts(t *testing.T) {
	for in, want := range map[string]Postcode{
		"LS1 2AB":  {Area: "LS", District: "LS1", Sector: "LS1 2", Unit: "LS1 2AB", Quality: Valid},
		"W1A 0AX":  {Area: "W", District: "W1A", Sector: "W1A 0", Unit: "W1A 0AX", Quality: Valid},
		"EC1A 1BB": {Area: "EC", District: "EC1A", Sector: "EC1A 1", Unit: "EC1A 1BB", Quality: Valid},
		"LS12":     {Area: "LS", District: "LS12", Quality: Partial},
		"LS1 2":    {Area: "LS", District: "LS1", Sector: "LS1 2", Quality: Partial},
		"BFPO 57":  {Area: "BFPO", District: "BFPO 57", Quality: Partial},
		"FIQQ 1ZZ": {Area: "FIQQ", District: "FIQQ", Sector: "FIQQ 1", Unit: "FIQQ 1ZZ", Quality: Valid},
		"LS1 2A":   {Area: "LS", District: "LS1", Sector: "LS1 2", Quality: Partial, Why: ReasonPart},
		"ZZ99 3VZ": {Pseudo: NoFixedAbode, Quality: Placeholder, Why: ReasonPlaceholder},
		"ZZ99 3CZ": {Pseudo: Elsewhere, Quality: Placeholder, Why: ReasonPlaceholder},
		"LZ1 2AB":  {Quality: Invalid, Why: ReasonArea},
		"Leeds":    {Quality: Invalid, Why: ReasonForm},
	} {
		t.Run(in, func(t *testing.T) { require.Equal(t, want, ParsePostcode(in)) })
	}
}

// every calls f with each text of a shape: A letter, 9 digit.
func every(shape string, f func(string)) {
	b := []byte(shape)
	var fill func(i int)
	fill = func(i int) {
		if i == len(b) {
			f(string(b))
			return
		}
		from, to := byte('A'), byte('Z')
		if shape[i] == '9' {
			from, to = '0', '9'
		}
		for c := from; c <= to; c++ {
			b[i] = c
			fill(i + 1)
		}
	}
	fill(0)
}

func TestEveryOutwardHalfOfEveryShapeIsRead(t *testing.T) {
	for _, shape := range []string{"A9", "A99", "A9A", "AA9", "AA99", "AA9A"} {
		letters := strings.IndexByte(shape, '9')
		every(shape, func(out string) {
			code := out + " 2AB"
			p := ParsePostcode(code)
			switch {
			case reserved([]byte(out)): // ZZ99, NF1
				return
			case !area([]byte(out[:letters])): // none, or a slip for another shape
				require.True(t, p.Unit == "" || p.Repaired, code)
				require.True(t, p.Unit != "" || !p.Quality.Usable() && p.Why != "", code)
				return
			case strings.ContainsAny(out[letters:], "IO") && out[letters] == '0': // a slip for a digit, and a needless 0
				return
			case p.Quality != Valid:
				require.Equal(t, Valid, p.Quality, code)
			case len(out) == letters+2 && out[letters] == '0' && isDigit(out[letters+1]): // LS01 is LS1, S01 is SO1
				return
			case strings.ContainsAny(out[letters:], "IO"): // a slip for a digit
				return
			case p.Unit != code || p.Repaired || ParsePostcode(out+"2ab") != p:
				require.Equal(t, code, p.Unit)
				require.False(t, p.Repaired, code)
				require.Equal(t, p, ParsePostcode(out+"2ab"), code)
			}
		})
	}
}

func TestEveryInwardHalfIsRead(t *testing.T) {
	every("9AA", func(in string) {
		if p := ParsePostcode("ls1" + in); p.Unit != "LS1 "+in || p.Quality != Valid || p.Repaired {
			require.Equal(t, "LS1 "+in, p.Unit)
			require.Equal(t, Valid, p.Quality, p.Unit)
			require.False(t, p.Repaired, p.Unit)
		}
	})
}

func TestSlipsBetweenOAndNoughtAreUndone(t *testing.T) {
	for _, swap := range []*strings.Replacer{strings.NewReplacer("0", "O"), strings.NewReplacer("1", "I")} {
		for _, code := range []string{"M1 1AE", "B33 8TH", "W1A 0AX", "CR2 6XH", "DN55 1PT", "EC1A 1BB", "L10 1AA", "SW10 0ES", "OX10 1LL", "BT1 1AA", "E1 0AA"} {
			out, in, _ := strings.Cut(code, " ")
			n := strings.IndexAny(out, "0123456789")
			typed := out[:n] + swap.Replace(out[n:]) + " " + swap.Replace(in)
			require.Equal(t, code, ParsePostcode(typed).Unit, typed)
		}
	}
}

func TestWordsAreNoPostcodes(t *testing.T) {
	for _, in := range []string{"Boots", "Woods", "Moore", "Goods", "Lions", "Windows", "now", "big", "win", "go", "not sure", "same", "Leeds", "London SE"} {
		require.Empty(t, ParsePostcode(in).District, in)
	}
}

func ExampleParsePostcode() {
	p := ParsePostcode("sw1o oes")
	fmt.Println(p, p.District, p.Repaired)
	p = ParsePostcode("ZZ99 3VZ")
	fmt.Println(p, p.Quality)
	// Output:
	// SW10 0ES SW10 true
	// no fixed abode placeholder
}
