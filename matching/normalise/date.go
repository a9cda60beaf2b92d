package normalise

import "fmt"

// ParseDate reads a date of birth as people in the UK write it: 1990-12-31,
// 31/12/1990, 31.12.90, 31 Dec 1990, "31st of December 1990", 19901231, 31121990,
// and the parts 12/1990, "Dec 1990" and 1990, which are [Partial].
//
// Day comes before month. Where only the other order is a date (12/31/1990) it is
// read that way and is [Valid], as no second reading exists. A year of two digits
// is 1930–1999 or 2000–2029: clients are people alive, and there is no clock here.
// A day that no calendar has, a year before 1880 and one after 2200 are [Invalid];
// dates that systems fill in (1 January 1900 and 1970, 31 December 9999, …) are
// [Placeholder]. Values that are not usable have no parts.
func ParseDate(s string) Date {
	t, ok := readable(s)
	if !ok {
		return Date{}
	}
	d, ok := isoDate(t)
	if !ok {
		d, ok = lexDate(t)
	}
	if !ok {
		var buf [24]byte
		if c, whole := compact(buf[:], t); whole && standIn(c) {
			return Date{Quality: Placeholder}
		}
		return Date{Quality: Invalid}
	}
	d = d.judged()
	d.Quality = atBest(d.Quality, s)
	return d
}

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

// isoDate reads the form that systems exchange.
func isoDate(t string) (Date, bool) {
	if len(t) != 10 || t[4] != '-' || t[7] != '-' {
		return Date{}, false
	}
	y, ok1 := number(t[:4])
	m, ok2 := number(t[5:7])
	d, ok3 := number(t[8:])
	return inOrder(y, m, d), ok1 && ok2 && ok3
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

// inOrder is year, month, day unless only the other order is a date.
func inOrder(y, m, d int) Date {
	if m > 12 && d <= 12 {
		m, d = d, m
	}
	return Date{Year: y, Month: m, Day: d}
}

// judged sets the quality of a date as read, and drops what is not usable.
func (d Date) judged() Date {
	if d.Year >= 30 && d.Year < 100 { // 0090, as date pickers write a typed 90
		d.Year += 1900
	}
	if d.Month == 0 {
		d.Day = 0
	}
	switch {
	case d.filledIn():
		return Date{Quality: Placeholder}
	case d.Year < 1880 || d.Year > 2200 || d.Month > 12:
		return Date{Quality: Invalid}
	case d.Month == 0 || d.Day == 0:
		d.Quality = Partial
	case d.Day > daysIn(d.Year, d.Month):
		return Date{Quality: Invalid}
	default:
		d.Quality = Valid
	}
	return d
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// filledIn reports dates that stand for none: zero, the epochs of Unix,
// spreadsheets and databases, and the ends of their calendars. The UK Ministry of
// Justice drops 1 January 1900 and 1970 before linking people.
func (d Date) filledIn() bool {
	switch d.Year*10000 + d.Month*100 + d.Day {
	case 0, 101, 10101, 10000101, 11111111, 17530101, 18000101, 18991230, 18991231,
		19000000, 19000100, 19000101, 19010101, 19700101, 22222222, 22220202, 29991231, 99990909, 99991231, 99990101, 99999999:
		return true
	}
	return false
}
