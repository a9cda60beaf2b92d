package lobby_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// bringing counts the calls of a store whose searches bring some rows along.
type bringing struct {
	counting
	leaves int // out one of every so many
	told   []string
}

func (b *bringing) Gather(ctx context.Context, a store.Authority, keys []matching.Key, limit int, told ...store.Event) (matching.Pool, store.Gathered, error) {
	b.calls = append(b.calls, "gather")
	for _, e := range told {
		b.told = append(b.told, e.Kind)
	}
	pool, came, err := b.Store.(store.Gatherer).Gather(ctx, a, keys, limit, told...)
	return pool, func(ids store.IDs) store.Rows {
		return came(store.IDs{Records: left(ids.Records, b.leaves), Clients: left(ids.Clients, b.leaves)})
	}, err
}

func left[ID any](ids []ID, every int) (some []ID) {
	for i, id := range ids {
		if i%every != every-1 {
			some = append(some, id)
		}
	}
	return some
}

// However many rows a search brings along, a review says the same, and reads what
// did not come.
func TestAReviewIsTheSameWhateverComesAlong(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 30 {
		w.client(store.ClientID(fmt.Sprint("c-", i)), jane)
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: jane})
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	w.held(amy, id)
	review := func(s store.Store) lobby.Review {
		v := newWorldWith(t, s, plainMatcher{}, lobby.HPA2(), func(o *lobby.Options) { o.Now = func() time.Time { return start.Add(time.Hour) } }).look(amy, id)
		v.Token = ""
		return v
	}
	plain := &counting{Store: w.store}
	want := review(plain)
	require.Len(t, want.Clients, 30)
	require.Len(t, want.Records, 20)
	require.Equal(t, []string{"rows", "candidates", "rows"}, plain.calls)
	for leaves, calls := range map[int][]string{
		1:    {"rows", "gather", "rows"},
		3:    {"rows", "gather", "rows"},
		1000: {"rows", "gather"},
	} {
		b := &bringing{counting: counting{Store: w.store}, leaves: leaves}
		require.Equal(t, want, review(b), "%d", leaves)
		require.Equal(t, calls, b.calls)
	}
}

// Who opens what is written down by the search itself, if it takes as much.
func TestWhatIsOpenedIsToldToTheSearchUpToAsMuchAsItTakes(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	var others []store.ClientID
	for i := range store.MinChanges {
		others = append(others, store.ClientID(fmt.Sprint("c-", i)))
		w.client(others[i], jane)
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	w.held(amy, id)
	for more, told := range map[int]int{store.MinChanges - 1: store.MinChanges, store.MinChanges: 0} {
		b := &bringing{counting: counting{Store: w.store}, leaves: 1000}
		before := len(w.log(auditor, lobby.ReadingQuery{}))
		_, err := newWorldOver(t, small{b}, lobby.HPA2(), func(o *lobby.Options) { o.Now, o.NewID = w.clock.Now, w.o.NewID }).Review(t.Context(), amy, id, others[:more]...)
		require.NoError(t, err)
		require.Len(t, b.told, told)
		require.Len(t, w.log(auditor, lobby.ReadingQuery{}), before+more+1, "written down in any case")
	}
}

// small is a store that takes the smallest batches.
type small struct{ *bringing }

func (small) MaxChanges() int { return store.MinChanges }
