package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// The columns of the matrix.
var columns = []struct {
	name string
	lobby.Actor
}{
	{"host", host},
	{"intake", portal},
	{"partner", lobby.Actor{ID: "other-partner", Authority: leeds, Role: lobby.PartnerUser}},
	{"sender", shelter},
	{"provider", haven},
	{"bare", lobby.Actor{ID: "haven-temp", Authority: leeds, Role: lobby.ProviderUser, Provider: "haven"}},
	{"nobody's", lobby.Actor{ID: "lost", Authority: leeds, Role: lobby.ProviderUser, Rights: ^lobby.Rights(0)}},
	{"grove", lobby.Actor{ID: "grove", Authority: leeds, Role: lobby.ProviderUser, Provider: "grove", Rights: ^lobby.Rights(0)}},
	{"officer", amy},
	{"carl", cast["carl"]},
	{"lead", lena},
	{"dataprot", dora},
	{"auditor", auditor},
	{"york", lobby.Actor{ID: "amy", Authority: "york", Role: lobby.Lead, Rights: ^lobby.Rights(0)}},
	{"stranger", lobby.Actor{ID: "amy", Authority: leeds, Role: "director", Rights: ^lobby.Rights(0)}},
}

// scene is a record in one state, with what is needed to act on it.
type scene struct {
	*world
	id      store.RecordID
	token   lobby.Token
	member  lobby.MemberID
	other   store.RecordID // that nobody holds, where there is one
	decided store.RecordID // that became a case, where there is one
}

// The states of the matrix: amy is the holder where anybody is.
var states = []struct {
	name string
	make func(t *testing.T) scene
}{
	{"waiting", newScene},
	{"held by officer", func(t *testing.T) scene { return newScene(t).claimed(amy) }},
	{"held by lead", func(t *testing.T) scene { return newScene(t).claimed(lena) }},
	{"held by carl", func(t *testing.T) scene { return newScene(t).claimed(cast["carl"]) }},
	{"assigned", func(t *testing.T) scene {
		s := newScene(t).claimed(cast["ben"])
		_, err := s.Assign(t.Context(), ben, s.id, "c-1", s.token)
		require.NoError(t, err)
		return s
	}},
	{"created", func(t *testing.T) scene {
		s := newScene(t).claimed(cast["ben"])
		_, err := s.Create(t.Context(), ben, s.id, s.token)
		require.NoError(t, err)
		return s
	}},
	{"removed", func(t *testing.T) scene {
		s := newScene(t).claimed(cast["ben"])
		_, err := s.Remove(t.Context(), ben, s.id, lobby.Removal{Reason: "test", Confirm: string(s.id), Token: s.token})
		require.NoError(t, err)
		return s
	}},
	{"never was", func(t *testing.T) scene {
		s := newScene(t)
		s.id = "00000000-0000-0000-0000-000000000000"
		return s
	}},
}

func newScene(t *testing.T) scene {
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) { o.Consumers = []store.Consumer{"c"} })
	w.client("c-1", jane)
	id := w.receive(shelter, lobby.Arrival{
		Channel: store.ChannelPartner, Key: "k-1", Person: jane, Provider: "haven", Household: []store.Member{{Relation: "child", Person: kid}},
		Tasks: []store.Task{{ID: "full", Type: "full"}, {ID: "read", Type: "read-only"}, {ID: "none", Type: "none"}},
	})
	return scene{world: w, id: id, member: w.look(lena, id).Household[0].ID}
}

func (s scene) claimed(by lobby.Actor) scene {
	s.token = s.held(by, s.id).Token
	return s
}

// The rows of the matrix.
var operations = []struct {
	name string
	run  func(ctx context.Context, s scene, a lobby.Actor) error
}{
	{"receive", func(ctx context.Context, s scene, a lobby.Actor) error {
		v := lobby.Arrival{Channel: store.ChannelPartner, Person: omar}
		switch a.Role {
		case lobby.ProviderUser:
			v.Channel = store.ChannelProvider
		case lobby.Officer, lobby.Lead:
			v.Channel = store.ChannelOfficerTyped
		}
		_, err := s.Receive(ctx, a, v)
		return err
	}},
	{"receive, dated back", func(ctx context.Context, s scene, a lobby.Actor) error {
		a.Rights &^= lobby.MayBackdate
		_, err := s.Receive(ctx, a, lobby.Arrival{Channel: store.ChannelPartner, Person: omar, Received: start.AddDate(0, -1, 0)})
		return err
	}},
	{"amend", func(ctx context.Context, s scene, a lobby.Actor) error {
		return s.Amend(ctx, a, s.id, lobby.Amendment{Person: omar})
	}},
	{"withdraw", func(ctx context.Context, s scene, a lobby.Actor) error { return s.Withdraw(ctx, a, s.id, "no-consent") }},
	{"outcome", func(ctx context.Context, s scene, a lobby.Actor) error { _, err := s.Outcome(ctx, a, s.id); return err }},
	{"list", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.Waiting(ctx, a, lobby.Filter{})
		return err
	}},
	{"open", func(ctx context.Context, s scene, a lobby.Actor) error { _, err := s.Record(ctx, a, s.id); return err }},
	{"claim", func(ctx context.Context, s scene, a lobby.Actor) error { _, err := s.Claim(ctx, a, s.id); return err }},
	{"release", func(ctx context.Context, s scene, a lobby.Actor) error { return s.Release(ctx, a, s.id) }},
	{"release all", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.ReleaseAll(ctx, a, "amy")
		return err
	}},
	{"reassign", func(ctx context.Context, s scene, a lobby.Actor) error { return s.Reassign(ctx, a, s.id, "ben") }},
	{"review", func(ctx context.Context, s scene, a lobby.Actor) error { _, err := s.Review(ctx, a, s.id); return err }},
	{"link member", func(ctx context.Context, s scene, a lobby.Actor) error {
		return s.LinkMember(ctx, a, s.id, s.member, "c-1")
	}},
	{"assign", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.Assign(ctx, a, s.id, "c-1", s.token)
		return err
	}},
	{"create", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.Create(ctx, a, s.id, s.token)
		return err
	}},
	{"remove", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.Remove(ctx, a, s.id, lobby.Removal{Reason: "test", Confirm: string(s.id), Token: s.token})
		return err
	}},
	{"override", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.Remove(ctx, a, s.id, lobby.Removal{Reason: "test", Confirm: string(s.id), Token: s.token, Override: true})
		return err
	}},
	{"tasks", func(ctx context.Context, s scene, a lobby.Actor) error { _, err := s.Tasks(ctx, a, s.id); return err }},
	{"add task full", add("full")},
	{"add task read-only", add("read-only")},
	{"task full", tick("full")},
	{"task read-only", tick("read")},
	{"task none", tick("none")},
	{"waiting list", func(ctx context.Context, s scene, a lobby.Actor) error { return s.JoinWaitingList(ctx, a, s.id, "x") }},
	{"leave list", func(ctx context.Context, s scene, a lobby.Actor) error { return s.LeaveWaitingList(ctx, a, s.id) }},
	{"undo support", func(ctx context.Context, s scene, a lobby.Actor) error { return s.UndoSupport(ctx, a, s.id) }},
	{"support", func(ctx context.Context, s scene, a lobby.Actor) error { return s.StartSupport(ctx, a, s.id, "x") }},
	{"put client", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.PutClients(ctx, a, []lobby.ClientUpdate{{ID: "c-2", Person: &omar}})
		return err
	}},
	{"put case", func(ctx context.Context, s scene, a lobby.Actor) error {
		return s.PutCase(ctx, a, "c-1", open("case-9", "hrs"))
	}},
	{"close case", func(ctx context.Context, s scene, a lobby.Actor) error {
		return s.CloseCase(ctx, a, "c-1", "case-9", "resolved")
	}},
	{"merge clients", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.MergeClients(ctx, a, "c-1", "c-none")
		return err
	}},
	{"unmerge client", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.UnmergeClient(ctx, a, "c-1")
		return err
	}},
	{"reindex", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.Reindex(ctx, a, lobby.ReindexOptions{})
		return err
	}},
	{"open client", func(ctx context.Context, s scene, a lobby.Actor) error { _, err := s.Client(ctx, a, "c-1"); return err }},
	{"erase client", func(ctx context.Context, s scene, a lobby.Actor) error { return s.EraseClient(ctx, a, "c-1") }},
	{"search", func(ctx context.Context, s scene, a lobby.Actor) error { _, err := s.Search(ctx, a, jane); return err }},
	{"find", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.Find(ctx, a, string(s.id))
		return err
	}},
	{"report", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.Report(ctx, a, lobby.Period{})
		return err
	}},
	{"export", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.SubjectAccess(ctx, a, lobby.Subject{Record: s.id})
		return err
	}},
	{"events", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.Events(ctx, a, store.EventQuery{Record: s.id})
		return err
	}},
	{"acknowledge", func(ctx context.Context, s scene, a lobby.Actor) error { return s.Acknowledge(ctx, a, "c", "e") }},
	{"retire", func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.Retire(ctx, a, lobby.Retention{Events: start.AddDate(-1, 0, 0)})
		return err
	}},
	{"audit", func(ctx context.Context, s scene, a lobby.Actor) error { return s.Audit(ctx, a, s.id) }},
	{"labels", func(ctx context.Context, s scene, a lobby.Actor) error {
		for _, err := range s.Labels(ctx, a, lobby.Period{}) {
			return err
		}
		return nil
	}},
}

func add(taskType string) func(context.Context, scene, lobby.Actor) error {
	return func(ctx context.Context, s scene, a lobby.Actor) error {
		_, err := s.AddTask(ctx, a, s.id, store.Task{Type: taskType})
		return err
	}
}

func tick(id store.TaskID) func(context.Context, scene, lobby.Actor) error {
	return func(ctx context.Context, s scene, a lobby.Actor) error {
		done := true
		return s.UpdateTask(ctx, a, s.id, lobby.TaskUpdate{ID: id, Done: &done})
	}
}

// short names a kind of refusal in a cell.
func short(err error) string {
	for _, k := range []struct {
		error
		name string
	}{
		{lobby.ErrDenied, "-"}, {lobby.ErrNotFound, "unknown"}, {lobby.ErrClaimed, "claimed"}, {lobby.ErrNotHeld, "not held"},
		{lobby.ErrDecided, "decided"}, {lobby.ErrRemoved, "removed"}, {lobby.ErrStale, "stale"}, {lobby.ErrInvalid, "invalid"},
		{lobby.ErrTooLarge, "too large"}, {lobby.ErrChannel, "elsewhere"},
	} {
		if errors.Is(err, k.error) {
			return k.name
		}
	}
	if err == nil {
		return "yes"
	}
	return err.Error()
}

// TestI16_WhoMayDoWhatInWhichState does every operation as everybody in every
// state and compares with testdata/matrix.golden.
func TestI16_WhoMayDoWhatInWhichState(t *testing.T) {
	var table strings.Builder
	tw := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	fmt.Fprint(tw, "operation\tstate")
	for _, c := range columns {
		fmt.Fprint(tw, "\t", c.name)
	}
	fmt.Fprintln(tw)
	cell := map[[3]string]string{}
	for _, op := range operations {
		var rows, names []string // rows that are alike are written once
		for _, st := range states {
			row := ""
			for _, c := range columns {
				got := short(op.run(t.Context(), st.make(t), c.Actor))
				cell[[3]string{op.name, st.name, c.name}] = got
				row += "\t" + got
			}
			if i := slices.Index(rows, row); i >= 0 {
				names[i] += ", " + st.name
			} else {
				rows, names = append(rows, row), append(names, st.name)
			}
		}
		for i, row := range rows {
			if len(rows) == 1 {
				names[i] = "any"
			}
			fmt.Fprintf(tw, "%s\t%s%s\n", op.name, names[i], row)
		}
	}
	require.NoError(t, tw.Flush())
	golden(t, "testdata/matrix.golden", table.String())

	for at, got := range cell {
		op, state, who := at[0], at[1], at[2]
		switch who {
		case "stranger", "nobody's":
			require.Equal(t, "-", got, "%v: a role that nobody knows, and a provider user without a provider, may nothing", at)
		case "host", "intake", "partner", "sender", "provider", "bare", "grove":
			if strings.Contains("claim release reassign review assign create remove override search find export", op) {
				require.Equal(t, "-", got, "%v: officers' work is denied before anything is read", at)
			}
		case "york":
			require.Equal(t, cell[[3]string{op, "never was", "york"}], got, "%v: what is another authority's never was", at)
		}
		if who == "officer" && state == "never was" {
			require.NotContains(t, []string{"decided", "removed", "claimed"}, got, at)
		}
	}
}

// golden compares with a file, or writes it.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.True(t, string(want) == got, "%s is not what was found; compare with -update", file)
}

// unread lets nobody read.
type unread struct{ lobby.Policy }

func (p unread) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if act == lobby.ActRead {
		return errors.New("a secret reason")
	}
	return p.Policy.Permit(a, act, r)
}

func TestWhoMayNotReadFindsNothingToRead(t *testing.T) {
	w := newWorld(t, unread{lobby.HPA2()})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	for _, text := range []string{string(id), lobby.Short(id), "nothing"} {
		_, err := w.Find(t.Context(), amy, text)
		require.NotContains(t, refusal(t, err, lobby.ErrDenied).Error(), "secret")
	}
}
