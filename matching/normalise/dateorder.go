package normalise

// datePart is a run of digits, the name of a month, or what stands for a part that
// is not known. A value that is not known is 0.
type datePart struct {
	value  int32 // of at most eight digits
	digits int16
	kind   partKind
	letter bool     // a mask of one letter, which may be an abbreviation of a word
	partly bool     // a mask beside digits, as in 198?
	either bool     // "or" stands before it
	dash   bool     // a hyphen stands before it
	day    bool     // a mask of the letter D
	nth    bool     // an ordinal, as 12th is, so no year, and no month beside a year alone
	now    bool     // the date that it begins is that which is right
	label  wordKind // what a word before it says it is; otherWord if none does
	clock  clock
}

type partKind uint8

const (
	figures partKind = iota
	monthName
	mask
	gap // nothing between two separators, as in 05//1985
)

func figuresPart(value, digits int) *datePart {
	return &datePart{value: int32(value), digits: int16(digits)}
}

// unknown reports whether the part is not known: hidden, left out, or noughts.
func (p *datePart) unknown() bool { return p.value == 0 }

// small reports whether the part may be a day, or a month in digits.
func (p *datePart) small() bool {
	return p.kind == mask && !(p.partly && p.digits > 2) || p.kind == gap || p.kind == figures && p.digits <= 2
}

func (p *datePart) isYear() bool {
	return p.kind == mask || p.kind == figures && (p.digits == 2 && !p.nth || p.digits == 4)
}

func (p *datePart) isMonth() bool { return p.kind == monthName || p.small() }

// dateReader puts parts into order. A year of two digits is the last that does not
// lie after latest; but that of a child not yet born may, by less than two years.
type dateReader struct {
	latest int
	unborn bool
}

// order decides which part of a date is the year, the month and the day; ok is
// false if they are no date in any order. Whether the day exists is for judge.
func (r dateReader) order(p []datePart) (Date, bool) {
	switch len(p) {
	case 1:
		return r.undivided(&p[0])
	case 2:
		return r.monthAndYear(&p[0], &p[1])
	case 3:
		return r.three(&p[0], &p[1], &p[2])
	}
	return Date{}, false
}

func (r dateReader) three(a, b, c *datePart) (Date, bool) {
	if a.label == monthLabel && b.label == dayLabel { // Month: 9 Day: 5 Year: 1985
		a, b = b, a
	} else if b.label == dayLabel && c.label == monthLabel {
		b, c = c, b
	}
	if a.digits == 4 || a.digits == 2 && a.value > 31 && c.digits <= 2 { // year first
		if c.kind == monthName { // 1990 31 Dec
			b, c = c, b
		}
		return r.whole(a, b, c), a.isYear() && b.isMonth() && c.small()
	}
	if hidesDayOrYear(a, b, c) {
		return Date{Month: int(b.value)}, true
	}
	if a.kind == monthName { // Dec 31 1990
		a, b = b, a
	}
	return r.whole(c, b, a), a.small() && b.isMonth() && c.isYear()
}

// hidesDayOrYear reports whether a mask of two characters may hide the day or the year, as
// in XX-09-05: with hyphens, dates are written from either end.
func hidesDayOrYear(a, b, c *datePart) bool {
	return a.kind == mask && a.digits == 2 && !a.partly && !a.day && b.dash && c.dash &&
		b.kind == figures && b.digits == 2 && b.value <= 12 && c.kind == figures && c.digits == 2 && c.value <= 31
}

func (r dateReader) monthAndYear(a, b *datePart) (Date, bool) {
	if a.digits == 4 && b.digits == 4 && a.kind == figures && b.kind == figures { // 3112 1990, or else 1990 1231
		m, n := int(a.value), int(b.value)
		if d := r.best(cut{n, 4, m % 100, m / 100}, cut{m, 4, n / 100, n % 100}); d.exists() {
			return d, true
		}
	}
	switch {
	case a.kind == monthName: // Dec 1990, Dec 90
		return r.dated(b, int(a.value), 0), b.isYear()
	case a.digits == 4: // 1990 Dec, 1990/12
		return r.dated(a, int(b.value), 0), a.isYear() && b.isMonth() && b.value <= 12 && !b.nth
	}
	return r.dated(b, int(a.value), 0), b.digits == 4 && b.isYear() && a.small() && !a.nth // 12/1990, not 1st born 1990
}

// undivided reads a date written without separators.
func (r dateReader) undivided(p *datePart) (Date, bool) {
	if p.kind == mask {
		return Date{}, !p.partly
	}
	n := int(p.value)
	switch p.digits {
	case 4:
		return r.dated(p, 0, 0), true
	case 6: // 311290, or else 199012, or else 121990
		return r.best(cut{n % 100, 2, n / 100 % 100, n / 10000}, cut{n / 100, 6, n % 100, 0}, cut{n % 10000, 6, n / 10000, 0}), true
	case 7: // 1121990: a spreadsheet ate the nought before
		return r.best(cut{n % 10000, 4, n / 10000 % 100, n / 1000000}), true
	case 8: // 19901231, or else 31121990
		return r.best(cut{n / 10000, 4, n / 100 % 100, n % 100}, cut{n % 10000, 4, n / 10000 % 100, n / 1000000}), true
	}
	return Date{}, false
}

// A cut takes digits apart into a year, of so many digits, a month and a day.
type cut struct{ year, digits, month, day int }

func (r dateReader) split(c cut) Date {
	if c.digits == 2 && (c.month > 12 || c.month*c.day == 0) { // six digits are a whole date in UK order or none
		return Date{Year: c.year, Month: c.month, Day: c.day}
	}
	return r.whole(figuresPart(c.year, c.digits), figuresPart(c.month, 2), figuresPart(c.day, 2))
}

// best returns the first reading that is not invalid, or else the first.
func (r dateReader) best(cuts ...cut) Date {
	for _, c := range cuts {
		if d := r.split(c); r.judge(d).Quality != Invalid {
			return d
		}
	}
	return r.split(cuts[0])
}

// whole is year, month and day; month and day change places if only that makes a date.
func (r dateReader) whole(year, month, day *datePart) Date {
	m, d := int(month.value), int(day.value)
	if m > 12 && d <= 12 {
		m, d = d, m
	}
	if year.digits == 2 && month.kind == figures && day.kind == figures && (month.unknown() || day.unknown()) && year.unknown() {
		return Date{Month: m, Day: d} // noughts mean "not known", so 00 is no year beside them
	}
	return r.dated(year, m, d)
}

// dated widens a year of two digits, also of one that a date picker made of them (0085).
func (r dateReader) dated(year *datePart, month, day int) Date {
	d := Date{Year: int(year.value), Month: month, Day: day}
	short := year.digits == 2 || year.digits == 4 && d.Year > 0 && d.Year < 100 && !d.filledIn()
	if year.kind != figures || !short {
		return d
	}
	d.Year += r.latest / ordinal(100, 0, 0) * 100
	if d.ordinal() > r.latest && !(r.unborn && d.ordinal() < r.latest+ordinal(2, 0, 0)) {
		d.Year -= 100
	}
	return d
}
