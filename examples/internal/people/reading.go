package people

import (
	"sync"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/normalise"
)

// Reading is one value that matching reads in a text.
type Reading struct {
	Value   string // as it is compared; empty if it is not
	Quality normalise.Quality
	Why     normalise.Reason
	Note    string // to tell beside the reason, or instead of it
}

// unused reports whether matching does not use the value. "No fixed abode" is an answer, and none of these.
func (r Reading) unused() bool {
	return !r.Quality.Usable() && (r.Note == "" || r.Note == pseudoWords[normalise.NotKnown])
}

// Readers has for every field of a person, by the name that the person gives it, what matching
// reads in a text: each value in the one spelling in which it is compared, at least one.
var Readers = map[string]func(string) []Reading{
	"given":         readName(func(n *normalise.Names, s string) { n.Given = s }),
	"middle":        readName(func(n *normalise.Names, s string) { n.Middle = s }),
	"family":        readName(func(n *normalise.Names, s string) { n.Family = s }),
	"known-as":      readName(func(n *normalise.Names, s string) { n.KnownAs = []string{s} }),
	"former-family": readName(func(n *normalise.Names, s string) { n.FormerFamily = []string{s} }),
	"born":          readDate,
	"other-born":    readDate,
	"gender":        readGender,
	"nino": func(s string) []Reading {
		return readings(normalise.ParseNINOs(s), func(n normalise.NINO) Reading { return Reading{n.Stem, n.Quality, n.Why, ""} })
	},
	"emails":             readEmail,
	"phones":             readPhone,
	"previous-phones":    readPhone,
	"postcodes":          readPostcode,
	"previous-postcodes": readPostcode,
}

// readings makes a reading of each value. A text without any value is one that was not understood.
func readings[T any](values []T, one func(T) Reading) (rs []Reading) {
	for _, v := range values {
		r := one(v)
		if !r.Quality.Usable() {
			r.Value = ""
		}
		rs = append(rs, r)
	}
	if len(rs) == 0 {
		rs = []Reading{{Quality: normalise.Invalid, Why: normalise.ReasonForm}}
	}
	return rs
}

func readName(put func(*normalise.Names, string)) func(string) []Reading {
	return func(s string) []Reading {
		var in normalise.Names
		put(&in, s)
		n := normalise.ParseNames(in)
		r := Reading{Value: normalise.Fold(s), Quality: n.Quality, Why: n.Why}
		if len(n.Given)+len(n.Family)+len(n.Former)+len(n.Also) == 0 {
			if r.Why == "" {
				r.Why = normalise.ReasonForm
			}
			r.Value, r.Quality = "", normalise.Invalid
		}
		return []Reading{r}
	}
}

func readDate(s string) []Reading {
	return readings(normalise.ParseDates(s, time.Time{}), func(d normalise.Date) Reading { return Reading{d.String(), d.Quality, d.Why, ""} })
}

func readPhone(s string) []Reading {
	return readings(normalise.ParsePhones(s), func(p normalise.Phone) Reading { return Reading{p.National, p.Quality, p.Why, ""} })
}

func readEmail(s string) []Reading {
	return readings(normalise.ParseEmails(s), func(e normalise.Email) Reading {
		r := Reading{Value: e.Address, Quality: e.Quality, Why: e.Why}
		if e.Misspelled != "" {
			r.Note = "check the spelling: " + e.Misspelled + "?"
		}
		return r
	})
}

var pseudoWords = map[normalise.Pseudo]string{
	normalise.NoFixedAbode: "no fixed abode", normalise.NotKnown: "not known", normalise.Abroad: "abroad", normalise.Elsewhere: "no postcode of an address",
}

func readPostcode(s string) []Reading {
	return readings(normalise.ParsePostcodes(s), func(p normalise.Postcode) Reading {
		return Reading{p.String(), p.Quality, p.Why, pseudoWords[p.Pseudo]}
	})
}

// uk prepares a gender for readGender: package normalise has no parser of one.
var uk = sync.OnceValue(func() *matching.UKMatcher { return matching.UK(nil) })

func readGender(s string) []Reading {
	kept := uk().Prepare(matching.Person{Gender: s}).Profile
	if kept == uk().Prepare(matching.Person{}).Profile {
		return []Reading{{Quality: normalise.Invalid, Why: normalise.ReasonForm}}
	}
	return []Reading{{Value: string(kept), Quality: normalise.Valid}}
}
