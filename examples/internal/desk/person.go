package desk

import (
	"strings"

	"github.com/caselobby/caselobby/matching"
)

// fact is one line of what is known of a person or a case.
type fact struct {
	Name  string
	Lines []line
	None  string // what to say when there is nothing, if not "Not given"
}

// line is one value as it was typed, and what has to be said of it.
type line struct{ Text, Remark string }

// lines are values of which nothing has to be said.
func lines(vs ...string) (ls []line) {
	for _, v := range vs {
		if strings.TrimSpace(v) != "" {
			ls = append(ls, line{Text: v})
		}
	}
	return ls
}

// text writes the values in one line.
func (f fact) text() string {
	vs := make([]string, len(f.Lines))
	for i, l := range f.Lines {
		vs[i] = l.Text
	}
	return strings.Join(vs, ", ")
}

func personName(p matching.Person) string {
	n := strings.Join(strings.Fields(p.Given+" "+p.Middle+" "+p.Family), " ")
	if n == "" {
		return "Name not given"
	}
	return n
}

// personFacts lists everything known of a person, as it was typed, and says of
// each value that is not used for matching that it is not, and why. What is seldom
// known is listed only where it is.
func personFacts(p matching.Person) (fs []fact) {
	for _, f := range p.Fields() {
		if a := aspects[f.Name]; len(f.Values()) > 0 || !a.seldom {
			fs = append(fs, a.fact(f.Values()))
		}
	}
	return fs
}

// identityFacts are the few that stay in view while comparing.
func identityFacts(p matching.Person) []fact {
	return []fact{
		{Name: "Name", Lines: lines(personName(p))},
		{Name: "Born", Lines: lines(p.Born)},
		{Name: "NI number", Lines: lines(masked(p.NINO))},
		{Name: "Postcode", Lines: lines(p.Postcodes...)},
	}
}

// masked shows the end of a National Insurance number.
func masked(nino string) string {
	n := []rune(strings.Join(strings.Fields(nino), ""))
	if len(n) <= 4 {
		return string(n)
	}
	return "•••" + string(n[len(n)-4:])
}
