package normalise

import (
	"slices"
	"strings"
)

// digitGroup is a run of digits as typed, in a run of several that only spaces,
// dashes, brackets and the like part.
type digitGroup struct {
	from, to int  // in phoneReader.digits
	plus     bool // a + stands before it: a number begins here
	mark     bool // a slash, comma, "or" stands before it: a number may begin here
	item     bool // the number of an item in a list, as "2.": a full stop, colon or bracket follows
	sign     byte // what stands before it
}

// dated reports whether three groups are a date, as in "07700900123 12.03.24": day, month
// and year, or year, month and day. A year has two digits or is of this century or the last.
func (r *phoneReader) dated(g []digitGroup) bool {
	if len(g) != 3 || strings.IndexByte("./-", g[1].sign) < 0 || g[1].sign != g[2].sign {
		return false
	}
	var v [3]int32
	for i := range v {
		if n := g[i].to - g[i].from; n == 3 || n > 4 {
			return false
		}
		v[i] = value(r.digits[g[i].from:g[i].to])
	}
	year := max(v[0], v[2])
	return 0 < v[1] && v[1] <= 12 && min(v[0], v[2]) <= 31 && (year < 100 || 1900 <= year && year < 2100)
}

// The costs of reading digits as numbers. The cheapest reading of a run of digits is the
// one with the best numbers and the fewest pieces, whatever divides them: "0113 496 0123
// 07700 900456" is two numbers, "077 009 00123" is one, "496 0123/496 0456" is two.
const (
	costWhole    = 1
	costDate     = 2
	costMark     = 2 // a mark within a number: 0113/4960123
	costPartial  = 4
	costFragment = 8 // fewer digits than any number has
	costInvalid  = 10

	minDigits = 6
	maxDigits = 18 // 15, and 00 and a 0 before them
)

// flush reads the numbers in the groups gathered, and forgets the groups. It
// reports how many values it added, and whether the run ends in a fragment.
func (r *phoneReader) flush() (added int, fragment bool) {
	if len(r.groups) == 0 {
		return 0, false
	}
	had := len(r.out)
	n := len(r.groups)
	if p, cost := r.read(0, n); cost == costWhole || n == 1 {
		fragment = r.emit(p, 0, n)
	} else {
		fragment = r.divide()
	}
	r.groups, r.digits = r.groups[:0], r.digits[:0]
	return len(r.out) - had, fragment
}

// divide finds the cheapest division of the groups into numbers.
func (r *phoneReader) divide() (fragment bool) {
	n := len(r.groups)
	type step struct{ cost, end int } // of the groups from here on, and where the first number ends
	best := make([]step, n+1)
	for i := n - 1; i >= 0; i-- {
		best[i].cost = 1 << 30
		for end := i + 1; end <= n; end++ {
			if end > i+1 && (r.groups[end-1].plus || r.groups[end-1].to-r.groups[i].from > maxDigits) {
				break
			}
			if _, cost := r.read(i, end); cost+best[end].cost < best[i].cost {
				best[i] = step{cost + best[end].cost, end}
			}
		}
	}
	for i := 0; i < n; i = best[i].end {
		p, _ := r.read(i, best[i].end)
		fragment = r.emit(p, i, best[i].end)
	}
	return fragment
}

// read reads the groups from i to end as one number, and returns its cost.
func (r *phoneReader) read(i, end int) (Phone, int) {
	g := r.groups[i]
	d := r.digits[g.from:r.groups[end-1].to]
	if r.dated(r.groups[i:end]) {
		return Phone{}, costDate
	}
	p, cost := phoneNumber(d, g.to-g.from, g.plus), 0
	if p.Quality == Partial && slices.ContainsFunc(r.groups[i+1:end], func(g digitGroup) bool { return g.mark }) {
		p = noPhone(Invalid, ReasonForm) // 22/03/1961
	}
	switch {
	case g.item && end == i+1:
		cost = costWhole
	case len(d) < minDigits:
		cost = costFragment
	case p.Quality == Partial || len(d) < 9 && p.Quality == Placeholder:
		cost = costPartial
	case p.Quality != Invalid, p.Why == ReasonUnissued, p.Why == ReasonRange:
		cost = costWhole
	default:
		cost = costInvalid
	}
	for _, g := range r.groups[i+1 : end] {
		if g.mark {
			cost += costMark
		}
		if g.plus || p.Quality == Partial && !p.Foreign && g.to-g.from >= 5 && r.digits[g.from] == '0' {
			cost += costInvalid // a number begins here
		}
	}
	return p, cost
}

// emit adds a value, but no date, and after a word for a number of another kind (ref) only one that is
// written as phones are. A fragment has too few digits to be one: instead the number before it
// gets [ReasonPart], unless the fragment only counts items.
func (r *phoneReader) emit(p Phone, i, end int) (fragment bool) {
	switch {
	case p.Quality == Absent: // a date
		return false
	case r.groups[end-1].to-r.groups[i].from >= minDigits:
		if g := r.groups[i]; !r.another || p.Quality == Valid && (g.plus || !p.Foreign && strings.IndexByte("04", r.digits[g.from]) >= 0) {
			r.out = append(r.out, p)
		}
		r.another = false
		return false
	}
	if r.fragment.Quality == Absent {
		r.fragment = p
	}
	if i > 0 && len(r.out) > 0 && !r.groups[i].item && r.out[len(r.out)-1].Why == "" {
		r.out[len(r.out)-1].Why = ReasonPart
	}
	return true
}
