package normalise

// leastYear is the first in which anybody is born.
const leastYear = 1880

// judge sets the quality of a date as read, and drops what is not usable.
func (r dateReader) judge(d Date) Date {
	if d.Month == 0 && d.Year > 0 {
		d.Day = 0
	}
	switch {
	case d.filledIn():
		return Date{Quality: Placeholder, Why: ReasonPlaceholder}
	case d.Year == 0:
		return Date{Quality: Invalid, Why: ReasonMasked}
	case d.Year < leastYear || d.Month > 12 || d.Month > 0 && d.Day > daysIn(d.Year, d.Month):
		return Date{Quality: Invalid, Why: ReasonRange}
	case d.ordinal() > r.latest+ordinal(1, 0, 0):
		return Date{Quality: Invalid, Why: ReasonFuture}
	case d.Day == 0:
		d.Quality, d.Why = Partial, ReasonPart
	default:
		d.Quality = Valid
	}
	return d
}

func (d Date) ordinal() int { return ordinal(d.Year, d.Month, d.Day) }

// exists reports whether the date is whole and in the calendar.
func (d Date) exists() bool {
	return d.Year > 0 && d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

func daysIn(year, month int) int {
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 29
	}
	return [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
}

// filledIn reports whether a system fills the date in where none is known: zero, the epochs of Unix,
// spreadsheets and databases, and the ends of their calendars. The UK Ministry of
// Justice drops 1 January 1900 and 1970 before linking people.
func (d Date) filledIn() bool {
	switch d.ordinal() {
	case 0, 101, 10101, 10000101, 11111111, 17530101, 18000101, 18991230, 18991231,
		19000000, 19000100, 19000101, 19010101, 19700101, 22222222, 22220202, 29991231, 99990909, 99991231, 99990101, 99999999:
		return true
	}
	return false
}
