//go:build linux

package libraries

import (
	"flag"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/agnivade/levenshtein"
	"github.com/xrash/smetrics"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/peers"
	"github.com/caselobby/caselobby/matching/trial"
)

var clients = flag.Int("clients", 100_000, "size of the register")

// rec is a person as a program keeps one that is put together of libraries: the
// same normalised values in plain strings, one of each kind.
type rec struct{ given, family, born, nino, phone, email, postcode string }

func newRec(f *peers.Fields) *rec {
	r := &rec{given: f.Forename(), family: f.Surname(), born: f.Born(), nino: f.NINO, phone: f.Phone(), email: f.Email(), postcode: f.Postcode()}
	if f.Year != 0 && r.born == "" {
		r.born = fmt.Sprintf("%04d-01-01", f.Year)
	}
	return r
}

// keys are blocking rules of the usual kind.
func (r *rec) keys() (k []string) {
	add := func(kind string, values ...string) {
		for _, v := range values {
			if v == "" {
				return
			}
			kind += "|" + v
		}
		k = append(k, kind)
	}
	initial := r.given[:min(len(r.given), 1)]
	add("nino", r.nino)
	add("phone", r.phone)
	add("email", r.email)
	add("born", r.born, initial)
	add("postcode", r.postcode, initial)
	add("names", r.given, r.family)
	add("year", r.family, r.born[:min(len(r.born), 4)])
	return k
}

// weigh compares two people: seven fields, a few levels each.
func weigh(a, b *rec) float64 {
	w := half(a.family, b.family, 10) + half(a.given, b.given, 7)
	w += edits(a.born, b.born, 14, 5) + edits(a.nino, b.nino, 20, 11) + edits(a.phone, b.phone, 16, 11) + edits(a.postcode, b.postcode, 10, 5)
	if a.email != "" && b.email != "" {
		switch {
		case a.email == b.email:
			w += 17
		case smetrics.JaroWinkler(a.email, b.email, .7, 4) >= .92:
			w += 1
		default:
			w -= 2
		}
	}
	return w
}

func half(a, b string, bits float64) float64 {
	switch jw := smetrics.JaroWinkler(a, b, .7, 4); {
	case a == "" || b == "":
		return 0
	case a == b:
		return bits
	case jw >= .9:
		return bits / 2
	case jw >= .78:
		return 1
	}
	return -3
}

func edits(a, b string, equal, slip float64) float64 {
	if a == "" || b == "" {
		return 0
	}
	switch levenshtein.ComputeDistance(a, b) {
	case 0:
		return equal
	case 1, 2:
		return slip
	}
	return -2
}

// asked is one person to look for, prepared for both sides.
type asked struct {
	matching.Prepared
	rec *rec
}

// BenchmarkSearch looks for one person after the other in a register: by keys and
// profiles, and in map[string][]*rec with the libraries' comparisons. Everybody is
// normalised beforehand.
func BenchmarkSearch(b *testing.B) {
	m, w := matching.UK(nil), matchtest.New(1, *clients)
	own, blocks := trial.NewRegister(m, 0), map[string][]*rec{}
	everybody := matching.Pool{Size: w.Len()}
	var all []*rec
	for c := range w.Clients() {
		own.Put(c.ID, c.Person)
		everybody.Clients = append(everybody.Clients, matching.Candidate{ID: c.ID, Profile: m.Prepare(c.Person).Profile})
		r := newRec(fields(c.Person))
		all = append(all, r)
		for _, k := range r.keys() {
			blocks[k] = append(blocks[k], r)
		}
	}
	var people []asked
	for c := range w.Cases(500, matchtest.Mix{Clients: .8, Relatives: .1, Realistic: 1}) {
		people = append(people, asked{m.Prepare(c.Person), newRec(fields(c.Person))})
	}
	b.Run("blocked", func(b *testing.B) { search(b, m, own, blocks, people) })
	b.Run("everybody", func(b *testing.B) { scan(b, m, own, everybody, all, people) })
}

func fields(p matching.Person) *peers.Fields {
	f := peers.FieldsOf(p)
	return &f
}

func search(b *testing.B, m matching.Matcher, register *trial.Register, blocks map[string][]*rec, people []asked) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var own, naive []time.Duration
	ownPairs, naivePairs := 0, 0
	for b.Loop() {
		for _, p := range people {
			start := peers.ThreadTime()
			ownPairs += len(m.Rank(p.Prepared, register.Pool(p.Ask)).Clients)
			own = append(own, peers.ThreadTime()-start)

			start = peers.ThreadTime()
			seen := map[*rec]bool{}
			for _, k := range p.rec.keys() {
				for _, r := range blocks[k] {
					if !seen[r] {
						seen[r] = true
						sink += weigh(p.rec, r)
					}
				}
			}
			naive = append(naive, peers.ThreadTime()-start)
			naivePairs += len(seen)
		}
	}
	report(b, own, naive, ownPairs, naivePairs, b.N*len(people))
}

func scan(b *testing.B, m matching.Matcher, register *trial.Register, everybody matching.Pool, all []*rec, people []asked) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var own, naive []time.Duration
	n := 0
	for b.Loop() {
		p := &people[n%len(people)]
		n++
		start := peers.ThreadTime()
		everybody.Counts = register.Pool(p.Ask).Counts
		sink += float64(len(m.Rank(p.Prepared, everybody).Clients))
		own = append(own, peers.ThreadTime()-start)
		start = peers.ThreadTime()
		for _, r := range all {
			sink += weigh(p.rec, r)
		}
		naive = append(naive, peers.ThreadTime()-start)
	}
	report(b, own, naive, n*len(all), n*len(all), n)
}

// report reports medians of single lookups, and nanoseconds a pair from them.
func report(b *testing.B, own, naive []time.Duration, ownPairs, naivePairs, lookups int) {
	o, n := median(own), median(naive)
	b.ReportMetric(o/1e3, "own-µs/lookup")
	b.ReportMetric(n/1e3, "naive-µs/lookup")
	b.ReportMetric(float64(ownPairs)/float64(lookups), "own-pairs")
	b.ReportMetric(float64(naivePairs)/float64(lookups), "naive-pairs")
	b.ReportMetric(n/o, "×lookup")
	b.ReportMetric(n/o*float64(ownPairs)/float64(naivePairs), "×pair")
}
