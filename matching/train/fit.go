package train

import (
	"math"

	"github.com/caselobby/caselobby/matching"
)

// Fit is how what arrives, and what is decided of it, fits what the matcher assumes.
type Fit struct {
	Arriving Compared // share of arrivals on the register: as assumed (π), and as their rankings say
	Known    Compared // share of decisions that take a client: as said of them, and as decided
	Surprise Compared // bits by which a decision surprises: as expected of what was said, and as decided
}

// Compared is a mean as expected and as seen, over a number of cases.
type Compared struct {
	Expected, Seen float64
	Error          float64 // standard error of what is seen, if what is expected is true
	Cases          int
}

// enoughCases is how many cases must have been seen before anything is said of them.
const enoughCases = 30

// Off is by how many standard errors what is seen is higher than what is expected;
// 0 as long as there are fewer than 30 cases.
func (c Compared) Off() float64 {
	if c.Cases < enoughCases || !(c.Error > 0) {
		return 0
	}
	return (c.Seen - c.Expected) / c.Error
}

// tooFar is by how many standard errors something is off that does not fit: by chance
// that is so of one in several hundred.
const tooFar = 3

// worthTelling is by how much a share has to be off to matter to anybody, however
// sure it is.
const worthTelling = .03

// Fits reports whether what is seen is as expected, as far as can be told.
func (c Compared) Fits() bool {
	return math.Abs(c.Off()) <= tooFar || math.Abs(c.Seen-c.Expected) <= worthTelling
}

// Good reports whether all of it fits. Where it does not, see which: if it is
// Arriving or Known, then [Counts.Options] has a better π; if it is Surprise alone,
// probabilities do not mean what they say and [UK] is to learn better ones, or
// officers decide otherwise than by who the person is.
// That decisions surprise less than expected is no trouble.
func (f Fit) Good() bool {
	return f.Arriving.Fits() && f.Known.Fits() && (f.Surprise.Fits() || f.Surprise.Off() < 0)
}

// Fit compares what was counted with what was assumed: the options of the matcher
// that ranked.
func (c Counts) Fit(o *matching.Options) Fit {
	all, known := c.all(), assumedKnown(o)
	return Fit{
		Arriving: compared(known*c.Arrived, c.Expected, known*(1-known)*c.Arrived, c.Arrived),
		Known:    compared(all.Said, all.Chosen, all.Spread, all.Decided),
		Surprise: compared(c.ExpectedSurprise, c.Surprise, c.Variance, all.Decided),
	}
}

// compared makes means of sums.
func compared(expected, seen, variance, cases float64) Compared {
	if cases <= 0 {
		return Compared{}
	}
	// A little variance is always there: officers are mistaken now and then.
	variance += mistaken * (1 - mistaken) * cases
	return Compared{expected / cases, seen / cases, math.Sqrt(variance) / cases, int(cases)}
}
