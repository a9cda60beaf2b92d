package memory

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
)

func TestAPackedClientComesBackWhole(t *testing.T) {
	var full matching.Person
	for _, f := range full.Fields() {
		if f.List != nil {
			*f.List = []string{f.Name, "", strings.Repeat("é", 300)}
		} else {
			*f.Text = f.Name
		}
	}
	at := time.Date(2026, 3, 1, 9, 30, 0, 1000, time.UTC)
	clients := []store.Client{
		{ID: "c"},
		{ID: "c", Version: math.MaxInt64, Reference: "R", Person: full, Profile: "\x00\xff", Restricted: true, MergedInto: "d", Erased: true, From: "r", Updated: at,
			Cases: []store.Case{{ID: "k", Opened: at, Details: []byte{0, 255}, Household: []store.Member{{Person: full}}}, {}}},
		{ID: "c", Updated: time.Unix(0, 0).UTC()},
		{ID: "c", Updated: time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC)},
		{ID: "c", Updated: time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC), Restricted: true},
	}
	for c := range matchtest.New(1, 200).Clients() {
		clients = append(clients, store.Client{ID: store.ClientID(c.ID), Version: 1, Person: c.Person, Profile: matching.Profile(c.ID)})
	}
	for _, c := range clients {
		for _, keys := range [][]number{nil, {1}, {math.MaxUint32, 0, 7, 7}} {
			c.Authority = "leeds"
			p, err := pack(c, keys)
			require.NoError(t, err)
			got := p.client("leeds")
			one, err := store.EncodeClient(c)
			require.NoError(t, err)
			other, err := store.EncodeClient(got)
			require.NoError(t, err)
			require.Equal(t, string(one), string(other))
			require.Equal(t, string(c.ID), p.id())
			require.Equal(t, c.Version, p.version())
			require.True(t, p.candidate() == matching.Candidate{ID: string(c.ID), Profile: c.Profile})
			reference, linked := p.links()
			require.Equal(t, c.Reference, reference)
			require.Equal(t, append([]number{}, keys...), linked)
		}
	}
}

// A field that is added to a client is packed, or this fails.
func TestEveryFieldOfAClientIsPacked(t *testing.T) {
	kept := map[string]bool{"Authority": true, "Keys": true} // the tenant's, and the postings'
	for i := range reflect.TypeFor[store.Client]().NumField() {
		var c store.Client
		f := reflect.TypeFor[store.Client]().Field(i)
		if kept[f.Name] {
			continue
		}
		set(reflect.ValueOf(&c).Elem().Field(i))
		p, err := pack(c, nil)
		require.NoError(t, err)
		got := p.client("")
		require.False(t, reflect.ValueOf(got).Field(i).IsZero(), f.Name)
	}
}

func set(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int64:
		v.SetInt(1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case reflect.Struct:
		switch v.Addr().Interface().(type) {
		case *time.Time:
			v.Set(reflect.ValueOf(time.Unix(1, 0)))
		default:
			set(v.Field(0))
		}
	}
}

func TestWhatNoStoreCanKeepIsRefusedAndLeavesNothing(t *testing.T) {
	s := new(Store)
	good, bad := store.Client{Authority: "leeds", ID: "good"}, store.Client{Authority: "leeds", ID: "bad", Cases: []store.Case{{ID: "\xff"}}}
	err := s.Commit(t.Context(), store.Batch{Authority: "leeds", Clients: []store.Change[store.ClientID, store.Client]{
		{ID: "good", Next: &good}, {ID: "bad", Next: &bad},
	}})
	require.ErrorIs(t, err, store.ErrInvalid)
	page, err := s.Clients(t.Context(), store.ClientQuery{Authority: "leeds", Limit: 9})
	require.NoError(t, err)
	require.Zero(t, page.Len())
}

// Keys come in any order, and twice.
func TestPostingsGiveANumberBackOnceNobodyCarriesItsKey(t *testing.T) {
	p := newPostings()
	keys := []matching.Key{5, 1 << 63, 5, 9, 1 << 63}
	first := p.add(keys, 1)
	require.Equal(t, keys, p.named(first))
	second := p.add([]matching.Key{9, 1 << 63}, 2)
	require.Equal(t, []int{1, 2, 2, 0}, []int{p.len(5), p.len(9), p.len(1 << 63), p.len(7)})
	p.remove(first, 1)
	require.Equal(t, []int{0, 1, 1}, []int{p.len(5), p.len(9), p.len(1 << 63)})
	rows, cut := p.follow(nil, 9, 1)
	require.Equal(t, []number{2}, rows)
	require.False(t, cut)
	require.Len(t, p.free, 1)
	require.Equal(t, first[:1], p.add([]matching.Key{6}, 3), "a number that is free is given again")
	p.remove(second, 2)
	require.Equal(t, []matching.Key{0, 6, 0, 0}, p.keys, "nothing of a key is left")
}
