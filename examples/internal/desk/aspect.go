package desk

import (
	"slices"
	"strings"
	"time"

	"github.com/caselobby/caselobby/matching"
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
	short  bool   // its input is a short box
	dated  bool   // a date, written in words
	weighs string // the evidence that weighs it, if one does
	also   string // the field with other values that the same evidence weighs, if there is one
	// read returns what matching reads in a text: each value in the one spelling in which
	// it is compared, and what to tell the officer about it.
	read func(string) []reading
}

// reading is one value that matching reads in a text.
type reading struct {
	value   string // as it is compared; empty if it is not
	quality normalise.Quality
	why     normalise.Reason
	note    string // to tell beside the reason, or instead of it
}

const severally = "Separate several with a semicolon."

// aspects has every field of a person, by the name that the person gives it.
var aspects = map[string]aspect{
	"given":  {label: "First name", weighs: "name", read: readName(func(n *normalise.Names, s string) { n.Given = s })},
	"middle": {label: "Middle names", weighs: "middle name", read: readName(func(n *normalise.Names, s string) { n.Middle = s })},
	"family": {label: "Last name", weighs: "name", also: "former-family", read: readName(func(n *normalise.Names, s string) { n.Family = s })},
	"known-as": {label: "Known as", seldom: true, hint: "Other first names, or whole names that they use or have used. " + severally,
		read: readName(func(n *normalise.Names, s string) { n.KnownAs = []string{s} })},
	"former-family": {label: "Former last names", seldom: true, hint: "For example, at birth or before a marriage. " + severally,
		read: readName(func(n *normalise.Names, s string) { n.FormerFamily = []string{s} })},
	"born":       {label: "Date of birth", weighs: "date of birth", also: "other-born", hint: "For example, 31 3 1980", short: true, dated: true, read: readDate},
	"other-born": {label: "Other dates of birth", seldom: true, hint: "That they have given, or that other papers say. " + severally, dated: true, read: readDate},
	"gender":     {label: "Gender", weighs: "gender", seldom: true, short: true, read: readGender},
	"nino": {label: "National Insurance number", weighs: "NI number", hint: "It’s on a payslip or a letter about benefits. For example, ‘QQ 12 34 56 C’.", short: true,
		read: func(s string) []reading {
			return readings(normalise.ParseNINOs(s), func(n normalise.NINO) reading { return reading{n.Stem, n.Quality, n.Why, ""} })
		}},
	"emails":             {label: "Email address", weighs: "e-mail", input: "email", hint: severally, read: readEmail},
	"phones":             {label: "Phone number", weighs: "phone", also: "previous-phones", input: "phone", kind: "tel", hint: severally, read: readPhone},
	"previous-phones":    {label: "Previous phone numbers", seldom: true, kind: "tel", hint: severally, read: readPhone},
	"postcodes":          {label: "Postcode", weighs: "postcode", also: "previous-postcodes", input: "postcode", hint: "Or ‘no fixed abode’. " + severally, short: true, read: readPostcode},
	"previous-postcodes": {label: "Previous postcodes", seldom: true, hint: severally, read: readPostcode},
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
		switch why := r.why.Text(); {
		case r.note != "" && r.quality.Usable():
			notes = append(notes, r.note)
		case r.note != "":
			unused = append(unused, r.note)
		case !r.quality.Usable():
			unused = append(unused, why)
		case r.why == normalise.ReasonPart:
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
			if r.value != "" {
				vs = append(vs, r.value)
			}
		}
	}
	return vs
}

// readings makes a reading of each value. A text without any value is one that was not understood.
func readings[T any](values []T, one func(T) reading) (rs []reading) {
	for _, v := range values {
		r := one(v)
		if !r.quality.Usable() {
			r.value = ""
		}
		rs = append(rs, r)
	}
	if len(rs) == 0 {
		rs = []reading{{quality: normalise.Invalid, why: normalise.ReasonForm}}
	}
	return rs
}

func readName(put func(*normalise.Names, string)) func(string) []reading {
	return func(s string) []reading {
		var in normalise.Names
		put(&in, s)
		n := normalise.ParseNames(in)
		r := reading{value: normalise.Fold(s), quality: n.Quality, why: n.Why}
		if len(n.Given)+len(n.Family)+len(n.Former)+len(n.Also) == 0 {
			if r.why == "" {
				r.why = normalise.ReasonForm
			}
			r.value, r.quality = "", normalise.Invalid
		}
		return []reading{r}
	}
}

func readDate(s string) []reading {
	return readings(normalise.ParseDates(s, time.Time{}), func(d normalise.Date) reading { return reading{d.String(), d.Quality, d.Why, ""} })
}

func readPhone(s string) []reading {
	return readings(normalise.ParsePhones(s), func(p normalise.Phone) reading { return reading{p.National, p.Quality, p.Why, ""} })
}

func readEmail(s string) []reading {
	return readings(normalise.ParseEmails(s), func(e normalise.Email) reading {
		r := reading{value: e.Address, quality: e.Quality, why: e.Why}
		if e.Misspelled != "" {
			r.note = "check the spelling: " + e.Misspelled + "?"
		}
		return r
	})
}

var pseudoWords = map[normalise.Pseudo]string{
	normalise.NoFixedAbode: "no fixed abode", normalise.NotKnown: "not known", normalise.Abroad: "abroad", normalise.Elsewhere: "no postcode of an address",
}

func readPostcode(s string) []reading {
	return readings(normalise.ParsePostcodes(s), func(p normalise.Postcode) reading {
		return reading{p.String(), p.Quality, p.Why, pseudoWords[p.Pseudo]}
	})
}

// uk prepares a gender for readGender: package normalise has no parser of one.
var uk = matching.UK(nil)

func readGender(s string) []reading {
	kept := uk.Prepare(matching.Person{Gender: s}).Profile
	if kept == uk.Prepare(matching.Person{}).Profile {
		return []reading{{quality: normalise.Invalid, why: normalise.ReasonForm}}
	}
	return []reading{{value: string(kept), quality: normalise.Valid}}
}
