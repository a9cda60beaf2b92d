package normalise

import "slices"

// dates appends the dates that parts make, judged. "Or" divides them into alternatives.
// One that is only the beginning of a date takes its end from the next (5 or 6 May 1990),
// and one that is only the end takes its beginning from the one before (6 May 1984 or 85).
// Two days before one month are alternatives without an "or" (5/6 May 1990).
func (r dateReader) dates(dst []Date, parts []datePart) []Date {
	if len(parts) == 4 && parts[0].isDay() && parts[1].isDay() && parts[2].kind == monthName {
		parts[1].either = true
	}
	switch {
	case monthFirst(parts):
		return append(dst, Date{Quality: Invalid, Why: ReasonForm})
	case pattern(parts):
		parts = parts[3:]
	case marked(parts):
		parts = parts[1:]
	case labelled(parts):
		parts = []datePart{parts[1], parts[3], parts[5]}
	}
	for len(parts) > 0 {
		n := alternative(parts)
		next := parts[n:]
		next = next[:alternative(next)]
		p := tidyParts(parts[:n])
		all, ok := r.group(dst, p)
		if end := endOf(next, p); !ok && len(end) > 0 {
			var whole [3]datePart
			n := copy(whole[:], p)
			all, ok = r.group(dst, whole[:n+copy(whole[n:], end)])
		}
		switch d := r.instead(dst, p); {
		case d.usable():
			dst = append(dst, d)
		case ok:
			dst = all
		}
		parts = parts[n:]
	}
	return dst
}

// pattern reports whether parts begin with the pattern of a form, and a date follows it:
// DD/MM/YYYY 05/09/1985.
func pattern(p []datePart) bool {
	return len(p) > 3 && p[0].blank() && p[1].blank() && p[2].blank() && !p[3].either
}

// labelled reports whether each part of a date stands after its letter: D: 05 M: 09 Y: 1985.
func labelled(p []datePart) bool {
	return len(p) == 6 && (p[0].day || p[4].day) && p[0].blank() && p[2].blank() && p[4].blank() && !p[2].day && !p[5].either
}

// monthFirst reports whether the pattern of a form that has the month first stands beside
// a date, 09/05/1985 (MM/DD/YYYY), and nothing else tells its month from its day.
func monthFirst(p []datePart) bool {
	told, differ, before := false, false, int32(0)
	for i, q := range p {
		switch {
		case q.kind == monthName, q.isDay() && q.value > 12:
			return false
		case q.isDay():
			differ, before = differ || before > 0 && q.value != before, q.value
		case i > 0 && i+1 < len(p) && q.day && q.blank() && p[i-1].blank() && p[i+1].blank():
			told = true
		}
	}
	return told && differ
}

// marked reports whether one sign or letter stands before a whole date, which hides nothing
// of it: * 05/09/1985, M 05/09/1985. After a D it is the day of a death.
func marked(p []datePart) bool {
	return len(p) == 4 && p[0].blank() && p[0].digits == 1 && !p[0].day && p[1].isDay() && p[2].isMonth() && p[3].kind == figures && p[3].digits == 4
}

// blank reports whether the part is hidden whole.
func (p *datePart) blank() bool { return p.kind == mask && !p.partly }

// endOf returns the parts of the next alternative that p, the beginning of a date, lacks:
// the month and the year, or the year.
func endOf(next, p []datePart) []datePart {
	switch {
	case len(next) > 3:
	case len(p) < len(next):
		return next[len(p):]
	case len(p) == 2 && len(next) == 2 && p[0].isDay() && p[1].kind == monthName && next[0].kind == monthName: // 6 May or June 1990
		return next[1:]
	}
	return nil
}

// isDay reports whether the part is a number that may be the day of a month.
func (p *datePart) isDay() bool {
	return p.kind == figures && p.digits <= 2 && 1 <= p.value && p.value <= 31
}

// instead returns the last date with p in place of parts of its own: another year, or
// another day and month.
func (r dateReader) instead(dst []Date, p []datePart) Date {
	if len(dst) == 0 || !dst[len(dst)-1].usable() {
		return Date{}
	}
	d := dst[len(dst)-1]
	d.Quality, d.Why = Absent, ""
	switch {
	case len(p) == 1 && p[0].kind == figures && (p[0].digits == 4 || p[0].digits == 2 && p[0].value > 31 && !p[0].nth):
		d = r.dated(&p[0], d.Month, d.Day)
	case len(p) == 2 && d.exists() && p[0].kind == figures && p[0].digits <= 2 && (p[1].kind == monthName || p[1].kind == figures && p[1].digits <= 2):
		d = r.whole(figuresPart(d.Year, 4), &p[1], &p[0])
	default:
		return Date{}
	}
	return r.judge(d)
}

// alternative counts the parts before the next "or".
func alternative(p []datePart) int {
	for i := range p {
		if i > 0 && p[i].either {
			return i
		}
	}
	return len(p)
}

// tidyParts drops, in place, what is no part of a date: gaps between separators where no
// part is missing, abbreviations beside the name of a month (1985 m. rugsėjo 5 d.), and an
// hour of 00 without minutes between day and year.
func tidyParts(p []datePart) []datePart {
	given := 0
	for i := range p {
		if p[i].kind != gap {
			given++
		}
	}
	words := slices.ContainsFunc(p, func(q datePart) bool { return q.kind == monthName })
	n := 0
	for _, q := range p {
		if q.kind == gap && given >= 3 || q.letter && words {
			continue
		}
		p[n] = q
		n++
	}
	p = p[:n]
	if n == 4 && p[2].kind == figures && p[2].digits == 2 && p[2].unknown() && p[3].kind == figures && p[3].digits == 4 {
		p[2] = p[3]
		p = p[:3]
	}
	return p
}

// group appends the dates in parts that no "or" divides. If the parts hold something else
// besides, it may be half of a date: then ok is false, unless it stands after a whole date
// with all digits of its year.
func (r dateReader) group(dst []Date, p []datePart) (_ []Date, ok bool) {
	if d, ok := r.boxed(p); ok {
		return append(dst, d), true
	}
	start := len(dst)
	var first, last dateSpan
	for len(p) > 0 {
		s := r.front(p)
		switch {
		case s.parts == 0 && last.parts == 1 && last.follows(&p[0]): // 1985/86
			s = dateSpan{date: Date{Year: last.date.Year/100*100 + int(p[0].value)}, parts: 1}
		case len(dst) == start && s.parts == 0:
			return dst, false
		case len(dst) > start && (s.parts == 0 || s.whole != first.whole):
			if !first.closed || !first.whole {
				return dst[:start], false
			}
			p = p[1:]
			continue
		case last.ends(s):
			p = p[s.parts:]
			continue
		}
		if len(dst) == start {
			first = s
		}
		last = s
		d := r.judge(s.date)
		if dst = append(dst, d); p[0].now {
			copy(dst[1:], dst)
			dst[0] = d
		}
		p = p[s.parts:]
	}
	return dst, len(dst) > start
}

// dateSpan is a date and the number of parts that it is made of.
type dateSpan struct {
	date   Date
	parts  int
	whole  bool // day, month and year
	closed bool // its year has all its digits
}

// front reads the longest date that parts begin with.
func (r dateReader) front(p []datePart) dateSpan {
	for n := min(3, len(p)); n > 0; n-- {
		d, ok := r.order(p[:n])
		if !ok {
			continue
		}
		s := dateSpan{date: d, parts: n, whole: n == 3 || p[0].digits >= 6 && d.Day > 0}
		for _, q := range p[:n] {
			s.closed = s.closed || q.kind == figures && q.digits >= 4
			if q.clock.zone != noClock {
				s.date = q.clock.day(d)
			}
		}
		return s
	}
	return dateSpan{}
}

// follows reports whether p is two digits that go on from the year s: 1985/86.
func (s dateSpan) follows(p *datePart) bool {
	ahead := int(p.value) - s.date.Year%100
	return s.date.Month == 0 && p.kind == figures && p.digits == 2 && ahead > 0 && ahead <= 10
}

// ends reports whether t is a later event in the life that s begins, such as its end: the
// two are so far apart, in every part, that they are not two readings of one birth.
func (s dateSpan) ends(t dateSpan) bool {
	a, b := s.date, t.date
	return s.whole && t.whole && (a.Year == 0 || a.Year >= leastYear) && b.Year-a.Year >= 15 && a.Month != b.Month && a.Day != b.Day
}

// boxed reads eight digits from a form with boxes, one or two digits to the box:
// 0 5 0 9 1 9 8 5.
func (r dateReader) boxed(p []datePart) (Date, bool) {
	if len(p) != 4 && len(p) != 8 {
		return Date{}, false
	}
	width, scale := int16(2), 100
	if len(p) == 8 {
		width, scale = 1, 10
	}
	n := 0
	for _, q := range p {
		if q.kind != figures || q.digits != width {
			return Date{}, false
		}
		n = n*scale + int(q.value)
	}
	d, _ := r.undivided(figuresPart(n, 8))
	d = r.judge(d)
	return d, d.Quality == Valid
}
