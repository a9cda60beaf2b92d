package store

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

func TestWhatNoStoreKeepsIsInvalid(t *testing.T) {
	put := func(spoil func(*Record)) error {
		r := Record{Authority: "a", ID: "r", Profile: matching.Profile("\xff")}
		spoil(&r)
		return Batch{Authority: "a", Records: []Change[RecordID, Record]{{ID: "r", Next: &r}}}.Check()
	}
	require.NoError(t, put(func(*Record) {}))
	require.NoError(t, put(func(r *Record) {
		r.Details, r.Person.Given, r.Due = []byte("\xff"), "\ufffd", time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	}))
	for name, spoil := range map[string]func(*Record){
		"a text":            func(r *Record) { r.Person.Given = "\xff" },
		"a text in a list":  func(r *Record) { r.Household = []Member{{Person: matching.Person{Emails: []string{"a", "\xff"}}}} },
		"a text of a part":  func(r *Record) { r.Claim = &Claim{Officer: "\xff"} },
		"the year 10000":    func(r *Record) { r.Due = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"the year 0":        func(r *Record) { r.Due = time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC) },
		"a year 0 in UTC":   func(r *Record) { r.Due = time.Date(1, 1, 1, 0, 0, 0, 0, time.FixedZone("", 3600)) },
		"a time in a list":  func(r *Record) { r.Tasks = []Task{{Updated: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}} },
		"an id of a sender": func(r *Record) { r.Sender = "\xff" },
	} {
		err := put(spoil)
		require.ErrorIs(t, err, ErrInvalid, name)
	}
	require.ErrorIs(t, Batch{Authority: "a", Events: []Event{{Authority: "a", ID: "e", Code: "\xff"}}}.Check(), ErrInvalid)
}
