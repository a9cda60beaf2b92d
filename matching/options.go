package matching

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/caselobby/caselobby/matching/internal/uk"
	"github.com/caselobby/caselobby/matching/normalise"
)

// Options set up the UK model. The zero value, like nil, is a good production
// set-up; a field left at zero has its default.
type Options struct {
	// PriorKnown is π, the probability that an incoming person is a client already.
	// Default 0.3.
	PriorKnown float64
	// BlockingRecall is ρ, the probability that a client who is the person is in the
	// pool, of askers who give a name, a date of birth and more: less is expected
	// where less is given. Default 1, as far as what is given can lead to anybody.
	BlockingRecall float64
	// Relatives is κ, how many relatives on the register a person has who is no
	// client, on average. Default 0.25; negative means none.
	Relatives float64
	// Relations is how those relatives are made up, by proportion. All zero is as in
	// England and Wales.
	Relations Relations
	// Duplicates is how many other rows of the register are the same person as a
	// given row, on average. Default 0.01; negative means none.
	Duplicates float64
	// Waiting is the probability that another undecided record is about the same
	// person. Default 0.05.
	Waiting float64

	// Latest is today, as far as the matcher knows, which has no clock: a host gives the
	// day on which it starts. A birth more than a year after it is not read, and a year of
	// two digits is the last one that puts the birth no later than it. Default
	// [normalise.Released].
	Latest time.Time

	// What stands for the council or an agency and never for a person: postcodes
	// of offices used as "no fixed abode", phones and e-mail addresses of
	// agencies. They are as good as absent.
	IgnorePostcodes, IgnorePhones, IgnoreEmails []string

	// Surnames and Forenames are the shares of names in the whole country, by name,
	// for registers too small to tell a common name from a rare one. A name that is
	// missing, or whose share is not between 0 and 1, has the average share. They must
	// not change after.
	Surnames, Forenames map[string]float64

	// PriorWeight is how many people a prior share counts for when it is smoothed
	// with what the register counts. Default 100.
	PriorWeight float64
}

// Relations are the relatives of a person on the register, by proportion: those of
// [Options] need not add up to one.
type Relations struct{ Partner, ParentOrChild, Sibling, Twin float64 }

// shares returns the proportions as shares of one: those of [uk.RelationShares] if none is
// given.
func (r Relations) shares() [4]float64 {
	of := [4]float64{max(r.Partner, 0), max(r.ParentOrChild, 0), max(r.Sibling, 0), max(r.Twin, 0)}
	total := of[0] + of[1] + of[2] + of[3]
	if !(total > 0) {
		return uk.RelationShares()
	}
	for i := range of {
		of[i] /= total
	}
	return of
}

// check refuses values that are impossible, such as a percentage for a probability: were
// they silently replaced, everybody would be ranked wrongly.
func (o *Options) check() error {
	if o == nil {
		return nil
	}
	var errs []error
	for _, v := range []struct {
		name        string
		value       float64
		least, most float64
	}{
		{"PriorKnown", o.PriorKnown, 0, 1}, {"BlockingRecall", o.BlockingRecall, 0, 1}, {"Waiting", o.Waiting, 0, 1},
		{"Relatives", o.Relatives, -math.MaxFloat64, math.MaxFloat64}, {"Duplicates", o.Duplicates, -math.MaxFloat64, math.MaxFloat64},
		{"PriorWeight", o.PriorWeight, 0, math.MaxFloat64},
		{"Relations.Partner", o.Relations.Partner, 0, math.MaxFloat64}, {"Relations.ParentOrChild", o.Relations.ParentOrChild, 0, math.MaxFloat64},
		{"Relations.Sibling", o.Relations.Sibling, 0, math.MaxFloat64}, {"Relations.Twin", o.Relations.Twin, 0, math.MaxFloat64},
	} {
		if !(v.least <= v.value && v.value <= v.most) {
			errs = append(errs, fmt.Errorf("matching: Options.%s cannot be %v", v.name, v.value))
		}
	}
	return errors.Join(errs...)
}

// uncertain is the most that a prior probability may be: no evidence would change one of 1.
const uncertain = .999

// complete returns the options with the defaults for what is not given.
func (o *Options) complete() Options {
	c := Options{}
	if o != nil {
		c = *o
	}
	c.Surnames, c.Forenames = folded(c.Surnames), folded(c.Forenames)
	c.PriorKnown = min(cmp.Or(c.PriorKnown, .3), uncertain)
	c.BlockingRecall = cmp.Or(c.BlockingRecall, 1)
	c.Waiting = min(cmp.Or(c.Waiting, .05), uncertain)
	c.Relatives = orDefault(c.Relatives, .25)
	c.Duplicates = orDefault(c.Duplicates, .01)
	c.PriorWeight = cmp.Or(c.PriorWeight, 100)
	return c
}

func (o *Options) reading() uk.Reading {
	return uk.Reading{Latest: o.Latest, Ignored: uk.NewIgnored(o.IgnorePostcodes, o.IgnorePhones, o.IgnoreEmails)}
}

func (o *Options) national() uk.National {
	return uk.National{Surnames: o.Surnames, Forenames: o.Forenames}
}

// folded returns the shares by folded name; of two names that fold to one the
// larger share counts. What is no share is left out.
func folded(shares map[string]float64) map[string]float64 {
	out := make(map[string]float64, len(shares))
	for name, share := range shares {
		if n := strings.ReplaceAll(normalise.Fold(name), " ", ""); n != "" && share > 0 && share < 1 {
			out[n] = max(out[n], share)
		}
	}
	return out
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
