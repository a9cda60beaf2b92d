package lobby

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// A lease is over, and to be written again, in the very moment that it says.
func TestALeaseIsOverInTheMomentThatItSays(t *testing.T) {
	const lease = 30 * time.Second
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	now := at
	l := &leases{relay: "me", until: map[int]time.Time{}, renewed: at, seen: map[int]sighting{},
		o: &RelayOptions{Lease: lease, Shares: 1, Now: func() time.Time { return now }}}
	rows := []store.Record{{Version: 1, Claim: &store.Claim{Officer: "other"}}}
	require.Empty(t, l.look(rows, at).free)
	require.Empty(t, l.look(rows, at.Add(lease-1)).free)
	require.Equal(t, []int{0}, l.look(rows, at.Add(lease)).free)

	now = at.Add(lease/renewals - 1)
	require.False(t, l.due())
	now = at.Add(lease / renewals)
	require.True(t, l.due())
}

func TestRelaysBeginWithDifferentSharesOfWhatIsFree(t *testing.T) {
	begun := map[int]bool{}
	for _, relay := range []store.ActorID{"a", "b", "c", "d", "e", "f"} {
		l := &leases{relay: relay, until: map[int]time.Time{}, seen: map[int]sighting{}, o: &RelayOptions{Lease: time.Minute, Shares: 16}}
		free := l.look(make([]store.Record, 16), time.Now()).free
		require.Len(t, free, 16)
		begun[free[0]] = true
	}
	require.Greater(t, len(begun), 2)
}

func TestAShareThatAnotherHasTakenIsHeldNoMore(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	l := &leases{relay: "me", until: map[int]time.Time{0: now.Add(time.Minute), 1: now.Add(time.Minute)}, seen: map[int]sighting{},
		o: &RelayOptions{Lease: time.Minute, Shares: 2, Now: func() time.Time { return now }}}
	l.look([]store.Record{{Version: 2, Claim: &store.Claim{Officer: "other"}}, {Version: 2, Claim: &store.Claim{Officer: "me"}}}, now)
	require.Zero(t, l.held(0))
	require.Equal(t, time.Minute, l.held(1))
}

// looking is the leases of a relay over a store, of one share, by a clock that moves a
// second whenever it is read.
func looking(s *Service, relay store.ActorID, at time.Time) *leases {
	return &leases{s: s, a: Actor{ID: relay, Authority: "leeds/relay"}, name: "work", relay: relay, until: map[int]time.Time{}, seen: map[int]sighting{},
		o: &RelayOptions{Lease: time.Minute, Shares: 1, Now: func() time.Time { at = at.Add(time.Second); return at }}}
}

// A write that takes long leaves the relay less of its lease, for others may have seen the
// row since; and to ask for a share is no sign that its holder is alive.
func TestALeaseIsCountedFromBeforeItIsWrittenAndNotFromAnAsking(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	s := &Service{store: new(memory.Store)}
	s.o.fill()
	holder, other := looking(s, "holder", at), looking(s, "other", at)
	require.NoError(t, holder.renew(t.Context()))
	require.Equal(t, at.Add(time.Second+time.Minute), holder.until[0])

	rows, err := other.rows(t.Context())
	require.NoError(t, err)
	other.look(rows, at)
	require.NoError(t, other.ask(t.Context(), 0, rows[0]))
	require.Equal(t, sighting{version: rows[0].Version + 1, at: at}, other.seen[0])
}
