package normalise

import "strings"

// Numbers as they are spoken, each at its value; of tens at a tenth of it.
const (
	cardinals = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
	ordinals  = "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
	tens      = "- - twenty thirty forty fifty sixty seventy eighty ninety"
	tenths    = "- - twentieth thirtieth"
)

// addNumbers adds the words of numbers, with their values for a month.
func addNumbers(words map[string]dateWord) {
	for _, list := range [...]struct {
		kind  wordKind
		times int
		words string
	}{{numberWord, 1, cardinals}, {ordinalWord, 1, ordinals}, {numberWord, 10, tens}, {ordinalWord, 10, tenths}} {
		for i, w := range strings.Fields(list.words) {
			if w != "-" {
				words[plain(w)] = dateWord{list.kind, int32(i * list.times)}
			}
		}
	}
	words["OH"] = dateWord{numberWord, 0}
}

// spoken reads the number in words at the start of t, as "fifth", "twenty-first", "oh nine",
// "nineteen eighty five" and "two thousand and one", and returns its length.
func (l *dateLexer) spoken(t string) int {
	p, n := belowHundred(t)
	switch unit, length := spokenWord(t[n:]); {
	case unit == "THOUSAND" || unit == "HUNDRED":
		if p.value *= 100; unit == "THOUSAND" {
			p.value *= 10
		}
		p.digits, n = 4, n+length
		if and, length := spokenWord(t[n:]); and == "AND" {
			n += length
		}
		if rest, length := belowHundred(t[n:]); length > 0 {
			p.value, n = p.value+rest.value, n+length
		}
	case p.value >= 18 && p.value <= 20 && !p.nth:
		if rest, length := belowHundred(t[n:]); rest.digits == 2 && !rest.nth {
			p.value, p.digits, n = p.value*100+rest.value, 4, n+length
		}
	}
	p.nth = p.nth || p.digits == 1 // no year
	l.push(p)
	return n
}

// goesOn reports whether the number in words at the start of t goes on as a date does, as in
// "fifth of May"; not "two children".
func goesOn(t string) bool {
	_, n := belowHundred(t)
	word, length := spokenWord(t[n:])
	for word == "OF" || word == "THE" {
		n += length
		word, length = spokenWord(t[n:])
	}
	switch lookUp(word).kind {
	case monthWord, numberWord, ordinalWord:
		return true
	}
	return false
}

// belowHundred reads a number below a hundred at the start of t; its length is 0 if there is none.
func belowHundred(t string) (p datePart, n int) {
	for n < len(t) {
		word, length := spokenWord(t[n:])
		w := lookUp(word)
		switch {
		case w.kind != numberWord && w.kind != ordinalWord:
			return p, n
		case n > 0 && (p.nth || w.month == 0 || w.month > 9 || p.value > 0 && (p.value < 20 || p.value%10 > 0)):
			return p, n
		case n > 0 || w.month > 9:
			p.digits = 2
		default:
			p.digits = 1
		}
		p.value, p.nth, n = p.value+w.month, w.kind == ordinalWord, n+length
	}
	return p, n
}

// spokenWord returns the first word of t in capitals, and its length with the space or hyphen
// before it.
func spokenWord(t string) (word string, length int) {
	from := len(t) - len(strings.TrimLeft(t, " -"))
	for length = from; length < len(t) && isLetter(upper(t[length])); length++ {
	}
	return strings.ToUpper(t[from:length]), length
}
