package trial_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/trial"
)

// forms counts how the forms of names of one origin are taken.
type forms struct {
	listed, byRule share // forms that are recognised, by where they come from
	alone          share // forms that find the client without a date of birth
	unlike         share // other names of the origin that are taken for forms
}

type share struct{ of, is int }

func (s *share) add(is bool) {
	s.of++
	if is {
		s.is++
	}
}

func (s share) rate() float64 { return float64(s.is) / float64(max(s.of, 1)) }

func (f forms) String() string {
	return fmt.Sprintf("%d | %.2f | %d | %.2f | %.2f | %.3f", f.listed.of, f.listed.rate(), f.byRule.of, f.byRule.rate(), f.alone.rate(), f.unlike.rate())
}

// bearer is client i, who bears the name beside another that hardly anybody has.
func bearer(i int, name string, family bool) matching.Person {
	starts, ends := strings.Fields("Quill Brax Zeph Thorv Wyx Juxt Drom Fenk Glar Plev"), strings.Fields("feather olby antine umber idge esson arque owick ulver ington")
	rare := starts[i%10] + ends[i/10%10] + string(rune('a'+i/100%26))
	p := matching.Person{Given: rare, Family: name, Born: fmt.Sprintf("%d-%02d-%02d", 1950+i%50, 1+i%12, 2+i%26)}
	if !family {
		p.Given, p.Family = name, rare
	}
	return p
}

// bits returns what the name of a client weighs for somebody who arrives, and
// whether the client is listed.
func bits(r *trial.Register, id string, asker matching.Person) (weight float64, listed bool) {
	for _, m := range r.Ask(asker).Clients {
		if m.ID == id {
			i := slices.IndexFunc(m.Evidence, func(e matching.Evidence) bool { return e.Field == "name" })
			return m.Evidence[i].Total(), true
		}
	}
	return 0, false
}

// A form is recognised where it weighs two bits more than a name that is nothing
// like it, the date of birth and the other name being equal.
func TestFormsOfNamesAreRecognised(t *testing.T) {
	variants := matchtest.Variants()
	if *cases == 0 {
		variants = slices.DeleteFunc(variants, func(v matchtest.Variant) bool { return len(v.Form)%5 != 0 }) // enough for a test
	}
	r := trial.Of(matching.UK(nil), matchtest.NewWorld(*seed, 2_000, matchtest.RealRates()), 0)
	same := map[string]map[string]bool{} // by origin and name: the name's forms
	for i, v := range variants {
		r.Put(fmt.Sprint("V", i), bearer(i, v.Name, v.Family))
		key := v.Origin + " " + v.Name
		if same[key] == nil {
			same[key] = map[string]bool{v.Name: true}
		}
		same[key][v.Form] = true
	}
	origins, all := map[string]*forms{}, forms{}
	for i, v := range variants {
		if origins[v.Origin] == nil {
			origins[v.Origin] = &forms{}
		}
		id := fmt.Sprint("V", i)
		nothing, _ := bits(r, id, bearer(i, "Xquzybyx", v.Family))
		recognised := func(name string) bool {
			weight, listed := bits(r, id, bearer(i, name, v.Family))
			return listed && weight >= nothing+2
		}
		undated := bearer(i, v.Form, v.Family)
		undated.Born = ""
		_, alone := bits(r, id, undated)
		other := variants[(i+17)%len(variants)]
		for _, f := range []*forms{origins[v.Origin], &all} {
			if v.ByRule {
				f.byRule.add(recognised(v.Form))
			} else {
				f.listed.add(recognised(v.Form))
			}
			f.alone.add(alone)
			if other.Origin == v.Origin && other.Family == v.Family && !same[v.Origin+" "+v.Name][other.Name] {
				f.unlike.add(recognised(other.Name))
			}
		}
	}
	var s strings.Builder
	s.WriteString("| origin | forms in lists | recognised | forms by rule | recognised | listed by name alone | other names taken for forms |\n|---|---|---|---|---|---|---|\n")
	for _, origin := range slices.Sorted(maps.Keys(origins)) {
		fmt.Fprintf(&s, "| %s | %v |\n", origin, origins[origin])
	}
	t.Logf("\n%s| all | %v |", s.String(), all)
	require.Greater(t, all.byRule.rate(), .75)
	require.Greater(t, all.listed.rate(), .4)
	require.Greater(t, all.alone.rate(), .6)
	require.Less(t, all.unlike.rate(), .1)
}
