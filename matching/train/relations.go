package train

import (
	"sync"

	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

// kinsBelief is how many relatives the usual proportions count for.
const kinsBelief = 100

// relations tell by the levels that a relative reaches what kind of relative it is.
type relations struct {
	codes  codes
	shares []float64
	bits   []fs.Parameters // of each kind: h by levels, in the order of uk.RelationShares
}

// usualRelations are those of the untrained model.
var usualRelations = sync.OnceValue(func() *relations { return newRelations(uk.Model(), matching.Relations{}) })

func newRelations(m fs.Model[uk.Person], of matching.Relations) *relations {
	r := &relations{codes: codesOf(m), shares: sharesOf(of)}
	for _, relative := range uk.RelativeModels(m) {
		r.bits = append(r.bits, relative.Parameters())
	}
	return r
}

// kinds are the kinds of relatives, in the order of uk.RelationShares.
func kinds(of *matching.Relations) [4]*float64 {
	return [...]*float64{&of.Partner, &of.ParentOrChild, &of.Sibling, &of.Twin}
}

// sharesOf returns the proportions as shares of one; the usual ones where none is
// given.
func sharesOf(k matching.Relations) []float64 {
	out := make([]float64, 0, 4)
	for _, share := range kinds(&k) {
		out = append(out, *share)
	}
	total := sum(out)
	if !(total > 0) {
		usual := uk.RelationShares()
		return usual[:]
	}
	for i := range out {
		out[i] /= total
	}
	return out
}

func sum(x []float64) (total float64) {
	for _, v := range x {
		total += v
	}
	return total
}

// add counts n relatives who reach the levels of the evidence, shared out among the
// kinds as each explains them. Nothing is counted where nothing is shown.
func (r *relations) add(to *matching.Relations, evidence []matching.Evidence, n float64) {
	levels, err := r.codes.levels(levelsOf(evidence))
	if err != nil || n == 0 {
		return
	}
	p := make([]float64, len(r.shares))
	for k := range p {
		p[k] = r.shares[k]
		for i, o := range levels {
			if o.Level >= 0 {
				p[k] *= r.bits[k].Comparisons[i].Levels[o.Level].M
			}
		}
	}
	total := sum(p)
	if !(total > 0) {
		return
	}
	for k, into := range kinds(to) {
		*into += n * p[k] / total
	}
}

// towardsUsual returns the shares of kinds that were counted, shrunk towards what was
// believed before.
func towardsUsual(counted, before matching.Relations) matching.Relations {
	belief, total := sharesOf(before), 0.
	for _, n := range kinds(&counted) {
		total += *n
	}
	total += kinsBelief
	for k, n := range kinds(&counted) {
		*n = (*n + float64(kinsBelief*belief[k])) / total
	}
	return counted
}
