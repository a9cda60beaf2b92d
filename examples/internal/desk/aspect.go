package desk

import (
	"slices"
	"strings"
	"time"

	"github.com/caselobby/caselobby/examples/internal/people"
	"github.com/caselobby/caselobby/matching/normalise"
)

// aspect is what the desk says of one field of a person, asks for it, and makes
// of its values.
type aspect struct {
	label  string
	seldom bool   // shown where it is given, asked for among the further details
	input  string // the name of its input, if not that of the field
	kind   string // the type of its input, if not "text"
	hint   string
	short  bool                          // its input is a short box
	dated  bool                          // a date, written in words
	weighs string                        // the evidence that weighs it, if one does
	also   string                        // the field with other values that the same evidence weighs, if there is one
	read   func(string) []people.Reading // what matching reads in a text
}

const severally = "Separate several with a semicolon."

// aspects has every field of a person, by the name that the person gives it.
var aspects = withReaders(map[string]aspect{
	"given":              {label: "First name", weighs: "name"},
	"middle":             {label: "Middle names", weighs: "middle name"},
	"family":             {label: "Last name", weighs: "name", also: "former-family"},
	"known-as":           {label: "Known as", seldom: true, hint: "Other first names, or whole names that they use or have used. " + severally},
	"former-family":      {label: "Former last names", seldom: true, hint: "For example, at birth or before a marriage. " + severally},
	"born":               {label: "Date of birth", weighs: "date of birth", also: "other-born", hint: "For example, 31 3 1980", short: true, dated: true},
	"other-born":         {label: "Other dates of birth", seldom: true, hint: "That they have given, or that other papers say. " + severally, dated: true},
	"gender":             {label: "Gender", weighs: "gender", seldom: true, short: true},
	"nino":               {label: "National Insurance number", weighs: "NI number", hint: "It’s on a payslip or a letter about benefits. For example, ‘QQ 12 34 56 C’.", short: true},
	"emails":             {label: "Email address", weighs: "e-mail", input: "email", hint: severally},
	"phones":             {label: "Phone number", weighs: "phone", also: "previous-phones", input: "phone", kind: "tel", hint: severally},
	"previous-phones":    {label: "Previous phone numbers", seldom: true, kind: "tel", hint: severally},
	"postcodes":          {label: "Postcode", weighs: "postcode", also: "previous-postcodes", input: "postcode", hint: "Or ‘no fixed abode’. " + severally, short: true},
	"previous-postcodes": {label: "Previous postcodes", seldom: true, hint: severally},
})

// withReaders gives each aspect what matching reads in its texts.
func withReaders(all map[string]aspect) map[string]aspect {
	for name, a := range all {
		a.read = people.Readers[name]
		all[name] = a
	}
	return all
}

// fact lists values of the field, as pages show them.
func (a aspect) fact(values []string) fact {
	f := fact{Name: a.label}
	for _, v := range values {
		if strings.TrimSpace(v) != "" {
			l := line{Text: plain(v), Remark: a.remark(v)}
			if a.dated {
				if w := dateWords(v); w != l.Text {
					if _, err := time.Parse(time.DateOnly, l.Text); err != nil { // other than year-month-day, which cannot be misread
						l.Typed = l.Text
					}
					l.Text = w
				}
			}
			f.Lines = append(f.Lines, l)
		}
	}
	return f
}

// remark says that a text, or something in it, is not used for matching, and why.
func (a aspect) remark(text string) string {
	var unused, partly, notes []string
	all := a.read(text)
	for _, r := range all {
		switch why := r.Why.Text(); {
		case r.Note != "" && r.Quality.Usable():
			notes = append(notes, r.Note)
		case r.Note != "":
			unused = append(unused, r.Note)
		case !r.Quality.Usable():
			unused = append(unused, why)
		case r.Why == normalise.ReasonPart:
			partly = append(partly, "used in part")
		case why != "":
			partly = append(partly, "used in part: "+why)
		}
	}
	said := append(notes, slices.Compact(partly)...)
	if len(unused) > 0 {
		s := "not used for matching"
		if len(unused) < len(all) {
			s = count(len(unused), "value of it is", "values of it are") + " " + s
		}
		if why := strings.Join(slices.DeleteFunc(slices.Compact(unused), func(s string) bool { return s == "" }), ", "); why != "" {
			s += ": " + why
		}
		said = append(said, s)
	}
	return capital(strings.Join(said, "; "))
}

// compared are the values in a text as matching compares them.
func (a aspect) compared(texts []string) (vs []string) {
	for _, t := range texts {
		for _, r := range a.read(t) {
			if r.Value != "" {
				vs = append(vs, r.Value)
			}
		}
	}
	return vs
}
