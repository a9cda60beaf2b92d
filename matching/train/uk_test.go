package train_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/normalise"
	"github.com/caselobby/caselobby/matching/train"
)

// ukData is a register and a stream of arrivals, prepared for the UK model.
type ukData struct {
	fs.Data[matching.Parsed]
	people map[*matching.Parsed]*matching.Person
	labels []train.Label[matching.Parsed]
}

func newUKData(clients, arrivals int) *ukData {
	w := matchtest.New(1, clients)
	d := &ukData{people: map[*matching.Parsed]*matching.Person{}}
	d.Others = make([]matching.Parsed, 0, clients)
	d.Records = make([]matching.Parsed, 0, arrivals)
	byID := map[string]*matching.Parsed{}
	for c := range w.Clients() {
		d.Others = append(d.Others, matching.Parse(c.Person))
		p := &d.Others[len(d.Others)-1]
		d.people[p], byID[c.ID] = &c.Person, p
	}
	for c := range w.Cases(arrivals, matchtest.Everyday()) {
		d.Records = append(d.Records, matching.Parse(c.Person))
		p := &d.Records[len(d.Records)-1]
		d.people[p] = &c.Person
		for _, id := range c.Clients {
			d.labels = append(d.labels, train.Label[matching.Parsed]{A: p, B: byID[id], Match: true})
		}
	}
	return d
}

func (d *ukData) rules() []fs.Rule[matching.Parsed] {
	rule := func(comparison string, key func(*matching.Person) string) fs.Rule[matching.Parsed] {
		return fs.Rule[matching.Parsed]{
			Name: comparison, Agrees: agree(comparison),
			Keys: func(p *matching.Parsed) []string { return joint(key(d.people[p])) },
		}
	}
	return []fs.Rule[matching.Parsed]{
		rule("date of birth", func(p *matching.Person) string {
			if b := normalise.ParseDate(p.Born); b.Quality == normalise.Valid {
				return b.String()
			}
			return ""
		}),
		rule("NI number", func(p *matching.Person) string {
			if n := normalise.ParseNINO(p.NINO); n.Quality.Usable() {
				return n.Stem
			}
			return ""
		}),
	}
}

// The UK model learns from a register and its arrivals alone what labels would
// have taught it.
func TestUKModelLearnsWithoutLabels(t *testing.T) {
	d := newUKData(20_000, 10_000)
	m := matching.UKModel()
	prior, err := train.Prior(d.Data, d.rules()[1:], .5, nil)
	require.NoError(t, err)
	require.InEpsilon(t, float64(len(d.labels))/float64(d.Admissible()), prior, .5)
	m.Prior = prior
	taught, err := train.Labels(m, d.labels, nil)
	require.NoError(t, err)
	learnt, report, err := train.EM(m, d.Data, d.rules(), nil)
	require.NoError(t, err)
	require.Empty(t, report.Untrained)
	for i, c := range learnt.Comparisons {
		for j, l := range c.Levels {
			require.InDelta(t, taught.Comparisons[i].Levels[j].M, l.M, .03, "m of %s, %s", c.Name, l.Code)
		}
	}

	file, err := m.With(learnt.Parameters())
	require.NoError(t, err)
	require.Equal(t, learnt.Digest(), file.Digest())
}
