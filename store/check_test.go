package store

import (
	"errors"
	"strings"
	"testing"
	"time"

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
		"an empty id is refused":                   {Batch{Authority: "a", Records: []Change[RecordID, Record]{record("", &Record{Authority: "a"})}}, false},
		"the longest id is fine":                   {Batch{Authority: "a", Records: []Change[RecordID, Record]{record(long, &Record{Authority: "a", ID: long})}}, true},
		"a longer id is refused":                   {Batch{Authority: "a", Records: []Change[RecordID, Record]{record(long+"x", &Record{Authority: "a", ID: long + "x"})}}, false},
		"an id with a NUL is refused":              {Batch{Authority: "a", Records: []Change[RecordID, Record]{record("a\x00b", &Record{Authority: "a", ID: "a\x00b"})}}, false},
		"an id that is not UTF-8 is refused":       {Batch{Authority: "a", Records: []Change[RecordID, Record]{record("a\xff", &Record{Authority: "a", ID: "a\xff"})}}, false},
		"a record changed twice is refused":        {Batch{Authority: "a", Records: []Change[RecordID, Record]{record("x", &Record{Authority: "a", ID: "x"}), record("x", &Record{Authority: "a", ID: "x"})}}, false},
		"a row of another authority is refused":    {Batch{Authority: "a", Records: []Change[RecordID, Record]{record("x", &Record{Authority: "b", ID: "x"})}}, false},
		"a row under another's id is refused":      {Batch{Authority: "a", Records: []Change[RecordID, Record]{record("x", &Record{Authority: "a", ID: "y"})}}, false},
		"a client of another authority is refused": {Batch{Authority: "a", Clients: []Change[ClientID, Client]{{ID: "x", Next: &Client{Authority: "b", ID: "x"}}}}, false},
		"a negative version is refused":            {Batch{Authority: "a", Clients: []Change[ClientID, Client]{{ID: "x", Expect: -1, Next: &Client{Authority: "a", ID: "x"}}}}, false},
		"a record without a next row is refused":   {Batch{Authority: "a", Records: []Change[RecordID, Record]{record("x", nil)}}, false},
		"a client without a next row is refused":   {Batch{Authority: "a", Clients: []Change[ClientID, Client]{{ID: "x", Expect: 1}}}, false},
		"the longest reference is fine":            {Batch{Authority: "a", Clients: []Change[ClientID, Client]{{ID: "x", Next: &Client{Authority: "a", ID: "x", Reference: string(long)}}}}, true},
		"a longer reference is refused":            {Batch{Authority: "a", Clients: []Change[ClientID, Client]{{ID: "x", Next: &Client{Authority: "a", ID: "x", Reference: string(long) + "x"}}}}, false},
		"a reference with a NUL is refused":        {Batch{Authority: "a", Clients: []Change[ClientID, Client]{{ID: "x", Next: &Client{Authority: "a", ID: "x", Reference: "a\x00"}}}}, false},
		"an event of another authority is refused": {Batch{Authority: "a", Events: []Event{{Authority: "b", ID: "x"}}}, false},
		"an event appended twice is refused":       {Batch{Authority: "a", Events: []Event{{Authority: "a", ID: "x"}, {Authority: "a", ID: "x"}}}, false},
		"an event without an id is refused":        {Batch{Authority: "a", Events: []Event{{Authority: "a"}}}, false},
		"an event with a NUL in its id is refused": {Batch{Authority: "a", Events: []Event{{Authority: "a", ID: "a\x00b"}}}, false},
		"an ack of no event is refused":            {Batch{Authority: "a", Acks: []Ack{{"c", ""}}}, false},
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
		q, e, c := Query{Authority: "a", Limit: limit}, EventQuery{Authority: "a", Limit: limit}, ClientQuery{Authority: "a", Limit: limit}
		require.Equal(t, valid, q.Check() == nil, "%d records", limit)
		require.Equal(t, valid, e.Check() == nil, "%d events", limit)
		require.Equal(t, valid, c.Check() == nil, "%d clients", limit)
	}
	require.ErrorIs(t, Query{Limit: 1}.Check(), ErrInvalid)
	require.ErrorIs(t, ClientQuery{Limit: 1}.Check(), ErrInvalid)
	require.ErrorIs(t, EventQuery{Limit: 1}.Check(), ErrInvalid)
}

func TestAQueryAsksForTextThatARowMayHold(t *testing.T) {
	for text, valid := range map[string]bool{"": true, "é": true, "a\tb\n": true, "\ufffd": true, strings.Repeat("x", 2*MaxID): true, "\u2028": true, "a\x00": false, "\x00": false, "caf\xe9": false, "\xed\xa0\x80": false} {
		for name, err := range map[string]error{
			"system":         Query{Authority: "a", Limit: 1, System: System(text)}.Check(),
			"state":          Query{Authority: "a", Limit: 1, States: []State{StateWaiting, State(text)}}.Check(),
			"channel":        Query{Authority: "a", Limit: 1, Channels: []Channel{Channel(text)}}.Check(),
			"holder":         Query{Authority: "a", Limit: 1, Holder: ActorID(text)}.Check(),
			"provider":       Query{Authority: "a", Limit: 1, Provider: ProviderID(text)}.Check(),
			"place":          Query{Authority: "a", Limit: 1, After: Cursor{ID: RecordID(text)}}.Check(),
			"place of one":   ClientQuery{Authority: "a", Limit: 1, After: ClientID(text)}.Check(),
			"record":         EventQuery{Authority: "a", Limit: 1, Record: RecordID(text)}.Check(),
			"client":         EventQuery{Authority: "a", Limit: 1, Client: ClientID(text)}.Check(),
			"event's system": EventQuery{Authority: "a", Limit: 1, System: System(text)}.Check(),
			"consumer":       EventQuery{Authority: "a", Limit: 1, Unacked: Consumer(text)}.Check(),
			"event's place":  EventQuery{Authority: "a", Limit: 1, After: EventCursor{ID: EventID(text)}}.Check(),
		} {
			require.Equal(t, valid, err == nil, "%s %q", name, text)
			require.True(t, valid || errors.Is(err, ErrInvalid), "%s %q", name, text)
		}
	}
}

func TestRowsAreAskedForWithinBounds(t *testing.T) {
	for n, valid := range map[int]bool{0: true, 1: true, MaxPage: true, MaxPage + 1: false} {
		require.Equal(t, valid, IDs{Records: make([]RecordID, n)}.Check() == nil, "%d records", n)
		require.Equal(t, valid, IDs{Clients: make([]ClientID, n)}.Check() == nil, "%d clients", n)
		require.Equal(t, valid, IDs{Records: make([]RecordID, n/2), Clients: make([]ClientID, n-n/2)}.Check() == nil, "%d of both", n)
	}
}

func TestTheNextPageBeginsAfterTheLastRowOfEitherKind(t *testing.T) {
	at := func(minute int, id RecordID) Cursor {
		return Cursor{time.Date(2026, 3, 2, 9, minute, 0, 0, time.UTC), id}
	}
	one := func(c Cursor) []Record {
		return []Record{{ID: "a", Received: c.Received.Add(-1)}, {ID: c.ID, Received: c.Received}}
	}
	for name, c := range map[string]struct {
		page Page
		want Cursor
	}{
		"an empty page":                    {Page{}, Cursor{}},
		"one readable":                     {Page{Records: one(at(2, "b"))[1:]}, at(2, "b")},
		"one unreadable":                   {Page{Unreadable: []Cursor{at(2, "b")}}, at(2, "b")},
		"the last readable":                {Page{Records: one(at(2, "b"))}, at(2, "b")},
		"the last unreadable":              {Page{Unreadable: []Cursor{at(1, "a"), at(2, "b")}}, at(2, "b")},
		"an unreadable one comes last":     {Page{Records: one(at(2, "b")), Unreadable: []Cursor{at(3, "a")}}, at(3, "a")},
		"a readable one comes last":        {Page{Records: one(at(2, "b")), Unreadable: []Cursor{at(1, "z")}}, at(2, "b")},
		"of one instant the higher id":     {Page{Records: one(at(2, "b")), Unreadable: []Cursor{at(2, "c")}}, at(2, "c")},
		"of one instant, the readable one": {Page{Records: one(at(2, "b")), Unreadable: []Cursor{at(2, "a")}}, at(2, "b")},
	} {
		require.Equal(t, c.want, c.page.Next(), name)
		require.Equal(t, len(c.page.Records)+len(c.page.Unreadable), c.page.Len(), name)
	}
	require.Equal(t, ClientID(""), ClientPage{}.Next())
	require.Equal(t, ClientID("b"), ClientPage{Clients: []Client{{ID: "a"}, {ID: "b"}}}.Next())
	require.Equal(t, ClientID("c"), ClientPage{Clients: []Client{{ID: "b"}}, Unreadable: []ClientID{"c"}}.Next())
	require.Equal(t, ClientID("b"), ClientPage{Clients: []Client{{ID: "b"}}, Unreadable: []ClientID{"a"}}.Next())
}

func TestARowIsFoundAmongThoseRead(t *testing.T) {
	r := Rows{Records: []Record{{ID: "B"}, {ID: "a"}, {ID: "é"}}, Clients: []Client{{ID: "x"}}}
	for id, there := range map[RecordID]bool{"B": true, "a": true, "é": true, "A": false, "": false, "z": false} {
		found, ok := r.Record(id)
		require.Equal(t, there, ok, "%q", id)
		require.Equal(t, there, found.ID == id && id != "", "%q", id)
	}
	_, ok := r.Client("x")
	require.True(t, ok)
	_, ok = Rows{}.Client("x")
	require.False(t, ok)
}
