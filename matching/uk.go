package matching

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

// UKMatcher matches the clients of a UK local authority. It is immutable and
// safe for concurrent use.
type UKMatcher struct {
	o         Options
	reading   uk.Reading
	same      *fs.Scorer[uk.Person]
	relatives []relative
	slips     slips
	digest    string
}

// relative weighs the hypothesis that the person is a relative of a candidate: the
// bits of each level, log2(h/u).
type relative struct {
	share float64
	bits  [uk.Fields][]float64
}

var _ Matcher = (*UKMatcher)(nil)

// UK returns the default matcher for UK clients. It needs no training. Nil
// options are a good production set-up. It panics on options that are impossible: a
// probability outside 0 to 1, a negative proportion, NaN or an infinity.
func UK(o *Options) *UKMatcher {
	m, err := newUK(o, uk.Model())
	if err != nil {
		panic(err) // the built-in model is checked by its tests, so it is the options
	}
	return m
}

// Trained returns the matcher for UK clients with parameters that were estimated
// for it, as package train does. Parameters of another model or version are
// refused with an error that Is [fs.ErrModel]; options that [UK] panics on are
// refused as well.
func Trained(p fs.Parameters, o *Options) (*UKMatcher, error) {
	model, err := uk.Model().With(p)
	if err != nil {
		return nil, err
	}
	return newUK(o, model)
}

func newUK(given *Options, model fs.Model[uk.Person]) (*UKMatcher, error) {
	if err := given.check(); err != nil {
		return nil, err
	}
	o := given.complete()
	m := &UKMatcher{o: o, reading: o.reading()}
	var err error
	if m.same, err = fs.New(model); err != nil {
		return nil, err
	}
	m.slips = newSlips()
	sum := sha256.New()
	fmt.Fprintln(sum, m.same.Digest(), o.PriorKnown, o.BlockingRecall, o.Relatives, o.Duplicates, o.Waiting, o.PriorWeight,
		o.IgnorePostcodes, o.IgnorePhones, o.IgnoreEmails, o.Surnames, o.Forenames) // maps print in order of their keys
	shares := o.Relations.shares()
	for r, model := range uk.RelativeModels(model) {
		s, err := fs.New(model)
		if err != nil {
			return nil, err
		}
		fmt.Fprintln(sum, shares[r], s.Digest())
		m.relatives = append(m.relatives, newRelative(shares[r], s))
	}
	m.digest = "uk-" + hex.EncodeToString(sum.Sum(nil)[:8])
	return m, nil
}

func newRelative(share float64, s *fs.Scorer[uk.Person]) relative {
	r := relative{share: share}
	for f, c := range s.Model().Comparisons {
		for level := range c.Levels {
			r.bits[f] = append(r.bits[f], s.Part(f, fs.Outcome{Level: level}).Bits)
		}
	}
	return r
}

// Model returns a digest of the parameters and the options.
func (m *UKMatcher) Model() string { return m.digest }

// Parameters returns the m and u of every level, for a file or a chart.
func (m *UKMatcher) Parameters() fs.Parameters { return m.same.Model().Parameters() }

// Prepare normalises a person: see [Matcher].
func (m *UKMatcher) Prepare(p Person) Prepared {
	typed := uk.Typed(p)
	q := people.Get().(*uk.Person)
	m.reading.Prepare(q, &typed)
	kept, ask := uk.KeysAndAsk[Key](q)
	profile := Profile(q.Profile())
	giveBack(q)
	return Prepared{Keys: kept, Ask: ask, Profile: profile}
}

// people is memory that one person after another is read into. It is cleared after each,
// so that nobody's data stays behind.
var people = sync.Pool{New: func() any { return new(uk.Person) }}

// giveBack clears a person and returns it to people.
func giveBack(p *uk.Person) {
	p.Forget()
	people.Put(p)
}

// Ask returns the keys by which others are looked for, of a profile that is not stale:
// see [Matcher].
func (m *UKMatcher) Ask(p Profile) []Key {
	q := people.Get().(*uk.Person)
	defer giveBack(q)
	if !q.Read(string(p)) {
		return nil
	}
	return uk.Ask[Key](q)
}

// Stale reports whether a profile was made by another version of the matcher.
func (m *UKMatcher) Stale(p Profile) bool { return !uk.Current(string(p)) }
