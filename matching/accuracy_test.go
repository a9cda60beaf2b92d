package matching_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
)

// accuracy is what a matcher makes of cases whose truth is known.
type accuracy struct {
	cases, known int
	candidates   int
	found, first int // true clients in the pool; known cases whose most probable client is right
	trueRows     int
	loss         float64 // −Σ [y ln p + (1−y) ln(1−p)] over candidates
	bins         [10]struct{ n, right, p float64 }
	at           map[float64]*confusion
	took         time.Duration
	worst        []wrong
}

type confusion struct{ claimed, right, recalled int }

type wrong struct {
	id, candidate string
	p, loss       float64
}

func measure(m matching.Matcher, r *register, cases []arrival) accuracy {
	a := accuracy{at: map[float64]*confusion{.5: {}, .9: {}, .99: {}}}
	start := time.Now()
	for _, c := range cases {
		pool := r.pool(m, c.person)
		a.add(c, m.Rank(m.Prepare(c.person), pool))
	}
	a.took = time.Since(start)
	return a
}

func (a *accuracy) add(c arrival, r matching.Ranking) {
	a.cases++
	a.candidates += len(r.Clients)
	if len(c.truth) > 0 {
		a.known++
		if len(r.Clients) > 0 && slices.Contains(c.truth, r.Clients[0].ID) {
			a.first++
		}
	}
	a.trueRows += len(c.truth)
	for _, m := range r.Clients {
		y := slices.Contains(c.truth, m.ID)
		if y {
			a.found++
		}
		a.weigh(c.id, m, y)
	}
	for t, f := range a.at {
		recalled := false
		for _, m := range r.Clients {
			if m.Probability >= t {
				f.claimed++
				if slices.Contains(c.truth, m.ID) {
					f.right++
					recalled = true
				}
			}
		}
		if recalled {
			f.recalled++
		}
	}
}

func (a *accuracy) weigh(id string, m matching.Match, y bool) {
	p := min(max(m.Probability, 1e-9), 1-1e-9)
	b := &a.bins[min(int(p*10), 9)]
	b.n++
	b.p += p
	loss := -math.Log(1 - p)
	if y {
		b.right++
		loss = -math.Log(p)
	}
	a.loss += loss
	if loss > .5 {
		a.worst = append(a.worst, wrong{id, m.ID, m.Probability, loss})
	}
}

// ece is the expected calibration error: |mean p − share right| over ten bins,
// weighted by their size. The lowest bin holds nearly all candidates, so the
// figure without it is the telling one; here it is over candidates above 1 %.
func (a *accuracy) ece() float64 {
	sum, n := 0., 0.
	for _, b := range a.bins {
		sum += math.Abs(b.p - b.right)
		n += b.n
	}
	return sum / n
}

func (a *accuracy) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "blocking recall %.4f, %.1f candidates a case, right client first %.4f, log loss per case %.4f, ECE %.4f, %v\n",
		float64(a.found)/float64(a.trueRows), float64(a.candidates)/float64(a.cases), float64(a.first)/float64(a.known),
		a.loss/float64(a.cases), a.ece(), a.took.Round(time.Millisecond))
	for _, t := range []float64{.5, .9, .99} {
		f := a.at[t]
		fmt.Fprintf(&s, "at %.2f: precision %.4f, recall %.4f\n", t, f.precision(), float64(f.recalled)/float64(a.known))
	}
	for i, b := range a.bins {
		fmt.Fprintf(&s, "predicted %.1f–%.1f: %6.0f, mean %.4f, right %.4f\n", float64(i)/10, float64(i+1)/10, b.n, b.p/b.n, b.right/b.n)
	}
	return s.String()
}

func (f *confusion) precision() float64 { return float64(f.right) / float64(f.claimed) }

// madeUp is a register of the same size by other hands.
func madeUp(seed uint64, clients, n int, mix matchtest.Mix) (people []known, cases []arrival) {
	w := matchtest.New(seed, clients)
	for c := range w.Clients() {
		people = append(people, known{c.ID, c.Person})
	}
	for c := range w.Cases(n, mix) {
		cases = append(cases, arrival{c.ID, c.Person, c.Clients})
	}
	return people, cases
}

func TestUKModelIsAccurateOnARegisterByOtherHands(t *testing.T) {
	for _, c := range []struct {
		name           string
		clients, cases int
		mix            matchtest.Mix
		first, loss    float64
	}{
		{"everyday", 20_000, 3_000, matchtest.Everyday(), .985, .07},
		{"a small register", 300, 1_000, matchtest.Everyday(), .985, .07},
		{"nearly everybody is new", 10_000, 1_000, matchtest.Mix{Clients: .1, Relatives: .1, Realistic: .9}, .985, .04},
		{"nearly everybody is known", 10_000, 1_000, matchtest.Mix{Clients: .9, Relatives: .02, Realistic: .9}, .985, .12},
		{"a third are relatives", 10_000, 1_000, matchtest.Mix{Clients: .33, Relatives: .33, Realistic: .8}, .985, .1},
		{"referrals by those who hardly know the person", 10_000, 1_000, matchtest.Mix{Clients: .45, Relatives: .1, Hard: 1}, .94, .25},
	} {
		t.Run(c.name, func(t *testing.T) {
			people, cases := madeUp(uint64(len(c.name)), c.clients, c.cases, c.mix)
			m := matching.UK(nil)
			a := measure(m, newRegister(m, people, 100), cases)
			t.Log("\n" + a.String())
			require.GreaterOrEqual(t, float64(a.first)/float64(a.known), c.first, "right client first")
			require.LessOrEqual(t, a.loss/float64(a.cases), c.loss, "log loss per case")
			require.LessOrEqual(t, a.ece(), .01)
		})
	}
}

func TestUKModelIsAccurateUntrained(t *testing.T) {
	people, cases := ukData(t)
	m := matching.UK(nil)
	a := measure(m, newRegister(m, people, 100), cases)
	t.Log("\n" + a.String())
	require.GreaterOrEqual(t, float64(a.found)/float64(a.trueRows), .998, "blocking recall")
	require.GreaterOrEqual(t, float64(a.first)/float64(a.known), .985, "right client first")
	require.GreaterOrEqual(t, a.at[.9].precision(), .985)
	require.GreaterOrEqual(t, float64(a.at[.9].recalled)/float64(a.known), .93)
	require.LessOrEqual(t, a.loss/float64(a.cases), .08, "log loss per case")
	require.LessOrEqual(t, a.ece(), .02)
}
