package linkage

import (
	"math/bits"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/similarity"
)

// Comparison is one comparison of the job, for those who speak SQL: what their
// model of it says.
type Comparison struct {
	Name   string  `json:"name"`
	Column string  `json:"column"` // Null where it is empty on either side
	Levels []Level `json:"levels"`
}

// Level is one level of a comparison, the best first.
type Level struct {
	SQL       string  `json:"sql"` // of two rows whose columns end in _l and _r; "ELSE" is the last
	M         float64 `json:"m"`
	U         float64 `json:"u"`
	Frequency bool    `json:"frequency"` // adjusted by how common the agreed value is
}

// Comparisons are those of the job, the cheapest first. Names are compared as
// Splink's NameComparison does, with its thresholds.
func Comparisons() []Comparison {
	return []Comparison{
		{"nino", "nino", []Level{
			{"nino_l = nino_r", .955, 1e-6, false},
			{"levenshtein(nino_l, nino_r) <= 1", .03, 1e-5, false},
			{"ELSE", .015, .99998, false},
		}},
		{"phone", "phone", []Level{
			{"phone_l = phone_r", .62, 1e-5, false},
			{"levenshtein(phone_l, phone_r) <= 1", .03, 2e-5, false},
			{"ELSE", .35, .99997, false},
		}},
		{"born", "born", []Level{
			{"born_l = born_r", .9, 6.3e-5, false},
			{"levenshtein(born_l, born_r) <= 1", .05, 1.9e-3, false},
			{"substr(born_l, 1, 4) = substr(born_r, 1, 4)", .02, .017, false},
			{"ELSE", .03, .981, false},
		}},
		{"postcode", "district", []Level{
			{"postcode_l = postcode_r", .45, 5e-4, false},
			{"sector_l = sector_r", .15, 9.5e-3, false},
			{"district_l = district_r", .1, .06, false},
			{"ELSE", .3, .93, false},
		}},
		{"email", "email", []Level{
			{"email_l = email_r", .7, 5e-6, false},
			{"mailbox_l = mailbox_r", .03, 4e-5, false},
			{"jaro_winkler_similarity(mailbox_l, mailbox_r) >= 0.88", .07, .02, false},
			{"ELSE", .2, .97, false},
		}},
		{"forename", "forename", []Level{
			{"forename_l = forename_r", .62, 4.3e-3, true},
			{"jaro_winkler_similarity(forename_l, forename_r) >= 0.92", .06, 1.2e-3, false},
			{"jaro_winkler_similarity(forename_l, forename_r) >= 0.88", .03, 2.5e-3, false},
			{"jaro_winkler_similarity(forename_l, forename_r) >= 0.7", .06, .03, false},
			{"ELSE", .23, .962, false},
		}},
		{"surname", "surname", []Level{
			{"surname_l = surname_r", .88, 8e-4, true},
			{"jaro_winkler_similarity(surname_l, surname_r) >= 0.92", .03, 4e-4, false},
			{"jaro_winkler_similarity(surname_l, surname_r) >= 0.88", .015, 1.5e-3, false},
			{"jaro_winkler_similarity(surname_l, surname_r) >= 0.7", .015, .02, false},
			{"ELSE", .06, .9773, false},
		}},
	}
}

// Plain are comparisons without adjustment for frequencies, which some cannot make.
func Plain(comparisons []Comparison) []Comparison {
	for _, c := range comparisons {
		for i := range c.Levels {
			c.Levels[i].Frequency = false
		}
	}
	return comparisons
}

// Model is the job for a table in Go: its comparisons, adjusted for frequencies or not.
// It is for one goroutine, because names that were compared are remembered.
func (t *Table) Model(comparisons []Comparison) fs.Model[Row] {
	forenames, surnames := namesOf(&t.forenames), namesOf(&t.surnames)
	compare := map[string]func(a, b *Row) fs.Outcome{
		"forename": func(a, b *Row) fs.Outcome { return forenames.compare(a.forename, b.forename) },
		"surname":  func(a, b *Row) fs.Outcome { return surnames.compare(a.surname, b.surname) },
		"born":     born, "nino": nino, "phone": phone, "postcode": postcode,
		"email": t.email,
	}
	m := fs.Model[Row]{Name: "linkage", Version: 1, Prior: Prior}
	for _, c := range comparisons {
		levels := make([]fs.Level, len(c.Levels))
		for i, l := range c.Levels {
			levels[i] = fs.Level{Code: l.SQL, Text: l.SQL, M: l.M, U: l.U}
			if l.Frequency {
				levels[i].Frequency = 1
			}
		}
		m.Comparisons = append(m.Comparisons, fs.Comparison[Row]{Name: c.Name, Levels: levels, Compare: compare[c.Name]})
	}
	return m
}

// Prior is the probability that two rows taken at random are one person.
const Prior = 1e-6

// names compares names by number. Blocks are full of the same pairs of names, so the
// levels of those that are common are remembered.
type names struct {
	*words
	levels []uint8 // of two common names: 0 is not known yet, else the level and 1
}

// common are the names remembered, those that were numbered first: the rest are rare.
const common = 1 << 10

func namesOf(w *words) *names { return &names{w, make([]uint8, common*common)} }

func (n *names) compare(x, y uint32) fs.Outcome {
	switch {
	case x == 0 || y == 0:
		return fs.Outcome{Level: fs.Null}
	case x == y:
		return fs.Outcome{Level: 0, Frequency: n.share(x)}
	case max(x, y) >= common:
		return fs.Outcome{Level: n.alike(x, y)}
	}
	known := &n.levels[x*common+y]
	if *known == 0 {
		*known = uint8(n.alike(x, y)) + 1
	}
	return fs.Outcome{Level: int(*known) - 1}
}

// alike is the level of two different names.
func (w *words) alike(x, y uint32) int {
	if similarity.Below(w.letters[x], w.letters[y], .7) {
		return 4
	}
	return grade(similarity.JaroWinkler(w.texts[x], w.texts[y]))
}

func grade(s float64) int {
	switch {
	case s >= .92:
		return 1
	case s >= .88:
		return 2
	case s >= .7:
		return 3
	}
	return 4
}

func (t *Table) email(a, b *Row) fs.Outcome {
	w, x, y := &t.mailboxes, a.mailbox, b.mailbox
	switch {
	case a.email == 0 || b.email == 0:
		return fs.Outcome{Level: fs.Null}
	case a.email == b.email:
		return fs.Outcome{Level: 0}
	case x == y:
		return fs.Outcome{Level: 1}
	case !similarity.Below(a.letters, b.letters, .88) && similarity.JaroWinkler(w.texts[x], w.texts[y]) >= .88:
		return fs.Outcome{Level: 2}
	}
	return fs.Outcome{Level: 3}
}

// The levels of numbers are told without branches, because nobody, and no processor,
// foresees what the next pair lacks or agrees in.

func born(a, b *Row) fs.Outcome {
	level, d := 3, a.born^b.born
	if d>>16 == 0 {
		level = 2
	}
	if oneApart(uint64(d), 4) {
		level = 1
	}
	if d == 0 {
		level = 0
	}
	return fs.Outcome{Level: known(level, a.born, b.born)}
}

func nino(a, b *Row) fs.Outcome {
	level, d := 2, a.nino^b.nino
	if oneApart(d, 8) {
		level = 1
	}
	if d == 0 {
		level = 0
	}
	return fs.Outcome{Level: known(level, a.nino, b.nino)}
}

func phone(a, b *Row) fs.Outcome {
	level, d := 2, a.phone^b.phone
	if oneApart(d, 4) {
		level = 1
	}
	if d == 0 {
		level = 0
	}
	short, long := min(a.phone, b.phone), max(a.phone, b.phone)
	lengths := d >> 60
	if short == 0 {
		level, lengths = fs.Null, 0
	}
	if lengths != 0 { // few have another length
		level = 2
		if long>>60 == short>>60+1 && oneLonger(long, short) {
			level = 1
		}
	}
	return fs.Outcome{Level: level}
}

func postcode(a, b *Row) fs.Outcome {
	level := 3
	if a.district == b.district {
		level = 2
	}
	if same(a.sector, b.sector) {
		level = 1
	}
	if same(a.postcode, b.postcode) {
		level = 0
	}
	return fs.Outcome{Level: known(level, a.district, b.district)}
}

// same reports whether two values are equal, and not missing.
func same(x, y uint32) bool { return x^y < min(x, 1) }

// known is the level of two values, [fs.Null] if one of them is missing.
func known[V uint32 | uint64](level int, x, y V) int {
	if min(x, y) == 0 {
		level = fs.Null
	}
	return level
}

// oneApart reports whether two words of packed characters of so many bits, which have
// these bits d apart, differ in no more than one place.
func oneApart(d uint64, size int) bool {
	at := bits.TrailingZeros64(d) / size * size
	return d>>(at&63)>>size == 0
}

// oneLonger reports whether long is short with one digit put in.
func oneLonger(long, short uint64) bool {
	const number = 1<<60 - 1
	x, y := long&number, short&number
	for at := 0; at < 60; at += 4 {
		low := uint64(1)<<at - 1
		if x>>at>>4<<at|x&low == y {
			return true
		}
	}
	return false
}
