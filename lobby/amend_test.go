package lobby_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestH3_AnAmendmentCorrectsFieldByField(t *testing.T) {
	whole := matching.Person{Given: "Sam", Middle: "J", Family: "Okafor", KnownAs: []string{"Sammy"}, FormerFamily: []string{"Obi"}, Born: "1979-03-12",
		OtherBorn: []string{"1979-12-03"}, Gender: "m", NINO: "QQ123456C", Emails: []string{"s@example.com"}, Phones: []string{"07700 900321"},
		PreviousPhones: []string{"1"}, Postcodes: []string{"LS1 2AB"}, PreviousPostcodes: []string{"LS2 9JT"}}
	for i, f := range whole.Fields() {
		t.Run(f.Name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: whole, Details: []byte("d"), Household: []store.Member{{Relation: "child"}}})
			v, want := lobby.Amendment{}, whole.Clone()
			for _, p := range []*matching.Person{&v.Person, &want} {
				if g := p.Fields()[i]; g.List != nil {
					*g.List = []string{"new", "newer"}
				} else {
					*g.Text = "new"
				}
			}
			require.NoError(t, w.Amend(t.Context(), portal, id, v))
			r := w.row(id)
			require.Equal(t, want, r.Person, "the others stand")
			require.Equal(t, store.Version(2), r.Identity)
			require.Equal(t, []byte("d"), r.Details)
			require.Len(t, r.Household, 1)

			require.NoError(t, w.Amend(t.Context(), portal, id, lobby.Amendment{Person: blanks(), Clear: []string{f.Name}}))
			if g := want.Fields()[i]; g.List != nil {
				*g.List = nil
			} else {
				*g.Text = ""
			}
			require.Equal(t, want, w.row(id).Person, "what is to go goes, and blanks are nothing that is given")
			require.Equal(t, store.Version(3), w.row(id).Identity)
		})
	}
}

// blanks is a form that nobody has filled in.
func blanks() (p matching.Person) {
	for _, f := range p.Fields() {
		if f.List != nil {
			*f.List = []string{"", " "}
		} else {
			*f.Text = " "
		}
	}
	return p
}

func TestH3_WhatIsLeftOutStaysAndWhatIsToGoIsNamed(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("d"), Household: []store.Member{{Relation: "child"}}})
	before := w.row(id)
	for _, v := range []lobby.Amendment{
		{}, {Person: blanks()}, {Details: []byte{}, Household: []store.Member{}}, {Person: matching.Person{Phones: []string{}}},
		{Person: jane, Details: []byte("d")}, {Clear: []string{"middle"}}, {Person: matching.Person{Given: "\u200b", Phones: []string{"\ufeff"}}},
		{Household: make([]store.Member, 2)}, {Household: []store.Member{{Relation: " ", Person: blanks()}}}, {Household: []store.Member{{Person: matching.Person{Given: "-"}}}},
	} {
		require.NoError(t, w.Amend(t.Context(), portal, id, v))
		require.Equal(t, before, w.row(id), "nothing changes, and nothing is written")
	}
	for _, tc := range []struct {
		v    lobby.Amendment
		code string
	}{
		{lobby.Amendment{Clear: []string{"surname"}}, "unknown-code"},
		{lobby.Amendment{Clear: []string{"given", "surname"}}, "unknown-code"},
		{lobby.Amendment{Clear: allFields()}, "nothing-left"},
	} {
		e := refusal(t, w.Amend(t.Context(), portal, id, tc.v), lobby.ErrInvalid)
		require.Equal(t, []string{"clear", tc.code}, []string{e.Field, e.Code})
	}
	require.NoError(t, w.Amend(t.Context(), portal, id, lobby.Amendment{Clear: []string{"household", "details"}}))
	r := w.row(id)
	require.Empty(t, r.Household)
	require.Empty(t, r.Details)
	require.Equal(t, store.Version(1), r.Identity, "no review is void")
	require.Equal(t, jane, r.Person)
}

func allFields() []string {
	names := []string{"household", "details"}
	for _, f := range new(matching.Person).Fields() {
		names = append(names, f.Name)
	}
	return names
}

func TestL16_AnOfficerCorrectsWhatTheyHold(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	correct := lobby.Amendment{Person: matching.Person{Born: "1990-05-18"}}
	refusal(t, w.Amend(t.Context(), amy, id, correct), lobby.ErrNotHeld)
	v := w.held(amy, id)
	refusal(t, w.Amend(t.Context(), ben, id, correct), lobby.ErrNotHeld)
	require.NoError(t, w.Amend(t.Context(), amy, id, correct))
	want := jane
	want.Born = "1990-05-18"
	require.Equal(t, want, w.row(id).Person)
	_, err := w.Create(t.Context(), amy, id, v.Token)
	require.Equal(t, []lobby.Changed{{What: lobby.ChangedIdentity}}, refusal(t, err, lobby.ErrStale).Changed, "and looks again")
	_, err = w.Create(t.Context(), amy, id, w.look(amy, id).Token)
	require.NoError(t, err)
	refusal(t, w.Amend(t.Context(), amy, id, correct), lobby.ErrDecided)
}

// Links stay with whom they are of: neither another of the same relation nor another
// relation of the same person has them.
func TestALinkStaysWithTheMemberInWhateverOrderTheHouseholdIsGiven(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-kid", kid)
	child, other, carer := store.Member{Relation: "child", Person: kid}, store.Member{Relation: "child", Person: omar}, store.Member{Relation: "carer", Person: kid}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Household: []store.Member{child, other}})
	w.link(amy, w.held(amy, id), 0, "c-kid")
	require.NoError(t, w.Amend(t.Context(), portal, id, lobby.Amendment{Household: []store.Member{other, carer, child}}))
	var linked []store.ClientID
	for _, m := range w.row(id).Household {
		linked = append(linked, m.Client)
	}
	require.Equal(t, []store.ClientID{"", "", "c-kid"}, linked)
}

func TestAnAmendmentLeavesWhatItDoesNotName(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("d")})
	v := w.held(amy, id)
	require.NoError(t, w.Amend(t.Context(), portal, id, lobby.Amendment{Household: []store.Member{{Relation: "child"}}}))
	r := w.row(id)
	require.Equal(t, jane, r.Person)
	require.Equal(t, []byte("d"), r.Details)
	require.Len(t, r.Household, 1)
	_, err := w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err, "the review holds")
}

func TestAnAmendmentSaysWhatItIsOf(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	w.held(lena, id)
	for _, v := range []lobby.Amendment{
		{Person: matching.Person{Given: "Janet"}, Details: []byte("more"), Due: start}, {Details: []byte("less"), Due: start.AddDate(0, 0, 1)}, {Due: start},
	} {
		require.NoError(t, w.Amend(t.Context(), lena, id, v))
	}
	require.Equal(t, []string{"identity", "details", "due"}, w.codes(id, lobby.KindAmended))
	require.NoError(t, w.Amend(t.Context(), lena, id, lobby.Amendment{Due: start.Add(time.Hour + 1234)}))
	require.Equal(t, start.Add(time.Hour+1000), w.row(id).Due, "to the microsecond")
}
