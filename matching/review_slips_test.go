package matching_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A slip in one half of the name makes nobody likelier, whether it stands alone or beside
// one in the other half: relatives are mistyped as often. A quarter of a bit is left for
// how common the half is: nobody bears the mistyped one.
func TestReview_AMistypedHalfIsWorthNoMoreThanTheHalf(t *testing.T) {
	for _, c := range []struct{ client, right, slip string }{
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
