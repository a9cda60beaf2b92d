package normalise

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAPhoneIsReadAsPeopleWriteIt(t *testing.T) {
	mobile := Phone{National: "7700900123", Mobile: true, Quality: Valid}
	leeds := Phone{National: "1134960123", Quality: Valid}
	dublin := Phone{National: "35312345678", Foreign: true, Quality: Valid}
	with := func(p Phone, ext string) Phone { p.Extension = ext; return p }
	for name, c := range map[string]struct {
		in   string
		want Phone
	}{
		"a mobile":                            {"07700900123", mobile},
		"a mobile with a space":               {"07700 900123", mobile},
		"a mobile in threes":                  {"077 009 00123", mobile},
		"a mobile with dots and dashes":       {"07700.900-123", mobile},
		"international":                       {"+447700900123", mobile},
		"international with the 0 kept":       {"+44 (0)7700 900123", mobile},
		"international with the 0 kept, bare": {"+4407700900123", mobile},
		"international with 00":               {"0044 7700 900 123", mobile},
		"underscores between":                 {"07700_900_123", mobile},
		"international in brackets":           {"(+44) 7700 900123", mobile},
		"international without its plus":      {"447700900123", mobile},
		"without the 0 a spreadsheet ate":     {"7700900123", mobile},
		"O for 0":                             {"O77OO 9OO123", mobile},
		"a label":                             {"Mobile: 07700 900123", mobile},
		"a remark":                            {"07700 900123 (mum, after 6)", mobile},
		"a numbered label":                    {"tel 1: 07700 900123", mobile},
		"two with a slash":                    {"07700900123/07700900456", mobile},
		"two with a space":                    {"07700900123 07700900456", mobile},
		"two in groups":                       {"07700 900123 07700 900456", mobile},
		"two with or":                         {"07700 900123 or 07700 900456", mobile},
		"two international":                   {"+447700900123 +447700900456", mobile},
		"two with a comma":                    {"07700 900123, 07700 900456", mobile},
		"digits of another script":            {"٠٧٧٠٠٩٠٠١٢٣", mobile},
		"full-width digits":                   {"０７７００９００１２３", mobile},
		"the Isle of Man has mobiles in 076":  {"07624 900123", Phone{National: "7624900123", Mobile: true, Quality: Valid}},
		"a pager is none":                     {"07600 900123", Phone{National: "7600900123", Quality: Valid}},
		"a personal number is none":           {"07000 900123", Phone{National: "7000900123", Quality: Valid}},
		"geographic":                          {"0113 496 0123", leeds},
		"geographic in brackets":              {"(0113) 4960123", leeds},
		"an extension":                        {"0113 496 0123 ext. 5", with(leeds, "5")},
		"an extension after x":                {"0113 496 0123x405", with(leeds, "405")},
		"an extension after a hash":           {"0113 4960123 #405", with(leeds, "405")},
		"an extension after a comma":          {"0113 4960123, extension 405", with(leeds, "405")},
		"a remark that begins with x":         {"0113 4960123 xmas only", leeds},
		"nine digits of an old exchange":      {"01687 96012", Phone{National: "168796012", Quality: Valid}},
		"an 0800 of nine digits":              {"0800 111111", Phone{National: "800111111", Quality: Valid}},
		"UK-wide":                             {"0303 496 0123", Phone{National: "3034960123", Quality: Valid}},
		"foreign":                             {"+353 1 234 5678", dublin},
		"foreign with 00":                     {"00353 1 2345678", dublin},
		"foreign without its plus":            {"353 1 2345678", Phone{National: "35312345678", Foreign: true, Quality: Partial}},
		"without an area code":                {"496 0123", Phone{National: "4960123", Quality: Partial}},
		"cut at the door":                     {"07700900123" + strings.Repeat(" ", MaxBytes), Phone{National: "7700900123", Mobile: true, Quality: Partial}},
		"nothing":                             {"", Phone{}},
		"none":                                {"none", Phone{Quality: Placeholder}},
		"a dash":                              {"-", Phone{Quality: Placeholder}},
		"noughts":                             {"00000000000", Phone{Quality: Placeholder}},
		"07 and noughts":                      {"07000000000", Phone{Quality: Placeholder}},
		"international noughts":               {"+44 7000 000000", Phone{Quality: Placeholder}},
		"ones":                                {"01111 111111", Phone{Quality: Placeholder}},
		"the top row":                         {"0123456789", Phone{Quality: Placeholder}},
		"the top row and 0":                   {"01234567890", Phone{Quality: Placeholder}},
		"07 and the top row":                  {"07123456789", Phone{Quality: Placeholder}},
		"the top row backwards":               {"09876543210", Phone{Quality: Placeholder}},
		"the top row without a 0":             {"12345678", Phone{Quality: Placeholder}},
		"a digit short":                       {"0770090012", Phone{Quality: Invalid}},
		"a digit too many":                    {"077009001234", Phone{Quality: Invalid}},
		"04 is not in use":                    {"0413 496 0123", Phone{Quality: Invalid}},
		"too short":                           {"999", Phone{Quality: Placeholder}},
		"an emergency number is nobody's":     {"112", Phone{Quality: Invalid}},
		"too long":                            {strings.Repeat("0770090", 4), Phone{Quality: Invalid}},
		"too long for any country":            {"+1234567890123456", Phone{Quality: Invalid}},
		"words":                               {"ask at desk", Phone{Quality: Invalid}},
	} {
		t.Run(name, func(t *testing.T) {
			p := ParsePhone(c.in)
			require.Equal(t, c.want, retoldPhone(p))
			requireWhy(t, p.Quality, p.Why)
			if len(c.in) <= MaxBytes {
				require.Equal(t, retoldPhone(p), retoldPhone(ParsePhone(p.String())))
			}
		})
	}
}

// formsOf writes a British national number as people do.
func formsOf(n string) []string {
	return []string{
		"0" + n, "+44" + n, "+44 " + n, "0044" + n, "0044 " + n, "+44 (0)" + n, "+44(0) " + n, "(0" + n[:4] + ") " + n[4:], "0" + n[:3] + "-" + n[3:6] + "-" + n[6:],
		"0" + n[:4] + " " + n[4:], "0" + n[:4] + " " + n[4:7] + " " + n[7:], "+44 " + n[:4] + " " + n[4:], "tel: 0" + n, "0" + n + " (home)", "44" + n, n,
	}
}

func TestEveryFormOfANumberIsTheSameNumber(t *testing.T) {
	for _, n := range []string{"7700900123", "7911123457", "1134960123", "2079460123", "1632960123", "3069990123", "8081570123"} {
		want := ParsePhone("0" + n)
		require.Equal(t, n, want.National)
		for _, s := range formsOf(n) {
			require.Equal(t, want, ParsePhone(s), s)
		}
	}
}

func ExampleParsePhone() {
	for _, s := range []string{"+44 (0)7700 900123", "+353 1 234 5678", "01134960123 ext 5"} {
		p := ParsePhone(s)
		fmt.Println(p, p.National, p.Mobile, p.Foreign)
	}
	// Output:
	// 07700900123 7700900123 true false
	// +35312345678 35312345678 false true
	// 01134960123 ext 5 1134960123 false false
}
