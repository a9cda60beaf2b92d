package storetest

import (
	"context"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var discretion = group{"discretion", []check{
	{
		name: "no error tells of a person",
		why:  "errors are logged, and logs are read by many and kept for long: they carry ids and codes. Drivers quote values and whole rows in theirs, in the message and in its details",
		run: func(t tb, s *subject) {
			r, c := aRecord("r"), aClient("c")
			marks := append(plant(&r), plant(&c)...)
			r.Keys, c.Keys = keys(secret), keys(secret)
			both := store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}}
			s.given(t, both)
			taken := c
			taken.ID = "another"
			cancelled, cancel := context.WithCancel(t.Context())
			cancel()
			for what, b := range map[string]store.Batch{
				"a row that is there":        both,
				"a record that has moved on": records(write(7, r)),
				"a client that has moved on": clients(writeClient(7, c)),
				"a record that is not there": records(write(1, as(r, "absent"))),
				"a reference that is taken":  clients(writeClient(0, taken)),
				"a row twice":                records(write(1, r), write(1, r)),
				"another authority's row":    {Authority: there, Records: both.Records, Clients: both.Clients},
				"a row under another's id":   records(recordChange{ID: "x", Next: &r}),
				"text that is not UTF-8":     records(write(0, misspelt(as(r, "new")))),
				"a time that no store keeps": records(write(0, dated(as(r, "new")))),
				"a malformed id":             records(write(0, as(r, store.RecordID(marks[0]+"\x00")))),
			} {
				err := s.asked.Commit(t.Context(), b)
				require.Error(t, err, what)
				requireDiscreet(t, marks, err, what)
				requireDiscreet(t, marks, s.asked.Commit(cancelled, b), what+", of a caller who has gone")
			}
			_, err := s.watch.Candidates(cancelled, here, r.Keys, 9)
			requireDiscreet(t, marks, err, "a search whose caller has gone")
			if _, can := s.raw.(store.Gatherer); can {
				_, _, err = s.search(cancelled, here, 9, r.Keys)
				requireDiscreet(t, marks, err, "a search that brings rows along, whose caller has gone")
			}
			if shut, ok := closer(s.raw); ok {
				_ = shut()
				requireDiscreet(t, marks, s.asked.Commit(t.Context(), both), "a store that is closed")
			}
		},
	},
}}

// as is a record under another id.
func as(r store.Record, id store.RecordID) store.Record {
	r.ID = id
	return r
}

// misspelt is a record with a text that is not UTF-8.
func misspelt(r store.Record) store.Record {
	r.Person.Given = "Zq000Xv000\xff"
	return r
}

// dated is a record with a time that is not between the years 1 and 9999.
func dated(r store.Record) store.Record {
	r.Updated = minute(0).AddDate(9000, 0, 0)
	return r
}

// requireDiscreet fails if an error holds a marker in any disguise.
func requireDiscreet(t tb, m markers, err error, what string) {
	t.Helper()
	if found := m.found([]byte(strings.Join(sayings(err), "\n"))); len(found) > 0 {
		t.Fatalf("the error of %s holds %s", what, found[0])
	}
}
