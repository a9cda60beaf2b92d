package normalise

// monthNamed returns 1–12 for an English month, whole or cut to three letters or
// more, in any case; 0 for any other word.
func monthNamed(word string) int {
	if len(word) < 3 || len(word) > 9 {
		return 0
	}
	for i, name := range [...]string{"JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE",
		"JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"} {
		if len(word) <= len(name) && equalFold(word, name[:len(word)]) {
			return i + 1
		}
	}
	return 0
}

// equalFold compares ASCII text with upper-case text.
func equalFold(word, up string) bool {
	if len(word) != len(up) {
		return false
	}
	for i := range len(word) {
		if upper(word[i]) != up[i] {
			return false
		}
	}
	return true
}

// filler reports words that a date may hold and that change nothing.
func filler(word string) bool {
	for _, f := range [...]string{"ST", "ND", "RD", "TH", "OF", "THE", "BORN", "DOB", "CIRCA", "C", "CA", "ABOUT", "APPROX", "APPROXIMATELY",
		"MON", "TUE", "TUES", "WED", "THU", "THUR", "THURS", "FRI", "SAT", "SUN",
		"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"} {
		if equalFold(word, f) {
			return true
		}
	}
	return false
}

// masked reports a part left as its own mask: DD/MM/1990, XX-03-1990, ??/03/1990.
func masked(run string) bool {
	switch run[0] {
	case '?', '_', '*':
		return true
	}
	for _, f := range [...]string{"XX", "DD", "MM", "YY", "XXXX", "YYYY"} {
		if equalFold(run, f) {
			return true
		}
	}
	return false
}
