package matching

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// UKMatcher matches the clients of a UK local authority. It is immutable and
// safe for concurrent use.
type UKMatcher struct {
	o       Options
	ignored *ignored
	same    *fs.Scorer[Parsed]
	kin     []kin
	digest  string
}

// kin weighs the hypothesis that the person is a relative of a candidate: the
// bits of each level, log2(h/u).
type kin struct {
	share float64
	bits  [fields][]float64
}

var _ Matcher = (*UKMatcher)(nil)

// UK returns the default matcher for UK clients. It needs no training. Nil
// options are a good production set-up.
func UK(o *Options) *UKMatcher {
	m, err := newUK(o.complete(), UKModel())
	if err != nil {
		panic(err) // the built-in model is checked by its tests
	}
	return m
}

func newUK(o Options, model fs.Model[Parsed]) (*UKMatcher, error) {
	m := &UKMatcher{o: o, ignored: newIgnored(o)}
	var err error
	if m.same, err = fs.New(model); err != nil {
		return nil, err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, m.same.Digest(), o.Known, o.Found, o.Relatives, o.Duplicates, o.Waiting, o.Strength,
		o.IgnorePostcodes, o.IgnorePhones, o.IgnoreEmails, o.Surnames, o.Forenames) // maps print in order of their keys
	for r, share := range relationShares() {
		k, digest, err := newKin(r, share, model)
		if err != nil {
			return nil, err
		}
		fmt.Fprintln(sum, share, digest)
		m.kin = append(m.kin, k)
	}
	m.digest = "uk-" + hex.EncodeToString(sum.Sum(nil)[:8])
	return m, nil
}

func newKin(relation int, share float64, model fs.Model[Parsed]) (k kin, digest string, err error) {
	s, err := fs.New(kinModel(relation, model))
	if err != nil {
		return kin{}, "", err
	}
	k.share = share
	for f, c := range model.Comparisons {
		for level := range c.Levels {
			k.bits[f] = append(k.bits[f], s.Part(f, fs.Outcome{Level: level}).Bits)
		}
	}
	return k, s.Digest(), nil
}

// Model returns a digest of the parameters and the options.
func (m *UKMatcher) Model() string { return m.digest }

// Parse normalises a person as the matcher does: ignored contact details left
// out.
func (m *UKMatcher) Parse(p Person) Parsed { return prepare(p, m.ignored) }
