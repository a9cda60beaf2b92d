//go:build linux

package libraries

import (
	"flag"
	"runtime"
	"testing"
	"time"

	"github.com/agnivade/levenshtein"
	"github.com/xrash/smetrics"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/index"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/peers"
)

var clients = flag.Int("clients", 100_000, "size of the register")

// rec is a person as a program keeps one that is put together of libraries: the
// same normalised values in plain strings, one of each kind.
type rec struct{ given, family, born, nino, phone, email, postcode string }

func newRec(p matching.Parts) *rec {
	r := &rec{given: p.Forename.Text(), family: surname(p), nino: p.NINO, email: email(p)}
	if p.Year != 0 {
		r.born = time.Date(p.Year, time.Month(max(p.Month, 1)), max(p.Day, 1), 0, 0, 0, 0, time.UTC).Format("2006-01-02")
	}
	if len(p.Phones) > 0 {
		r.phone = p.Phones[0]
	}
	if len(p.Postcodes) > 0 {
		r.postcode = p.Postcodes[0]
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
	w := name(a.family, b.family, 10) + name(a.given, b.given, 7)
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

func name(a, b string, bits float64) float64 {
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

// BenchmarkSearch looks for one person after the other in a register: in the
// index, and in map[string][]*rec with the libraries' comparisons.
func BenchmarkSearch(b *testing.B) {
	m, w := matching.UK(nil), matchtest.New(1, *clients)
	x, blocks := index.New(m, index.Options{}), map[string][]*rec{}
	var all []*rec
	id := index.ID(0)
	for c := range w.Clients() {
		p := m.Parse(c.Person)
		x.Put(id, &p)
		id++
		r := newRec(p.Parts())
		all = append(all, r)
		for _, k := range r.keys() {
			blocks[k] = append(blocks[k], r)
		}
	}
	var people []matching.Parsed
	for c := range w.Cases(500, matchtest.Mix{Clients: .8, Relatives: .1, Realistic: 1}) {
		people = append(people, m.Parse(c.Person))
	}
	b.Run("blocked", func(b *testing.B) { search(b, x, blocks, people) })
	b.Run("everybody", func(b *testing.B) { scan(b, x, all, people) })
}

func search(b *testing.B, x *index.Index, blocks map[string][]*rec, people []matching.Parsed) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var own, naive []time.Duration
	ownPairs, naivePairs := 0, 0
	for b.Loop() {
		for i := range people {
			start := peers.ThreadTime()
			r := x.Search(&people[i], 10)
			own = append(own, peers.ThreadTime()-start)
			ownPairs += r.Compared

			start = peers.ThreadTime()
			q, seen := newRec(people[i].Parts()), map[*rec]bool{}
			for _, k := range q.keys() {
				for _, r := range blocks[k] {
					if !seen[r] {
						seen[r] = true
						sink += weigh(q, r)
					}
				}
			}
			naive = append(naive, peers.ThreadTime()-start)
			naivePairs += len(seen)
		}
	}
	report(b, own, naive, ownPairs, naivePairs, b.N*len(people))
}

func scan(b *testing.B, x *index.Index, all []*rec, people []matching.Parsed) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var own, naive []time.Duration
	n := 0
	for b.Loop() {
		p := &people[n%len(people)]
		n++
		start := peers.ThreadTime()
		x.Scan(p, 10)
		own = append(own, peers.ThreadTime()-start)
		start = peers.ThreadTime()
		q := newRec(p.Parts())
		for _, r := range all {
			sink += weigh(q, r)
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
