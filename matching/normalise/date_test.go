package normalise

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestADateIsReadAsPeopleWriteIt(t *testing.T) {
	for name, c := range map[string]struct {
		in, want string
		quality  Quality
	}{
		"ISO 8601":                             {"1990-12-31", "1990-12-31", Valid},
		"ISO 8601 with slashes":                {"1990/12/31", "1990-12-31", Valid},
		"ISO 8601 with a time":                 {"1990-12-31T23:59:00Z", "1990-12-31", Valid},
		"a time after a space":                 {"31/12/1990 00:00", "1990-12-31", Valid},
		"UK order":                             {"31/12/1990", "1990-12-31", Valid},
		"UK order with dots":                   {"31.12.1990", "1990-12-31", Valid},
		"UK order with dashes":                 {"31-12-1990", "1990-12-31", Valid},
		"UK order with spaces":                 {"31 12 1990", "1990-12-31", Valid},
		"UK order wins where both are dates":   {"02/03/1990", "1990-03-02", Valid},
		"single figures":                       {"2/3/1990", "1990-03-02", Valid},
		"American order where no other is":     {"12/31/1990", "1990-12-31", Valid},
		"year, day, month where no other is":   {"1990-31-12", "1990-12-31", Valid},
		"two figures of the day it is told":    {"28/11/26", "2026-11-28", Valid},
		"two figures after the day it is told": {"29/11/26", "1926-11-29", Valid},
		"two figures first":                    {"85-03-12", "1985-03-12", Valid},
		"a year as date pickers spoil it":      {"0085-03-12", "1985-03-12", Valid},
		"a month in words":                     {"31 December 1990", "1990-12-31", Valid},
		"a month in short":                     {"31-Dec-90", "1990-12-31", Valid},
		"Sept":                                 {"1 Sept 1990", "1990-09-01", Valid},
		"an ordinal":                           {"1st of January 1991", "1991-01-01", Valid},
		"a weekday":                            {"Tuesday, 22nd May 1990", "1990-05-22", Valid},
		"the month first":                      {"May 22, 1990", "1990-05-22", Valid},
		"the year first, in words":             {"1990 May 22", "1990-05-22", Valid},
		"joined to the month":                  {"22MAY1990", "1990-05-22", Valid},
		"a year with an apostrophe":            {"22 May '90", "1990-05-22", Valid},
		"a label":                              {"DOB 22/05/1990", "1990-05-22", Valid},
		"eight figures":                        {"19901231", "1990-12-31", Valid},
		"eight figures in UK order":            {"31121990", "1990-12-31", Valid},
		"the year apart":                       {"3112 1990", "1990-12-31", Valid},
		"the year apart and first":             {"1990 1231", "1990-12-31", Valid},
		"eight figures in American order":      {"12311990", "1990-12-31", Valid},
		"six figures":                          {"311290", "1990-12-31", Valid},
		"a leap day":                           {"29/02/2000", "2000-02-29", Valid},
		"digits of another script":             {"٣١/١٢/١٩٩٠", "1990-12-31", Valid},
		"a year":                               {"1990", "1990", Partial},
		"about a year":                         {"circa 1990", "1990", Partial},
		"about a month":                        {"abt Jul 1990", "1990-07", Partial},
		"around a year":                        {"around 1990", "1990", Partial},
		"a day of the month and no year":       {"July 12th", "invalid", Invalid},
		"a day of the month before the year":   {"July 12th 90", "1990-07-12", Valid},
		"quoted by a database":                 {"#12/07/1990#", "1990-07-12", Valid},
		"in Vietnamese":                        {"ngày 12 tháng 7 năm 1990", "1990-07-12", Valid},
		"in Arabic":                            {"12 يوليو 1990", "1990-07-12", Valid},
		"month and year":                       {"12/1990", "1990-12", Partial},
		"year and month":                       {"1990-12", "1990-12", Partial},
		"year and month in six figures":        {"199012", "1990-12", Partial},
		"month in words and year":              {"Dec 1990", "1990-12", Partial},
		"year and month in words":              {"1990 Dec", "1990-12", Partial},
		"month and short year":                 {"Dec 90", "1990-12", Partial},
		"an unknown day":                       {"00/12/1990", "1990-12", Partial},
		"an unknown day and month":             {"1990-00-00", "1990", Partial},
		"a day without a month says the year":  {"15/00/1990", "1990", Partial},
		"a mask for the day":                   {"XX/12/1990", "1990-12", Partial},
		"a mask for day and month":             {"dd/mm/1990", "1990", Partial},
		"question marks":                       {"??-??-1990", "1990", Partial},
		"cut at the door":                      {"1990-12-31" + strings.Repeat(" ", MaxBytes), "1990-12-31", Partial},
		"nothing":                              {"\t", "", Absent},
		"1 January 1900":                       {"01/01/1900", "not known", Placeholder},
		"1 January 1970":                       {"1970-01-01", "not known", Placeholder},
		"1 January 1901":                       {"1901-01-01", "not known", Placeholder},
		"the year 1900":                        {"1900", "not known", Placeholder},
		"noughts":                              {"00/00/0000", "not known", Placeholder},
		"ones":                                 {"11/11/1111", "not known", Placeholder},
		"the year 1":                           {"0001-01-01", "not known", Placeholder},
		"the end of time":                      {"31/12/9999", "not known", Placeholder},
		"the epoch of spreadsheets":            {"30/12/1899", "not known", Placeholder},
		"a mask":                               {"dd/mm/yyyy", "not known", Placeholder},
		"unknown":                              {"unknown", "not known", Placeholder},
		"a dash":                               {"-", "not known", Placeholder},
		"31 June":                              {"31/06/1990", "invalid", Invalid},
		"29 February of a common year":         {"29/02/1990", "invalid", Invalid},
		"29 February 1900 never was":           {"29/02/1900", "invalid", Invalid},
		"neither order":                        {"13/13/1990", "invalid", Invalid},
		"day 32":                               {"32/12/1990", "invalid", Invalid},
		"the last year nobody remembers":       {"31/12/1879", "invalid", Invalid},
		"too far ahead":                        {"01/01/2201", "invalid", Invalid},
		"three figures for a year":             {"01/01/199", "invalid", Invalid},
		"an age":                               {"35", "invalid", Invalid},
		"day and month":                        {"5/6", "invalid", Invalid},
		"too many parts":                       {"1/2/3/1990", "invalid", Invalid},
		"two months":                           {"Jan Feb 1990", "invalid", Invalid},
		"words":                                {"in the spring", "invalid", Invalid},
		"a month alone":                        {"May", "invalid", Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			d := ParseDate(c.in)
			require.Equal(t, c.want, d.String())
			require.Equal(t, c.quality, d.Quality)
			require.Equal(t, d.Quality.Usable(), d.Year != 0)
			require.Equal(t, d.Quality == Valid || d.Quality == Absent, d.Why == "", d.Why)
		})
	}
}

func TestEveryDayIsReadInEveryNotation(t *testing.T) {
	last := time.Date(2027, 11, 28, 0, 0, 0, 0, time.UTC)
	for day := time.Date(1880, 1, 1, 0, 0, 0, 0, time.UTC); !day.After(last); day = day.AddDate(0, 0, 1) {
		want := Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day(), Quality: Valid}
		if want.filledIn() {
			continue
		}
		for _, layout := range []string{"2006-01-02", "02/01/2006", "02.01.2006", "2.1.2006", "2 January 2006", "Jan 2, 2006", "20060102", "2006_01_02",
			"20060102150405", time.ANSIC, time.UnixDate, time.RFC1123, time.RFC3339, "20060102.0"} {
			if s := day.Format(layout); ParseDate(s) != want {
				require.Equal(t, want, ParseDate(s), s)
			}
		}
		if n := want.ordinal(); n > releasedDay-100_00_00 && n <= releasedDay {
			if s := day.Format("02/01/06"); ParseDate(s) != want {
				require.Equal(t, want, ParseDate(s), s)
			}
		}
	}
}

func TestDaysThatNeverWereAreInvalid(t *testing.T) {
	for year := 1880; year <= 2200; year++ {
		for month := 1; month <= 12; month++ {
			last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
			for day := last + 1; day <= 31; day++ {
				s := fmt.Sprintf("%02d/%02d/%04d", day, month, year)
				require.Equal(t, Invalid, ParseDate(s).Quality, s)
			}
		}
	}
}

func ExampleParseDate() {
	for _, s := range []string{"1st Jan 1991", "12/31/90", "Dec 1990", "01/01/1900"} {
		d := ParseDate(s)
		fmt.Println(d, d.Quality)
	}
	// Output:
	// 1991-01-01 valid
	// 1990-12-31 valid
	// 1990-12 partial
	// not known placeholder
}
