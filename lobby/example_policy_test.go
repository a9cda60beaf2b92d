package lobby_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/lobby/lobbytest"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// A removal takes two officers: one approves it with a task, another removes.
func ExamplePolicy_twoOfficers() {
	ctx := context.Background()
	l := lobby.New(new(memory.Store), matching.UK(nil), twoOfficers{lobby.HPA2()}, nil)
	portal := lobby.Actor{ID: "portal", Authority: "leeds", Role: lobby.IntakeMachine}
	amy := lobby.Actor{ID: "amy", Authority: "leeds", Role: lobby.Officer, Rights: lobby.MayRemove}
	ben := lobby.Actor{ID: "ben", Authority: "leeds", Role: lobby.Officer, Rights: lobby.MayRemove}
	in, _ := l.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Given: "Test", Family: "Example"}})

	remove := func() error {
		_, _ = l.Claim(ctx, amy, in.ID)
		review, _ := l.Review(ctx, amy, in.ID)
		fmt.Println(review.Remove[len(review.Remove)-1].Text)
		_, err := l.Remove(ctx, amy, in.ID, lobby.Removal{Reason: "test", Confirm: string(in.ID), Token: review.Token})
		return err
	}
	fmt.Println("removed:", remove() == nil)

	_ = l.Release(ctx, amy, in.ID)
	r, _ := l.Claim(ctx, ben, in.ID)
	_, _ = l.AddTask(ctx, ben, in.ID, approval(ben, r))
	_ = l.Release(ctx, ben, in.ID)
	fmt.Println("removed:", remove() == nil)
	// Output:
	// Another officer has to approve the removal first.
	// removed: false
	// 1 task will be lost.
	// removed: true
}

// removalApproval is the type of the task by which an officer approves a removal.
// Options.TaskAccess gives provider users none to it.
const removalApproval = "removal-approval"

// approval is an officer's of the removal of what is known of the person now.
func approval(by lobby.Actor, r store.Record) store.Task {
	return store.Task{ID: store.TaskID(fmt.Sprintf("%s-%d-%s", removalApproval, r.Identity, by.ID)), Type: removalApproval, Title: "Approved for removal", Done: true}
}

// twoOfficers is a policy under which one officer removes what another has approved.
type twoOfficers struct{ lobby.Policy }

func (p twoOfficers) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if err := p.Policy.Permit(a, act, r); err != nil {
		return err
	}
	removes := act == lobby.ActRemove || act == lobby.ActOverride
	if removes && r != nil && !r.State.Decided() && !approved(a, *r) {
		return lobby.Deny("not-approved", "Another officer has to approve the removal first.")
	}
	return nil
}

// approved reports whether an officer but the actor has approved the removal of the
// record as it is: a change of the person voids it. A sender is no officer, whatever
// tasks it sends.
func approved(a lobby.Actor, r store.Record) bool {
	now := fmt.Sprintf("%s-%d-", removalApproval, r.Identity)
	for _, t := range r.Tasks {
		if t.Type == removalApproval && t.Done && t.By != a.ID && t.By != r.Sender && strings.HasPrefix(string(t.ID), now) {
			return true
		}
	}
	return false
}

func TestARemovalTakesTwoOfficers(t *testing.T) {
	own := store.Task{ID: removalApproval + "-1-portal", Type: removalApproval, Done: true}
	w := newWorld(t, twoOfficers{lobby.HRS()})
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{own}})
	remove := func(by lobby.Actor, override bool) error {
		v := w.look(by, id)
		_, err := w.Remove(t.Context(), by, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: v.Token, Override: override})
		return err
	}
	refused := func(by lobby.Actor) {
		t.Helper()
		require.Equal(t, "not-approved", refusal(t, remove(by, false), lobby.ErrDenied).Code)
		effects := w.look(by, id).Remove
		require.Equal(t, lobby.EffectRefused, effects[len(effects)-1].Code)
		require.Equal(t, "not-approved", effects[len(effects)-1].Reason)
	}
	approve := func(by lobby.Actor) {
		t.Helper()
		_, err := w.AddTask(t.Context(), by, id, approval(by, w.row(id)))
		require.NoError(t, err)
	}
	w.held(amy, id)
	refused(amy) // the sender's own
	approve(amy)
	refused(amy) // her own
	require.NoError(t, w.Reassign(t.Context(), lena, id, lena.ID))
	approve(lena)
	require.NoError(t, w.Amend(t.Context(), haven, id, lobby.Amendment{Person: omar}))
	require.NoError(t, w.Reassign(t.Context(), lena, id, ben.ID))
	refused(ben) // approved was another person
	require.NoError(t, w.Reassign(t.Context(), lena, id, amy.ID))
	approve(amy)
	require.NoError(t, w.Reassign(t.Context(), lena, id, ben.ID))
	require.NoError(t, remove(ben, false))
}

func TestTheExamplesPoliciesHold(t *testing.T) {
	lobbytest.Policy(t, twoOfficers{lobby.HPA2()})
	lobbytest.Policy(t, twoOfficers{lobby.HRS()})
	lobbytest.Policy(t, letters{lobby.HPA2()})
}
