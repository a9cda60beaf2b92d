package lobby_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// A host that reads its table row by row fills the same variables for each.
func TestAnImportTakesEachClientAsItIsWhenItIsYielded(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := func(i int) store.ClientID { return store.ClientID(fmt.Sprint("C-", i)) }
	phone := func(i int) string { return fmt.Sprintf("07700 90000%d", i) }
	const n = 3
	rows := func(yield func(lobby.ClientUpdate) bool) {
		var restricted bool
		person := matching.Person{Phones: make([]string, 1)}
		member := matching.Person{Phones: make([]string, 1)}
		var place store.WaitingListPlace
		var support store.SupportStart
		clears := make([]string, 1)
		cases := []store.Case{{ID: "K", Opened: start, Details: make([]byte, 1), Household: make([]store.Member, 1), Tasks: make([]store.Task, 1),
			WaitingList: &place, Support: &support}}
		for i := range n {
			restricted = i == 0
			person.Phones[0], member.Phones[0] = phone(i), phone(i)
			clears[0] = []string{"reference", "person", "reference"}[i]
			place.Service, support.Service = string(id(i)), string(id(i))
			k := &cases[0]
			k.Channel, k.Details[0], k.Household[0], k.Tasks[0] = store.Channel(id(i)), byte(i), store.Member{Relation: "child", Person: member}, store.Task{ID: store.TaskID(id(i))}
			if !yield(lobby.ClientUpdate{ID: id(i), Person: &person, Restricted: &restricted, Cases: cases, Clear: clears}) {
				return
			}
		}
	}
	r, err := w.ImportClients(t.Context(), host, rows, nil)
	require.NoError(t, err)
	require.Equal(t, n, r.Inserted)
	for i := range n {
		c, k := w.register(id(i)), w.register(id(i)).Cases[0]
		require.Equal(t, i == 0, c.Restricted, "the first is protected, and nobody else")
		require.Equal(t, []string{phone(i)}, c.Person.Phones)
		require.Equal(t, store.Channel(id(i)), k.Channel)
		require.Equal(t, []byte{byte(i)}, k.Details)
		require.Equal(t, []string{phone(i)}, k.Household[0].Person.Phones)
		require.Equal(t, store.TaskID(id(i)), k.Tasks[0].ID)
		require.Equal(t, string(id(i)), k.WaitingList.Service)
		require.Equal(t, string(id(i)), k.Support.Service)
	}
}

// A host may wipe secrets once they are handed over, and goes on with its own lists.
func TestALobbyKeepsTheOptionsThatItWasMadeWith(t *testing.T) {
	options := func() *lobby.Options {
		return &lobby.Options{
			Now: (&clock{now: start}).Now, TokenKey: []byte("a key of thirty-two bytes or so!"), IntakeSecret: []byte("sixteen bytes or more"),
			AuditKeys:      []lobby.AuditKey{{Key: []byte("another key of thirty-two bytes.")}},
			DueIn:          map[store.Channel]time.Duration{store.ChannelPartner: time.Hour},
			RemovalReasons: []string{"spam"}, WithdrawalReasons: []string{"test"}, Services: []string{"hostel"},
			Consumers: []store.Consumer{"mail"}, Systems: []store.System{"other"},
		}
	}
	o, over := options(), new(memory.Store)
	for f, v := range reflect.ValueOf(*o).Fields() {
		if k := v.Kind(); k == reflect.Slice || k == reflect.Map {
			require.NotZero(t, v.Len(), "%s is tried", f.Name)
		}
	}
	made := lobby.New(over, matching.UK(nil), lobby.HRS(), o)
	clear(o.TokenKey)
	clear(o.IntakeSecret)
	clear(o.AuditKeys[0].Key)
	clear(o.AuditKeys)
	clear(o.DueIn)
	for _, list := range [][]string{o.RemovalReasons, o.WithdrawalReasons, o.Services} {
		list[0] = "x"
	}
	o.Consumers[0], o.Systems[0] = "x", "x"

	v := lobby.Arrival{Channel: store.ChannelPartner, Key: "1", Person: jane, Household: []store.Member{{Relation: "partner", Person: omar}}}
	first, err := made.Receive(t.Context(), shelter, v)
	require.NoError(t, err)
	_, err = made.Claim(t.Context(), amy, first.ID)
	require.NoError(t, err)
	seen, err := made.Review(t.Context(), amy, first.ID)
	require.NoError(t, err)
	require.Equal(t, start.Add(time.Hour), seen.Record.Due.Truncate(time.Hour))

	another := lobby.New(over, matching.UK(nil), lobby.HRS(), options()) // a node whose host wipes nothing
	again, err := another.Receive(t.Context(), shelter, v)
	require.NoError(t, err)
	require.Equal(t, first.ID, again.ID, "ids are made with the secret")
	there, err := another.Review(t.Context(), amy, first.ID)
	require.NoError(t, err)
	require.Equal(t, there.Household[0].ID, seen.Household[0].ID, "names of members are made with the key")
	require.NoError(t, another.Audit(t.Context(), auditor, first.ID), "events are chained with the key")
	require.NoError(t, made.JoinWaitingList(t.Context(), amy, first.ID, "hostel"))
	require.NoError(t, made.Withdraw(t.Context(), shelter, first.ID, "test"))
	require.NoError(t, made.Acknowledge(t.Context(), host, "mail"))
	require.NoError(t, made.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "C", Person: &omar, Cases: []store.Case{{ID: "K", System: "other"}}}))
	_, err = made.Remove(t.Context(), amy, first.ID, lobby.Removal{Reason: "spam"})
	require.ErrorIs(t, err, lobby.ErrNotConfirmed, "the reason is one that may be given")
}

// A host may range over a list twice, and use its filter for something else meanwhile.
func TestAListBeginsAgainWithTheFilterThatItWasAskedWith(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	for i := range 5 {
		w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Key: fmt.Sprint(i), Person: jane})
	}
	f := lobby.Filter{Limit: 2, States: []store.State{store.StateWaiting}, Channels: []store.Channel{store.ChannelProvider}}
	all := w.All(t.Context(), amy, f)
	f.States[0], f.Channels[0] = store.StateClaimed, store.ChannelPartner
	for range 2 {
		listed, err := collected(all)
		require.NoError(t, err)
		require.Len(t, listed, 5)
	}
}
