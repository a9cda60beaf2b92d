package store

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestABatchIsChecked(t *testing.T) {
	record := func(id RecordID, next *Record) Change[RecordID, Record] {
		return Change[RecordID, Record]{ID: id, Next: next}
	}
	long := RecordID(strings.Repeat("x", MaxID))
	for name, c := range map[string]struct {
		batch Batch
		valid bool
	}{
		"an empty one is fine": {Batch{Authority: "a"}, true},
		"one of each is fine": {Batch{
			Authority: "a",
			Records:   []Change[RecordID, Record]{record("x", &Record{Authority: "a", ID: "x"})},
			Clients:   []Change[ClientID, Client]{{ID: "x", Next: &Client{Authority: "a", ID: "x"}}},
			Events:    []Event{{Authority: "a", ID: "x"}},
			Acks:      []Ack{{"outbox", "x"}},
		}, true},
		"as many changes as there may be are fine": {Batch{Authority: "a", Events: events(MaxChanges)}, true},
		"one change more is refused":               {Batch{Authority: "a", Events: events(MaxChanges + 1)}, false},
		"acknowledgements count too":               {Batch{Authority: "a", Events: events(MaxChanges), Acks: []Ack{{"c", "e"}}}, false},
		"no authority is refused":                  {Batch{}, false},
		"an empty id is refused":                   {Batch{Authority: "a", Records: []Change[RecordID, Record]{record("", nil)}}, false},
		"the longest id is fine":                   {Batch{Authority: "a", Records: []Change[RecordID, Record]{record(long, nil)}}, true},
		"a longer id is refused":                   {Batch{Authority: "a", Records: []Change[RecordID, Record]{record(long+"x", nil)}}, false},
		"an id with a NUL is refused":              {Batch{Authority: "a", Records: []Change[RecordID, Record]{record("a\x00b", nil)}}, false},
		"an id that is not UTF-8 is refused":       {Batch{Authority: "a", Records: []Change[RecordID, Record]{record("a\xff", nil)}}, false},
		"a record changed twice is refused":        {Batch{Authority: "a", Records: []Change[RecordID, Record]{record("x", nil), record("x", nil)}}, false},
		"a row of another authority is refused":    {Batch{Authority: "a", Records: []Change[RecordID, Record]{record("x", &Record{Authority: "b", ID: "x"})}}, false},
		"a row under another's id is refused":      {Batch{Authority: "a", Records: []Change[RecordID, Record]{record("x", &Record{Authority: "a", ID: "y"})}}, false},
		"a client of another authority is refused": {Batch{Authority: "a", Clients: []Change[ClientID, Client]{{ID: "x", Next: &Client{Authority: "b", ID: "x"}}}}, false},
		"a negative version is refused":            {Batch{Authority: "a", Clients: []Change[ClientID, Client]{{ID: "x", Expect: -1}}}, false},
		"an event of another authority is refused": {Batch{Authority: "a", Events: []Event{{Authority: "b", ID: "x"}}}, false},
		"an event appended twice is refused":       {Batch{Authority: "a", Events: []Event{{Authority: "a", ID: "x"}, {Authority: "a", ID: "x"}}}, false},
		"an ack without a consumer is refused":     {Batch{Authority: "a", Acks: []Ack{{"", "x"}}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if c.valid {
				require.NoError(t, c.batch.Check())
			} else {
				require.ErrorIs(t, c.batch.Check(), ErrInvalid)
			}
		})
	}
}

func events(n int) []Event {
	es := make([]Event, n)
	for i := range es {
		es[i] = Event{Authority: "a", ID: EventID(strings.Repeat("e", i+1))}
	}
	return es
}

func TestAQueryIsChecked(t *testing.T) {
	for limit, valid := range map[int]bool{-1: false, 0: false, 1: true, MaxPage: true, MaxPage + 1: false} {
		q, e := Query{Authority: "a", Limit: limit}, EventQuery{Authority: "a", Limit: limit}
		require.Equal(t, valid, q.Check() == nil, "%d records", limit)
		require.Equal(t, valid, e.Check() == nil, "%d events", limit)
	}
	require.ErrorIs(t, Query{Limit: 1}.Check(), ErrInvalid)
	require.ErrorIs(t, EventQuery{Limit: 1}.Check(), ErrInvalid)
}
