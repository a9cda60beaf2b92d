package matching_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// Equal evidence has equal probability, however many share it and whatever their
// ids are.
func TestReview_RowsOfEqualEvidenceAreEquallyProbable(t *testing.T) {
	asker := person("Mohammed", "", "Ali", "01/01/1990", "LS2 7EY")
	elsewhere := person("Mohammed", "", "Ali", "01/01/1990", "M14 5RF")
	rare := person("Xaviera", "", "Quillfeather", "17/03/1988", "LS2 7EY", ring)
	alike := rare
	alike.Given = "Xaviero"
	for _, c := range []struct {
		name  string
		asker matching.Person
		of    []matching.Person // kinds of rows
		each  []int             // how many of each kind
	}{
		{"thirty of one name and day, half of them in the asker's hostel", asker, []matching.Person{asker, elsewhere}, []int{15, 15}},
		{"two rows", asker, []matching.Person{asker}, []int{2}},
		{"twelve rows", asker, []matching.Person{asker}, []int{12}},
		{"thirteen rows", asker, []matching.Person{asker}, []int{13}},
		{"sixty rows", asker, []matching.Person{asker}, []int{60}},
		{"ninety rows", asker, []matching.Person{asker}, []int{90}},
		{"fourteen rows of a rare name", rare, []matching.Person{rare}, []int{14}},
		{"seven copies and seven that are alike", rare, []matching.Person{rare, alike}, []int{7, 7}},
		{"thirteen that are alike and no copy", rare, []matching.Person{alike}, []int{13}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var clients []matching.Person
			for i := range slices.Max(c.each) { // the kinds in turn, so that ids do not keep them apart
				for k, p := range c.of {
					if i < c.each[k] {
						clients = append(clients, p)
					}
				}
			}
			all, r := others().review(c.asker, clients...)
			var failed []string
			said := map[string]float64{}
			for i, s := range all {
				key := fieldsOf(clients[i])
				if p, ok := said[key]; ok && p != s.Probability {
					failed = append(failed, fmt.Sprintf("%s has %.4f where an equal row has %.4f", s.ID, s.Probability, p))
				}
				said[key] = s.Probability
				if s.Place == 0 {
					failed = append(failed, clientID(i)+" is not listed")
				}
			}
			require.False(t, r.Truncated && len(clients) <= 12)
			report(t, failed, fmt.Sprint(len(all), " rows"))
		})
	}
	t.Run("more than are followed is told", func(t *testing.T) {
		clients := slices.Repeat([]matching.Person{asker}, followed+1)
		_, r := others().review(asker, clients...)
		require.True(t, r.Truncated)
	})
}

// fieldsOf writes everything of a person, so that equal people are equal text.
func fieldsOf(p matching.Person) string {
	var s string
	for _, f := range p.Fields() {
		s += fmt.Sprintf("%s=%q;", f.Name, f.Values())
	}
	return s
}

// saidToBeOne reports whether the ranking says that two of its rows may be one
// person, which is the only reason for which their probabilities may add up to
// more than one, but for a hundredth or two that a page rounds away.
func saidToBeOne(a, b seen) bool { return a.Group > 0 && a.Group == b.Group }

// Two clients who look alike and are not one person take probability from one
// another: twins, a parent of the same name, somebody of the same name.
func TestReview_ClientsWhoAreTwoPeopleShareOneProbability(t *testing.T) {
	at := func(given, family, born, postcode string) matching.Person {
		return person(given, "", family, born, postcode, ring)
	}
	for _, c := range []struct {
		name        string
		asker       matching.Person
		true, other matching.Person
	}{
		{"twins, a letter apart", at("Alisha", "Begum", twinDay, home), at("Alisha", "Begum", twinDay, home), at("Aisha", "Begum", twinDay, home)},
		{"twins, the other one", at("Aisha", "Begum", twinDay, home), at("Aisha", "Begum", twinDay, home), at("Alisha", "Begum", twinDay, home)},
		{"twins who rhyme", at("Bella", "Tidmarsh", twinDay, home), at("Bella", "Tidmarsh", twinDay, home), at("Ella", "Tidmarsh", twinDay, home)},
		{"twins of unlike names", at("Emma", "Tidmarsh", twinDay, home), at("Emma", "Tidmarsh", twinDay, home), at("Oliver", "Tidmarsh", twinDay, home)},
		{"twins of one first word", at("Mohammed Hassan", "Khan", twinDay, home), at("Mohammed Hassan", "Khan", twinDay, home), at("Mohammed Hussain", "Khan", twinDay, home)},
		{"a mother of the same name, moved", person("Amelia", "", "Southern", "18/07/1961"), person("Amelia", "", "Southern", "18/07/1961", home), person("Amelia", "", "Southern", "18/07/1991", "BD3 8QH")},
		{"a son of the same name at home", at("Thomas", "Hepworth", "30/05/1971", home), at("Thomas", "Hepworth", "30/05/1971", home), at("Thomas", "Hepworth", "12/09/2003", home)},
		{"a son of the same name and day of the year", at("Thomas", "Hepworth", "30/05/1971", home), at("Thomas", "Hepworth", "30/05/1971", home), at("Thomas", "Hepworth", "30/05/2003", home)},
		{"a namesake elsewhere, of the same age", person("Craig", "", "Pickersgill", "02/02/1980"), person("Craig", "", "Pickersgill", "02/02/1980", home), person("Craig", "", "Pickersgill", "19/11/1981", "BD3 8QH")},
		{"a sister two years older", at("Alina", "Popescu", "05/09/2001", home), at("Alina", "Popescu", "05/09/2001", home), at("Elina", "Popescu", "17/04/1999", home)},
	} {
		t.Run(c.name, func(t *testing.T) {
			all, _ := others().review(c.asker, c.true, c.other)
			var failed []string
			if all[0].Place != 1 || all[0].Probability <= all[1].Probability {
				failed = append(failed, "the client who is the person is first")
			}
			if !all[0].Rating.AtLeast(matching.Strong) {
				failed = append(failed, "the client who is the person is strong")
			}
			if all[1].Rating.AtLeast(matching.Strong) {
				failed = append(failed, "the other is not strong")
			}
			if all[0].Probability+all[1].Probability > 1.02 && !saidToBeOne(all[0], all[1]) {
				failed = append(failed, "probabilities add up to one, or the ranking says that both are one person")
			}
			report(t, failed, fmt.Sprint(all))
		})
	}
}
