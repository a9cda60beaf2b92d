package lobby_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestI05_TheSameKeyIsTheSameRecordHoweverOftenItArrives(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Tries = 100 })
	var (
		mu     sync.Mutex
		fresh  int
		differ int
		ids    = map[store.RecordID]bool{}
		all    sync.WaitGroup
	)
	for i := range 16 {
		all.Go(func() {
			for j := range 60 {
				p := jane
				p.Middle = fmt.Sprint(i, j) // whatever else differs
				rec, err := w.Receive(context.Background(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k-1", Person: p})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				ids[rec.ID] = true
				if !rec.Duplicate {
					fresh++
				}
				if rec.Differs {
					differ++
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	require.Equal(t, 1, fresh)
	require.Len(t, ids, 1)
	require.Equal(t, 16*60-1, differ)
	for id := range ids {
		require.Equal(t, store.Version(1+differ), w.row(id).Version, "each is told by an event")
	}
}

func TestI05_TheFirstArrivalStandsAlsoAfterTheDecision(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k-1", Person: jane}
	first, err := w.Receive(t.Context(), portal, v)
	require.NoError(t, err)
	_, err = w.Create(t.Context(), amy, first.ID, w.held(amy, first.ID).Token)
	require.NoError(t, err)
	v.Person = omar
	again, err := w.Receive(t.Context(), portal, v)
	require.NoError(t, err)
	require.Equal(t, lobby.Receipt{ID: first.ID, Received: first.Received, Duplicate: true, Differs: true}, again)
	require.Equal(t, jane, w.row(first.ID).Person)
}

func TestWhatMakesARecordsIdentity(t *testing.T) {
	base := newWorld(t, lobby.HPA2())
	id := func(s *world, a lobby.Actor, v lobby.Arrival) store.RecordID {
		s.store, v.Details = base.store, []byte("d")
		rec, err := lobby.New(newWorld(t, lobby.HPA2()).store, plainMatcher{}, policyOf(v.Channel), &s.o).Receive(t.Context(), a, v)
		require.NoError(t, err)
		return rec.ID
	}
	v := lobby.Arrival{Channel: store.ChannelThirdParty, Key: "k"}
	machine := id(base, portal, v)
	other, york, colleague, lone := portal, portal, shelter, shelter
	other.ID, york.Authority, colleague.ID, lone.Provider = "portal-2", "york", "another", ""
	secret := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.IntakeSecret = []byte("a secret of sixteen bytes") })

	require.Equal(t, machine, id(base, portal, lobby.Arrival{Channel: store.ChannelThirdParty, Key: "k", Person: jane}), "the person is no part of it")
	require.Equal(t, machine, id(base, other, v), "any machine delivers")
	require.Equal(t, id(base, shelter, v), id(base, colleague, v), "colleagues share their organisation's keys")
	require.Equal(t, id(secret, portal, v), id(secret, portal, v))
	different := map[store.RecordID]string{machine: "machine"}
	for name, o := range map[string]store.RecordID{
		"another key":       id(base, portal, lobby.Arrival{Channel: store.ChannelThirdParty, Key: "K"}),
		"another channel":   id(base, portal, lobby.Arrival{Channel: store.ChannelDutyToRefer, Key: "k"}),
		"another system":    id(base, portal, lobby.Arrival{Channel: store.ChannelPartner, Key: "k"}),
		"another authority": id(base, york, v),
		"an organisation":   id(base, shelter, v),
		"one without":       id(base, lone, v),
		"with a secret":     id(secret, portal, v),
		"shifted":           id(base, portal, lobby.Arrival{Channel: store.ChannelThirdParty, Key: "k "}),
	} {
		require.Empty(t, different[o], "%s is like %s", name, different[o])
		different[o] = name
		_, err := uuid.Parse(string(o))
		require.NoError(t, err)
	}
	_, err := uuid.Parse(string(machine))
	require.NoError(t, err)
}

// policyOf is the policy for which a channel waits.
func policyOf(c store.Channel) lobby.Policy {
	if c == store.ChannelPartner {
		return lobby.HRS()
	}
	return lobby.HPA2()
}

func TestByDefaultIDsAreUUIDsInTheOrderOfTime(t *testing.T) {
	s := lobby.New(newWorld(t, lobby.HPA2()).store, plainMatcher{}, lobby.HPA2(), nil)
	last := ""
	for range 100 {
		rec, err := s.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		require.NoError(t, err)
		u, err := uuid.Parse(string(rec.ID))
		require.NoError(t, err)
		require.Equal(t, uuid.Version(7), u.Version())
		require.Greater(t, string(rec.ID), last)
		last = string(rec.ID)
		require.Equal(t, rec.Received, rec.Received.UTC().Truncate(time.Microsecond))
	}
}

func TestShortIsTheEndOfAnID(t *testing.T) {
	for id, want := range map[store.RecordID]string{
		"0190a6b2-1111-7222-8333-44445555abcd": "5555ABCD", "ab": "AB", "": "",
	} {
		require.Equal(t, want, lobby.Short(id))
	}
}

func TestB4_DueTimes(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.DueIn = map[store.Channel]time.Duration{store.ChannelDutyToRefer: 240 * time.Hour, store.ChannelThirdParty: time.Hour}
		o.DueUrgent = 24 * time.Hour
	})
	for _, tc := range []struct {
		channel store.Channel
		urgent  bool
		want    time.Duration
	}{
		{store.ChannelDutyToRefer, false, 240 * time.Hour},
		{store.ChannelDutyToRefer, true, 24 * time.Hour},
		{store.ChannelThirdParty, true, time.Hour},
		{store.ChannelSelfReferral, true, 24 * time.Hour},
	} {
		r := w.row(w.receive(portal, lobby.Arrival{Channel: tc.channel, Urgent: tc.urgent}))
		require.Equal(t, tc.want, r.Due.Sub(r.Received), "%v", tc)
	}
	require.Zero(t, w.row(w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})).Due)
}

// A secret is mixed into the ids, and tells neither keys nor senders apart less.
func TestUnderASecretEachKeyIsStillARecordOfItsOwn(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.IntakeSecret = []byte("a secret of sixteen bytes") })
	seen := map[store.RecordID]bool{}
	for _, v := range []lobby.Arrival{{Key: "1"}, {Key: "2"}, {Key: "1", Sender: "st-james"}, {Key: "1", Channel: store.ChannelDutyToRefer}} {
		v.Channel, v.Person = cmp.Or(v.Channel, store.ChannelSelfReferral), jane
		id := w.receive(portal, v)
		require.False(t, seen[id], "%s %s", v.Sender, v.Key)
		seen[id] = true
		require.Equal(t, id, w.receive(portal, v))
	}
}

func TestAnIDThatNoStoreCanKeepRefusesTheArrival(t *testing.T) {
	for id, kind := range map[string]error{"": lobby.ErrInvalid, "a\x00b": lobby.ErrInvalid, strings.Repeat("x", store.MaxID+1): lobby.ErrTooLarge} {
		w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.NewID = func() string { return id } })
		_, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		require.Equal(t, "id", refusal(t, err, kind).Field)
	}
}

// What differs is told of and answered, or neither: an event that is not written is no
// answer, and one of an arrival that was refused tells of what is not there.
func TestWhatDiffersIsToldAndAnsweredOrNeither(t *testing.T) {
	for _, keeps := range []bool{false, true} {
		refused := 0
		for call := range 10 {
			f := &faulty{Store: new(memory.Store)}
			var log bytes.Buffer
			w := newWorldOver(t, f, lobby.HPA2(), func(o *lobby.Options) {
				o.KeepDiffering, o.Tries, o.Logger = keeps, 1, slog.New(slog.NewTextHandler(&log, nil))
			})
			v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane}
			first := w.receive(portal, v)
			v.Person = omar
			f.arm(call, call+1, false)
			_, err := w.Receive(t.Context(), portal, v)
			f.arm(0, 0, false)
			told := slices.Contains(w.told(first), lobby.KindArrivedAgain)
			require.Equal(t, told, strings.Contains(log.String(), "something else arrived"), "call %d", call)
			require.Equal(t, err == nil, told, "call %d: %v", call, err)
			if err != nil {
				refused++
			}
		}
		require.GreaterOrEqual(t, refused, map[bool]int{false: 2, true: 4}[keeps])
	}
}

// An arrival that has to be written again is told of with what is written in the end.
func TestWhatDiffersIsToldOnceHoweverOftenItIsWritten(t *testing.T) {
	w, s := answers(t, lobby.HPA2(), func(o *lobby.Options) { o.KeepDiffering = true })
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane}
	first := w.receive(portal, v)
	v.Person = omar
	s.answers = []error{store.ErrConflict, store.ErrConflict}
	require.NotEqual(t, first, w.receive(portal, v))
	require.Empty(t, s.answers)
	require.Equal(t, []string{"waits"}, w.codes(first, lobby.KindArrivedAgain))
}

// Text is made readable in copies: what the caller has stays as it was.
func TestAnArrivalIsLeftAsItWas(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	v := lobby.Arrival{
		Channel: store.ChannelSelfReferral, Person: matching.Person{Given: "Ren\xe9", KnownAs: []string{"N\xe9"}},
		Household: []store.Member{{Relation: "fianc\xe9", Person: matching.Person{Phones: []string{"\xe9"}}}},
		Tasks:     []store.Task{{Title: "caf\xe9"}},
	}
	w.receive(portal, v)
	require.Equal(t, []string{"N\xe9", "fianc\xe9", "\xe9", "caf\xe9", ""},
		[]string{v.Person.KnownAs[0], v.Household[0].Relation, v.Household[0].Person.Phones[0], v.Tasks[0].Title, string(v.Tasks[0].ID)})
}

// What is derived of an arrival is how it is known again, by builds to come as well: its
// id, under a secret and without, the digest of what arrived, and the keys that lead to it.
func TestWhatIsDerivedOfAnArrivalIsTheSameInEveryBuild(t *testing.T) {
	v := lobby.Arrival{Channel: store.ChannelDutyToRefer, Key: "2026-001", Sender: "St Made-Up", Person: jane, Urgent: true, Details: []byte("d"),
		Consent: store.Consent{Refer: true, How: "oral"}, Household: []store.Member{{Relation: "child", Person: omar}}, Tasks: []store.Task{{Type: "call", Done: true}}}
	open := newWorld(t, lobby.HPA2())
	r := open.row(open.receive(portal, v))
	secret := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.IntakeSecret = []byte("a secret of sixteen bytes") })
	under := uuid.MustParse(string(secret.receive(portal, v)))
	require.Equal(t, []string{"5", "8"}, []string{fmt.Sprint(int(uuid.MustParse(string(r.ID)).Version())), fmt.Sprint(int(under.Version()))})
	require.Equal(t, uuid.RFC4122, under.Variant())
	require.Equal(t, []string{"32ae869d-e922-56e6-8d06-31bbff2544c0", "aaa9da6f-f9b4-8d50-b115-c67382dc7024", "fb7331dc3b1e412bf5b97f5671c9b2ed"},
		[]string{string(r.ID), under.String(), hex.EncodeToString(r.Arrived)})
	require.Equal(t, []matching.Key{
		759310501812881313, 817422509198394313, 1999414888532685557, 2516671732886077134, 2716154427965178073, 2786224577290777837, 3662062191657375831,
		4484532721493886219, 4652028829607660417, 4732295848251494055, 4849058541180440582, 5613818745817697266, 5834513718815708174, 6628495072176911799, 16748880163944954419,
	}, r.Keys)
}
