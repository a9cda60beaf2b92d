package matching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// A brother, sister or twin who leaves the surname out is no likelier to be the client than
// one who gives it.
func TestReview_ARelativeWhoGivesNoSurnameIsAnotherPerson(t *testing.T) {
	var rows []row
	for _, c := range []struct{ client, asker string }{
		{"Daniel|Frostwick", "Chloe|"},
		{"Jean-Pierre|Kabila", "Jean-Claude|"},
		{"Abdul Karim|Noor", "Abdul Rahim|"},
		{"Mohammed|Hassan|Khan", "Mohammed Hussain|"}, // read as a surname, which his brother's second name is not
		{"Mohammed|Hassan|Khan", "|Mohammed Hussain"},
		{"Mohammed Hassan|Khan", "Mohammed|Hussain"},
		{"Thi Lan|Tran", "Thi Mai|"},
		{"Syed Ali|Naqvi", "Syed Hassan|"},
		{"Nur Aisyah|Rahim", "Nur Amalina|"},
		{"Wei Ming|Tan", "Wei Liang|"},
		{"Haji Ali|Noor", "Haji Omar|"},
		{"Umm Kulthum|Yare", "Umm Salama|"},
	} {
		client := one(split(c.client, twinDay, home, ring))
		rows = append(rows,
			row{c.asker + " is the twin of " + c.client, split(c.asker, twinDay, home, ring), client, []bound{atMost(matching.Possible), relative(.1)}},
			row{c.asker + " is the brother of " + c.client, split(c.asker, "19/03/2004", home, ring), client, []bound{atMost(matching.VeryWeak), relative(.5)}},
			row{c.asker + " without a date, and " + c.client, split(c.asker, "", home, ring), client, []bound{atMost(matching.Weak), relative(.5)}})
	}
	same := func(client, asker string) {
		rows = append(rows, row{client + " told as " + asker, split(asker, twinDay, home, ring), one(split(client, twinDay, home, ring)), []bound{first, agrees, atLeast(matching.VeryStrong)}})
	}
	same("Mohammed|Hassan|Khan", "Mohammed Hasan|")
	same("Mohammed Hassan|Khan", "Mohammed|Hassan")
	same("Daniel|Frostwick", "Daniel|")
	same("Haji Ali|Noor", "Ali|Noor")
	check(t, rows)
}

// A slip in one half of the name makes nobody likelier, whether it stands alone or beside
// one in the other half: relatives are mistyped as often. A quarter of a bit is left for
// how common the half is: nobody bears the mistyped one.
func TestReview_AMistypedHalfIsWorthNoMoreThanTheHalf(t *testing.T) {
	for _, c := range []struct{ client, right, slip string }{
		{"Wendy|Ollerenshaw", "Wendx|Ollerenshaw", "Wendx|Olqlerenshaw"},
		{"Wendy|Ollerenshaw", "Wendy|Olqlerenshaw", "Wendx|Olqlerenshaw"},
		{"Jean-Pierre|Hepworth", "Jean-Claude|Hepworth", "Jean-Claude|Hepwroth"}, // a brother
		{"Daniel|Frostwick", "|Frostwick", "|Frostwikc"},
		{"|Frostwick", "|Frostwick", "|Frostwikc"},
		{"Ann-Marie|Hepworth", "Ann-Marie|Hepworth", "Ann-Mari|Hepworth"},
		{"Jean-Paul|Khan", "Jean-Paul|Khan", "Jean-Paux|Khan"},
		{"Harpreet Kaur|Gill", "Harpreet Kaur|Gill", "Harpreet Kaurr|Gill"},
	} {
		for known, more := range map[string][]string{
			"the date":          {twinDay},
			"a day off, a home": {"06/09/2001", home},
			"a home and phone":  {"", home, ring},
			"all":               {twinDay, home, ring},
		} {
			client := split(c.client, append([]string{twinDay}, more[1:]...)...)
			right, _ := others().review(split(c.right, more...), client)
			slip, _ := others().review(split(c.slip, more...), client)
			require.LessOrEqual(t, slip[0].Weight, right[0].Weight+.25, "%s beside %s, where %s is known", c.slip, c.right, known)
			require.LessOrEqual(t, odds(slip[0].Probability), 1.1*odds(right[0].Probability), "%s beside %s, where %s is known", c.slip, c.right, known)
		}
	}
}

// A surname alone is as common as it is without the particle on which the two differ.
func TestReview_AParticleMakesACommonSurnameNoRarer(t *testing.T) {
	for _, c := range [][2]string{{"|Khan", "|El Khan"}, {"|Smith", "|von Smith"}, {"|Ali", "|bin Ali"}} {
		client := split("Wendy"+c[0], born)
		bare, _ := others().review(split(c[0], born), client)
		with, _ := others().review(split(c[1], born), client)
		require.LessOrEqual(t, with[0].Weight, bare[0].Weight+.5, "%s told as %s", c[0], c[1])
	}
}
