package normalise

import (
	"fmt"
	"slices"
	"time"
)

// Released is the day that stands for today where no other is told: matching has
// no clock, and its results must not change with the day they are asked for.
const Released = "2026-11-28"

const releasedDay = 2026_11_28

// ParseDate reads a date of birth as people in the UK write it, told on the day
// [Released]: see [ParseDateBefore], which a host that knows the day uses.
func ParseDate(s string) Date { return ParseDateBefore(s, time.Time{}) }

// ParseDateBefore reads a date of birth that was told on the day of latest, or on
// [Released] if that is zero: 1990-12-31, 31/12/1990, 31.12.90, 31 Dec 1990,
// "31st of December 1990", "first of May nineteen ninety", "17 Mehefin 1990", 19901231,
// 31121990, what other programs write ("Thu Sep 05 00:00:00 BST 1985", 19850905000000,
// 19850905.0), and the parts 12/1990, "Dec 1990" and 1990, which are [Partial]. Of several
// dates it gives the first that can be used; [ParseDates] gives all.
//
// Day comes before month. Where only the other order is a date (12/31/1990) it is
// read that way and is [Valid], as no second reading exists. A year of two digits is
// the last one with these digits that puts the birth no later than latest, unless
// the text says that the child is not yet born. An instant that is midnight in the
// United Kingdom is the day that begins there.
//
// A date without a year (05/09/XX) is [Invalid], as is a day that no calendar has,
// a year before 1880, a date that the text says to be of another calendar, or to have its
// month first where either order makes one (05/09/1985 MM/DD/YYYY), and a birth more than
// a year after latest: unborn children are clients too. Dates that systems fill in (1
// January 1900 and 1970, 31 December 9999, …) are [Placeholder]. Values that are not
// usable have no parts, and [Date.Why] says why.
func ParseDateBefore(s string, latest time.Time) Date {
	t, given := readableDate(s)
	if !given {
		return Date{}
	}
	r := dateReader{latest: lastDay(latest)}
	if d, ok := r.plainDate(t); ok {
		return d.cut(s)
	}
	return r.first(t).cut(s)
}

// ParseDates reads all dates in a text, as in "05/09/1985 or 06/09/1985", each as
// [ParseDateBefore] does and none twice. A date that is of something else than a birth ("died
// 05/06/2020"), of somebody else ("partner 05/06/1980") or denied ("not 05/06/1980") is not
// read. One that corrects another ("now 05/06/1980") comes first. Where none can be used it returns the one that
// [ParseDateBefore] returns, and nil where nothing was given.
func ParseDates(s string, latest time.Time) []Date {
	t, given := readableDate(s)
	if !given {
		return nil
	}
	var usable []Date
	dates := dateReader{latest: lastDay(latest)}.all(nil, t)
	for _, d := range dates {
		if d = d.cut(s); d.usable() && !slices.Contains(usable, d) {
			usable = append(usable, d)
		}
	}
	if usable == nil {
		return dates[:1]
	}
	return usable
}

func (d Date) usable() bool { return d.Quality.Usable() }

// String prints as much of the date as is known, in ISO 8601: "1990-12-31",
// "1990-12" or "1990".
func (d Date) String() string {
	switch {
	case !d.Quality.Usable():
		return d.Quality.word()
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

func lastDay(latest time.Time) int {
	if latest.IsZero() {
		return releasedDay
	}
	y, m, d := latest.Date()
	return ordinal(y, int(m), d)
}

// ordinal writes a date as one number that sorts as dates do; a part that is not
// known counts as the earliest.
func ordinal(y, m, d int) int { return y*1_00_00 + m*1_00 + d }

// first is the first date in t that can be used, or else the first.
func (r dateReader) first(t string) Date {
	var few [4]Date
	dates := r.all(few[:0], t)
	return dates[max(0, slices.IndexFunc(dates, Date.usable))]
}

// all appends every date in t, usable or not; at least one.
func (r dateReader) all(dst []Date, t string) []Date {
	if d, ok := r.plainDate(t); ok {
		return append(dst, d)
	}
	l := dateLexer{text: t}
	l.run()
	r.unborn = l.unborn
	dst = r.dates(dst, l.parts[:l.n])
	if len(dst) == 0 || !slices.ContainsFunc(dst, Date.usable) && excused(t) {
		return append(dst[:0], l.unread())
	}
	return dst
}

// cut lowers a date to Partial if s is longer than [MaxBytes], so that its end was not read.
func (d Date) cut(s string) Date {
	if len(s) > MaxBytes && d.usable() {
		d.Quality, d.Why = Partial, ReasonLength
	}
	return d
}

// plainDate reads the forms that nearly all dates have, 1990-12-31, 31/12/1990 and
// 19901231. It is a short cut: the lexer reads them the same, but slower. It is not ok
// for anything but a valid date in one of these forms.
func (r dateReader) plainDate(t string) (Date, bool) {
	y, m, d := "", "", ""
	switch {
	case len(t) == 8:
		y, m, d = t[:4], t[4:6], t[6:]
	case len(t) != 10:
		return Date{}, false
	case t[4] == '-' && t[7] == '-':
		y, m, d = t[:4], t[5:7], t[8:]
	case t[2] == t[5] && (t[2] == '/' || t[2] == '-' || t[2] == '.'):
		y, m, d = t[6:], t[3:5], t[:2]
	}
	year, ok1 := number(y)
	month, ok2 := number(m)
	day, ok3 := number(d)
	date := r.judge(Date{Year: year, Month: month, Day: day})
	return date, ok1 && ok2 && ok3 && date.Quality == Valid
}

func number(t string) (n int, ok bool) {
	for i := range len(t) {
		if !isDigit(t[i]) {
			return 0, false
		}
		n = n*10 + int(t[i]-'0')
	}
	return n, true
}
