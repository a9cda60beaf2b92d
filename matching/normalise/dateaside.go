package normalise

import "strings"

// What words beside a date say of it: whose it is, of what, and that it is not the right one.

// american reports whether the word of n bytes at the start of t says that dates have the
// month first, as the pattern MM/DD/YYYY does: US format, 09/05/1985 (US).
func (l *dateLexer) american(t string, n int) bool {
	if !isAny(t[:n], "US USA AMERICAN") {
		return false
	}
	next, _ := spokenWord(t[n:])
	yearFirst := l.n >= 3 && l.parts[l.n-3].digits == 4 // which nobody writes otherwise
	return isAny(next, "FORMAT STYLE ORDER DATE") || next == "" && n != len("USA") && !yearFirst && l.follows()
}

// not reads a NOT of n bytes at the start of t. It denies a date that follows (not 05/09/1985,
// not born in 1985), and says nothing in what stands for a value (not sure).
func (l *dateLexer) not(t string, n int) int {
	next, _ := spokenWord(t[n:])
	switch {
	case lexicon["NOT"+next]&standsIn != 0:
		l.birth = false // of which no more is said
	case next == "" && leadingDigits(strings.TrimLeft(t[n:], " ")) > 0, lookUp(next).kind != otherWord:
		return asideEnd(t)
	default:
		l.tell(dateWord{}, n)
	}
	return n
}

// aside notes a word of n bytes that is no part of a date. After a time of day it is a
// zone that is not known here (EST, CEST). Before a date that is told to be of a birth it may
// be any word (police DOB), but one that stands in for the date or says whose it is.
// After a whole date the next one is of something else.
func (l *dateLexer) aside(filler bool, n int) {
	var last datePart
	if l.n > 0 {
		last = l.parts[l.n-1]
	}
	is := kindsOf(l.text[l.at : l.at+n])
	if is&another != 0 && l.nobodyElse(n) {
		is &^= another
	}
	switch {
	case last.clock.zone == noZone && n <= 5:
		l.parts[l.n-1].clock.zone = someZone
	case filler || last.clock.zone != noClock:
	case l.whole():
		l.other = true
	case l.since == 0 && is&(standsIn|newborn|another) == 0:
		l.strange = true
	default:
		l.odd = true
	}
}

// relative reads a word for a relative: what follows is told of that one, and so is the date
// before a bracket that says no more: 05/09/1985 (partner's).
func (l *dateLexer) relative(t string, n int) int {
	if l.nobodyElse(n) { // mum says
		l.strange = l.strange || !l.whole()
		return n
	}
	end := asideEnd(t)
	rest := strings.TrimPrefix(strings.ToUpper(t[n:end]), "'S")
	if bracketed := l.at > 0 && l.text[l.at-1] == '(' && end < len(t); l.whole() && (bracketed && strings.Trim(rest, " ") == "" || len(rest) < end-n && ofBirthOnly(rest) && l.follows()) {
		l.drop()
		return end
	}
	if l.whole() || digitsIn([]byte(t[:end])) > 0 { // not (partner's) 05/09/1985
		return end
	}
	l.tell(dateWord{}, n)
	return n
}

// ofBirthOnly reports whether t holds words for a birth, or none, and nothing else.
func ofBirthOnly(t string) bool {
	word, n := spokenWord(t)
	return strings.Trim(t, " ") == "" || (word == "DATE" || word == "OF" || lookUp(word).kind == birthWord) && ofBirthOnly(t[n:])
}

// follows reports whether the next word stands behind a date with no more than IS or a sign between.
func (l *dateLexer) follows() bool {
	before := strings.TrimRight(l.text[:l.at], " (-")
	if last := len(before) - len(" is"); last > 0 && strings.EqualFold(before[last:], " is") {
		before = before[:last]
	}
	return before != "" && isDigit(before[len(before)-1])
}

// numbered returns the length of the word of n bytes at the start of t and of a number by which
// it counts people, n if none follows: Applicant 1: 05/09/1985. After another number than 1
// the date is somebody else's.
func (l *dateLexer) numbered(t string, n int) int {
	if len(t) < n+3 || t[n] != ' ' || !isDigit(t[n+1]) || strings.IndexByte(":)", t[n+2]) < 0 {
		return n
	}
	l.odd, l.other = l.odd || t[n+1] != '1' && !l.whole(), t[n+1] != '1'
	return n + 2
}

// changedTo returns the place in t of the TO after which what is right stands, or where the
// aside at the start of t ends.
func changedTo(t string) int {
	end := asideEnd(t)
	if i := strings.Index(strings.ToUpper(t[:end]), " TO "); i >= 0 {
		return i
	}
	return end
}

// drop takes back the last whole date.
func (l *dateLexer) drop() {
	k := 3
	if l.parts[l.n-1].digits >= 6 {
		k = 1
	}
	l.n, l.since = l.n-k, max(0, l.since-k)
}

// event returns where what is told at the start of t of something else than a birth ends: before a
// birth, or at the end of the bracket between the word for a birth and its date: DOB (from GP letter).
func (l *dateLexer) event(t string) int {
	n := ofBirth(t)
	if end := asideEnd(t); end < n && t[end] == ')' && l.birth && l.since == 0 {
		return end
	}
	return n
}

// ofBirth returns the place in t of the first word that announces a birth, the length of t
// if there is none.
func ofBirth(t string) int {
	for i := range len(t) {
		for _, w := range [...]string{"BORN", "DOB", "BIRTH"} {
			if (i == 0 || !startsWord(t[i-1:])) && isAny(t[i:min(i+len(w), len(t))], w) {
				return i
			}
		}
	}
	return len(t)
}

// nobodyElse is [nobodyElse] for the next word, of n bytes.
func (l *dateLexer) nobodyElse(n int) bool {
	before := strings.TrimRight(l.text[:l.at], " ")
	after, _ := spokenWord(l.text[l.at+n:])
	return nobodyElse(before[strings.LastIndexByte(before, ' ')+1:], after)
}

// asideEnd returns where the aside at the start of t ends, the length of t if nothing ends it.
func asideEnd(t string) int {
	if i := strings.IndexAny(t, "()[];"); i >= 0 {
		return i
	}
	return len(t)
}
