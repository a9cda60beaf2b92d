package desk

import (
	"fmt"
	"math"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
)

// foundWords is what is said of a review or a search as a whole.
type foundWords struct {
	Counted    string   // how many came back, and what that means
	Common     []string // values that so many have that they lead to nobody
	Ask        string   // whom to ask about those who are hidden
	TooFew     bool     // nobody was looked for
	Ungrouped  bool
	Unprepared int // clients that may have been missed
	Unreadable int
	Unlisted   int // came back and are not listed
}

func wordsOfReview(a lobby.Actor, v lobby.Review) foundWords {
	w := foundWords{
		Ask: capital(v.AskManager()), TooFew: v.TooFew, Ungrouped: v.Ungrouped, Unprepared: v.Unprepared, Unreadable: v.Unreadable,
		Unlisted: v.Results - v.Restricted - len(v.Clients), Common: tooCommon(a, v.Record.Person, v.Common),
	}
	if !v.TooFew {
		w.Counted = counted(v.Record.Person, v.Results, v.Size)
	}
	return w
}

func wordsOfSearch(a lobby.Actor, p matching.Person, f lobby.Found) foundWords {
	w := foundWords{
		Ask: capital(f.AskManager()), TooFew: f.TooFew, Ungrouped: f.Ungrouped, Unprepared: f.Unprepared, Unreadable: f.Unreadable,
		Unlisted: f.Results - f.Restricted - len(f.Clients), Common: tooCommon(a, p, f.Common),
	}
	if !f.TooFew {
		w.Counted = counted(p, f.Results, f.Size)
	}
	return w
}

// counted says how many came back and what that means. Who was looked for by one
// name is a list to browse.
func counted(p matching.Person, results, size int) string {
	name := loneName(p)
	switch {
	case results == 0 && name != "":
		return fmt.Sprintf("None of the %s is called %s.", count(size, "client", "clients"), name)
	case results == 0:
		return fmt.Sprintf("This search found none of the %s.", count(size, "client", "clients"))
	case name != "" && p.Born != "":
		return fmt.Sprintf("%s called %s. Those whose date of birth fits come first.", count(results, "client is", "clients are"), name)
	case name != "":
		return fmt.Sprintf("%s called %s. Narrow the list down with another detail, or browse it.", count(results, "client is", "clients are"), name)
	case results == 1:
		return fmt.Sprintf("1 of %s shares something with this person.", count(size, "client", "clients"))
	}
	return fmt.Sprintf("%s of %s share something with this person. They compete: the more of them fit, the less sure any one of them is.", thousands(results), count(size, "client", "clients"))
}

// loneName is the name of somebody of whom nothing else leads to anybody: a first or
// a last name, and perhaps a part of a date of birth.
func loneName(p matching.Person) (name string) {
	for _, f := range p.Fields() {
		for _, v := range f.Values() {
			for _, r := range aspects[f.Name].read(v) {
				switch {
				case r.value == "" || f.Name == "gender" || f.Name == "middle":
				case f.Name == "born" && r.why == "part":
				case (f.Name == "given" || f.Name == "family") && name == "":
					name = v
				default:
					return ""
				}
			}
		}
	}
	return name
}

// carriers says in words who has a value of a field.
var carriers = map[string]string{
	"surname": "have this last name", "forename": "have this first name", "forename and surname": "have this first and last name",
	"surname and year of birth": "have this last name and year of birth", "date of birth": "have this date of birth",
	"postcode": "have this postcode", "phone": "have this phone number", "e-mail": "have this email address",
}

// tooCommon lists which values lead to nobody because so many clients have them. To
// whom some clients are hidden a round number is told, which is the least it can be.
func tooCommon(a lobby.Actor, p matching.Person, all []matching.Common) (said []string) {
	for _, c := range all {
		if !c.Truncated {
			continue
		}
		have := carriers[c.Field]
		if have == "" {
			have = "have the same " + c.Field
		}
		if c.Field == "surname" {
			have = "are called " + p.Family
		}
		n := count(c.Clients, "client", "clients")
		if !a.Rights.Has(lobby.MaySeeRestricted) {
			n = "At least " + n
		}
		said = append(said, n+" "+have+".")
	}
	return said
}

// chance is a probability in words. One that was cut is where its rating begins.
func chance(p float64, cut bool) string {
	switch {
	case !cut:
		return percent(p)
	case p == 0:
		return "under 10%"
	}
	return fmt.Sprintf("at least %.0f%%", 100*p)
}

// worth says what evidence does to the chance that two records are of one person.
func worth(bits float64) string {
	n, what := math.Exp2(math.Abs(bits)), "likelier"
	if bits < 0 {
		what = "less likely"
	}
	switch {
	case n < 1.5:
		return "makes next to no difference"
	case n < 9.5:
		return fmt.Sprintf("makes it about %.0f times %s", n, what)
	case n >= 1e6:
		return "makes it more than a million times " + what
	}
	tens := math.Pow(10, math.Floor(math.Log10(n)))
	return fmt.Sprintf("makes it about %s times %s", thousands(int(math.Round(n/tens)*tens)), what)
}
