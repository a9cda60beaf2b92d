package desk

import (
	"fmt"
	"math"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/normalise"
)

// foundWords is what is said of a review or a search as a whole.
type foundWords struct {
	Counted    string   // how many came back, and what that means
	Common     []string // values that too many clients have to be searched by
	Ask        string   // whom to ask about those who are hidden
	TooFew     bool     // nobody was looked for, or only by what is too common
	Ungrouped  bool
	Unprepared int // clients that may have been missed
	Unreadable int
	Unlisted   int // clients that came back and are not listed
}

func wordsOfReview(v lobby.Review) foundWords {
	w := foundWords{
		Ask: capital(v.AskManager()), TooFew: unsearched(v.TooFew, v.Truncated, v.Results), Ungrouped: v.Ungrouped, Unprepared: v.Unprepared, Unreadable: v.Unreadable,
		Unlisted: v.Results - v.Restricted - len(v.Clients), Common: tooCommon(v.Record.Person, v.Common),
	}
	if !w.TooFew {
		w.Counted = counted(loneName(v.Record.Person, v.Truncated), v.Record.Person.Born, v.Results, alike(v.Clients), v.Size)
	}
	return w
}

func wordsOfSearch(p matching.Person, f lobby.Found) foundWords {
	w := foundWords{
		Ask: capital(f.AskManager()), TooFew: unsearched(f.TooFew, f.Truncated, f.Results), Ungrouped: f.Ungrouped, Unprepared: f.Unprepared, Unreadable: f.Unreadable,
		Unlisted: f.Results - f.Restricted - len(f.Clients), Common: tooCommon(p, f.Common),
	}
	if !w.TooFew {
		w.Counted = counted(loneName(p, f.Truncated), p.Born, f.Results, alike(f.Clients), f.Size)
	}
	return w
}

// unsearched reports whether there was nothing to search by: too little is known, or only
// values that too many clients have.
func unsearched(tooFew, truncated bool, results int) bool { return tooFew || truncated && results == 0 }

// alike counts the listed clients whose name only resembles the one that was looked for, or
// begins as it does.
func alike(listed []lobby.ClientMatch) (n int) {
	for _, m := range listed {
		for _, e := range m.Evidence {
			if e.Field == "name" && !strings.HasSuffix(e.Level, "-alone") && e.Level != "only" {
				n++
			}
		}
	}
	return n
}

// counted says how many came back and what that means. Who was looked for by one
// name is a list to browse.
func counted(name, born string, results, alike, size int) string {
	switch {
	case results == 0 && name != "":
		return fmt.Sprintf("None of the %s is called %s. They may be there under another spelling: search with a date of birth, a phone or a postcode.", count(size, "client", "clients"), name)
	case results == 0:
		return fmt.Sprintf("This search found none of the %s.", count(size, "client", "clients"))
	case name != "" && alike == results:
		return fmt.Sprintf("Nobody is called %s. %s a name that begins so, or is much like it.", name, count(results, "client has", "clients have"))
	case name != "" && alike > 0:
		return fmt.Sprintf("%s called %s, and %s a name that begins so, or is much like it.", count(results-alike, "client is", "clients are"), name, count(alike, "client has", "clients have"))
	case name != "" && born != "":
		return fmt.Sprintf("%s called %s. Those whose date of birth fits come first.", count(results, "client is", "clients are"), name)
	case name != "":
		return fmt.Sprintf("%s called %s. Narrow the list down with another detail, or browse it.", count(results, "client is", "clients are"), name)
	case results == 1:
		return fmt.Sprintf("1 of %s shares something with this person.", count(size, "client", "clients"))
	}
	return fmt.Sprintf("%s of %s share something with this person.", thousands(results), count(size, "client", "clients"))
}

// loneName is the name that was searched by, if nothing else was that finds anybody: a first
// or a last name, perhaps with a part of a date of birth. It is empty where too many clients
// have the name to list them all.
func loneName(p matching.Person, truncated bool) (name string) {
	if truncated {
		return ""
	}
	for _, f := range p.Fields() {
		for _, v := range f.Values() {
			for _, r := range aspects[f.Name].read(v) {
				switch {
				case r.Value == "" || f.Name == "gender" || f.Name == "middle":
				case f.Name == "born" && r.Why == normalise.ReasonPart:
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

// carriers ends the sentence "At least 100 clients …", by the field whose value they share.
var carriers = map[string]string{
	"surname": "have this last name", "forename": "have this first name", "forename and surname": "have this first and last name",
	"surname and year of birth": "have this last name and year of birth", "date of birth": "have this date of birth",
	"postcode": "have this postcode", "phone": "have this phone number", "e-mail": "have this email address",
}

// tooCommon lists which values were not searched by because too many clients have them.
// Stores stop counting at some point, so the number is "at least".
func tooCommon(p matching.Person, all []matching.Common) (said []string) {
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
		said = append(said, "At least "+count(c.Clients, "client", "clients")+" "+have+".")
	}
	return said
}

// chance is a probability in words. One that was cut is the least of its rating, see match.
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

// noneBody is the chance that the person is nobody listed, in its two parts.
type noneBody struct {
	Percent, Absent, Missed, Related string // each is empty where there is nothing to say
	Bar                              split
}

// split is a bar of two parts, in hundredths.
type split struct{ First, Second float64 }

// noneOf is empty for a search that did not take place.
func noneOf(tooFew bool, none, absent, missed, related float64, cut bool) (n noneBody) {
	if tooFew {
		return n
	}
	n = noneBody{Percent: chance(none, cut), Absent: chance(absent, cut), Missed: chance(missed, cut), Bar: split{100 * absent, 100 * missed}}
	if related >= worthNaming {
		n.Related = chance(related, cut)
	}
	return n
}
