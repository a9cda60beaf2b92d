package matching

import (
	"strings"

	"github.com/caselobby/caselobby/matching/normalise"
)

// Options set up the UK model. The zero value, like nil, is a good production
// set-up; a field left at zero has its default.
type Options struct {
	// Known is π, the probability that an incoming person is a client already.
	// Default 0.3.
	Known float64
	// Found is ρ, the probability that a client who is the person shares a
	// followed key and so is in the pool. Default 0.98.
	Found float64
	// Relatives is κ, how many relatives on the register a person has who is no
	// client, on average. Default 0.25; negative means none.
	Relatives float64
	// Duplicates is how many other rows of the register are the same person as a
	// given row, on average. Default 0.01; negative means none.
	Duplicates float64
	// Waiting is the probability that another undecided record is about the same
	// person. Default 0.05.
	Waiting float64

	// What stands for the council or an agency and never for a person: postcodes
	// of offices used as "no fixed abode", phones and e-mail addresses of
	// agencies. They are as good as absent.
	IgnorePostcodes, IgnorePhones, IgnoreEmails []string

	// Surnames and Forenames are the shares of names in the whole country, by name,
	// for registers too small to tell a common name from a rare one. A name that is
	// missing has the average share. They must not change after.
	Surnames, Forenames map[string]float64

	// Strength is how many people a prior share counts for when it is smoothed
	// with what the register counts. Default 100.
	Strength float64
}

func (o *Options) complete() Options {
	c := Options{}
	if o != nil {
		c = *o
	}
	c.Surnames, c.Forenames = folded(c.Surnames), folded(c.Forenames)
	c.Known = within01(c.Known, .3)
	c.Found = within01(c.Found, .98)
	c.Waiting = within01(c.Waiting, .05)
	c.Relatives = orDefault(c.Relatives, .25)
	c.Duplicates = orDefault(c.Duplicates, .01)
	if c.Strength <= 0 {
		c.Strength = 100
	}
	return c
}

// folded returns the shares by folded name; of two names that fold to one the
// larger share counts. What is no share is left out.
func folded(shares map[string]float64) map[string]float64 {
	out := make(map[string]float64, len(shares))
	for name, share := range shares {
		if n := clip(strings.ReplaceAll(normalise.Fold(name), " ", "")); n != "" && share > 0 && share < 1 {
			out[n] = max(out[n], share)
		}
	}
	return out
}

// within01 keeps a probability away from certainty.
func within01(p, otherwise float64) float64 {
	if !(p > 0) {
		return otherwise
	}
	return min(p, .999)
}

// orDefault reads 0 as the default and a negative number as none.
func orDefault(x, otherwise float64) float64 {
	switch {
	case x < 0:
		return 0
	case x > 0:
		return x
	}
	return otherwise
}

// ignored are the normalised contact details that stand for no person.
type ignored struct {
	postcodes, phones, emails map[string]bool
}

func newIgnored(o Options) *ignored {
	g := &ignored{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, s := range o.IgnorePostcodes {
		if p := normalise.ParsePostcode(s); p.Unit != "" {
			g.postcodes[p.Unit] = true
		}
	}
	for _, s := range o.IgnorePhones {
		if p := normalise.ParsePhone(s); p.Quality.Usable() {
			g.phones[p.National] = true
		}
	}
	for _, s := range o.IgnoreEmails {
		if e := normalise.ParseEmail(s); e.Quality.Usable() {
			g.emails[e.Address] = true
		}
	}
	return g
}

func (g *ignored) postcode(unit string) bool  { return g != nil && g.postcodes[unit] }
func (g *ignored) phone(national string) bool { return g != nil && g.phones[national] }
func (g *ignored) email(address string) bool  { return g != nil && g.emails[address] }
