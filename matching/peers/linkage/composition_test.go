package linkage_test

import (
	"math"

	"github.com/agnivade/levenshtein"
	"github.com/hbollon/go-edlib"
	"github.com/xrash/smetrics"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/peers/linkage"
)

// composition is what one would write of published libraries to weigh the pairs of
// linkage: rows of texts, maps of how common names are, a function for each kind of
// likeness.
type composition struct {
	rows        []record
	frequency   [2]map[string]float64 // of forenames and of surnames
	comparisons []linkage.Comparison
	bits        [][]float64
	jaroWinkler func(a, b string) float64
	levenshtein func(a, b string) int
}

// The comparisons, in the order of linkage.Comparisons.
const (
	nino = iota
	phone
	born
	postcode
	email
	forename
	surname
)

type record struct {
	forename, surname, born, nino, phone, email, mailbox, postcode, sector, district string
}

// quickest composes the quickest published functions that are right: matchr's
// Jaro–Winkler is quicker than smetrics' on some names, but does not count digits
// in a common beginning.
func quickest(t *linkage.Table) *composition {
	return compose(t, func(a, b string) float64 { return smetrics.JaroWinkler(a, b, .7, 4) }, levenshtein.ComputeDistance)
}

// oneLibrary composes the library that has everything.
func oneLibrary(t *linkage.Table) *composition {
	return compose(t, func(a, b string) float64 { return float64(edlib.JaroWinklerSimilarity(a, b)) }, edlib.LevenshteinDistance)
}

func compose(t *linkage.Table, jw func(a, b string) float64, lev func(a, b string) int) *composition {
	c := &composition{comparisons: linkage.Comparisons(), jaroWinkler: jw, levenshtein: lev}
	names := [2]map[string]int{{}, {}}
	total := [2]int{}
	for i := range t.Rows {
		x := t.Texts(i)
		c.rows = append(c.rows, record{x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10]})
		for n, name := range x[1:3] {
			if name != "" {
				names[n][name]++
				total[n]++
			}
		}
	}
	for n := range names {
		c.frequency[n] = map[string]float64{}
		for name, count := range names[n] {
			c.frequency[n][name] = float64(count) / float64(total[n])
		}
	}
	for _, comparison := range c.comparisons {
		var bits []float64
		for _, l := range comparison.Levels {
			bits = append(bits, math.Log2(l.M/l.U))
		}
		c.bits = append(c.bits, bits)
	}
	return c
}

// weigh returns the bits of a pair.
func (c *composition) weigh(p fs.Pair) float64 {
	a, b := &c.rows[p.A], &c.rows[p.B]
	sum := c.name(forename, a.forename, b.forename) + c.name(surname, a.surname, b.surname)
	add := func(comparison, level int) {
		if level >= 0 {
			sum += c.bits[comparison][level]
		}
	}
	add(born, c.number(a.born, b.born, func() bool { return a.born[:4] == b.born[:4] }))
	add(nino, c.number(a.nino, b.nino, nil))
	add(phone, c.number(a.phone, b.phone, nil))
	switch {
	case a.email == "" || b.email == "":
	case a.email == b.email:
		add(email, 0)
	case a.mailbox == b.mailbox:
		add(email, 1)
	case c.jaroWinkler(a.mailbox, b.mailbox) >= .88:
		add(email, 2)
	default:
		add(email, 3)
	}
	switch {
	case a.district == "" || b.district == "":
	case a.postcode != "" && a.postcode == b.postcode:
		add(postcode, 0)
	case a.sector != "" && a.sector == b.sector:
		add(postcode, 1)
	case a.district == b.district:
		add(postcode, 2)
	default:
		add(postcode, 3)
	}
	return sum
}

func (c *composition) name(comparison int, a, b string) float64 {
	if a == "" || b == "" {
		return 0
	}
	if a == b {
		return c.bits[comparison][0] + math.Log2(c.comparisons[comparison].Levels[0].U/c.frequency[comparison-forename][a])
	}
	level := 4
	switch s := c.jaroWinkler(a, b); {
	case s >= .92:
		level = 1
	case s >= .88:
		level = 2
	case s >= .7:
		level = 3
	}
	return c.bits[comparison][level]
}

// number returns the level of two numbers, of which some have another one for those
// that are alike in another way.
func (c *composition) number(a, b string, alike func() bool) int {
	switch {
	case a == "" || b == "":
		return -1
	case a == b:
		return 0
	case c.levenshtein(a, b) <= 1:
		return 1
	case alike == nil || alike():
		return 2
	}
	return 3
}
