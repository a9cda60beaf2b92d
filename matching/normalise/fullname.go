package normalise

import (
	"strings"
	"unicode"
)

// ParseFullName reads a name typed in one field: "John SMITH", "Smith, John", "Mr
// J van der Berg", "Ann Smith née Jones". The family name is what stands before a
// comma, else the words in capitals where others are not, else the last word with
// its particles; a single word is a family name.
func ParseFullName(s string) Name {
	p := plain(s)
	var n Name
	switch {
	case strings.IndexByte(p, ',') >= 0:
		n = parseFull(p, nil)
	case standInName(p):
		n.judge(p, "", "")
	default:
		n = ParseName(divide(Clean(s)))
	}
	n.Quality = atBest(n.Quality, s)
	return n
}

// parseFull reads plain "FAMILY, GIVEN MIDDLE (NEE FORMER)".
func parseFull(p string, former []string) Name {
	family, given, _ := strings.Cut(p, ",")
	if i := strings.Index(given, "(NEE "); i >= 0 {
		family, given = family+given[i:], given[:i]
	}
	var n Name
	n.setGiven(given, "")
	n.setFamily(family, former)
	n.judge(given, "", family)
	return n
}

// divide tells the given from the family name where nothing but order and
// capitals do.
func divide(s string) (given, middle, family string) {
	w := strings.Fields(s)
	end := len(w) // where former names begin
	for i := 1; i < len(w); i++ {
		if strings.IndexByte(`("[`, w[i][0]) >= 0 || i+1 < len(w) && marker([]token{{text: Fold(w[i])}, {}}) > 0 {
			end = i
			break
		}
	}
	from, to := capitals(w[:end])
	if from == to {
		from, to = end-1, end
		for from > 1 && endsFamily(Fold(w[from])) {
			from--
		}
	}
	for from > 1 && familyParticle(Fold(w[from-1])) {
		from--
	}
	join := func(w ...[]string) string {
		var all []string
		for _, part := range w {
			all = append(all, part...)
		}
		return strings.Join(all, " ")
	}
	return join(w[:from], w[to:end]), "", join(w[from:to], w[end:])
}

// capitals finds the words in capitals at the start or the end, where some words
// are in capitals and some are not.
func capitals(w []string) (from, to int) {
	for to < len(w) && inCapitals(w[to]) {
		to++
	}
	if to == len(w) {
		return 0, 0
	}
	if to > 0 {
		return 0, to
	}
	from = len(w)
	for from > 0 && inCapitals(w[from-1]) {
		from--
	}
	if from == len(w) {
		return 0, 0
	}
	return from, len(w)
}

// inCapitals reports a word of two letters or more, all upper case; the c of Mc
// does not count.
func inCapitals(w string) bool {
	letters := 0
	w = strings.TrimPrefix(w, "Mc")
	for _, r := range w {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsLetter(r):
			letters++
		}
	}
	return letters > 1
}
