package normalise

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

type dateCase struct {
	in, want string
	why      Reason
}

func requireDates(t *testing.T, cases map[string]dateCase) {
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			d := ParseDate(c.in)
			require.Equal(t, c.want, d.String(), c.in)
			require.Equal(t, c.why, d.Why, c.in)
		})
	}
}

func TestAHiddenPartIsNotKnown(t *testing.T) {
	const none = "invalid"
	requireDates(t, map[string]dateCase{
		"a year as XX":                        {"05/09/XX", none, ReasonMasked},
		"day or year, with hyphens":           {"XX-09-05", none, ReasonMasked},
		"day or year, in question marks":      {"??-09-05", none, ReasonMasked},
		"a day, since the year is no day":     {"XX-09-85", "1985-09", ReasonPart},
		"a day, with slashes":                 {"XX/09/05", "2005-09", ReasonPart},
		"a day by its letter":                 {"DD-09-05", "2005-09", ReasonPart},
		"a day before a word":                 {"XX-Sep-05", "2005-09", ReasonPart},
		"a year as YY":                        {"05/09/YY", none, ReasonMasked},
		"question marks for a year":           {"05/09/??", none, ReasonMasked},
		"stars for a year":                    {"05/09/**", none, ReasonMasked},
		"underscores for a year":              {"05-09-__", none, ReasonMasked},
		"hash signs for a year":               {"05/09/##", none, ReasonMasked},
		"four characters":                     {"05/09/XXXX", none, ReasonMasked},
		"one character":                       {"05/09/?", none, ReasonMasked},
		"a year in words":                     {"5 September, year unknown", none, ReasonMasked},
		"a year that a clinic calls UNK":      {"05-SEP-UNK", none, ReasonMasked},
		"after the name of a month":           {"5 Sep ??", none, ReasonMasked},
		"month alone":                         {"Sep ??", none, ReasonMasked},
		"the year first":                      {"YY-09-05", none, ReasonMasked},
		"four characters first":               {"????-09-05", none, ReasonMasked},
		"noughts for a year":                  {"05/09/0000", none, ReasonMasked},
		"noughts for a year, first":           {"0000-09-05", none, ReasonMasked},
		"00 beside noughts":                   {"00/05/00", none, ReasonMasked},
		"a century alone":                     {"05/09/19??", none, ReasonMasked},
		"a century and XX":                    {"05/09/19XX", none, ReasonMasked},
		"a century and dashes":                {"05/09/19--", none, ReasonMasked},
		"a century, a space and marks":        {"05/09/19 ??", none, ReasonMasked},
		"a decade":                            {"05/09/198?", none, ReasonMasked},
		"a year whose third figure is hidden": {"05/09/19X5", none, ReasonMasked},
		"a year whose century is hidden":      {"05/09/XX85", none, ReasonMasked},
		"a century without day or month":      {"19??", none, ReasonMasked},
		"a decade without day or month":       {"198X", none, ReasonMasked},
		"two figures and a mark":              {"05/09/85?", none, ReasonMasked},
		"a whole year and a mark of doubt":    {"05/09/1985?", "1985-09-05", ""},
		"a mark of doubt first":               {"?1985", "1985", ReasonPart},
		"a hidden figure of the day":          {"1?/09/1985", "1985-09", ReasonPart},
		"a hidden day before a word":          {"2X Sep 1985", "1985-09", ReasonPart},
		"a hidden month":                      {"05/??/1985", "1985", ReasonPart},
		"a hidden month beside a short year":  {"05/XX/85", "1985", ReasonPart},
		"a month as a clinic hides it":        {"05-UNK-1985", "1985", ReasonPart},
		"the year 2000 in two figures":        {"05/09/00", "2000-09-05", ""},
		"a hidden day in 2000":                {"XX/09/00", "2000-09", ReasonPart},
		"a form left as it was":               {"DD/MM/YY", "not known", ReasonPlaceholder},
		"a form of a French office":           {"jj/mm/aaaa", "not known", ReasonPlaceholder},
		"a form of a German office":           {"TT.MM.JJJJ", "not known", ReasonPlaceholder},
		"nothing but XX":                      {"XX/XX/XX", "not known", ReasonPlaceholder},
		"nothing but noughts":                 {"00/00/00", "not known", ReasonPlaceholder},
		"a column too narrow":                 {"########", "not known", ReasonPlaceholder},
		"1 January of a hidden year":          {"01/01/??", "not known", ReasonPlaceholder},
	})
}

func TestSeparatorsDoNotChangeThePlacesOfParts(t *testing.T) {
	requireDates(t, map[string]dateCase{
		"underscores":                        {"05_09_1985", "1985-09-05", ""},
		"underscores, the year first":        {"1985_09_05", "1985-09-05", ""},
		"underscores around a word":          {"05_Sep_1985", "1985-09-05", ""},
		"stars":                              {"05*09*1985", "1985-09-05", ""},
		"characters lost":                    {"05?09?1985", "1985-09-05", ""},
		"bars":                               {"05|09|1985", "1985-09-05", ""},
		"backslashes":                        {`05\09\85`, "1985-09-05", ""},
		"colons":                             {"05:09:1985", "1985-09-05", ""},
		"doubled":                            {"05//09//1985", "1985-09-05", ""},
		"two kinds at once":                  {"5./9./1985", "1985-09-05", ""},
		"spaces and slashes":                 {"05/ 09 /1985", "1985-09-05", ""},
		"a dash for the month":               {"05/--/1985", "1985", ReasonPart},
		"nothing for the month":              {"05//1985", "1985", ReasonPart},
		"nothing for day and month":          {"//1985", "1985", ReasonPart},
		"nothing for the day":                {"/09/1985", "1985-09", ReasonPart},
		"nothing for the year":               {"05/09/", "invalid", ReasonForm},
		"one box for each figure":            {"0 5 0 9 1 9 8 5", "1985-09-05", ""},
		"one box for two figures":            {"05 09 19 85", "1985-09-05", ""},
		"a century apart":                    {"05/09/19 85", "1985-09-05", ""},
		"a short year with more after it":    {"05/09/85 10 30", "invalid", ReasonForm},
		"letters O and l for figures":        {"O5/O9/l985", "1985-09-05", ""},
		"letters O at the end":               {"05/09/2OOO", "2000-09-05", ""},
		"a spreadsheet's decimals":           {"19850905.0", "1985-09-05", ""},
		"decimals with a comma":              {"31121990,00", "1990-12-31", ""},
		"decimals of a year":                 {"1985.0", "1985", ReasonPart},
		"a nought eaten":                     {"5091985", "1985-09-05", ""},
		"a nought eaten, and decimals":       {"5091985.0", "1985-09-05", ""},
		"six figures and decimals":           {"311290.0", "1990-12-31", ""},
		"month and year in six figures":      {"091985", "1985-09", ReasonPart},
		"a power of ten":                     {"1.9850905E+07", "1985-09-05", ""},
		"a power of ten after a nought":      {"5.091985E+06", "1985-09-05", ""},
		"a power of ten that lost figures":   {"1.985E+07", "invalid", ReasonRounded},
		"a power of a thousand":              {"19.850905E+06", "1985-09-05", ""},
		"a power of ten with a comma":        {"3,1121990E7", "1990-12-31", ""},
		"a spreadsheet's day, or a date":     {"31295", "invalid", ReasonForm},
		"a spreadsheet's day with decimals":  {"31295.0", "invalid", ReasonForm},
		"the 31st of June":                   {"31/06/1985", "invalid", ReasonRange},
		"too many figures":                   {"1985090512345", "invalid", ReasonForm},
		"more parts than eight dates have":   {"1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7", "invalid", ReasonLength},
		"nothing to do with a date":          {"in the spring", "invalid", ReasonForm},
		"someone who says that he knows not": {"not known", "not known", ReasonPlaceholder},
	})
}

func TestNobodyIsBornInTheFuture(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		require.NoError(t, err)
		return d
	}
	require.Equal(t, releasedDay, lastDay(day(Released)))
	for name, c := range map[string]struct {
		in, latest, want string
		why              Reason
	}{
		"a whole year ahead":                                {"05/09/2065", "", "invalid", ReasonFuture},
		"a child not yet born":                              {"05/09/2027", "", "2027-09-05", ""},
		"a year from today":                                 {"28/11/2027", "", "2027-11-28", ""},
		"a year and a day":                                  {"29/11/2027", "", "invalid", ReasonFuture},
		"next year alone":                                   {"2027", "", "2027", ReasonPart},
		"the year after":                                    {"2028", "", "invalid", ReasonFuture},
		"a month too far":                                   {"12/2027", "", "invalid", ReasonFuture},
		"two figures of this year":                          {"05/09/26", "", "2026-09-05", ""},
		"two figures later this year":                       {"05/12/26", "", "1926-12-05", ""},
		"two figures of next year":                          {"05/09/27", "", "1927-09-05", ""},
		"two figures of a child not yet born":               {"EDD 05/09/27", "", "2027-09-05", ""},
		"two figures of an unborn child, later this year":   {"05.12.26 (unborn)", "", "2026-12-05", ""},
		"two figures, too far for a child not yet born":     {"due 05/12/27", "", "invalid", ReasonFuture},
		"a birth beside that of an unborn child":            {"DOB 05/09/85 EDD 10.04.27", "", "1985-09-05", ""},
		"a birth beside a word of an unborn child":          {"DOB 05/09/35 (EDD n/a)", "", "1935-09-05", ""},
		"two figures, month alone":                          {"Nov 26", "", "2026-11", ReasonPart},
		"two figures, a month ahead":                        {"Dec 26", "", "1926-12", ReasonPart},
		"two figures without separators":                    {"050928", "", "1928-09-05", ""},
		"two figures as a date picker spoils them":          {"05/09/0065", "", "1965-09-05", ""},
		"the year 1 as a system writes it":                  {"01/01/0001", "", "not known", ReasonPlaceholder},
		"told in 2019":                                      {"05/09/2021", "2019-01-01", "invalid", ReasonFuture},
		"two figures told in 2019":                          {"05/09/20", "2019-01-01", "1920-09-05", ""},
		"two figures told in 2031":                          {"05/09/28", "2031-01-01", "2028-09-05", ""},
		"two figures told in the century before":            {"05/09/68", "1999-12-31", "1968-09-05", ""},
		"two figures at the turn":                           {"01/01/00", "2000-01-01", "2000-01-01", ""},
		"two figures the day before the turn":               {"02/01/00", "1999-12-31", "1900-01-02", ""},
		"told on a leap day":                                {"01/03/2025", "2024-02-29", "invalid", ReasonFuture},
		"an instant that is tomorrow":                       {"2026-06-30T23:00:00Z", "2025-06-30", "invalid", ReasonFuture},
		"eight figures that are a year ahead or a UK order": {"20301995", "", "invalid", ReasonRange},
		"the end of a system's time":                        {"31/12/9999", "", "not known", ReasonPlaceholder},
	} {
		t.Run(name, func(t *testing.T) {
			latest := time.Time{}
			if c.latest != "" {
				latest = day(c.latest)
			}
			d := ParseDateBefore(c.in, latest)
			require.Equal(t, c.want, d.String())
			require.Equal(t, c.why, d.Why)
		})
	}
	require.Equal(t, ParseDateBefore("29/11/26", day("2026-11-28")), ParseDate("29/11/26"))
}

func TestTheDayIsThatOfTheHostsZone(t *testing.T) {
	late := time.Date(2026, 11, 28, 23, 30, 0, 0, time.FixedZone("", -5*60*60))
	require.Equal(t, "2026-11-28", ParseDateBefore("28/11/26", late).String())
	require.Equal(t, "1926-11-29", ParseDateBefore("29/11/26", late).String())
}

func TestSeveralDatesInOneText(t *testing.T) {
	for in, want := range map[string]string{
		"":                                      "[]",
		"05/09/1985":                            "[1985-09-05]",
		"05/09/1985 or 06/09/1985":              "[1985-09-05 1985-09-06]",
		"05/09/1985, 06/09/1985":                "[1985-09-05 1985-09-06]",
		"05/09/1985 / 06/09/1985":               "[1985-09-05 1985-09-06]",
		"05/09/1985\n06/09/1985":                "[1985-09-05 1985-09-06]",
		"05-09-1985/06-09-1985":                 "[1985-09-05 1985-09-06]",
		"1985-09-05;1985-09-06;1985-09-07":      "[1985-09-05 1985-09-06 1985-09-07]",
		"5/9/85 & 6/9/85":                       "[1985-09-05 1985-09-06]",
		"05/09/85 06/09/85":                     "[1985-09-05 1985-09-06]",
		"05091985 06091985":                     "[1985-09-05 1985-09-06]",
		"5 Sep 1985 also known as 6 Oct 1986":   "[1985-09-05 1986-10-06]",
		"05/09/1985 (passport says 06/09/1985)": "[1985-09-05 1985-09-06]",
		"5 or 6 Sep 1985":                       "[1985-09-05 1985-09-06]",
		"5, or 6, Sep 1985":                     "[1985-09-05 1985-09-06]",
		"05/09 or 06/09/1985":                   "[1985-09-05 1985-09-06]",
		"Sep or Oct 1985":                       "[1985-09 1985-10]",
		"09/1985 10/1985":                       "[1985-09 1985-10]",
		"5/6 Sep 1985":                          "[1985-09-05 1985-09-06]",
		"5-6 September 85":                      "[1985-09-05 1985-09-06]",
		"6 May or June 1984":                    "[1984-05-06 1984-06]",
		"3/7/79 47y":                            "[1979-07-03]",
		"3/7/79, 47 years old":                  "[1979-07-03]",
		"47 yrs (3/7/79)":                       "[1979-07-03]",
		"3/7/79yo":                              "[1979-07-03]",
		"47 yrs":                                "[invalid]",
		"Day 3 Month 7 Year 1979":               "[1979-07-03]",
		"14/2/88 (m)":                           "[1988-02-14]",
		"14/2/88 M":                             "[1988-02-14]",
		"14/2/88 f":                             "[1988-02-14]",
		"Unborn, due 14/02/2027":                "[2027-02-14]",
		"EDD 14/02/2027":                        "[2027-02-14]",
		"1979ish":                               "[1979]",
		"1979-ish":                              "[1979]",
		"1979 or so":                            "[1979]",
		"05/09/1985ish":                         "[1985-09-05]",
		"3/7/79 (47)":                           "[1979-07-03]",
		"3/7/1979 (47)":                         "[1979-07-03]",
		"3/7 (79)":                              "[1979-07-03]",
		"(3/7/79)":                              "[1979-07-03]",
		"1985 or 1986":                          "[1985 1986]",
		"1985/86":                               "[1985 1986]",
		"1985-1987":                             "[1985 1987]",
		"1985/12":                               "[1985-12]",
		"05/09/1985 05/09/1985":                 "[1985-09-05]",
		"05/09/1985 1930":                       "[1985-09-05]",
		"01/01/1900 or 05/09/1985":              "[1985-09-05]",
		"32/12/1990 or 05/09/1985":              "[1985-09-05]",
		"05/09/XX or 06/09/1985":                "[1985-09-06]",
		"05/09/XX or 06/09/XX":                  "[invalid]",
		"unknown or 01/01/1900":                 "[not known]",
		"1985-05-31T23:00:00Z 1985-06-30T23:00:00Z":   "[1985-06-01 1985-07-01]",
		"06/05/1984 or 85":                            "[1984-05-06 1985-05-06]",
		"06/05/84 or 1985":                            "[1984-05-06 1985-05-06]",
		"May 1984 or 85":                              "[1984-05 1985-05]",
		"1984 or 85":                                  "[1984 1985]",
		"06/05/1984 or 07/05":                         "[1984-05-06 1984-05-07]",
		"6 May 1984 or 7 June":                        "[1984-05-06 1984-06-07]",
		"06/05/1984 or 07":                            "[1984-05-06]", // a day, a month, a year
		"6 May 1984 or June":                          "[1984-05-06]",
		"06/05/1984 or 32/05":                         "[1984-05-06]",
		"06/05/1984 or 12th":                          "[1984-05-06]",
		"01/01/1900 or 85":                            "[not known]",
		"1/2/3/1990":                                  "[invalid]",
		"Jan Feb 1990":                                "[invalid]",
		"1. 05/09/1985 2. 06/09/1985":                 "[1985-09-05 1985-09-06]",
		"1) 05/09/1985":                               "[1985-09-05]",
		"5. 9. 1985":                                  "[1985-09-05]",
		"5. 9/1985":                                   "[1985-09-05]",
		"* 05/09/1985":                                "[1985-09-05]",
		"M 05/09/1985":                                "[1985-09-05]",
		"M/09/1985":                                   "[1985-09]",
		"DD: 05 MM: 09 YYYY: 1985":                    "[1985-09-05]",
		"XX 05 XX 09 XX 85":                           "[invalid]",
		"MM: 09 DD: 05 YYYY: 1985":                    "[invalid]",
		"09/05/1985 (MM/DD/YYYY)":                     "[invalid]",
		"XX/XX/1985 (MM/DD/YYYY)":                     "[1985]",
		"DD/MM/YYYY DD/MM/YYYY":                       "[not known]",
		"09/09/1985 (MM/DD/YYYY)":                     "[1985-09-09]",
		"9th month of 1985":                           "[1985-09]",
		"09/25/1985 (MM/DD/YYYY)":                     "[1985-09-25]",
		"05 Sep 1985 (MM/DD/YYYY)":                    "[1985-09-05]",
		"09/05/1985 (US format)":                      "[invalid]",
		"US format: 09/05/1985":                       "[invalid]",
		"American date 09/25/1985":                    "[1985-09-25]",
		"05/09/1985 he told us":                       "[1985-09-05]",
		"05/09/1985 US citizen":                       "[1985-09-05]",
		"05/09/1985 (DD/MM/YYYY)":                     "[1985-09-05]",
		"per passport 05/09/1985":                     "[1985-09-05]",
		"Geburtsdatum: 05.09.1985":                    "[1985-09-05]",
		"I was born on 5 Sep 1985":                    "[1985-09-05]",
		"I was born in 1985":                          "[1985]",
		"I'm born 1985":                               "[1985]",
		"5 I 1985":                                    "[1985-01-05]",
		"I/1985":                                      "[1985-01]",
		"early 1980's":                                "[invalid]",
		"the client's: 1980":                          "[1980]",
		"fifth of September nineteen eighty-five":     "[1985-09-05]",
		"the twenty-first of May 1990":                "[1990-05-21]",
		"thirty first of May nineteen ninety":         "[1990-05-31]",
		"oh five oh nine nineteen eighty five":        "[1985-09-05]",
		"five nine eighty five":                       "[1985-09-05]",
		"1st Jan two thousand":                        "[2000-01-01]",
		"second of March two thousand and one":        "[2001-03-02]",
		"third of March twenty twenty four":           "[2024-03-03]",
		"sixth of March nineteen oh nine":             "[1909-03-06]",
		"first of March nineteen hundred and five":    "[1905-03-01]",
		"nineteen eighty five":                        "[1985]",
		"forty one":                                   "[invalid]",
		"twenty five":                                 "[invalid]",
		"two thousand":                                "[2000]",
		"05/09/85 two children":                       "[1985-09-05]",
		"first child":                                 "[invalid]",
		"first born 1985":                             "[invalid]",
		"1st born 1985":                               "[invalid]",
		"1985 second":                                 "[invalid]",
		"two born 1985":                               "[invalid]",
		"five of nine nineteen eighty five":           "[1985-09-05]",
		"may be 1985":                                 "[invalid]",
		"05/09/1985 or sixth of May 1986":             "[1985-09-05 1986-05-06]",
		"05/09/1985 or sixth of the ninth eighty six": "[1985-09-05 1986-09-06]",
		"05/09/1985 and two children":                 "[1985-09-05]",
		"05/09/1985 possibly 1986":                    "[1985-09-05 1986-09-05]",
		"05/09/1985, probably 06/09/1985":             "[1985-09-05 1985-09-06]",
		"05/09/1985 probably":                         "[1985-09-05]",
		"05/09/1985 maybe wrong":                      "[1985-09-05]",
		"possibly Sept 1985":                          "[1985-09]",
		"05+09+1985":                                  "[1985-09-05]",
		"5+Sep+1985":                                  "[1985-09-05]",
		"05/09/1985+06/09/1985":                       "[1985-09-05 1985-09-06]",
		"5+6 May 1990":                                "[1990-05-05 1990-05-06]",
		"Q3 1985":                                     "[1985]",
		"3rd quarter of 1985":                         "[1985]",
		"quarter 3 1985":                              "[1985]",
		"quarter of 1985":                             "[1985]",
		"3 quarter 1985":                              "[1985]",
		"28/12/1977 (Ethiopian calendar)":             "[invalid]",
		"05/09/1985 (Gregorian calendar)":             "[1985-09-05]",
		"05/09/1985 Ethiopian":                        "[1985-09-05]",
		"05/09/1985 (Western calendar)":               "[1985-09-05]",
		"05/09/1985 (20/12/1405 AH)":                  "[1985-09-05]", // of which no year is ours
		"05/09/1985 AH":                               "[1985-09-05]", // who noted it
	} {
		all := ParseDates(in, time.Time{})
		require.Equal(t, want, fmt.Sprint(all), in)
		if len(all) > 0 {
			require.Equal(t, all[0], ParseDate(in), in)
		}
	}
}
