package trial_test

import (
	"encoding/csv"
	"flag"
	"fmt"
	"iter"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/trial"
)

var (
	cases   = flag.Int("trial.cases", 0, "report a trial of so many cases on each society; 5000 takes a minute")
	clients = flag.Int("trial.clients", 20_000, "clients on the register of a trial")
	seed    = flag.Uint64("trial.seed", 1, "seed of the worlds of a trial")
	data    = flag.String("trial.data", "", "folder of clients.csv, cases.csv and truth.csv to report a trial of")
)

// fixed is a matcher that says of each client what it is told to, by given name.
type fixed map[string]float64

func (f fixed) Prepare(p matching.Person) matching.Prepared {
	keys := []matching.Key{matching.Key(len(p.Family)), 1<<63 + matching.Key(len(p.Given))}
	return matching.Prepared{Keys: keys, Ask: keys}
}

func (f fixed) Rank(_ matching.Prepared, pool matching.Pool) matching.Ranking {
	r := matching.Ranking{Size: pool.Size, Truncated: pool.Truncated()}
	for _, c := range pool.Clients {
		r.Clients = append(r.Clients, matching.Match{ID: c.ID, Probability: f[c.ID]})
	}
	slices.SortFunc(r.Clients, func(a, b matching.Match) int { return int(math.Copysign(1, b.Probability-a.Probability)) })
	return r
}

func (fixed) Stale(matching.Profile) bool { return false }

func (fixed) Model() string { return "fixed" }

func TestFiguresAreThoseOfTheirDefinitions(t *testing.T) {
	r := trial.NewRegister(fixed{"A": .95, "B": .6, "C": .2, "D": .95}, 2)
	for id, family := range map[string]string{"A": "Lee", "B": "Lee", "C": "Brown", "D": "Kowalska"} {
		r.Put(id, matching.Person{Family: family})
	}
	require.Equal(t, 4, r.Len())
	lee, brown, kowalska, nobody := matching.Person{Family: "Lee"}, matching.Person{Family: "Brown"}, matching.Person{Family: "Kowalska"}, matching.Person{Family: "Li"}
	f := trial.Run(r, slices.Values([]trial.Case{
		{lee, []string{"B"}, "client"},      // second of two above one half
		{brown, []string{"C"}, "client"},    // first, and hardly probable
		{kowalska, nil, "twin"},             // wrong
		{nobody, []string{"A"}, "client"},   // missed
		{kowalska, []string{"D"}, "client"}, // right
	}))
	ln := math.Log
	require.Equal(t, 5, f.Cases)
	require.Equal(t, 4, f.Known)
	require.InDelta(t, .75, f.Listed, 1e-12)
	require.InDelta(t, .5, f.First, 1e-12)
	require.InDelta(t, .75, f.Ten, 1e-12)
	require.InDelta(t, -(ln(.05)+ln(.6)+ln(.2)+ln(.05)+ln(.95))/5, f.LogLoss, 1e-12)
	require.Equal(t, []int{1, 2}, []int{f.Right, f.False})
	require.InDelta(t, 1./3, f.Precision(), 1e-12)
	require.InDelta(t, .25, f.Recall, 1e-12)
	require.Equal(t, 1, f.Rivals)
	require.Equal(t, map[string]int{"client": 1, "twin": 1}, f.Wrong)
	require.InDelta(t, 1, f.Candidates, 1e-12)
	require.Equal(t, []int{1, 0, 1, 0, 3, 0}, counts(f))
	require.InDelta(t, (math.Abs(2.85-1)+.4+.8)/5, f.ECE, 1e-12)
	require.Len(t, f.Groups, 1, "this matcher shows no evidence")
	require.Equal(t, 5, f.Groups[0].Count)
	require.InDelta(t, 3.65/5, f.Groups[0].Said, 1e-12)
	require.InDelta(t, .6, f.Groups[0].True, 1e-12)
	require.Contains(t, f.GroupTable(3), "| – | – | 5 | 0.730 | 0.600 |")
	require.Contains(t, f.Row("x"), "| x | 0.7500 | 0.5000 |")
	require.Contains(t, f.BandRow("x"), "3, 0.950 → 0.333")
	require.Equal(t, strings.Count(trial.BandHead(), "|"), 2*strings.Count(f.BandRow("x"), "|"))
}

func counts(f trial.Figures) (n []int) {
	for _, b := range f.Bands {
		n = append(n, b.Count)
	}
	return n
}

func TestABlockThatIsTooLargeIsCountedAndNotFollowed(t *testing.T) {
	r := trial.NewRegister(fixed{"A": .5}, 2)
	for _, id := range []string{"C", "A", "B"} {
		r.Put(id, matching.Person{Family: "Lee"})
	}
	ranking := r.Ask(matching.Person{Family: "Lee"})
	require.True(t, ranking.Truncated)
	require.Empty(t, ranking.Clients)
	require.Equal(t, 3, ranking.Size)
	require.Equal(t, trial.Figures{Cases: 1, Bands: f0().Bands, Wrong: map[string]int{}, Groups: []trial.Group{}},
		trial.Run(r, slices.Values([]trial.Case{{Person: matching.Person{Family: "Lee"}}})), "nothing listed is no figure")
}

func f0() trial.Figures {
	return trial.Run(trial.NewRegister(fixed{}, 0), slices.Values([]trial.Case(nil)))
}

// societies are what a model must be right on alike.
var societies = []struct {
	name    string
	society matchtest.Society
}{
	{"real rates", matchtest.RealRates()},
	{"no relatives", matchtest.NoRelatives()},
	{"many relatives", matchtest.ManyRelatives()},
}

// mixOf is the everyday mix with another share of clients. Of those who are none,
// two in eleven are relatives of clients.
func mixOf(known float64) matchtest.Mix {
	m := matchtest.Everyday()
	m.Clients, m.Relatives = known, (1-known)*.18
	return m
}

func TestUKModelOnSocieties(t *testing.T) {
	for _, s := range societies {
		t.Run(s.name, func(t *testing.T) {
			w := matchtest.NewWorld(2, 5_000, s.society)
			f := trial.Run(trial.Of(matching.UK(nil), w, 0), trial.Arrivals(w, 600, mixOf(.45)))
			t.Log("\n" + trial.Head + f.Row(s.name) + trial.BandHead() + f.BandRow(s.name))
			require.GreaterOrEqual(t, f.Listed, .97)
			require.GreaterOrEqual(t, f.First, .95)
			require.GreaterOrEqual(t, f.Precision(), .95)
			require.GreaterOrEqual(t, f.Recall, .88)
			require.LessOrEqual(t, f.LogLoss, .15)
		})
	}
}

// manner is how arrivals are told of.
type manner struct {
	name     string
	mix      func(known float64) matchtest.Mix
	careless float64 // share of the register told of in a hurry
}

var manners = []manner{
	{"everyday", mixOf, 0},
	{"no date of birth", func(known float64) matchtest.Mix {
		m := mixOf(known)
		m.Undated = 1
		return m
	}, 0},
	{"name and contact", func(known float64) matchtest.Mix {
		m := mixOf(known)
		m.Sparse = 1
		return m
	}, 0},
	{"in a hurry, register as well", func(known float64) matchtest.Mix {
		m := mixOf(known)
		m.Hard, m.Realistic, m.VeryHard = .6, .4, 0
		return m
	}, .4},
}

// TestReport reports what a release is like, and asserts nothing:
//
//	go test ./matching/trial -run 'Report$' -v -trial.cases 5000
func TestReport(t *testing.T) {
	if *cases == 0 {
		t.Skip("give -trial.cases to report")
	}
	var figures, bands, groups strings.Builder
	report := func(name string, m matching.Matcher, w *matchtest.World, mix matchtest.Mix) trial.Figures {
		f := trial.Run(trial.Of(m, w, 0), trial.Arrivals(w, *cases, mix))
		figures.WriteString(f.Row(name))
		bands.WriteString(f.BandRow(name))
		return f
	}
	for _, s := range societies {
		for _, how := range manners {
			s.society.Careless = how.careless
			w := matchtest.NewWorld(*seed, *clients, s.society)
			name := s.name + ", " + how.name
			f := report(name, matching.UK(nil), w, how.mix(.45))
			groups.WriteString(name + "\n\n" + f.GroupTable(10) + "\n")
			if how.name != "everyday" {
				continue
			}
			report(name+", .45 known and told so", matching.UK(&matching.Options{PriorKnown: .45}), w, mixOf(.45))
			for _, known := range []float64{.02, .95} {
				report(fmt.Sprintf("%s, %g known", name, known), matching.UK(nil), w, mixOf(known))
				report(fmt.Sprintf("%s, %g known and told so", name, known), matching.UK(&matching.Options{PriorKnown: known}), w, mixOf(known))
			}
		}
	}
	t.Log("\n" + trial.Head + figures.String() + "\n" + trial.BandHead() + bands.String() + "\n" + groups.String())
}

// TestReportOfFiles does so of a register in files:
//
//	go test ./matching/trial -run ReportOfFiles -v -trial.data folder
func TestReportOfFiles(t *testing.T) {
	if *data == "" {
		t.Skip("give -trial.data to report")
	}
	m := matching.UK(nil)
	r := trial.NewRegister(m, 0)
	for row := range rows(t, *data+"/clients.csv") {
		r.Put(row["id"], personOf(row))
	}
	truth := map[string][]string{}
	for row := range rows(t, *data+"/truth.csv") {
		truth[row["case_id"]] = list(row["client_ids"])
	}
	f := trial.Run(r, func(yield func(trial.Case) bool) {
		for row := range rows(t, *data+"/cases.csv") {
			if !yield(trial.Case{Person: personOf(row), Clients: truth[row["id"]]}) {
				return
			}
		}
	})
	t.Log("\n" + trial.Head + f.Row(*data) + trial.BandHead() + f.BandRow(*data))
}

// rows yields the rows of a CSV file by the names of its columns.
func rows(t *testing.T, path string) iter.Seq[map[string]string] {
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	all, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
	require.NoError(t, err)
	return func(yield func(map[string]string) bool) {
		for _, values := range all[1:] {
			row := map[string]string{}
			for i, v := range values {
				row[all[0][i]] = v
			}
			if !yield(row) {
				return
			}
		}
	}
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

func personOf(row map[string]string) matching.Person {
	return matching.Person{
		Given: row["given_name"], Middle: row["middle_name"], Family: row["family_name"], FormerFamily: list(row["former_family_name"]),
		Born: row["date_of_birth"], NINO: row["nino"], Emails: list(row["email"]), Phones: list(row["phone"]),
		Postcodes: list(row["postcode"]), PreviousPostcodes: list(row["previous_postcodes"]),
	}
}
