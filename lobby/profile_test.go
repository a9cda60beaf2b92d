package lobby_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
	"github.com/caselobby/caselobby/store/storetest"
)

// A profile is personal data in a form that no list of words finds: it is looked
// for as a whole, in all that the store holds.
func TestI14_AProfileLivesNoLongerThanWhatItWasMadeOf(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HRS())
	held := func(p matching.Profile) bool {
		var b bytes.Buffer
		require.NoError(t, storetest.DumpMemory(w.store, &b))
		return bytes.Contains(b.Bytes(), []byte(p))
	}
	removed := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	amended := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: omar})
	created := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: matching.Person{Given: "Ann", Family: "Lee", Born: "1984-05-06"}})
	w.client("c-erased", matching.Person{Given: "Bob", Family: "Stone", Born: "1971-02-03"})
	w.client("c-merged", matching.Person{Given: "Cat", Family: "Field", Born: "1962-03-04"})
	w.client("c-moved", matching.Person{Given: "Dan", Family: "Moor", Born: "1953-04-05"})
	profiles := map[string]matching.Profile{
		"a removed record": w.row(removed).Profile, "an amended record": w.row(amended).Profile,
		"an erased client": w.register("c-erased").Profile, "a merged client": w.register("c-merged").Profile, "a client put anew": w.register("c-moved").Profile,
	}
	for who, p := range profiles {
		require.Greater(t, len(p), 10, who)
		require.True(t, held(p), "the search does find that of %s", who)
	}

	_, err := w.Remove(t.Context(), lena, removed, lobby.Removal{Reason: "test", Confirm: string(removed), Token: w.held(lena, removed).Token})
	require.NoError(t, err)
	require.NoError(t, w.Amend(t.Context(), haven, amended, lobby.Amendment{Person: matching.Person{Given: "Omar", Family: "Khan-Ali"}}))
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-erased"))
	w.merge("c-merged", "c-moved")
	put(t, w, lobby.ClientUpdate{ID: "c-moved", Person: &matching.Person{Given: "Dan", Family: "Heath"}})
	for who, p := range profiles {
		require.False(t, held(p), "that of %s", who)
	}

	before := w.row(created).Profile
	d, err := w.Create(t.Context(), lena, created, w.held(lena, created).Token)
	require.NoError(t, err)
	require.True(t, w.row(created).Profile == "" && w.row(created).Keys == nil, "a decided record has none")
	require.True(t, w.register(d.Client).Profile == before, "it is the client's now")
	v := w.look(amy, amended)
	require.True(t, v.Record.Profile == "" && v.Record.Keys == nil, "and nobody is shown one")
	require.NoError(t, w.EraseClient(t.Context(), dora, d.Client))
	require.False(t, held(before))
}

// tearing is plainMatcher of this version, which meets a profile that it cannot read.
type tearing struct{ plainMatcher }

const torn matching.Profile = "{torn"

func (m tearing) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	var unread []string
	readable := func(cs []matching.Candidate) (out []matching.Candidate) {
		for _, c := range cs {
			if c.Profile == torn {
				unread = append(unread, c.ID)
				continue
			}
			out = append(out, c)
		}
		return out
	}
	pool.Clients, pool.Records = readable(pool.Clients), readable(pool.Records)
	r := m.plainMatcher.Rank(asker, pool)
	r.Unread = append(r.Unread, unread...)
	return r
}

// A profile of the right version may be damaged all the same: whoever it is of is prepared
// anew, and compared.
func TestWhoseProfileIsDamagedIsComparedAllTheSame(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), tearing{}, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", jane)
	twin := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	other := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("another")})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("a third")})
	want := w.look(amy, id)
	require.Len(t, want.Records, 2)
	same := func(b store.Batch) {
		b.Authority = leeds
		require.NoError(t, w.store.Commit(t.Context(), b))
		got := w.look(amy, id)
		require.Len(t, got.Clients, 2)
		require.Len(t, got.Records, 2, "%s and %s", twin, other)
		require.Equal(t, want.None, got.None)
	}
	for _, profile := range []matching.Profile{torn, "\x00household\x00\xff", "\x00household\x00\x7fshort", "\x00household\x00"} {
		was := w.row(twin)
		now := was
		now.Version, now.Profile = was.Version+1, profile
		same(store.Batch{Records: []store.Change[store.RecordID, store.Record]{{ID: twin, Expect: was.Version, Was: &was, Next: &now}}})
	}
	was := w.register("c-1")
	now := was
	now.Version, now.Profile = was.Version+1, torn
	same(store.Batch{Clients: []store.Change[store.ClientID, store.Client]{{ID: "c-1", Expect: was.Version, Was: &was, Next: &now}}})
}

// bulky is newMatcher, but with profiles that fit into no row.
type bulky struct{ newMatcher }

func (m bulky) Prepare(p matching.Person) matching.Prepared {
	q := m.newMatcher.Prepare(p)
	q.Profile += matching.Profile(strings.Repeat(" ", store.MaxRow))
	return q
}

// What a matcher makes of a person may be too long for a row: whoever it is stays as they
// were, are counted and named; and nobody is created so.
func TestWhoseProfileIsTooLongIsNeitherPreparedNorCreated(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	before, client := w.row(id), w.register("c-1")
	n := w.over(bulky{})
	r, err := n.Reindex(t.Context(), host, lobby.ReindexOptions{})
	require.NoError(t, err)
	require.Equal(t, []int{2, 0, 0}, []int{r.Failed, r.Clients.Prepared, r.Records.Prepared})
	require.Equal(t, before, w.row(id))
	require.Equal(t, client, w.register("c-1"))

	token := w.held(amy, id).Token
	_, err = n.Create(t.Context(), amy, id, token)
	require.Error(t, err)
	require.NotErrorIs(t, err, lobby.ErrStore)
	_, err = n.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: omar})
	require.Equal(t, "record", refusal(t, err, lobby.ErrTooLarge).Field)
	err = n.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-2", Person: &omar})
	require.Equal(t, "client", refusal(t, err, lobby.ErrTooLarge).Field)
}

// ignoring is the UK matcher of a host that has changed which phones it ignores.
func ignoring(phones ...string) matching.Matcher {
	return matching.UK(&matching.Options{IgnorePhones: phones})
}

// Who waits is looked for as the matcher of today has it, also where it was another's
// that prepared the record.
func TestWhoWaitsIsAskedForByTheMatcherOfToday(t *testing.T) {
	desk := "0113 496 0999"
	w := newWorldWith(t, new(memory.Store), ignoring(), lobby.HPA2())
	w.client("c-1", matching.Person{Given: "Omar", Family: "Khan", Born: "1985-11-30", Phones: []string{desk}})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Given: "Ann", Family: "Lee", Born: "1950-02-03", Phones: []string{desk}}})
	require.Equal(t, 1, w.look(amy, id).Results)
	n := w.over(ignoring(desk))
	require.Zero(t, n.look(amy, id).Results, "the desk's phone leads to nobody any more")
	_, err := n.Reindex(t.Context(), host, lobby.ReindexOptions{})
	require.NoError(t, err)
	require.Zero(t, n.look(amy, id).Results)
}
