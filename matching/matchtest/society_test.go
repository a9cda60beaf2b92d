package matchtest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/normalise"
)

// told writes everything of a person.
func told(p matching.Person) string {
	var s strings.Builder
	for _, f := range p.Fields() {
		s.WriteString(f.Name + "=" + strings.Join(f.Values(), ";") + "|")
	}
	return s.String()
}

func TestASocietyIsTheSamePeopleWhateverIsAskedFirst(t *testing.T) {
	w, larger := matchtest.NewWorld(7, 301, matchtest.RealRates()), matchtest.NewWorld(7, 1000, matchtest.RealRates())
	for i, c := range slices.Backward(slices.Collect(w.Clients())) {
		require.Equal(t, c, w.Client(i))
		require.Equal(t, c, larger.Client(i))
	}
	short := slices.Collect(w.Cases(20, matchtest.Everyday()))
	require.Equal(t, short, slices.Collect(w.Cases(40, matchtest.Everyday()))[:20])
	require.NotEqual(t, told(w.Client(0).Person), told(matchtest.NewWorld(8, 301, matchtest.RealRates()).Client(0).Person))
}

// households counts clients who share a home with another client, and pairs of
// one home by what they are to one another.
func households(w *matchtest.World) (sharing, twins float64) {
	homes := map[int][]matchtest.Client{}
	for c := range w.Clients() {
		homes[c.Home] = append(homes[c.Home], c)
	}
	for _, people := range homes {
		humans := map[int]string{}
		born := map[string]int{}
		for _, c := range people {
			humans[c.Human] = c.ID
		}
		for _, id := range humans {
			b := w.Case(number(id), matchtest.Errors{}).Person.Born
			if born[b]++; born[b] == 2 && !strings.HasSuffix(b, "-01-01") {
				twins += 2
			}
		}
		if len(humans) > 1 {
			sharing += float64(len(humans))
		}
	}
	n := float64(w.Len())
	return sharing / n, twins / n
}

func number(id string) int {
	n := 0
	for _, d := range id[1:] {
		n = n*10 + int(d-'0')
	}
	return n - 1
}

func TestSocietiesDifferInHowManyRelativesAreOnTheRegister(t *testing.T) {
	const n = 12_000
	for _, c := range []struct {
		name                          string
		society                       matchtest.Society
		least, most, twins, mostTwins float64
		related                       bool
	}{
		{"real rates", matchtest.RealRates(), .1, .3, .0003, .004, true},
		{"no relatives", matchtest.NoRelatives(), 0, 0, 0, 0, false},
		{"many relatives", matchtest.ManyRelatives(), .4, .7, .004, .03, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := matchtest.NewWorld(3, n, c.society)
			sharing, twins := households(w)
			require.GreaterOrEqual(t, sharing, c.least)
			require.LessOrEqual(t, sharing, c.most)
			require.GreaterOrEqual(t, twins, c.twins)
			require.LessOrEqual(t, twins, c.mostTwins)
			as, known := map[matchtest.Relation]int{}, 0
			for arrival := range w.Cases(n, matchtest.Everyday()) {
				if arrival.Known() {
					known++
				} else {
					as[arrival.As]++
				}
			}
			require.InDelta(t, .45*n, known, .02*n)
			if !c.related {
				require.Len(t, as, 1, "all who are not known are strangers")
				return
			}
			for _, r := range []matchtest.Relation{matchtest.Partner, matchtest.Parent, matchtest.Child, matchtest.Sibling, matchtest.Twin, matchtest.Namesake} {
				require.Positive(t, as[r], r)
			}
			require.Less(t, as[matchtest.Twin], as[matchtest.Sibling]/3)
			require.InDelta(t, .1*n, n-known-as[""], .02*n, "a tenth of the cases are relatives")
		})
	}
}

func TestRelativesInASocietyAreWhoTheyAreSaidToBe(t *testing.T) {
	s := matchtest.ManyRelatives()
	s.Forms = matchtest.Forms{}
	w := matchtest.NewWorld(13, 800, s)
	found := map[matchtest.Relation]int{}
	for i := range w.Len() {
		self := w.Case(i, matchtest.Errors{}).Person
		for _, r := range []matchtest.Relation{matchtest.Partner, matchtest.Parent, matchtest.Child, matchtest.Sibling, matchtest.Twin, matchtest.Namesake} {
			c, ok := w.Relative(i, r, matchtest.Errors{})
			if !ok {
				continue
			}
			found[c.As]++
			require.False(t, c.Known())
			switch c.As {
			case matchtest.Twin:
				require.Equal(t, self.Born, c.Person.Born)
				require.NotEqual(t, self.Given, c.Person.Given)
			case matchtest.Namesake:
				require.Equal(t, self.Given, c.Person.Given)
				require.GreaterOrEqual(t, yearsApart(self, c.Person), 18)
			case matchtest.Parent:
				require.GreaterOrEqual(t, year(self)-year(c.Person), 18)
			case matchtest.Child:
				require.GreaterOrEqual(t, year(c.Person)-year(self), 18)
			default:
				require.NotEqual(t, self.Given, c.Person.Given)
				require.LessOrEqual(t, yearsApart(self, c.Person), 12)
			}
		}
	}
	for r, least := range map[matchtest.Relation]int{matchtest.Partner: 700, matchtest.Twin: 700, matchtest.Sibling: 600, matchtest.Parent: 300, matchtest.Child: 200, matchtest.Namesake: 500} {
		require.Greater(t, found[r], least, r)
	}
}

// year is that of a date as it is told without errors.
func year(p matching.Person) int {
	n := 0
	for _, d := range p.Born[:4] {
		n = n*10 + int(d-'0')
	}
	return n
}

func yearsApart(p, q matching.Person) int {
	if d := year(p) - year(q); d > 0 {
		return d
	}
	return year(q) - year(p)
}

// What the customs do to names is looked for in a register: that each does
// something, and none to most people.
func TestNamesAreToldByTheCustomsOfTheirOrigin(t *testing.T) {
	share := map[string]float64{}
	const n = 10_000
	w := matchtest.NewWorld(5, n, matchtest.RealRates())
	plain := matchtest.RealRates()
	plain.Forms = matchtest.Forms{}
	for i := range n {
		p := w.Client(i).Person
		note := func(what string, is bool) {
			if is {
				share[what] += 1. / n
			}
		}
		note("a given name of several words", strings.ContainsAny(p.Given, " -") && p.Family != "")
		note("no family name", p.Family == "" && p.Given != "")
		note("the whole name in the given name's field", p.Family == "" && strings.Contains(p.Given, " "))
		note("the whole name in the family name's field", p.Given == "" && strings.Contains(p.Family, " "))
		note("only a family name", p.Given == "" && !strings.Contains(p.Family, " "))
		note("a stand-in", slices.Contains([]string{".", "-", "Unknown", "FNU", "LNU", "No Surname"}, p.Family))
		note("known as", len(p.KnownAs) > 0)
		note("gender", p.Gender != "")
		note("the number before", len(p.PreviousPhones) > 0)
		note("former family name", len(p.FormerFamily) > 0)
	}
	for what, want := range map[string][2]float64{
		"a given name of several words": {.02, .12}, "no family name": {.003, .03}, "the whole name in the given name's field": {.001, .01},
		"the whole name in the family name's field": {.004, .02}, "only a family name": {.0005, .01}, "a stand-in": {.0005, .01},
		"known as": {.003, .03}, "gender": {.65, .75}, "the number before": {.08, .2}, "former family name": {.01, .05},
	} {
		require.GreaterOrEqual(t, share[what], want[0], what)
		require.LessOrEqual(t, share[what], want[1], what)
	}
}

// A matcher learns nothing from being asked for the forms in its own tables. Of
// those here most are in none.
func TestFormsOfNamesAreNotThoseOfTheMatchersTables(t *testing.T) {
	forms := matchtest.Society{Forms: matchtest.Forms{Romanised: 1}}
	w, plain := matchtest.NewWorld(17, 20_000, forms), matchtest.NewWorld(17, 20_000, matchtest.Society{})
	differ, inTables := 0, 0
	for i := range w.Len() {
		p, q := w.Case(i, matchtest.Errors{}).Person, plain.Case(i, matchtest.Errors{}).Person
		if p.Family == q.Family {
			continue
		}
		differ++
		x, y := folded(p.Family), folded(q.Family)
		if table := names.Surnames(); x == y || table.Relation(table.ID(x), table.ID(y)) != names.Unrelated {
			inTables++
		}
	}
	require.Greater(t, differ, 3000, "two in five are of an origin whose names have forms")
	t.Logf("%d of %d forms are in the tables, or fold to the same letters", inTables, differ)
	require.Less(t, float64(inTables)/float64(differ), .5)
}

func folded(name string) string { return strings.ReplaceAll(normalise.Fold(name), " ", "") }

func TestFormsAskForWhatTheyAskFor(t *testing.T) {
	w := matchtest.New(19, 500)
	for c := range w.Cases(300, matchtest.Mix{Clients: .5, Sparse: 1}) {
		require.Empty(t, c.Person.Born)
		require.Empty(t, c.Person.NINO)
		require.Empty(t, c.Person.PreviousPostcodes)
	}
	dated := 0
	for c := range w.Cases(300, matchtest.Mix{Clients: .5, Undated: .5, Sparse: .2}) {
		if c.Person.Born != "" {
			dated++
		}
	}
	require.InDelta(t, 90, dated, 30, "three in ten have a date of birth")
}

func TestARegisterMayBeKeptCarelessly(t *testing.T) {
	numbers := func(careless float64) (n int) {
		s := matchtest.RealRates()
		s.Careless = careless
		for c := range matchtest.NewWorld(23, 2_000, s).Clients() {
			n += len(c.Person.NINO)
		}
		return n
	}
	require.Less(t, float64(numbers(1)), .8*float64(numbers(0)))
}

func TestVariantsAreTwoFormsOfOneName(t *testing.T) {
	origins, kinds := map[string]int{}, map[[2]bool]int{}
	seen := map[matchtest.Variant]bool{}
	for _, v := range matchtest.Variants() {
		require.NotEqual(t, v.Name, v.Form)
		require.NotEmpty(t, v.Form)
		require.False(t, seen[v], "each once")
		seen[v] = true
		origins[v.Origin]++
		kinds[[2]bool{v.Family, v.ByRule}]++
	}
	for _, origin := range strings.Fields("cy ie pl ro lt pt pk in bd so ar fa er ng tr ku ua cn vn") {
		require.Greater(t, origins[origin], 5, origin)
	}
	require.Len(t, kinds, 4)
	require.Contains(t, seen, matchtest.Variant{Origin: "cn", Name: "Xie", Form: "Tse", Family: true})
	require.Contains(t, seen, matchtest.Variant{Origin: "in", Name: "Deepak", Form: "Dipak", ByRule: false})
}
