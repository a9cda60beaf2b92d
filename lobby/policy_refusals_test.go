package lobby_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// denying is a policy that refuses one action on any record, in one way.
type denying struct {
	lobby.Policy
	act map[lobby.Action]error
}

func (p denying) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if r != nil && p.act[act] != nil {
		return p.act[act]
	}
	return p.Policy.Permit(a, act, r)
}

func TestM14_ARefusalCarriesThePolicysCodeAndWordsToEffectAndError(t *testing.T) {
	no := lobby.Deny("no-consent-on-file", "Ask for consent first.")
	w := newWorld(t, denying{lobby.HPA2(), map[lobby.Action]error{
		lobby.ActAssign: no, lobby.ActCreate: no, lobby.ActRemove: no, lobby.ActOverride: no,
	}})
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	want := lobby.Effect{Code: lobby.EffectRefused, Reason: "no-consent-on-file", Text: "Ask for consent first."}
	require.Equal(t, []lobby.Effect{want}, v.Clients[0].Effects)
	require.Equal(t, []lobby.Effect{want}, v.Create)
	require.Equal(t, want, v.Remove[len(v.Remove)-1], "nobody is told of an override that would be refused as well")

	_, assigning := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	_, creating := w.Create(t.Context(), amy, id, v.Token)
	_, removing := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: v.Token})
	for _, err := range []error{assigning, creating, removing} {
		e := refusal(t, err, lobby.ErrDenied)
		require.Equal(t, []string{"no-consent-on-file", "Ask for consent first."}, []string{e.Code, e.Text})
		require.Contains(t, err.Error(), "not permitted (no-consent-on-file): Ask for consent first.")
	}
}

func TestM14_AnOverrideIsOfferedOnlyWhereItWouldBePermitted(t *testing.T) {
	no := lobby.Deny("under-review", "A complaint is open.")
	overridden := lobby.Removal{Reason: "test", Override: true}
	for _, tc := range []struct {
		name   string
		acts   []lobby.Action
		effect lobby.EffectCode
		text   string
		lead   error
	}{
		{"a lead may override", []lobby.Action{lobby.ActRemove}, lobby.EffectNeedsOverride, "A lead has to override: A complaint is open.", nil},
		{"nobody may", []lobby.Action{lobby.ActRemove, lobby.ActOverride}, lobby.EffectRefused, "A complaint is open.", lobby.ErrDenied},
	} {
		refuses := map[lobby.Action]error{}
		for _, act := range tc.acts {
			refuses[act] = no
		}
		w := newWorld(t, denying{lobby.HPA2(), refuses})
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		officers := w.held(amy, id).Remove
		require.Equal(t, lobby.Effect{Code: tc.effect, Reason: "under-review", Text: tc.text}, officers[len(officers)-1], tc.name)
		require.NoError(t, w.Reassign(t.Context(), lena, id, lena.ID))
		v := w.look(lena, id)
		require.Equal(t, tc.effect, v.Remove[len(v.Remove)-1].Code, tc.name)
		overridden.Confirm, overridden.Token = string(id), v.Token
		_, err := w.Remove(t.Context(), lena, id, overridden)
		require.ErrorIs(t, err, tc.lead, tc.name)
	}
}

func TestWhateverAPolicyRefusesWithIsAKindOfTheLobbys(t *testing.T) {
	secret := errors.New("Jane Doe of 1 Secret Street")
	for name, tc := range map[string]struct {
		answer, kind error
		code         string
	}{
		"an error of its own":      {secret, lobby.ErrDenied, ""},
		"a kind":                   {lobby.ErrNotFound, lobby.ErrNotFound, ""},
		"a kind that is no reason": {lobby.ErrUnknown, lobby.ErrDenied, ""},
		"an error without a kind":  {&lobby.Error{Code: "odd"}, lobby.ErrDenied, ""},
		"a code":                   {lobby.Deny("odd", ""), lobby.ErrDenied, "odd"},
		"a code that is none":      {lobby.Deny("two\nlines", "two\nlines"), lobby.ErrDenied, ""},
		"started support":          {lobby.ErrSupportStarted, lobby.ErrSupportStarted, ""},
	} {
		w := newWorld(t, denying{lobby.HPA2(), map[lobby.Action]error{lobby.ActRead: tc.answer}})
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		_, err := w.Record(t.Context(), amy, id)
		e := refusal(t, err, tc.kind)
		require.Equal(t, tc.code, e.Code, name)
		require.NotContains(t, e.Error(), "Secret", name)
		require.NotContains(t, e.Error(), "lines", name)
	}
}

// chiefs is HRS with chiefs in the place of leads.
type chiefs struct{ lobby.Policy }

func (p chiefs) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	switch a.Role {
	case "chief":
		a.Role = lobby.Lead
	case lobby.Lead:
		return lobby.ErrDenied
	}
	return p.Policy.Permit(a, act, r)
}

func TestM14_AnOverrideIsOfferedToARoleOfThePolicysOwn(t *testing.T) {
	w := newWorld(t, chiefs{lobby.HRS()})
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	require.NoError(t, w.StartSupport(t.Context(), haven, id, "x"))
	chief := lobby.Actor{ID: "chief", Authority: leeds, Role: "chief", Rights: lobby.MayRemove}
	es := w.held(chief, id).Remove
	require.Equal(t, lobby.EffectNeedsOverride, es[len(es)-1].Code)
	es = w.look(amy, id).Remove
	require.Equal(t, lobby.EffectRefused, es[len(es)-1].Code, "an officer who became a lead might not either")
}

// TestAPolicysSentenceIsToldHoweverLong has policies that explain themselves at length.
func TestAPolicysSentenceIsToldHoweverLong(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("You know somebody of this case. ", 12))
	limit := strings.Repeat("é", store.MaxText/2)
	for name, tc := range map[string]struct{ said, told string }{
		"longer than an id":  {long, long},
		"at the limit":       {limit, limit},
		"over the limit":     {limit + "!", strings.Repeat("é", store.MaxText/2-2) + "…"},
		"no text":            {"\xff", ""},
		"more than one line": {"One.\nTwo.", ""},
	} {
		w := newWorld(t, denying{lobby.HPA2(), map[lobby.Action]error{lobby.ActRead: lobby.Deny("conflict", tc.said)}})
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		_, err := w.Record(t.Context(), amy, id)
		e := refusal(t, err, lobby.ErrDenied)
		require.Equal(t, []string{"conflict", tc.told}, []string{e.Code, e.Text}, name)
		require.LessOrEqual(t, len(e.Text), store.MaxText, name)
	}
}
