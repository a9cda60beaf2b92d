package adapter

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store {
		return unsynced(t, filepath.Join(t.TempDir(), "lobby.db"))
	}, storetest.Reopen(reopen), storetest.Dump(dump), storetest.Hold(hold), storetest.Damage(damage))
}

func BenchmarkStore(b *testing.B) {
	storetest.Bench(b, func(b *testing.B) store.Store {
		s, err := Open(filepath.Join(b.TempDir(), "lobby.db"))
		require.NoError(b, err)
		b.Cleanup(func() { _ = s.Close() })
		s.db.NoSync = true // what a disk takes for a commit is not the store's
		return s
	})
}

// TestA11g_ADamagedFileIsSaidToBeOne spoils a file in many ways. Most of them are seen
// when it is opened, and none of them ends in a panic.
func TestA11g_ADamagedFileIsSaidToBeOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lobby.db")
	s, err := Open(path)
	require.NoError(t, err)
	for i := range 40 {
		r := store.Record{Authority: "a", ID: store.RecordID(fmt.Sprint(i)), State: store.StateWaiting, Details: bytes.Repeat([]byte("x"), 3000)}
		require.NoError(t, s.Commit(t.Context(), store.Batch{Authority: "a", Records: []store.Change[store.RecordID, store.Record]{{ID: r.ID, Next: &r}}}))
	}
	require.NoError(t, s.Close())
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	random := rand.New(rand.NewPCG(1, 1))
	page := os.Getpagesize()
	pages := len(whole) / page
	garbage := func(b []byte) {
		for i := range b {
			b[i] = byte(random.Uint32())
		}
	}
	for _, c := range []struct {
		what  string
		times int
		spoil func(b []byte, time int) []byte
	}{
		{"an empty page", pages - 2, func(b []byte, i int) []byte { clear(b[(2+i)*page : (3+i)*page]); return b }},
		{"a page of garbage", pages - 2, func(b []byte, i int) []byte { garbage(b[(2+i)*page : (3+i)*page]); return b }},
		{"no meta pages", 1, func(b []byte, _ int) []byte { clear(b[:2*page]); return b }},
		{"an end too early", 20, func(b []byte, i int) []byte { return b[:len(b)*(i+1)/22] }},
		{"another file", 1, func([]byte, int) []byte { return bytes.Repeat([]byte("not a database\n"), 1000) }},
	} {
		seen := 0
		for i := range c.times {
			require.NoError(t, os.WriteFile(path, c.spoil(bytes.Clone(whole), i), 0o600))
			s, err := Open(path)
			if err != nil {
				require.ErrorIs(t, err, ErrDamaged, "%s %d", c.what, i)
				seen++
				continue
			}
			for i := range 40 { // what is spoilt is within a row, or in no row
				_, err := s.Rows(context.Background(), "a", store.IDs{Records: []store.RecordID{store.RecordID(fmt.Sprint(i))}})
				require.NoError(t, err, c.what)
			}
			require.NoError(t, s.Close())
		}
		require.Positive(t, seen, c.what)
		t.Logf("%s: seen %d times of %d", c.what, seen, c.times)
	}
	require.NoError(t, os.WriteFile(path, whole, 0o600))
	s, err = Open(path)
	require.NoError(t, err)
	require.NoError(t, s.Close())
}

// TestARowThatSaysItIsAnotherIsUnreadable puts a row under the id of another, as after a copy
// that went wrong.
func TestARowThatSaysItIsAnotherIsUnreadable(t *testing.T) {
	s := mustOpen(t, filepath.Join(t.TempDir(), "lobby.db"))
	for _, id := range []string{"1", "2", "3"} {
		r, c := store.Record{Authority: "a", ID: store.RecordID(id), State: store.StateWaiting}, store.Client{Authority: "a", ID: store.ClientID(id)}
		require.NoError(t, s.Commit(t.Context(), store.Batch{
			Authority: "a",
			Records:   []store.Change[store.RecordID, store.Record]{{ID: r.ID, Next: &r}},
			Clients:   []store.Change[store.ClientID, store.Client]{{ID: c.ID, Next: &c}},
		}))
	}
	require.NoError(t, s.db.Update(func(tx *bbolt.Tx) error {
		rows := openTenant(tx, "a")
		return errors.Join(rows.records.Put([]byte("2"), bytes.Clone(rows.records.Get([]byte("1")))), rows.clients.Put([]byte("3"), bytes.Clone(rows.clients.Get([]byte("2")))))
	}))
	rows, err := s.Rows(t.Context(), "a", store.IDs{Records: []store.RecordID{"1", "2", "3"}, Clients: []store.ClientID{"1", "2", "3"}})
	require.NoError(t, err)
	require.Equal(t, store.IDs{Records: []store.RecordID{"2"}, Clients: []store.ClientID{"3"}}, rows.Unreadable)
	page, err := s.Records(t.Context(), store.Query{Authority: "a", Limit: 10})
	require.NoError(t, err)
	require.Equal(t, []store.Cursor{{ID: "2"}}, page.Unreadable)
	register, err := s.Clients(t.Context(), store.ClientQuery{Authority: "a", Limit: 10})
	require.NoError(t, err)
	require.Equal(t, []store.ClientID{"3"}, register.Unreadable)
}
