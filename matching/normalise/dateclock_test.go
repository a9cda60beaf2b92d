package normalise

import (
	"testing"
	"time"
	_ "time/tzdata" // the same rules on every machine

	"github.com/stretchr/testify/require"
)

func TestATimeOfDayIsRead(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"midnight in summer, written in Greenwich time": {"1985-05-31T23:00:00.000Z", "1985-06-01"},
		"without seconds":                                     {"1985-05-31 23:00Z", "1985-06-01"},
		"with an offset of zero":                              {"1985-05-31T23:00:00+00:00", "1985-06-01"},
		"with an offset without a colon":                      {"1985-05-31 23:00:00 +0000", "1985-06-01"},
		"with the zone's name":                                {"31 May 1985 23:00 UTC", "1985-06-01"},
		"from a browser":                                      {"Fri May 31 1985 23:00:00 GMT+0000 (Coordinated Universal Time)", "1985-06-01"},
		"from a web server":                                   {"Fri, 31 May 1985 23:00:00 GMT", "1985-06-01"},
		"from Java":                                           {"Fri May 31 23:00:00 UTC 1985", "1985-06-01"},
		"with the place in brackets":                          {"1985-05-31T23:00Z[UTC]", "1985-06-01"},
		"with a place in brackets and no other zone":          {"1985-05-31T23:00:00.000[UTC]", "1985-06-01"},
		"with a place in brackets that is no zone of ours":    {"1985-05-31T23:00:00[Europe/Lisbon]", "1985-05-31"},
		"with the offset and the place":                       {"1985-06-01T00:00+01:00[Europe/London]", "1985-06-01"},
		"with points, as Oracle writes it":                    {"31-MAY-1985 23.00.00.000000000 UTC", "1985-06-01"},
		"with points, without a zone":                         {"31-MAY-85 11.00.00.000000 PM", "1985"},
		"a date with points after another":                    {"31/05/1985 05.09.85", "1985-05-31"},
		"without separators":                                  {"19850531T230000Z", "1985-06-01"},
		"as hospitals send it":                                {"198505312300+0000", "1985-06-01"},
		"on a clock of twelve hours":                          {"5/31/1985 11:00:00 PM +00:00", "1985-06-01"},
		"into the next month":                                 {"1985-09-30T23:00:00Z", "1985-10-01"},
		"told from overseas":                                  {"1985-05-31T19:00:00-04:00", "1985-06-01"},
		"in the winters of 1968 to 1971":                      {"1970-01-14T23:00:00Z", "1970-01-15"},
		"the last night of them":                              {"1971-10-30T23:00:00Z", "1971-10-31"},
		"the night after":                                     {"1971-10-31T23:00:00Z", "1971-10-31"},
		"in double summer time":                               {"1943-05-31T22:00:00Z", "1943-06-01"},
		"the epoch on a British clock":                        {"1969-12-31T23:00:00Z", "not known"},
		"milliseconds, as .NET writes them":                   {"/Date(486428400000)/", "1985-06-01"},
		"milliseconds before 1970, with an offset":            {"/Date(-486000000000+0100)/", "1954-08-08"},
		"the first instant of .NET":                           {"/Date(-62135596800000)/", "not known"},
		"brackets that hold no instant":                       {"Date (05/09/1985)", "1985-09-05"},
		"winter":                                              {"1985-12-31T23:00:00Z", "1985-12-31"},
		"22:00 in summer":                                     {"1985-05-31T22:00:00Z", "1985-05-31"},
		"half an hour before midnight":                        {"1985-05-31T22:30:00Z", "1985-05-31"},
		"a second after":                                      {"1985-05-31T23:00:01Z", "1985-05-31"},
		"midnight in Greenwich":                               {"1985-06-01T00:00:00Z", "1985-06-01"},
		"British midnight with its offset":                    {"1985-06-01T00:00:00+01:00", "1985-06-01"},
		"noon":                                                {"1985-06-01T12:00:00Z", "1985-06-01"},
		"midnight without a zone":                             {"1985-06-01 00:00:00", "1985-06-01"},
		"midnight on a clock of twelve hours":                 {"01/06/1985 12:00:00 AM", "1985-06-01"},
		"23:00 without a zone is one of two days":             {"1985-05-30 23:00:00", "1985-05"},
		"and of two months":                                   {"31/05/1985 23:00", "1985"},
		"in winter it is this one":                            {"31/12/1985 23:00", "1985-12-31"},
		"23:00 in a zone that is not known":                   {"Thu Sep 05 23:00:00 EDT 1985", "1985-09-05"},
		"a day that never was is none of the next month":      {"1985-06-31T23:00:00Z", "invalid"},
		"an hour before the year":                             {"Thu Sep 05 00:00:00 BST 1985", "1985-09-05"},
		"without the zone":                                    {"Sep 5 00:00:00 1985", "1985-09-05"},
		"with an offset":                                      {"Thu Sep 05 00:00:00 GMT+01:00 1985", "1985-09-05"},
		"an hour without minutes":                             {"05 09 00 1985", "1985-09-05"},
		"a time first":                                        {"00:00 05/09/1985", "1985-09-05"},
		"colons in the date as well":                          {"1985:09:05 00:00:00", "1985-09-05"},
		"colons in the date alone":                            {"05:09:45", "1945-09-05"},
		"the time of each of several dates belongs to it":     {"1985-05-31T23:00:00Z, 1985-06-30T12:00:00Z", "1985-06-01"},
		"what looks like a time and is none leaves two years": {"05/09/85 29:85", "invalid"},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, ParseDate(c.in).String(), c.in) })
	}
}

func TestAMonthOfJavaScriptIsNotGuessed(t *testing.T) {
	for in, want := range map[string]string{
		"Date(1985,8,5)": "invalid", "new Date(1985, 8, 5)": "invalid", "datetime.date(1985, 9, 5)": "invalid",
		"date(5,9,1985)":                  "1985-09-05", // JavaScript has the year first
		"=DATE(1985,9,5)":                 "1985-09-05", // as Excel writes it
		`ISODate("1985-09-05T00:00:00Z")`: "1985-09-05",
	} {
		require.Equal(t, want, ParseDate(in).String(), in)
	}
}

func TestEveryBritishMidnightIsItsDay(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	for day := time.Date(1916, 1, 1, 0, 0, 0, 0, london); day.Year() < 2027; day = day.AddDate(0, 0, 1) {
		want := Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day(), Quality: Valid}
		if s := day.UTC().Format(time.RFC3339); !want.filledIn() && ParseDate(s) != want {
			require.Equal(t, want, ParseDate(s), s)
		}
		_, offset := day.Add(22 * time.Hour).Zone()
		require.Equal(t, offset/60, summerTime(want.ordinal()), day)
	}
}
