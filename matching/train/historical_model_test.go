package train_test

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/similarity"
)

// historical is a record of historical_50k: people of note of past centuries with
// made-up errors, nicknames, former names and moves.
type historical struct {
	person              string
	tokens              []token // of the full name, the rarest first
	first, last, full   value
	born, year          value
	postcode            value
	outward, area       value
	place, occupation   value
	gender              value
	firstIs, lastIs     similarity.Letters
	firstPref, lastPref string
}

// token is a word of a name and how rare it is, −log2 of its share of records.
type token struct {
	text string
	bits float64
}

func loadHistorical(tb testing.TB) []historical {
	rows := read(tb, "historical_50k.csv")
	out := make([]historical, len(rows))
	carriers := map[string]int{}
	for i, r := range rows {
		out[i] = historicalOf(r)
		for _, t := range out[i].tokens {
			carriers[t.text]++
		}
	}
	for i := range out {
		tokens := out[i].tokens
		for k := range tokens {
			tokens[k].bits = math.Log2(float64(len(out)) / float64(carriers[tokens[k].text]))
		}
		slices.SortFunc(tokens, func(a, b token) int {
			return cmp.Or(-cmp.Compare(a.bits, b.bits), strings.Compare(a.text, b.text))
		})
	}
	type h = historical
	count(out,
		func(h *h) *value { return &h.first }, func(h *h) *value { return &h.last }, func(h *h) *value { return &h.full },
		func(h *h) *value { return &h.born }, func(h *h) *value { return &h.postcode }, func(h *h) *value { return &h.outward },
		func(h *h) *value { return &h.area }, func(h *h) *value { return &h.place }, func(h *h) *value { return &h.occupation },
		func(h *h) *value { return &h.gender })
	return out
}

func historicalOf(r map[string]string) historical {
	v := func(column string) value { return value{text: r[column]} }
	h := historical{
		person: r["cluster"], first: v("first_name"), last: v("surname"), born: v("dob"),
		postcode: v("postcode_fake"), place: v("birth_place"), occupation: v("occupation"), gender: v("gender"),
	}
	if h.first.text != "" && h.last.text != "" {
		h.full.text = h.first.text + " " + h.last.text
	}
	if len(h.born.text) == 10 {
		h.year.text = h.born.text[:4]
	}
	if outward, _, ok := strings.Cut(h.postcode.text, " "); ok {
		h.outward.text = outward
		h.area.text = strings.TrimRightFunc(outward, func(r rune) bool { return !unicode.IsLetter(r) })
	}
	if h.gender.text != "male" && h.gender.text != "female" {
		h.gender.text = ""
	}
	words := strings.FieldsFunc(r["full_name"], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' })
	slices.Sort(words)
	for _, w := range slices.Compact(words) {
		h.tokens = append(h.tokens, token{text: w})
	}
	h.firstIs, h.lastIs = similarity.LettersOf(h.first.text), similarity.LettersOf(h.last.text)
	h.firstPref, h.lastPref = head(h.first.text, 3), head(h.last.text, 4)
	return h
}

func historicalModel() fs.Model[historical] {
	type h = historical
	return fs.Model[h]{
		Name: "historical", Version: 1,
		Comparisons: []fs.Comparison[h]{
			{
				Name: "name",
				Levels: levels("full* last-and-first-alike*last first-and-last-alike*first both-alike last* " +
					"rare-word scarce-word word first* common-word last-alike first-alike else"),
				Compare: compareNames,
			},
			{Name: "born", Levels: levels("equal* year-edit edit year two-edits else"), Compare: compareBorn},
			{Name: "postcode", Levels: levels("equal* edit outward* area* else"), Compare: comparePostcodes},
			equal("place", func(h *h) *value { return &h.place }),
			equal("occupation", func(h *h) *value { return &h.occupation }),
			equal("gender", func(h *h) *value { return &h.gender }),
		},
	}
}

func compareNames(a, b *historical) fs.Outcome {
	if len(a.tokens) == 0 || len(b.tokens) == 0 {
		return fs.Outcome{Level: fs.Null}
	}
	first := a.first.text != "" && a.first.text == b.first.text
	last := a.last.text != "" && a.last.text == b.last.text
	firstAlike := first || alike(a.first.text, b.first.text, a.firstIs, b.firstIs)
	lastAlike := last || alike(a.last.text, b.last.text, a.lastIs, b.lastIs)
	switch {
	case first && last:
		return fs.Outcome{Level: 0, Frequency: a.full.share}
	case last && firstAlike:
		return fs.Outcome{Level: 1, Frequency: a.last.share}
	case first && lastAlike:
		return fs.Outcome{Level: 2, Frequency: a.first.share}
	case firstAlike && lastAlike:
		return fs.Outcome{Level: 3}
	case last:
		return fs.Outcome{Level: 4, Frequency: a.last.share}
	}
	switch rarest := sharedWord(a.tokens, b.tokens); {
	case rarest > 12:
		return fs.Outcome{Level: 5}
	case rarest > 9.5:
		return fs.Outcome{Level: 6}
	case rarest > 7:
		return fs.Outcome{Level: 7}
	case first:
		return fs.Outcome{Level: 8, Frequency: a.first.share}
	case rarest > 0:
		return fs.Outcome{Level: 9}
	case lastAlike:
		return fs.Outcome{Level: 10}
	case firstAlike:
		return fs.Outcome{Level: 11}
	}
	return fs.Outcome{Level: 12}
}

func alike(a, b string, la, lb similarity.Letters) bool {
	return !similarity.Below(la, lb, .85) && similarity.JaroWinkler(a, b) >= .85
}

// sharedWord returns how rare the rarest word is that two names share.
func sharedWord(a, b []token) float64 {
	for _, t := range a {
		if len(t.text) > 2 && slices.ContainsFunc(b, func(u token) bool { return u.text == t.text }) {
			return t.bits
		}
	}
	return 0
}

func compareBorn(a, b *historical) fs.Outcome {
	x, y := a.born.text, b.born.text
	onlyYear := strings.HasSuffix(x, "-01-01") && strings.HasSuffix(y, "-01-01")
	switch {
	case x == "" || y == "":
		return fs.Outcome{Level: fs.Null}
	case x == y:
		return fs.Outcome{Frequency: a.born.share}
	case similarity.OneEdit(x, y):
		if onlyYear {
			return fs.Outcome{Level: 1}
		}
		return fs.Outcome{Level: 2}
	case a.year.text == b.year.text:
		return fs.Outcome{Level: 3}
	case similarity.OSA(x, y) == 2:
		return fs.Outcome{Level: 4}
	}
	return fs.Outcome{Level: 5}
}

func comparePostcodes(a, b *historical) fs.Outcome {
	x, y := a.postcode.text, b.postcode.text
	switch {
	case x == "" || y == "":
		return fs.Outcome{Level: fs.Null}
	case x == y:
		return fs.Outcome{Frequency: a.postcode.share}
	case similarity.OneEdit(x, y):
		return fs.Outcome{Level: 1}
	case a.outward.text == b.outward.text:
		return fs.Outcome{Level: 2, Frequency: a.outward.share}
	case a.area.text == b.area.text:
		return fs.Outcome{Level: 3, Frequency: a.area.share}
	}
	return fs.Outcome{Level: 4}
}
