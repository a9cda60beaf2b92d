package train_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/normalise"
	"github.com/caselobby/caselobby/matching/train"
)

// ukData is a register and a stream of arrivals, prepared for the UK model.
type ukData struct {
	fs.Data[uk.Person]
	people map[*uk.Person]*matching.Person
	labels []train.Label[uk.Person]
}

func newUKData(clients, arrivals int) *ukData {
	w := matchtest.New(1, clients)
	d := &ukData{people: map[*uk.Person]*matching.Person{}}
	d.Others = make([]uk.Person, 0, clients)
	d.Records = make([]uk.Person, 0, arrivals)
	m := matching.UK(nil)
	read := func(p matching.Person) (q uk.Person) {
		q.Read(string(m.Prepare(p).Profile))
		return q
	}
	byID := map[string]*uk.Person{}
	for c := range w.Clients() {
		d.Others = append(d.Others, read(c.Person))
		p := &d.Others[len(d.Others)-1]
		d.people[p], byID[c.ID] = &c.Person, p
	}
	for c := range w.Cases(arrivals, matchtest.Everyday()) {
		d.Records = append(d.Records, read(c.Person))
		p := &d.Records[len(d.Records)-1]
		d.people[p] = &c.Person
		for _, id := range c.Clients {
			d.labels = append(d.labels, train.Label[uk.Person]{A: p, B: byID[id], Match: true})
		}
	}
	return d
}

func (d *ukData) rules() []fs.Rule[uk.Person] {
	rule := func(comparison string, key func(*matching.Person) string) fs.Rule[uk.Person] {
		return fs.Rule[uk.Person]{
			Name: comparison, Agrees: agree(comparison),
			Keys: func(p *uk.Person) []string { return joint(key(d.people[p])) },
		}
	}
	return []fs.Rule[uk.Person]{
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
	m := uk.Model()
	prior, err := train.Prior(d.Data, d.rules()[1:], .5, nil)
	require.NoError(t, err)
	require.InEpsilon(t, float64(len(d.labels))/float64(d.Admissible()), prior, .5)
	m.Prior = prior
	taught, err := train.Labels(m, d.labels, nil)
	require.NoError(t, err)
	learnt, report, err := train.EM(m, d.Data, d.rules(), nil)
	require.NoError(t, err)
	require.Equal(t, []string{"gender"}, report.Untrained, "nobody in this world tells it")
	for i, c := range learnt.Comparisons {
		for j, l := range c.Levels {
			require.InDelta(t, taught.Comparisons[i].Levels[j].M, l.M, .03, "m of %s, %s", c.Name, l.Code)
		}
	}

	file, err := m.With(learnt.Parameters())
	require.NoError(t, err)
	require.Equal(t, learnt.Digest(), file.Digest())
}
