package lobby_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// everywhere is a policy by which cases of every channel wait.
type everywhere struct{ lobby.Policy }

func (everywhere) Channels() []store.Channel { return store.Channels() }

// from is a sender: who hands a case in, and in whose name.
type from struct {
	by   lobby.Actor
	says string // the sender that the arrival names
}

// arrival is a case of somebody under the key that all count from.
func (f from) arrival(c store.Channel, p matching.Person) lobby.Arrival {
	return lobby.Arrival{Channel: c, Key: "2026-001", Sender: f.says, Person: p}
}

// space is whose keys a sender's are.
func (f from) space() string {
	switch {
	case f.by.Role == lobby.PartnerUser || f.by.Role == lobby.ProviderUser:
		return fmt.Sprint(f.by.Role, " of ", f.by.Provider)
	case f.says != "":
		return fmt.Sprint(f.by.Role, " for ", f.says)
	}
	return fmt.Sprint(f.by.Role, " for nobody")
}

// everySender is whoever may send cases of a channel: two of each role, each with a
// sender's name and without.
func everySender(t *testing.T, c store.Channel) (all []from) {
	for _, role := range lobby.Roles() {
		for i, id := range []store.ActorID{"a", "b"} {
			for _, says := range []string{"", []string{"RAB", "RCX"}[i]} {
				f := from{lobby.Actor{ID: id, Authority: leeds, Role: role, Provider: []store.ProviderID{"haven", "grove"}[i]}, says}
				if _, err := newWorld(t, everywhere{lobby.HRS()}).Receive(t.Context(), f.by, f.arrival(c, jane)); err == nil {
					all = append(all, f)
				}
			}
		}
	}
	return all
}

// Two senders count from one number. Whoever they are and whatever the channel, both
// cases wait, or the second sender is told that its own does not; and so are the events
// and the log.
func TestH2_A1_OneKeyOfTwoSendersLosesNobodyUnsaid(t *testing.T) {
	roles := map[lobby.Role]bool{}
	for _, channel := range store.Channels() {
		t.Run(string(channel), func(t *testing.T) {
			senders := everySender(t, channel)
			require.NotEmpty(t, senders)
			for _, x := range senders {
				roles[x.by.Role] = true
				for _, y := range senders {
					for _, keep := range []bool{false, true} {
						sendTwo(t, channel, x, y, keep)
					}
				}
			}
		})
	}
	require.Len(t, roles, 6, "of every role that sends")
}

func sendTwo(t *testing.T, c store.Channel, x, y from, keep bool) {
	t.Helper()
	w, log := logged(t, everywhere{lobby.HRS()}, func(o *lobby.Options) { o.KeepDiffering = keep })
	about := fmt.Sprintf("%s: %v %q, then %v %q", c, x.by.Role, x.space(), y.by.Role, y.space())
	first := w.receive(x.by, x.arrival(c, jane))
	second, err := w.Receive(t.Context(), y.by, y.arrival(c, omar))
	require.NoError(t, err, about)

	meet := x.space() == y.space()
	require.Equal(t, meet, second.Differs, about)
	require.Equal(t, meet && !keep, second.Duplicate, about)
	require.Equal(t, second.Duplicate, second.ID == first, about)
	_, err = w.Outcome(t.Context(), y.by, second.ID)
	require.NoError(t, err, "%s: whoever is given an id may ask for its outcome", about)
	require.Equal(t, jane, w.row(first).Person, "%s: the first arrival stands", about)
	if !second.Duplicate {
		require.Equal(t, omar, w.row(second.ID).Person, "%s: the second waits beside it", about)
	}
	lines, codes := heard(t, w, log, first)
	switch {
	case !meet:
		require.Zero(t, lines, about)
		require.Empty(t, codes, about)
	case keep:
		require.Equal(t, 1, lines, about)
		require.Equal(t, []string{"waits"}, codes, about)
	default:
		require.Equal(t, 1, lines, about)
		require.Equal(t, []string{"not-kept"}, codes, about)
	}
}
