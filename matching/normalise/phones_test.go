package normalise

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPhonesOfASpreadsheetAreReadOrTold(t *testing.T) {
	rounded := []string{"not known: rounded"}
	mobile := []string{"07700900123"}
	for in, want := range map[string][]string{
		"7700900123.0":                   mobile,
		"7700900123,0":                   mobile,
		"7700900123.00":                  mobile,
		"7700900123.0.0":                 mobile,
		"07700900123.0":                  mobile,
		"447700900123.0":                 mobile,
		"7 700 900 123.0":                mobile,
		"44 7700 900123.0":               mobile,
		"07700 900 123,00":               mobile,
		"0113 496 0123.0":                {"01134960123"},
		"7700 900123.0 / 0113 4960123.0": {"07700900123", "01134960123"},
		"+447700900123.0":                mobile,
		"7,700,900,123.00":               mobile,
		"7.700.900.123,00":               mobile,
		"7.700900123E+09":                mobile,
		"7,700900123e+09":                mobile,
		"4.47700900123E+11":              mobile,
		"7.7009001230E+09":               mobile,
		`="07700900123"`:                 mobile,
		"'07700900123":                   mobile,
		"7700900123":                     mobile,
		"0447700900123":                  mobile,
		"044 7700 900 123":               mobile,
		"1134960123.0":                   {"01134960123"},
		"7700900123.0 / 1134960123.0":    {"07700900123", "01134960123"},
		"+353861234567.0":                {"+353861234567"},
		"353861234567.0":                 {"353861234567"},
		"168796012.0":                    {"invalid: form"},
		"0113.496.0":                     {"invalid: form"},
		"4.477009E+11":                   rounded,
		"4.47701E+11":                    rounded,
		"4.47701e+11":                    rounded,
		"4,47701E+11":                    rounded,
		"4.47701E11":                     rounded,
		"4.47701E 11":                    rounded,
		"7.40012E+09":                    rounded,
		"7.7E+09":                        rounded,
		"8E+09":                          rounded,
		"447.7009E+09":                   rounded,
		"44.77E+10":                      rounded,
		"447.700900123E+09":              mobile,
		"4.477009E+11; 0113 496 0123":    {"not known: rounded", "01134960123"},
		"Home 4.47701E+11 or 7700900123": {"not known: rounded", "07700900123"},
	} {
		t.Run(in, func(t *testing.T) { require.Equal(t, want, toldPhones(in)) })
	}
	require.Equal(t, ParsePhone("07700900123"), ParsePhone("7700900123.0"))
	require.True(t, ParsePhone("4.477009E+11; 0113 496 0123").Quality.Usable(), "the best is given")
}

func TestEveryPhoneInATextIsRead(t *testing.T) {
	two := []string{"07700900123", "07700900456"}
	for in, want := range map[string][]string{
		"":                   nil,
		" \u200b\n":          nil,
		"07700900123":        {"07700900123"},
		"18001 07700 900123": {"07700900123"}, // text relay
		"1800101134960123":   {"01134960123"},
		"18001 07700 900123 / 18002 07700 900456": two,
		"1 800 107 7009": {"18001077009"}, // dialled in America
		"07700 900123 (mum), partner 07700 900456": two, // who can be asked
		"07700~900123":                                          {"07700900123"},
		"(212) 555-0123":                                        {"invalid: unissued"},
		"0215 550 1234":                                         {"invalid: unissued"},
		"023 8049 6012":                                         {"02380496012"},
		"0171 946 0123, (0181) 496 0123":                        {"02079460123", "02084960123"},
		"07700 900123 / 07700 900456":                           two,
		"07700900123/07700900456":                               two,
		"07700900123\\07700900456":                              two,
		"07700900123, 07700900456":                              two,
		"07700900123;07700900456":                               two,
		"07700900123|07700900456":                               two,
		"07700900123 07700900456":                               two,
		"07700 900 123 07700 900 456":                           two,
		"07700900123\n07700900456":                              two,
		"07700 900123\r\n07700 900456\r\n":                      two,
		"07700 900123\u202807700 900456":                        two,
		"07700 900123 or 07700 900456":                          two,
		"07700 900123 and 07700 900456":                         two,
		"07700 900123 & 07700 900456":                           two,
		"07700 900123 then 07700 900456":                        two,
		"07700-900-123 - 07700-900-456":                         two,
		"07700 900123 (07700 900456)":                           two,
		"+447700900123+447700900456":                            two,
		"+44 (0)7700 900123, 00447700900456":                    two,
		"7700900123 7700900456":                                 two,
		"1. 07700 900123 2. 07700 900456":                       two,
		"1) 07700 900123 2) 07700 900456":                       two,
		"mobile: 07700 900123 new mobile: 07700 900456":         two,
		"Mum 0113 496 0999 me 07700 900123":                     {"01134960999", "07700900123"},
		"07700 900123 / 0113 496 0123 ext 5":                    {"07700900123", "01134960123 ext 5"},
		"07700900l23":                                           {"07700900123"},
		"I: 07700 900123":                                       {"07700900123"},
		"+7700 900123":                                          {"07700900123"}, // a + for the 0
		"00 7700 900123":                                        {"07700900123"},
		"+1134 960123":                                          {"01134960123"},
		"+7 495 960 01 24":                                      {"+74959600124"},
		"+20 7946 0958":                                         {"+2079460958"}, // may be Egypt's
		"12345678901":                                           {"not known: placeholder"},
		"+48 000 000 000":                                       {"not known: placeholder"},
		"+92 300 0000000":                                       {"not known: placeholder"},
		"0113 496 0123 x5 or 07700 900123":                      {"01134960123 ext 5", "07700900123"},
		"01687 96012 / 07700900123":                             {"0168796012", "07700900123"},
		"496 0123 / 496 0456":                                   {"4960123", "4960456"},
		"496 0123\n496 0456":                                    {"4960123", "4960456"},
		"+353 86 123 4567 or 07700 900123":                      {"+353861234567", "07700900123"},
		"0113/496 0123":                                         {"01134960123"},
		"0113\n496 0123":                                        {"01134960123"},
		"077 009 00123":                                         {"07700900123"},
		"Flat 2, 07700 900123":                                  {"07700900123"},
		"12 07700 900123":                                       {"07700900123"},
		"07700 900123 (mum, after 6)":                           {"07700900123"},
		"07700 900123 / 0770090012":                             {"07700900123", "invalid: form"},
		"07000000000, 07700 900123":                             {"not known: placeholder", "07700900123"},
		"0113 496 0123/4":                                       {"01134960123: part"},
		"0113 496 0123 or 0124":                                 {"01134960123: part"},
		"07700 900123 45":                                       {"07700900123: part"},
		"not 07700 900123":                                      {"invalid: form"},
		"07700 900124 (wrong number), 07700 900123":             {"07700900123"},
		"wrong no. 07700 900124":                                {"invalid: form"},
		"07700 900124 wrong number":                             {"invalid: form"},
		"wrong number on file, 07700 900123":                    {"07700900123"},
		"07700 900124 (wrong number) 07700 900123":              {"07700900123"},
		"07700 900124 wrong number 07700 900123":                {"07700900123"},
		"07700 900123, wrong number 07700 900124":               {"07700900123"},
		"07700 900123 / wrong number: 07700 900124":             {"07700900123"},
		"07700 900123 (wrong number 07700 900124)":              {"07700900123"},
		"07700 900123 (not wrong number)":                       {"07700900123"},
		"ref 5286194":                                           {"invalid: form"},
		"Case no: 52861947":                                     {"invalid: form"},
		"NHS 785 777 3456":                                      {"invalid: form"},
		"NHS no 7857773456, mobile 7700900123":                  {"07700900123"},
		"tenancy ref 0052861947":                                {"invalid: form"},
		"ref 5286194 tel 496 0123":                              {"4960123"},
		"passport 07700 900123":                                 {"07700900123"},
		"ID checked 496 0123":                                   {"4960123"},
		"home 496 0123":                                         {"4960123"},
		"4.47701x10^11":                                         {"not known: rounded"},
		"7.700900123 x 10^9":                                    {"07700900123"},
		"07700 900124 is wrong":                                 {"invalid: form"},
		"07700 900123, 07700 900124 (incorrect)":                {"07700900123"},
		"07700 900124 not his number":                           {"invalid: form"},
		"07700 900123 not his wife's":                           {"07700900123"},
		"07700 900123 wrong on NHS record":                      {"07700900123"},
		"incorrect number: 07700 900124":                        {"invalid: form"},
		"07700 900123 not 07700 900456":                         {"07700900123"},
		"07700 900123 (not after 6)":                            {"07700900123"},
		"oh seven seven double-oh nine double oh one two three": {"07700900123"},
		"0 double 7 double 0 9 double 0 123":                    {"07700900123"},
		"077 double-oh 900123":                                  {"07700900123"},
		"07700 900123 double check":                             {"07700900123"},
		"not 9-5 07700 900123":                                  {"07700900123"},
		"not 0113 496 0123 - 07700 900123":                      {"07700900123"},
		"12/03/1984*":                                           {"invalid: form"},
		"one two three":                                         {"invalid: form"},
		"22/03/1961":                                            {"invalid: form"},
		"22.03.1961":                                            {"invalid: form"},
		"22-3-61":                                               {"invalid: form"},
		"2024-03-12 07700900123":                                two[:1],
		"07700900123 12.03.24":                                  two[:1],
		"07700900123 5.3.24, 07700900456 12/03/2024":            two,
		"12-03-24 - 07700900123 (to 15/03/24)":                  two[:1],
		"07700900123 12/03/24 15/03/24":                         two[:1],
		"3.4.07700900123":                                       {"07700900123"},
		"496-01-23":                                             {"4960123"},
		"20-10-1234":                                            {"20101234"},
		"07.70.09.00.12.3":                                      two[:1],
		"12345678910":                                           {"not known: placeholder"},
		"tel:+44-7700-900123;ext=5":                             {"07700900123 ext 5"},
		"07700900123 x 07700900456":                             two,
		"07700900123<br>07700900456":                            two,
		"JG 10 34 57 D":                                         {"invalid: form"},
		"none":                                                  {"not known: placeholder"},
		"ask at desk 3":                                         {"invalid: form"},
	} {
		t.Run(in, func(t *testing.T) { require.Equal(t, want, toldPhones(in)) })
	}
	require.Equal(t, "07700900123", ParsePhone("0770090012 / 07700 900123").String(), "the best is given")
	require.Len(t, ParsePhones(strings.Repeat("07700900123 ", 85)), 85, "all of them")
}

func TestAPhoneThatIsNotUsedSaysWhy(t *testing.T) {
	for in, want := range map[string]Reason{
		"07700 900123":      "",
		"07700 900123*":     "", // a footnote
		"07700 900123?":     "",
		"*07700 900123":     "",
		"+353 1 234 5678":   "",
		"496 0123":          "",
		"0770090012":        ReasonForm,
		"077009001234":      ReasonForm,
		"0113 496 012":      ReasonForm, // no nine digits in this area
		"075 500 1234":      ReasonForm, // a digit short: its end is no local number
		"07000000000":       ReasonPlaceholder,
		"n/a":               ReasonPlaceholder,
		"XXXXX XXXXXX":      ReasonPlaceholder,
		"0500 123456":       ReasonUnissued,
		"0500 1234567":      ReasonUnissued,
		"+44 500 123457":    ReasonUnissued,
		"0413 496 0123":     ReasonUnissued,
		"06134 960123":      ReasonUnissued,
		"0523 496 0123":     ReasonUnissued,
		"+999 123 4567":     ReasonRange,
		"+210 123 45678":    ReasonRange,
		"00 999 1234567":    ReasonRange,
		"*******":           ReasonMasked,
		"•••••":             ReasonMasked,
		"07*** ***123":      ReasonMasked,
		"07700 9*****":      ReasonMasked,
		"07700 90012*":      ReasonMasked,
		"***** 900123":      ReasonMasked, // the end of a number is none
		"••••• 900123":      ReasonMasked,
		"*** *** 0123":      ReasonMasked,
		"07700 9XX XXX":     ReasonMasked,
		"077x0 900123":      ReasonMasked,
		"07700 ______":      ReasonMasked,
		"07700 900###":      ReasonMasked,
		"07700 9?????":      ReasonMasked,
		"+353 86 123 XX":    ReasonMasked,
		"+44 77** **0123":   ReasonMasked,
		"4.47701E+11":       ReasonRounded,
		"0113 496 0123 / 5": ReasonPart,
		"07700900123" + strings.Repeat(" ", MaxBytes): ReasonLength,
	} {
		t.Run(in, func(t *testing.T) {
			all := ParsePhones(in)
			require.Len(t, all, 1)
			require.Equal(t, want, all[0].Why)
			require.Equal(t, want == "" || want == ReasonPart || want == ReasonLength, all[0].Quality.Usable())
			require.Equal(t, all[0], ParsePhone(in))
		})
	}
	for _, in := range []string{"0550 123 4567", "0560 123 4568", "0300 496 0123"} {
		require.Equal(t, Valid, ParsePhone(in).Quality, in)
	}
}

func TestAPrefixDialledWithinACountryIsNoPartOfItsNumber(t *testing.T) {
	for want, typed := range map[string][]string{
		"353861234567":  {"+353 86 123 4567", "+353 086 123 4567", "+353 (0)86 123 4567", "00353 086 123 4567", "353 086 123 4567", "35386 123 4567"},
		"33612345678":   {"+33 6 12 34 56 78", "+33 06 12 34 56 78", "+33 (0) 6 12 34 56 78", "33 06 12 34 56 78"},
		"40721234567":   {"+40 721 234 567", "+40 0721 234 567"},
		"2348031234567": {"+234 803 123 4567", "+234 0803 123 4567", "+234(0)803 123 4567"},
		"79123456789":   {"+7 912 345 67 89", "+7 8 912 345 67 89", "+7 (8) 912 345-67-89"},
		"78121234567":   {"+7 812 123 45 67", "+7 8 812 123 45 67"},
		"48512345678":   {"+48 512 345 678", "48 512 345 678"},
		"4915112345678": {"+49 151 12345678", "+49 (0)151 12345678", "0049 0151 12345678"},
		"36301234567":   {"+36 30 123 4567", "+36 06 30 123 4567"},
		"375291234567":  {"+375 29 123 45 67", "+375 80 29 123 45 67", "+375 029 123 45 67"},
		"37061234567":   {"+370 612 34567", "+370 8 612 34567", "+370 0612 34567"},
		"12125550123":   {"+1 212 555 0123", "+1 1 212 555 0123"},
		"525512345678":  {"+52 55 1234 5678", "+52 1 55 1234 5678"},
		"919812345678":  {"+91 98123 45678", "+91 098123 45678", "91 98123 45678"},
		"923001234567":  {"+92 300 1234567", "+92 0300 1234567", "+92 (0300) 1234567"},
		"251911234567":  {"+251 91 123 4567", "+251 091 123 4567"},
		"390612345678":  {"+39 06 1234 5678", "+39 (0)6 1234 5678", "0039 06 1234 5678"}, // Italy keeps its 0
		"393471234567":  {"+39 347 123 4567"},
		"34612345678":   {"+34 612 345 678"},
		"2250712345678": {"+225 07 12 34 56 78"}, // a 0 of the number
	} {
		for _, s := range typed {
			p := ParsePhone(s)
			require.Equal(t, want, p.National, s)
			require.True(t, p.Foreign, s)
			require.Empty(t, p.Why, s)
		}
	}
}

func TestCountryCodesAreListedOnceAndNoneBeginsAnother(t *testing.T) {
	require.Len(t, countryOf, len(strings.Fields(countries)))
	for code, c := range countryOf {
		require.True(t, 0 < c.min && c.min <= c.max && len(code)+c.max <= 18, code)
		for n := 1; n < len(code); n++ {
			require.NotContains(t, countryOf, code[:n], code)
		}
		for _, trunk := range c.trunks {
			require.NotEmpty(t, trunk, code)
		}
	}
}
