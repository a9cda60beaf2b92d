package matching_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// levelOf returns the code of the level that a comparison of the UK model
// reaches, "" where nothing can be compared.
func levelOf(t *testing.T, comparison string, a, b matching.Person) string {
	m := matching.UK(nil)
	level := func(asker, client matching.Person) string {
		r := m.Rank(m.Prepare(asker), matching.Pool{Size: 20_000, Clients: []matching.Candidate{candidateOf(m, "C", client)}})
		return evidenceOf(r.Clients[0], comparison).Level
	}
	require.Equal(t, level(a, b), level(b, a), "a comparison has no sides")
	return level(a, b)
}

func TestLevelsOfNames(t *testing.T) {
	n := func(given, middle, family string, former ...string) matching.Person {
		return matching.Person{Given: given, Middle: middle, Family: family, FormerFamily: former}
	}
	for _, c := range []struct {
		name string
		a, b matching.Person
		want string
	}{
		{"case, accents and apostrophes do not count", n("Zoë", "", "O'Brien"), n("ZOE", "", "Obrien"), "equal"},
		{"two forenames written as one", n("Mary-Jane", "", "Lee"), n("Maryjane", "", "Lee"), "equal"},
		{"the former surname", n("Ann", "", "Lee", "Featherstone"), n("Ann", "", "Featherstone"), "former"},
		{"names in each other's box", n("Ann", "", "Featherstone"), n("Featherstone", "", "Ann"), "reordered"},
		{"a double-barrelled surname in the forename's box", n("Wilson-Wheeler", "", "Emily"), n("Emily", "", "Wilson-Wheeler"), "reordered"},
		{"a nickname", n("Elizabeth", "", "Featherstone"), n("Liz", "", "Featherstone"), "nickname"},
		{"another spelling of the forename", n("Muhammad", "", "Khan"), n("Mohammed", "", "Khan"), "nickname"},
		{"known by the middle name", n("James", "Gareth", "Featherstone"), n("Gareth", "", "Featherstone"), "middle"},
		{"a mistyped forename", n("Winifred", "", "Featherstone"), n("Winigred", "", "Featherstone"), "forename-alike"},
		{"a short forename that lacks a letter", n("Ian", "", "Featherstone"), n("In", "", "Featherstone"), "forename-alike"},
		{"a short form that is mistyped", n("Elizabeth", "", "Featherstone"), n("Bettu", "", "Featherstone"), "forename-alike"},
		{"a slip that happens to be a family name of Korea", n("Noah", "", "Featherstone"), n("Noh", "", "Featherstone"), "forename-alike"},
		{"two family names a slip apart", n("Ann", "", "Lam"), n("Ann", "", "Lamb"), "other-surname"},
		{"another spelling of the surname that is mistyped", n("Ann", "", "Mukhopadhyay"), n("Ann", "", "Mkuherji"), "surname-alike"},
		{"a mistyped surname", n("Ann", "", "Featherstone"), n("Ann", "", "Fetherstone"), "surname-alike"},
		{"another spelling of the surname", n("Ann", "", "Clark"), n("Ann", "", "Clarke"), "surname-alike"},
		{"another transliteration of the surname", n("Ann", "", "Chowdhury"), n("Ann", "", "Chaudhry"), "surname-alike"},
		{"a man's and a woman's ending", n("Ola", "", "Kowalska"), n("Ola", "", "Kowalski"), "surname-alike"},
		{"a wife's ending", n("Asta", "", "Kazlauskienė"), n("Asta", "", "Kazlauskas"), "surname-alike"},
		{"an initial that fits", n("M", "", "Featherstone"), n("Margaret", "", "Featherstone"), "initial"},
		{"half of a double-barrelled surname", n("Ann", "", "Lee-Featherstone"), n("Ann", "", "Featherstone"), "part"},
		{"no forename on one side", n("", "", "Featherstone"), n("Ann", "", "Featherstone"), "surname-alone"},
		{"no surname on one side", n("Ann", "", ""), n("Ann", "", "Featherstone"), "forename-alone"},
		{"both mistyped", n("Margaret", "", "Featherstone"), n("Margraet", "", "Fetherstone"), "both-alike"},
		{"a sister", n("Ann", "", "Featherstone"), n("Grace", "", "Featherstone"), "surname"},
		{"the other twin, who has no name yet either", n("Twin 1", "", "Featherstone"), n("Twin 2", "", "Featherstone"), "surname"},
		{"the same twin, by another word", n("Twin 1", "", "Featherstone"), n("Baby girl A", "", "Featherstone"), "surname-alone"},
		{"a twin who has got a name since", n("Twin 1", "", "Featherstone"), n("Ann", "", "Featherstone"), "surname-alone"},
		{"Tim is not Tom", n("Tim", "", "Featherstone"), n("Tom", "", "Featherstone"), "surname"},
		{"a new surname", n("Ann", "", "Featherstone"), n("Ann", "", "Kowalska"), "forename"},
		{"a sister with the surname mistyped", n("Ann", "", "Featherstone"), n("Grace", "", "Fetherstone"), "slight"},
		{"a forename that is an ending of women's names, and another", n("Thomas", "", "Tidmarsh"), n("Ina", "", "Tidmarsh"), "surname"},
		{"a mistyped surname and no forename", n("", "", "Featherstone"), n("Ann", "", "Fetherstone"), "half-alike"},
		{"another surname and no forename", n("", "", "Featherstone"), n("Ann", "", "Kowalska"), "half-differs"},
		{"somebody else", n("Ann", "", "Featherstone"), n("Noah", "", "Brown"), "differ"},
		{"an initial that does not fit", n("M", "", "Featherstone"), n("Ann", "", "Featherstone"), "surname"},
		{"only a forename against only a surname", n("Ann", "", ""), n("", "", "Featherstone"), ""},
		{"NOT ENTERED", n("", "", "NOT ENTERED"), n("Ann", "", "Featherstone"), ""},
		{"another script", n("محمد", "", "خان"), n("محمد", "", "خان"), "equal"},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, levelOf(t, "name", c.a, c.b)) })
	}
	for _, c := range []struct{ name, a, b, want string }{
		{"the same", "Jane", "JANE", "equal"},
		{"mistyped", "Caroline", "Carolnie", "equal"},
		{"an initial", "J", "Jane", "initial"},
		{"one of two", "Rose Jane", "Jane", "equal"},
		{"another", "Rose", "Jane", "differ"},
		{"not given", "", "Jane", ""},
	} {
		t.Run("middle name: "+c.name, func(t *testing.T) {
			require.Equal(t, c.want, levelOf(t, "middle name", n("Ann", c.a, "Lee"), n("Ann", c.b, "Lee")))
		})
	}
}

func TestLevelsOfDatesAndNumbers(t *testing.T) {
	one := map[string]func(string) matching.Person{
		"date of birth": func(s string) matching.Person { return matching.Person{Born: s} },
		"NI number":     func(s string) matching.Person { return matching.Person{NINO: s} },
		"phone":         func(s string) matching.Person { return matching.Person{Phones: []string{s}} },
		"postcode":      func(s string) matching.Person { return matching.Person{Postcodes: []string{s}} },
		"e-mail": func(s string) matching.Person {
			return matching.Person{Given: "John", Family: "Smith", Emails: []string{s}}
		},
	}
	for _, c := range []struct{ comparison, name, a, b, want string }{
		{"date of birth", "written otherwise", "1984-05-06", "6 May 1984", "equal"},
		{"date of birth", "day and month swapped", "1984-05-06", "1984-06-05", "swapped"},
		{"date of birth", "one digit", "1984-05-16", "1984-05-18", "edit"},
		{"date of birth", "the day before", "1984-05-10", "1984-05-09", "edit"},
		{"date of birth", "the day before, of another month", "1984-10-01", "1984-09-30", "edit"},
		{"date of birth", "two days before, of another month", "1984-10-01", "1984-09-29", "near"},
		{"date of birth", "the day before 1 January", "1985-01-01", "1984-12-31", "near"},
		{"date of birth", "two neighbouring digits swapped", "1984-05-12", "1984-05-21", "edit"},
		{"date of birth", "only the year is known", "1984-05-16", "1984", "year"},
		{"date of birth", "only month and year are known", "1984-05-16", "May 1984", "month"},
		{"date of birth", "1 January stands in", "1984-05-16", "1984-01-01", "new-year"},
		{"date of birth", "another month", "1984-05-16", "1984-11-16", "part"},
		{"date of birth", "a few years", "1984-05-16", "1981-11-30", "near"},
		{"date of birth", "ten years", "1984-05-16", "1994-11-30", "far"},
		{"date of birth", "a parent's", "1984-05-16", "1961-11-30", "generation"},
		{"date of birth", "another year of which no more is known", "1984", "1951", "generation"},
		{"date of birth", "a stand-in", "1984-05-16", "1900-01-01", ""},
		{"NI number", "without suffix", "AB 12 34 57 C", "AB123457", "equal"},
		{"NI number", "one digit", "AB 12 34 57 C", "AB 12 94 57 C", "edit"},
		{"NI number", "two digits swapped", "AB 12 34 57 C", "AB 21 34 57 C", "edit"},
		{"NI number", "the next in the row", "AB 12 34 57 C", "AB 12 34 58 C", "next"},
		{"NI number", "another", "AB 12 34 57 C", "JG 80 11 20 A", "differ"},
		{"NI number", "an example", "QQ 12 34 56 C", "QQ 12 34 56 C", ""},
		{"postcode", "written otherwise", "LS1 2AB", "ls12ab", "equal"},
		{"postcode", "one letter", "LS1 2AB", "LS1 2AD", "edit"},
		{"postcode", "the same sector", "LS1 2AB", "LS1 2XY", "sector"},
		{"postcode", "the same district", "LS1 2AB", "LS1 9XY", "district"},
		{"postcode", "only the outward half", "LS1 2AB", "LS1", "outward"},
		{"postcode", "another", "LS1 2AB", "M14 5RF", "differ"},
		{"postcode", "no fixed abode", "ZZ99 3VZ", "ZZ99 3VZ", ""},
		{"phone", "written otherwise", "07700 900123", "+44 (0)7700 900123", "equal"},
		{"phone", "one digit", "07700 900123", "07700 900128", "edit"},
		{"phone", "another", "07700 900123", "07700 900555", "differ"},
		{"phone", "a made-up run", "07123 456789", "07700 900555", ""},
		{"e-mail", "written otherwise", "J.Smith+x@example.org", "j.smith@EXAMPLE.ORG", "equal"},
		{"e-mail", "a slip in the provider", "yorkshirelass@gmial.com", "yorkshirelass@gmail.com", "equal"},
		{"e-mail", "one letter", "yorkshirelass@example.org", "yorkshrelass@example.org", "slip"},
		{"e-mail", "another provider", "yorkshirelass@example.org", "yorkshirelass@example.com", "user"},
		{"e-mail", "namesakes with other digits", "john.smith84@example.org", "john.smith91@example.org", "namesake"},
		{"e-mail", "namesakes with and without a dot", "john.smith@example.org", "johnsmith@example.org", "namesake"},
		{"e-mail", "namesakes at two providers", "johnsmith@example.org", "johnsmith@example.com", "namesake"},
		{"e-mail", "another", "yorkshirelass@example.org", "js@example.org", "differ"},
		{"e-mail", "no mailbox", "noemail@example.org", "yorkshirelass@example.org", ""},
	} {
		t.Run(c.comparison+": "+c.name, func(t *testing.T) {
			of := one[c.comparison]
			require.Equal(t, c.want, levelOf(t, c.comparison, of(c.a), of(c.b)))
		})
	}
}

// Addresses that are alike say something only where the names are not.
func TestAddressesOfNamesakesAreAlikeAsTheirNamesAre(t *testing.T) {
	told := func(given, family, mail string) matching.Person {
		return matching.Person{Given: given, Family: family, Emails: []string{mail}}
	}
	john := told("John", "Smith", "john.smith84@example.org")
	require.Equal(t, "namesake", levelOf(t, "e-mail", john, told("John", "Smith", "john.smith91@example.org")))
	require.Equal(t, "namesake", levelOf(t, "e-mail", john, told("Jon", "Smith", "johnsmith@example.org")))
	require.Equal(t, "alike", levelOf(t, "e-mail", john, told("John", "Featherstone", "john.smith91@example.org")))
	require.Equal(t, "alike", levelOf(t, "e-mail", john, told("", "", "john.smith91@example.org")))
	require.Equal(t, "alike", levelOf(t, "e-mail", told("John", "Smith", "yorkshirelass84@example.org"), told("John", "Smith", "yorkshirelass91@example.org")))
}

func TestClosestOfSeveralValuesCounts(t *testing.T) {
	a := matching.Person{Phones: []string{"07700 900555", "07700 900123"}, Postcodes: []string{"S10 3GH"}, PreviousPostcodes: []string{"LS1 2AB"}}
	b := matching.Person{Phones: []string{"07700 900123"}, Postcodes: []string{"LS1 2AB"}}
	require.Equal(t, "equal", levelOf(t, "phone", a, b))
	require.Equal(t, "equal", levelOf(t, "postcode", a, b))
}

func TestProfileDoesNotPrintThePerson(t *testing.T) {
	p := matching.UK(nil).Prepare(matching.Person{Given: "Ann", Family: "Featherstone"})
	for _, v := range []any{p.Profile, &p.Profile, struct{ P matching.Profile }{p.Profile}, p, &p, matching.Candidate{ID: "C", Profile: p.Profile}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			s := fmt.Sprintf(verb, v)
			require.NotContains(t, s, "ANN", verb)
			require.NotContains(t, s, "FEATHERSTONE", verb)
			require.NotContains(t, s, "46454154", verb) // FEAT in hexadecimal
		}
		b, err := json.Marshal(v)
		require.NoError(t, err)
		require.NotContains(t, string(b), "FEATHERSTONE")
	}
	require.Equal(t, "[profile]", p.Profile.LogValue().String())
}
