package trial_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
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
