package trial_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/trial"
)

// A name that many bear is borne by many however it is written: thirty Maryam Ahmeds of
// some two thousand clients are one in seventy, so that the name is worth six bits.
func TestANameWrittenOtherwiseIsAsCommonAsTheNameIs(t *testing.T) {
	r := trial.Of(matching.UK(nil), matchtest.NewWorld(*seed, 2_000, matchtest.RealRates()), 0)
	for i := range 30 {
		r.Put(fmt.Sprint("A", i), matching.Person{Given: "Maryam", Family: "Ahmed", Born: fmt.Sprintf("19%d-05-%02d", 60+i, 1+i)})
	}
	for _, c := range []struct{ name, given, family string }{
		{"both halves are written otherwise", "Maaryam", "Ahhmad"},
		{"the forename is", "Maryem", "Ahmed"},
		{"the surname is", "Maryam", "Ahmad"},
		{"the surname has a letter too many", "Maryam", "Ahhmed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			weight, listed := bits(r, "A7", matching.Person{Given: c.given, Family: c.family})
			require.True(t, listed)
			require.Less(t, weight, 6.)
		})
	}
}

// However many bear a name and wherever it is mistyped, equality weighs no less than the
// slip. It is lifted for that where a forename goes with one surname, but only to what it
// would weigh if a twentieth of those who have the forename had the surname.
func TestACommonNameWeighsNoLessThanASlipInIt(t *testing.T) {
	slips := [][2]string{{"Nimco", "Abdii"}, {"Nimco", "Abdj"}, {"Nimco", "Bbdi"}, {"Nimko", "Abdi"}, {"Nimvo", "Abdi"}, {"Nimmco", "Abdhi"}}
	for _, c := range []struct{ bearers, ofEachHalf int }{{1, 0}, {2, 0}, {10, 0}, {30, 0}, {100, 0}, {2, 40}, {5, 100}, {8, 160}} {
		t.Run(fmt.Sprintf("%d bear it, %d more a half of it", c.bearers, c.ofEachHalf), func(t *testing.T) {
			w := matchtest.NewWorld(*seed, 6_000, matchtest.RealRates())
			r := trial.Of(matching.UK(nil), w, 0)
			for i := range c.bearers {
				r.Put(fmt.Sprint("A", i), matching.Person{Given: "Nimco", Family: "Abdi"})
			}
			for i := range c.ofEachHalf {
				r.Put(fmt.Sprint("B", i), matching.Person{Given: "Nimco", Family: w.Client(i).Person.Family})
				r.Put(fmt.Sprint("D", i), matching.Person{Given: w.Client(i).Person.Given, Family: "Abdi"})
			}
			equal, listed := bits(r, "A0", matching.Person{Given: "Nimco", Family: "Abdi"})
			require.True(t, listed)
			if c.bearers >= 10 {
				require.Less(t, equal, fellegisunter.Log2(20*6_000/float64(c.bearers)))
			}
			for _, s := range slips {
				slip, _ := bits(r, "A0", matching.Person{Given: s[0], Family: s[1]})
				require.LessOrEqual(t, slip, equal, "%s %s", s[0], s[1])
			}
		})
	}
}
