package uk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/internal/uk"
)

// One letter wrong, missing, too many or in the wrong place leads from one to the other with
// nothing but the names, but for letters that a short surname has in its middle.
func TestOneSlipInANameLeadsToTheOtherByTheNameAlone(t *testing.T) {
	slips, missed := 0, []string{}
	for _, p := range []uk.Typed{
		{Given: "Simon", Family: "Johnson"}, {Given: "Sara", Family: "Mansour"}, {Given: "Brian", Family: "Walker"}, {Given: "Reece", Family: "Darstow"},
		{Given: "Vijay", Family: "Singh"}, {Given: "Rukhsana", Family: "Butt"}, {Given: "Oliwia", Family: "Krawczyk"}, {Given: "Eve", Family: "Sinclair"},
		{Given: "Christopher", Family: "Blenkinsop"}, {Given: "Ian", Family: "Featherstone"},
	} {
		held := prepared(p)
		look := func(q uk.Typed) {
			told := prepared(q)
			if slips++; !finds(told, held) || !finds(held, told) {
				missed = append(missed, q.Given+" "+q.Family)
			}
		}
		for _, given := range slipsOf(p.Given) {
			look(uk.Typed{Given: given, Family: p.Family})
		}
		for _, family := range slipsOf(p.Family) {
			look(uk.Typed{Given: p.Given, Family: family})
		}
	}
	require.Greater(t, slips, 400)
	require.LessOrEqual(t, float64(len(missed))/float64(slips), .03, "%d of %d: %v", len(missed), slips, missed)
}

// slipsOf makes every kind of slip in every place of a name.
func slipsOf(name string) (slips []string) {
	for at := range name {
		before, after := name[:at], name[at+1:]
		slips = append(slips, before+after, before+"x"+after, before+"x"+name[at:])
		if at+1 < len(name) {
			slips = append(slips, before+name[at+1:at+2]+name[at:at+1]+name[at+2:])
		}
	}
	return append(slips, name+"x")
}
