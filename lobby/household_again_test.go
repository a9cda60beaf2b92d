package lobby_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Forms have people list themselves in their household, with less or more than they tell
// of themselves, and twins have much in common.
func TestM15_WhoIsToldAgainAsAMemberIsOnePerson(t *testing.T) {
	w := newUK(t, lobby.HPA2())
	w.client("c-ada", ada)
	w.client("c-kid", kid)
	reviewed := func(person matching.Person, members ...matching.Person) lobby.Review {
		v := lobby.Arrival{Channel: store.ChannelSelfReferral, Person: person}
		for _, p := range members {
			v.Household = append(v.Household, store.Member{Person: p})
		}
		return w.held(amy, w.receive(portal, v))
	}
	fewer := matching.Person{Given: "Ada", Family: "Quarmby", Born: "5 September 1985"}
	but := func(p matching.Person, change func(*matching.Person)) matching.Person {
		p = p.Clone()
		change(&p)
		return p
	}
	more := but(ada, func(p *matching.Person) { p.Middle, p.KnownAs = "Rose", []string{"Zoe"} })
	for says, c := range map[string]struct {
		applicant, member matching.Person
		again             bool
	}{
		"as before":                    {ada, ada, true},
		"with a phone spelt otherwise": {ada, but(ada, func(p *matching.Person) { p.Phones = []string{"+44 7700 900111"} }), true},
		"with less said":               {ada, fewer, true},
		"with more said":               {fewer, ada, true},
		"with one of two phones":       {but(ada, func(p *matching.Person) { p.Phones = []string{"07700 900222", ada.Phones[0]} }), ada, true},
		"with another postcode":        {ada, but(fewer, func(p *matching.Person) { p.Postcodes = []string{"LS8 4AB"} }), true},
		"by another name of hers":      {more, but(fewer, func(p *matching.Person) { p.Given = "Zoe" }), true},
		"a sister of another name":     {ada, but(ada, func(p *matching.Person) { p.Given = "Ida" }), false},
		"a twin by the middle name":    {more, but(fewer, func(p *matching.Person) { p.Middle = "Lily" }), false},
		"a child of the same name":     {ada, but(fewer, func(p *matching.Person) { p.Born = "2015-06-30" }), false},
		"a child by the name alone":    {ada, but(fewer, func(p *matching.Person) { p.Born = "" }), false},
		"a child by no date either":    {but(ada, func(p *matching.Person) { p.Born = "not known" }), but(fewer, func(p *matching.Person) { p.Born = "not known" }), false},
		"somebody with another number": {but(ada, func(p *matching.Person) { p.NINO = "AB123456C" }), but(fewer, func(p *matching.Person) { p.NINO = "AB123457C" }), false},
	} {
		v := reviewed(c.applicant, kid, c.member)
		same := func(p matching.Person, found []lobby.ClientMatch) bool {
			return reflect.DeepEqual(reviewed(p, kid).Clients[0].Match, found[0].Match)
		}
		require.Equal(t, c.again, same(c.applicant, v.Clients), says)
		require.True(t, !c.again || same(c.member, v.Household[1].Clients), says)
	}
	twins := reviewed(ada, kid, kid)
	require.Less(t, twins.Household[0].Clients[0].Probability, .6, "two children who are told alike are two")
}
