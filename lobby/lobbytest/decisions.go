package lobbytest

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// stage is a lobby under the policy, with a record that an officer has claimed and
// reviewed.
type stage struct {
	*lobby.Service
	rows    *memory.Store
	officer lobby.Actor
	record  store.RecordID
	review  lobby.Review
}

// may returns the first actor who may do all of this.
func (s *subject) may(acts ...lobby.Action) (lobby.Actor, bool) {
	i := slices.IndexFunc(s.actors, func(a lobby.Actor) bool {
		return !slices.ContainsFunc(acts, func(act lobby.Action) bool { return s.Permit(a, act, nil) != nil })
	})
	if i < 0 {
		return lobby.Actor{}, false
	}
	return s.actors[i], true
}

// play receives a case by each channel, for each client that may stand in the
// register, has it claimed and reviewed by somebody who may take a decision, and
// hands over the stage.
func (s *subject) play(t tb, decision lobby.Action, then func(tb, *stage, store.Client)) {
	t.Helper()
	host, hosts := s.may(lobby.ActPutClients, lobby.ActEvents)
	officer, decides := s.may(lobby.ActClaim, lobby.ActReview, lobby.ActReadClient, lobby.ActSeeRestricted, decision)
	if !hosts || !decides {
		t.Logf("not played: nobody here may %s", decision)
		return
	}
	for _, channel := range s.Channels() {
		for _, c := range s.clients {
			st := &stage{rows: new(memory.Store), officer: officer}
			now := noon
			st.Service = lobby.New(st.rows, matching.UK(nil), s.Policy, &lobby.Options{Now: func() time.Time { now = now.Add(time.Second); return now }})
			_, err := st.PutClients(context.Background(), host, []lobby.ClientUpdate{{ID: c.ID, Person: &c.Person, Cases: c.Cases}})
			require.NoError(t, err)
			if !st.arrive(t, s, channel) {
				t.Logf("not played: nobody here sends by channel %s", channel)
				break
			}
			_, err = st.Claim(context.Background(), officer, st.record)
			require.NoError(t, err)
			st.review, err = st.Review(context.Background(), officer, st.record, c.ID)
			require.NoError(t, err)
			then(t, st, st.client(t, c.ID))
		}
	}
}

// arrive has somebody send a case by a channel.
func (st *stage) arrive(t tb, s *subject, channel store.Channel) bool {
	t.Helper()
	for _, a := range s.actors {
		if s.Permit(a, lobby.ActReceive, nil) != nil {
			continue
		}
		got, err := st.Receive(context.Background(), a, lobby.Arrival{
			Channel: channel, Person: somebody(), Provider: a.Provider, Details: []byte("details"), Tasks: []store.Task{{ID: "t", Type: "call-back"}},
		})
		if e := new(lobby.Error); errors.As(err, &e) && e.Field == "channel" { // it is another role's
			continue
		}
		require.NoError(t, err)
		st.record = got.ID
		return true
	}
	return false
}

// client reads a client as it is stored.
func (st *stage) client(t tb, id store.ClientID) store.Client {
	t.Helper()
	rows, err := st.rows.Rows(context.Background(), here, store.IDs{Clients: []store.ClientID{id}})
	require.NoError(t, err)
	c, found := rows.Client(id)
	require.True(t, found)
	return c
}

// has returns the effect of a code, if the review shows one.
func has(es []lobby.Effect, code lobby.EffectCode) (lobby.Effect, bool) {
	i := slices.IndexFunc(es, func(e lobby.Effect) bool { return e.Code == code })
	if i < 0 {
		return lobby.Effect{}, false
	}
	return es[i], true
}

// refused requires that a decision succeeds unless the review says that it is
// refused, and then for the reason that the review gives.
func refused(t tb, es []lobby.Effect, err error) bool {
	t.Helper()
	e, says := has(es, lobby.EffectRefused)
	if !says {
		e, says = has(es, lobby.EffectNeedsOverride)
	}
	if !says {
		require.NoError(t, err, "the review says nothing of a refusal")
		return false
	}
	var got *lobby.Error
	require.ErrorAs(t, err, &got, "the review says that it is refused: %s", e.Text)
	require.Equal(t, e.Reason, got.Code, "the review gives another reason")
	return true
}

func assigns(t tb, s *subject) {
	s.play(t, lobby.ActAssign, func(t tb, st *stage, before store.Client) {
		i := slices.IndexFunc(st.review.Clients, func(m lobby.ClientMatch) bool { return m.Client.ID == before.ID })
		require.GreaterOrEqual(t, i, 0)
		es := st.review.Clients[i].Effects
		d, err := st.Assign(context.Background(), st.officer, st.record, before.ID, st.review.Token)
		if refused(t, es, err) {
			require.Equal(t, before, st.client(t, before.ID), "what is refused changes nothing")
			return
		}
		st.compare(t, es, d, before.Cases, st.client(t, before.ID).Cases)
	})
}

func creates(t tb, s *subject) {
	s.play(t, lobby.ActCreate, func(t tb, st *stage, _ store.Client) {
		es := st.review.Create
		d, err := st.Create(context.Background(), st.officer, st.record, st.review.Token)
		if refused(t, es, err) {
			return
		}
		c := st.client(t, d.Client)
		st.compare(t, es, d, nil, c.Cases)
		_, minted := has(es, lobby.EffectReferenceMinted)
		require.Equal(t, minted, c.Reference != "", "the review and the reference differ")
	})
}

func removes(t tb, s *subject) {
	s.play(t, lobby.ActRemove, func(t tb, st *stage, before store.Client) {
		_, err := st.Remove(context.Background(), st.officer, st.record, lobby.Removal{Reason: "test", Confirm: string(st.record), Token: st.review.Token})
		rows, readErr := st.rows.Rows(context.Background(), here, store.IDs{Records: []store.RecordID{st.record}})
		require.NoError(t, readErr)
		require.Equal(t, refused(t, st.review.Remove, err), rows.Records[0].State != store.StateRemoved)
		require.Equal(t, before, st.client(t, before.ID), "a removal is nobody else's business")
	})
}

// compare holds the cases of a client after a decision against what the review said.
func (st *stage) compare(t tb, es []lobby.Effect, d lobby.Decided, before, after []store.Case) {
	t.Helper()
	require.Len(t, after, len(before)+1, "one case comes, and none goes")
	fresh := after[len(before)]
	require.Equal(t, d.Case, fresh.ID)
	_, opens := has(es, lobby.EffectCaseOpened)
	require.Equal(t, opens, fresh.Open(), "the review and the new case differ")
	if e, closes := has(es, lobby.EffectCaseClosed); closes {
		require.Equal(t, e.Reason, fresh.ClosedBecause)
	}
	for i, k := range before {
		said := slices.IndexFunc(es, func(e lobby.Effect) bool { return e.Code == lobby.EffectOlderCaseClosed && e.Case == k.ID })
		if said >= 0 {
			k.Closed, k.ClosedBecause = d.At, es[said].Reason
		}
		require.Equal(t, k, after[i], "the review and case %s differ", k.ID)
	}
}
