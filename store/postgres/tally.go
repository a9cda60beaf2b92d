package postgres

import "github.com/caselobby/caselobby/store"

// tally is what a commit changes in the counts of keys.
type tally struct {
	now      map[int64]int64 // clients added to each key
	ids      []string        // of clients that are counted now and will be anew, as they are now
	versions []int64
}

func newTally() *tally {
	return &tally{now: make(map[int64]int64), ids: []string{}, versions: []int64{}}
}

// was takes a stored client out of the count. Which keys that concerns only
// the database knows.
func (t *tally) was(id store.ClientID, v store.Version) {
	t.ids, t.versions = append(t.ids, string(id)), append(t.versions, int64(v))
}

// is counts a client.
func (t *tally) is(counted []int64) {
	for _, k := range counted {
		t.now[k]++
	}
}

// writes must come before those of the clients themselves, for they read what
// is stored.
func (t *tally) writes(a string) writes {
	var w writes
	keys, clients := t.columns()
	switch {
	case len(t.ids) > 0:
		w.add(moveTally, a, keys, clients, t.ids, t.versions)
	case len(keys) > 0:
		w.add(addTally, a, keys, clients)
	default:
		return nil
	}
	return append(w, write{foldTally, []any{a, keys, t.ids, t.versions}, true})
}

func (t *tally) columns() (keys, clients []int64) {
	keys, clients = make([]int64, 0, len(t.now)), make([]int64, 0, len(t.now))
	for k, n := range t.now {
		keys, clients = append(keys, k), append(clients, n)
	}
	return keys, clients
}
