package train

import (
	"math"
	"slices"

	"github.com/caselobby/caselobby/matching"
)

// Counts are what a host keeps of its arrivals and decisions to learn π and κ from,
// and to see whether they are as the matcher assumes. They are sums: nothing of
// anybody can be told from them. The zero value has counted nothing. They go into
// JSON and add up: those of two offices, or of two months, are their sum.
type Counts struct {
	Arrived  float64  `json:"arrived"`  // arrivals ranked, decided or not
	Expected float64  `json:"expected"` // … of whom so many are on the register, by what the rankings say
	Bands    [10]Band `json:"bands"`    // decisions, by what was said of the person's being one of those listed

	// Listed clients who are relatives of who was decided on, as expected, and of what
	// kind they are.
	Relatives float64            `json:"relatives"`
	Kinds     matching.Relations `json:"kinds"`

	// The surprise of the decisions, in bits: of each, how improbable the answer was.
	Surprise         float64 `json:"surprise"`
	ExpectedSurprise float64 `json:"expectedSurprise"` // … if probabilities mean what they say
	Variance         float64 `json:"variance"`         // of that
}

// Band is decisions of which much the same was said.
type Band struct {
	Decided float64 `json:"decided"`
	Known   float64 `json:"known"`  // of which a client was taken, as far as that is believed
	Chosen  float64 `json:"chosen"` // of which a client was taken
	Said    float64 `json:"said"`   // sum of the probabilities that were said
	Spread  float64 `json:"spread"` // sum of their variances, p·(1−p)
}

// Arrive counts an arrival when it is ranked: once, however often it is looked at.
func (c *Counts) Arrive(r matching.Ranking) {
	c.Arrived++
	c.Expected += 1 - r.Absent
}

// Decide counts a decision, by the ranking that the officer was shown. It is believed
// as far as it is probable to be right.
func (c *Counts) Decide(r matching.Ranking, decided Ruling) {
	b := newNoise().believe(&r, &decided)
	if b.shown == nil {
		return // of a client who was not shown a ranking says nothing
	}
	said := min(max(1-r.None, 0), 1)
	band := &c.Bands[min(int(said*float64(len(c.Bands))), len(c.Bands)-1)]
	band.Decided++
	band.Known += b.known
	if decided.Client != "" {
		band.Chosen++
	}
	band.Said += said
	band.Spread += said * (1 - said)
	c.Relatives += b.relatives
	kinds := usualRelations()
	for i, p := range b.relative {
		if p >= unlikely {
			kinds.add(&c.Kinds, r.Clients[i].Evidence, p)
		}
	}
	c.surprise(b.shown)
}

// mistaken is the share of decisions that come about by chance, as far as surprises
// go: without it a single wrong one would outweigh all others.
const mistaken = .03

// surprise counts how improbable the answer was that was taken, and how improbable
// the answers would be on average if what was said of each were true.
func (c *Counts) surprise(s *shown) {
	answers := append(slices.Clone(s.clients), s.none)
	total := 0.
	for _, p := range answers {
		total += p
	}
	if !(total > 0) {
		return // of answers of which nothing was said none surprises
	}
	chosen := s.chosen
	if chosen == Nobody {
		chosen = len(answers) - 1
	}
	mean, square := 0., 0.
	for i, p := range answers {
		p = float64((1-mistaken)*p/total) + mistaken/float64(len(answers))
		bits := -math.Log2(p)
		mean += float64(p * bits)
		square += float64(p * bits * bits)
		if i == chosen {
			c.Surprise += bits
		}
	}
	c.ExpectedSurprise += mean
	c.Variance += square - float64(mean*mean)
}

// Plus returns the sum of both.
func (c Counts) Plus(d Counts) Counts {
	c.Arrived += d.Arrived
	c.Expected += d.Expected
	c.Relatives += d.Relatives
	for k, n := range kinds(&d.Kinds) {
		*kinds(&c.Kinds)[k] += *n
	}
	c.Surprise += d.Surprise
	c.ExpectedSurprise += d.ExpectedSurprise
	c.Variance += d.Variance
	for i, b := range d.Bands {
		c.Bands[i] = c.Bands[i].plus(b)
	}
	return c
}

func (b Band) plus(d Band) Band {
	return Band{b.Decided + d.Decided, b.Known + d.Known, b.Chosen + d.Chosen, b.Said + d.Said, b.Spread + d.Spread}
}

// all is all bands as one.
func (c *Counts) all() (sum Band) {
	for _, b := range c.Bands {
		sum = sum.plus(b)
	}
	return sum
}

// Options returns the options with π, κ and the kinds of relatives as the decisions
// say. What the options hold, or else their defaults, is what is believed before there
// are any: it counts for 5 decisions of π, 200 of κ and 100 relatives of their kinds, so
// that a few decisions, or all of them alike, never make anything certain.
func (c Counts) Options(o *matching.Options) *matching.Options {
	out := matching.Options{}
	if o != nil {
		out = *o
	}
	all, known, relatives := c.all(), assumedKnown(o), assumedRelatives(o)
	out.PriorKnown = (all.Known + float64(knownBelief*known)) / (all.Decided + knownBelief)
	if relatives > 0 { // else the host has said that there are none
		out.Relations = towardsUsual(c.Kinds, out.Relations)
		out.Relatives = (c.Relatives/listed + float64(relativesBelief*relatives)) / (all.Decided + relativesBelief)
	}
	return &out
}

func assumedKnown(o *matching.Options) float64 {
	if o == nil || !(o.PriorKnown > 0) {
		return usualKnown
	}
	return min(o.PriorKnown, .999)
}

func assumedRelatives(o *matching.Options) float64 {
	if o == nil || o.Relatives == 0 {
		return usualRelatives
	}
	return o.Relatives
}
