package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// references is how a host counts: a transaction that fails takes the count back.
func references(from int, back bool) func(context.Context, store.Store, store.Authority) (string, error) {
	n := from
	return func(context.Context, store.Store, store.Authority) (string, error) {
		if !back {
			n++
			return fmt.Sprintf("HRS%d", n), nil
		}
		return fmt.Sprintf("HRS%d", from+1), nil
	}
}

func TestH6_ATakenReferenceIsSaidToBeTaken(t *testing.T) {
	for name, tc := range map[string]struct {
		back  bool
		taken int
		want  string
	}{
		"a counter that is far behind":               {false, 20, "taken"},
		"one that is a little behind":                {false, 3, ""},
		"one in a transaction that never gets ahead": {true, 1, "taken"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HRS(), func(o *lobby.Options) { o.Mint = references(1000, tc.back) })
			for i := range tc.taken {
				put(t, w, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("c-", i)), Reference: fmt.Sprintf("HRS%d", 1001+i), Person: &matching.Person{Given: "Una"}})
			}
			id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
			d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
			if tc.want == "" {
				require.NoError(t, err)
				require.Equal(t, "HRS1004", d.Reference)
				return
			}
			e := refusal(t, err, lobby.ErrReference)
			require.Equal(t, tc.want, e.Code)
			require.Equal(t, store.StateClaimed, w.row(id).State)
			require.NotErrorIs(t, err, lobby.ErrBusy)
		})
	}
}

func TestH6_ConflictsAloneNeverSayThatAReferenceIsTaken(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	w.client("c-1", omar)
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	token := w.held(amy, id).Token
	for _, times := range []int{1, 4, 100} {
		s := lobby.New(&refusing{Store: w.store, times: times}, plainMatcher{}, lobby.HRS(), &w.o)
		err := s.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-1", Reference: fmt.Sprint("R-", times)})
		if times == 100 {
			refusal(t, err, lobby.ErrBusy)
			s = lobby.New(&refusing{Store: w.store, times: times}, plainMatcher{}, lobby.HRS(), &w.o)
			_, err = s.Create(t.Context(), amy, id, token)
			refusal(t, err, lobby.ErrBusy)
			continue
		}
		require.NoError(t, err)
	}
	put(t, w, lobby.ClientUpdate{ID: "c-2", Reference: "X-1", Person: &jane})
	e := refusal(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-1", Reference: "X-1"}), lobby.ErrReference)
	require.Equal(t, []string{"reference", "taken", "c-1"}, []string{e.Field, e.Code, string(e.Client)})
	require.NoError(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-1", Reference: "x-1"}), "stores compare byte for byte")

	// Where looking it up fails, nobody knows.
	f := &faulty{Store: w.store}
	s := lobby.New(f, plainMatcher{}, lobby.HRS(), &w.o)
	f.arm(5, 6, false) // the batch is read and refused, then the one is; then it is looked up
	err := s.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-1", Reference: "X-1"})
	require.ErrorIs(t, err, lobby.ErrStore)
}

// Whether somebody has a reference is not known while nobody can look.
func TestAReferenceThatCannotBeLookedUpIsNotTakenForFree(t *testing.T) {
	refused := 0
	for read := 1; ; read++ {
		w := newWorld(t, lobby.HRS())
		put(t, w, lobby.ClientUpdate{ID: "c-1", Reference: "R-1", Person: &jane})
		blinks := &blinking{Store: w.store, fails: read}
		err := w.On(blinks).PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-2", Reference: "R-1", Person: &omar})
		if blinks.reads < read {
			require.Equal(t, "taken", refusal(t, err, lobby.ErrReference).Code)
			break
		}
		if errors.Is(err, lobby.ErrStore) {
			refused++
		}
		require.NotErrorIs(t, err, lobby.ErrBusy)
		require.Error(t, err)
	}
	require.GreaterOrEqual(t, refused, 2)
}

func TestI08_ATakenReferenceIsMintedAnew(t *testing.T) {
	refs := []string{"R-1", "R-1", "R-2"}
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) {
		o.Mint = func(context.Context, store.Store, store.Authority) (string, error) {
			next := refs[0]
			refs = refs[1:]
			return next, nil
		}
	})
	one := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: jane})
	two := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: omar})
	d, err := w.Create(t.Context(), amy, one, w.held(amy, one).Token)
	require.NoError(t, err)
	require.Equal(t, "R-1", d.Reference)
	d, err = w.Create(t.Context(), amy, two, w.held(amy, two).Token)
	require.NoError(t, err)
	require.Equal(t, "R-2", d.Reference)
}

func TestANumberOfAClientThatCannotBeReadIsTaken(t *testing.T) {
	numbers := []store.ClientID{"c-1", "c-2"}
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.NewClientID = func(context.Context, store.Store, store.Authority) (store.ClientID, error) {
			next := numbers[0]
			numbers = numbers[1:]
			return next, nil
		}
	})
	w.client("c-1", omar)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	d, err := w.On(&damaged{Store: w.store, clients: []store.ClientID{"c-1"}}).Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	require.Equal(t, store.ClientID("c-2"), d.Client)
}

func TestI08_WithoutAReferenceNothingIsCreated(t *testing.T) {
	for name, mint := range map[string]func(context.Context, store.Store, store.Authority) (string, error){
		"the counter is down": func(context.Context, store.Store, store.Authority) (string, error) {
			return "", errors.New("jane@example.com")
		},
		"the reference is empty":      func(context.Context, store.Store, store.Authority) (string, error) { return "", nil },
		"the reference is not usable": func(context.Context, store.Store, store.Authority) (string, error) { return "R\x00", nil },
	} {
		w := newWorld(t, lobby.HRS(), func(o *lobby.Options) { o.Mint = mint })
		id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: jane})
		v := w.held(amy, id)
		_, err := w.Create(t.Context(), amy, id, v.Token)
		require.NotContains(t, refusal(t, err, lobby.ErrReference).Error(), "jane", name)
		require.Equal(t, store.StateClaimed, w.row(id).State, name)
	}
}

func TestReferencesAreShortAndDoNotRepeat(t *testing.T) {
	s := lobby.New(newWorld(t, lobby.HRS()).store, plainMatcher{}, lobby.HRS(), nil)
	seen := map[string]bool{}
	for i := range 200 {
		p := matching.Person{NINO: fmt.Sprint(i)}
		rec, err := s.Receive(t.Context(), shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: p})
		require.NoError(t, err)
		_, err = s.Claim(t.Context(), amy, rec.ID)
		require.NoError(t, err)
		v, err := s.Review(t.Context(), amy, rec.ID)
		require.NoError(t, err)
		d, err := s.Create(t.Context(), amy, rec.ID, v.Token)
		require.NoError(t, err)
		require.Regexp(t, `^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$`, d.Reference)
		require.False(t, seen[d.Reference])
		seen[d.Reference] = true
	}
}

func TestI08_AReferenceThatCannotBeLookedUpIsNotTakenForFree(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: jane})
	token := w.held(amy, id).Token
	_, err := w.On(&unsearched{Store: w.store}).Create(t.Context(), amy, id, token)
	require.NotContains(t, refusal(t, err, lobby.ErrStore).Error(), "jane")
	require.Equal(t, store.StateClaimed, w.row(id).State)
}

func TestI08_WhereTheNextReferenceCannotBeMintedNothingIsCreated(t *testing.T) {
	minted := 0
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) {
		o.Mint = func(context.Context, store.Store, store.Authority) (string, error) {
			if minted++; minted > 1 {
				return "", errLost
			}
			return "R-1", nil
		}
	})
	put(t, w, lobby.ClientUpdate{ID: "c-1", Reference: "R-1", Person: &omar})
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: jane})
	_, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.Equal(t, "mint-failed", refusal(t, err, lobby.ErrReference).Code)
	require.Equal(t, store.StateClaimed, w.row(id).State)
}
