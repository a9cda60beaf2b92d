package desk

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/caselobby/caselobby/examples/internal/people"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/normalise"
)

// fact is one line of what is known of a person or a case.
type fact struct {
	Name  string
	Lines []line
	None  string // what to say when there is nothing, if not "Not given"
}

// line is one value, how it was typed if that is not how it is written, and what has
// to be said of it.
type line struct{ Text, Typed, Remark string }

// lines are values of which nothing has to be said.
func lines(vs ...string) (ls []line) {
	for _, v := range vs {
		if strings.TrimSpace(v) != "" {
			ls = append(ls, line{Text: plain(v)})
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

// personName names a person wherever one is named: in one form, whatever capitals
// were typed.
func personName(p matching.Person) string {
	n := strings.Join(strings.Fields(plain(p.Given+" "+p.Middle+" "+p.Family)), " ")
	if n == "" {
		return "Name not given"
	}
	if n == strings.ToUpper(n) || n == strings.ToLower(n) {
		return capitals(n)
	}
	return n
}

// capitals begins every part of a name with a capital letter.
func capitals(name string) string {
	begins := true
	return strings.Map(func(r rune) rune {
		was := begins
		begins = !unicode.IsLetter(r) && !unicode.IsMark(r)
		if was {
			return unicode.ToTitle(r)
		}
		return unicode.ToLower(r)
	}, name)
}

// plain leaves out of a text what cannot be seen and turns the page around it: marks
// of direction, and spaces without width. The joiners of Persian and Indian scripts
// stay.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u00ad', r == '\u200b', r == '\u200e', r == '\u200f', r == '\u2060', r == '\ufeff',
			'\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
			return -1
		}
		return r
	}, s)
}

// dateWords writes a date of birth in words, if it is one whole date.
func dateWords(typed string) string {
	ds := normalise.ParseDates(typed, time.Time{})
	if len(ds) != 1 || !ds[0].Quality.Usable() || ds[0].Why == normalise.ReasonPart {
		return plain(typed)
	}
	t, err := time.Parse(time.DateOnly, ds[0].String())
	if err != nil {
		return plain(typed)
	}
	return t.Format("2 January 2006")
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

// given are the facts that are known.
func given(fs []fact) []fact {
	return slices.DeleteFunc(slices.Clone(fs), func(f fact) bool { return len(f.Lines) == 0 })
}

// unknown reports whether nothing is known of a person.
func unknown(p matching.Person) bool { return len(given(personFacts(p))) == 0 }

// missing names the facts that are not known, in one line.
func missing(fs []fact) string {
	var names []string
	for _, f := range fs {
		if len(f.Lines) == 0 {
			names = append(names, within(f.Name))
		}
	}
	return strings.Join(names, ", ")
}

// within is a label as it stands within a sentence: "postcode", but "National Insurance
// number".
func within(label string) string {
	if rest := label[1:]; strings.ToLower(rest) != rest {
		return label
	}
	return strings.ToLower(label[:1]) + label[1:]
}

// identityFacts are the few that stay in view while comparing.
func identityFacts(p matching.Person) []fact {
	return []fact{
		{Name: "Name", Lines: lines(personName(p))},
		{Name: "Born", Lines: lines(dateWords(p.Born))},
		{Name: "NI number", Lines: lines(ninoWords(p.NINO))},
		{Name: "Postcode", Lines: lines(p.Postcodes...)},
	}
}

// ninoWords is a National Insurance number as it was typed. What is none is not
// dressed up as one.
func ninoWords(typed string) string {
	if strings.TrimSpace(typed) != "" && slices.ContainsFunc(aspects["nino"].read(typed), func(r people.Reading) bool { return r.Why == normalise.ReasonForm }) {
		return "not understood: " + plain(typed)
	}
	return plain(typed)
}
