package trial

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching"
)

// Group is the clients listed whose name and date of birth agree with the case's
// in one way.
type Group struct {
	Name, Born string // codes of the levels, "" where nothing could be compared
	Count      int
	Said, True float64 // mean probability, and share who are the person
}

// Off is by how many clients the probabilities of the group are wrong.
func (g Group) Off() float64 { return float64(g.Count) * math.Abs(g.Said-g.True) }

// groups are sums by the codes of the levels.
type groups map[[2]string]*Group

func (gs groups) add(m matching.Match, is bool) {
	code := func(field string) string {
		if i := slices.IndexFunc(m.Evidence, func(e matching.Evidence) bool { return e.Field == field }); i >= 0 {
			return m.Evidence[i].Level
		}
		return ""
	}
	k := [2]string{code("name"), code("date of birth")}
	g := gs[k]
	if g == nil {
		g = &Group{Name: k[0], Born: k[1]}
		gs[k] = g
	}
	g.Count++
	g.Said += m.Probability
	g.True += float64(one(is))
}

// list returns the groups, those that are off by most first.
func (gs groups) list() []Group {
	out := make([]Group, 0, len(gs))
	for _, k := range slices.SortedFunc(maps.Keys(gs), func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) }) {
		g := *gs[k]
		g.Said /= float64(g.Count)
		g.True /= float64(g.Count)
		out = append(out, g)
	}
	slices.SortStableFunc(out, func(a, b Group) int { return cmp.Compare(b.Off(), a.Off()) })
	return out
}

// GroupTable returns the n groups that are off by most as a Markdown table.
func (f Figures) GroupTable(n int) string {
	var s strings.Builder
	s.WriteString("| name | date of birth | n | said | true |\n|---|---|---|---|---|\n")
	for _, g := range f.Groups[:min(n, len(f.Groups))] {
		fmt.Fprintf(&s, "| %s | %s | %d | %.3f | %.3f |\n", cmp.Or(g.Name, "–"), cmp.Or(g.Born, "–"), g.Count, g.Said, g.True)
	}
	return s.String()
}
