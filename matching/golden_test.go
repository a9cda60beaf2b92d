package matching_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// client is somebody on a register.
type client struct {
	ID     string
	Person matching.Person
}

// story is one asker and the clients it is compared with, as a caseworker would
// tell it.
type story struct {
	title string
	asker matching.Person
	pool  map[int][]matching.Person // how many of 20,000 clients share something
	known []client
}

func stories() []story {
	ann := matching.Person{Given: "Ann", Middle: "Marie", Family: "Featherstone", Born: "1984-05-06", NINO: "QQ 12 34 56 C",
		Emails: []string{"ann.featherstone@example.com"}, Phones: []string{"07700 900123"}, Postcodes: []string{"LS1 2AB"}}
	but := func(p matching.Person, change func(*matching.Person)) matching.Person {
		change(&p)
		return p
	}
	one := func(p matching.Person) []client { return []client{{ID: "C1", Person: p}} }
	muhammad := matching.Person{Given: "Muhammad", Family: "Khan", Born: "1990-01-01", Postcodes: []string{"BD3 8QH"}}
	hostel := matching.Person{Given: "Lee", Family: "Brown", Born: "1979-11-02", Phones: []string{"0113 496 0111"}, Postcodes: []string{"LS2 7EY"}}
	return []story{
		{"everything agrees; a made-up NI number says nothing", ann, nil, one(ann)},
		{"moved, new phone, NI number unknown", ann, nil, one(but(ann, func(p *matching.Person) {
			p.Postcodes, p.Phones, p.NINO, p.Middle = []string{"S10 3GH"}, []string{"07700 900999"}, "", ""
		}))},
		{"day and month swapped, surname mistyped", ann, nil, one(but(ann, func(p *matching.Person) {
			p.Born, p.Family, p.Emails = "05/06/1984", "Fetherstone", nil
		}))},
		{"names swapped, postcode one letter off", ann, nil, one(but(ann, func(p *matching.Person) {
			p.Given, p.Family, p.Middle, p.Postcodes = "Featherstone", "Ann", "", []string{"LS1 2AD"}
		}))},
		{"married: the former surname is on the register", but(ann, func(p *matching.Person) {
			p.Family, p.FormerFamily, p.Emails = "Lee", []string{"Featherstone"}, nil
		}), nil, one(ann)},
		{"a common name, a common day of birth and three who have both", muhammad,
			map[int][]matching.Person{58: {{Given: "Muhammad", Family: "Khan"}}, 37: {{Born: "1990-01-01"}}},
			[]client{
				{ID: "C1", Person: muhammad},
				{ID: "C2", Person: but(muhammad, func(p *matching.Person) { p.Given, p.Postcodes = "Mohammed", []string{"BD3 9AA"} })},
				{ID: "C3", Person: but(muhammad, func(p *matching.Person) { p.Postcodes = []string{"M14 5RF"} })},
			}},
		{"a twin", ann, nil, one(but(ann, func(p *matching.Person) {
			p.Given, p.Middle, p.Emails, p.Phones = "Grace", "Joy", nil, nil
		}))},
		{"two residents of one hostel", hostel, map[int][]matching.Person{60: {{Phones: hostel.Phones, Postcodes: hostel.Postcodes}}},
			one(but(hostel, func(p *matching.Person) { p.Given, p.Family, p.Born = "Sean", "Kelly", "1990-12-24" }))},
		{"the same resident of a hostel", hostel, map[int][]matching.Person{60: {{Phones: hostel.Phones, Postcodes: hostel.Postcodes}}}, one(hostel)},
		{"name and phone are all that the referral says", matching.Person{Given: "Ann", Family: "Featherstone", Phones: ann.Phones}, nil, one(ann)},
		{"the name alone", matching.Person{Given: "Ann", Family: "Featherstone"}, nil, one(ann)},
		{"nothing agrees but the forename", ann, nil, one(matching.Person{Given: "Ann", Family: "Kowalska", Born: "1961-02-03", Phones: []string{"07700 900555"}, Postcodes: []string{"HU1 3XX"}})},
	}
}

// usual is how many of 20,000 clients carry what the stories are made of.
var usual = map[int][]matching.Person{
	12: {{Family: "Featherstone"}}, 150: {{Given: "Ann"}, {Given: "Lee"}}, 300: {{Given: "Muhammad"}, {Family: "Lee"}}, 350: {{Family: "Khan"}},
	250: {{Family: "Brown"}}, 800: {{Postcodes: []string{"BD3"}}}, 1100: {{Postcodes: []string{"LS1"}}}, 1200: {{Postcodes: []string{"LS2"}}},
}

func explain(m matching.Matcher, s story) string {
	alike := maps.Clone(usual)
	maps.Copy(alike, s.pool)
	var known []matching.Candidate
	for _, c := range s.known {
		known = append(known, candidateOf(m, c.ID, c.Person))
	}
	r := ranked(m, s.asker, alike, known...)
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", s.title)
	for _, c := range r.Clients {
		fmt.Fprintf(&b, "%s: %s, %.4f (a relative: %.4f), %+.1f bits\n", c.ID, c.Rating, c.Probability, c.Related, c.Weight)
		for _, e := range c.Evidence {
			fmt.Fprintf(&b, "  %s\n", e)
		}
	}
	fmt.Fprintf(&b, "none of these: %.4f\n\n", r.None)
	return b.String()
}

func TestGoldenExplanationsAreTheSame(t *testing.T) {
	var b strings.Builder
	for _, s := range stories() {
		b.WriteString(explain(matching.UK(nil), s))
	}
	path := filepath.Join("testdata", "explanations.golden")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), b.String(), "after a deliberate change: go test ./matching -run Golden -update")
}
