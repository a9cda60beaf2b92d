package normalise

import "strings"

// datePart is a run of digits, or a word that stands for a month or for digits not known.
type datePart struct {
	value, digits int
	month         bool
}

// lexDate splits a date in any notation and hands its parts to the order that fits them.
func lexDate(t string) (Date, bool) {
	var parts [3]datePart
	n := 0
	for i := 0; i < len(t); {
		if strings.IndexByte("/-. ,'()", t[i]) >= 0 {
			i++
			continue
		}
		run := t[i : i+runLength(t[i:])]
		i += len(run)
		if !isDigit(run[0]) && filler(run) {
			continue
		}
		p, ok := readPart(run)
		switch {
		case n == 3, !ok && n == 1 && parts[0].digits == 8: // a time of day follows
			return order(parts[:n])
		case !ok:
			return Date{}, false
		}
		parts[n] = p
		n++
	}
	return order(parts[:n])
}

// runLength is how many bytes of t are digits, or letters, or one same sign.
func runLength(t string) int {
	first := upper(t[0])
	n := 1
	for n < len(t) {
		c := upper(t[n])
		if c != first && !(isDigit(first) && isDigit(c)) && !(isLetter(first) && isLetter(c)) {
			break
		}
		n++
	}
	return n
}

// readPart reads digits, the name of a month, or a mask such as ?? or YYYY.
func readPart(run string) (datePart, bool) {
	if isDigit(run[0]) {
		n, _ := number(run[:min(len(run), 9)])
		return datePart{value: n, digits: len(run)}, true
	}
	if m := monthNamed(run); m > 0 {
		return datePart{value: m, month: true}, true
	}
	return datePart{digits: len(run)}, masked(run)
}

// order decides which part is the year, the month and the day.
func order(p []datePart) (Date, bool) {
	switch {
	case len(p) == 1:
		return undivided(p[0])
	case len(p) == 2 && p[0].month: // Dec 1990, Dec 90
		return Date{Year: year(p[1]), Month: p[0].value}, p[1].digits == 2 || p[1].digits == 4
	case len(p) == 2 && p[1].month: // 1990 Dec
		return Date{Year: p[0].value, Month: p[1].value}, p[0].digits == 4
	case len(p) == 2 && p[1].digits == 4: // 12/1990
		return Date{Year: p[1].value, Month: p[0].value}, p[0].digits <= 2
	case len(p) == 2: // 1990/12
		return Date{Year: p[0].value, Month: p[1].value}, p[0].digits == 4 && p[1].digits <= 2
	case len(p) != 3:
		return Date{}, false
	case p[0].digits == 4 || p[0].digits == 2 && p[0].value > 31 && p[2].digits <= 2: // year first
		if p[2].month { // 1990 31 Dec
			p[1], p[2] = p[2], p[1]
		}
		return inOrder(year(p[0]), p[1].value, p[2].value), (p[1].month || small(p[1])) && small(p[2])
	case p[0].month: // Dec 31 1990
		p[0], p[1] = p[1], p[0]
	}
	if p[1].month { // the word settles the order
		return Date{Year: year(p[2]), Month: p[1].value, Day: p[0].value}, small(p[0]) && isYear(p[2])
	}
	return inOrder(year(p[2]), p[1].value, p[0].value), small(p[0]) && small(p[1]) && isYear(p[2])
}

func small(p datePart) bool  { return !p.month && p.digits <= 2 }
func isYear(p datePart) bool { return !p.month && (p.digits == 2 || p.digits == 4) }

// year widens two digits to 1930–2029.
func year(p datePart) int {
	switch {
	case p.digits != 2:
		return p.value
	case p.value < 30:
		return 2000 + p.value
	}
	return 1900 + p.value
}

// undivided reads a date written without separators.
func undivided(p datePart) (Date, bool) {
	n := p.value
	switch p.digits {
	case 4:
		return Date{Year: n}, !p.month
	case 6: // 311290, or else 199012
		d := Date{Year: year(datePart{n % 100, 2, false}), Month: n / 100 % 100, Day: n / 10000}
		if d.judged().Quality != Valid {
			d = Date{Year: n / 100, Month: n % 100}
		}
		return d, true
	case 8: // 19901231, or else 31121990
		d := Date{Year: n / 10000, Month: n / 100 % 100, Day: n % 100}
		if d.judged().Quality == Invalid {
			d = inOrder(n%10000, n/10000%100, n/1000000)
		}
		return d, true
	}
	return Date{}, false
}
