package desk

import (
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/normalise"
)

// fact is one line of what is known of a person.
type fact struct {
	Name   string
	Lines  []string
	Remark string // "not usable": a placeholder or something misspelt
	None   string // what to say when there is nothing, if not "Not given"

	unusable bool                // a placeholder, or not understood
	normal   func(string) string // the value as it is compared
}

func personName(p matching.Person) string {
	n := strings.Join(strings.Fields(p.Given+" "+p.Middle+" "+p.Family), " ")
	if n == "" {
		return "Name not given"
	}
	return n
}

// personFacts lists everything known of a person, as it was typed, with a
// remark where it cannot be used for matching.
func personFacts(p matching.Person) []fact {
	born, nino := normalise.ParseDate(p.Born).Quality, normalise.ParseNINO(p.NINO).Quality
	return []fact{
		{Name: "First name", Lines: given(p.Given), normal: normalise.Fold},
		{Name: "Middle names", Lines: given(p.Middle), normal: normalise.Fold},
		{Name: "Last name", Lines: given(p.Family), normal: normalise.Fold},
		{Name: "Former last names", Lines: p.FormerFamily, normal: normalise.Fold},
		{Name: "Date of birth", Lines: given(p.Born), Remark: remark(born), unusable: remark(born) != "", normal: normalDate},
		{Name: "National Insurance number", Lines: given(p.NINO), Remark: remark(nino), unusable: remark(nino) != "",
			normal: func(s string) string { return normalise.ParseNINO(s).Stem }},
		{Name: "Phone", Lines: p.Phones, normal: func(s string) string { return normalise.ParsePhone(s).National }},
		{Name: "Email", Lines: p.Emails, Remark: emailRemark(p.Emails), normal: func(s string) string { return normalise.ParseEmail(s).Address }},
		{Name: "Postcode", Lines: p.Postcodes, Remark: postcodeRemark(p.Postcodes), unusable: postcodeRemark(p.Postcodes) != "", normal: normalPostcode},
		{Name: "Previous postcodes", Lines: p.PreviousPostcodes, normal: normalPostcode},
	}
}

func normalDate(s string) string     { return normalise.ParseDate(s).String() }
func normalPostcode(s string) string { return normalise.ParsePostcode(s).String() }

// identityFacts are the few that stay in view while comparing.
func identityFacts(p matching.Person) []fact {
	return []fact{
		{Name: "Name", Lines: []string{personName(p)}},
		{Name: "Born", Lines: given(p.Born)},
		{Name: "NI number", Lines: given(masked(p.NINO))},
		{Name: "Postcode", Lines: p.Postcodes},
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

func given(s string) []string {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	return []string{s}
}

func remark(q normalise.Quality) string {
	switch q {
	case normalise.Placeholder:
		return "Placeholder, not used for matching"
	case normalise.Invalid:
		return "Not understood, not used for matching"
	}
	return ""
}

func postcodeRemark(ps []string) string {
	for _, p := range ps {
		c := normalise.ParsePostcode(p)
		if c.Pseudo == normalise.NoFixedAbode {
			return "No fixed abode"
		}
		if r := remark(c.Quality); r != "" {
			return r
		}
	}
	return ""
}

func emailRemark(es []string) string {
	for _, e := range es {
		v := normalise.ParseEmail(e)
		if v.Misspelled != "" {
			return "Check the spelling: " + v.Misspelled + "?"
		}
		if r := remark(v.Quality); r != "" {
			return r
		}
	}
	return ""
}
