package store_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

var nine = time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)

// A row is written at the version that was read, or not at all: of two who have read
// the same one, one is told that somebody else was faster.
func Example() {
	ctx, s := context.Background(), new(memory.Store)
	write := func(expect store.Version, was *store.Client, next store.Client) error {
		return s.Commit(ctx, store.Batch{Authority: "leeds", Clients: []store.Change[store.ClientID, store.Client]{
			{ID: "C-1", Expect: expect, Was: was, Next: &next},
		}})
	}
	first := store.Client{Authority: "leeds", ID: "C-1", Version: 1, Person: matching.Person{Given: "Kate"}}
	fmt.Println(write(0, nil, first))

	second := first.Clone()
	second.Version, second.Restricted = 2, true
	fmt.Println(write(1, &first, second))
	fmt.Println(errors.Is(write(1, &first, second), store.ErrConflict))

	rows, _ := s.Rows(ctx, "leeds", store.IDs{Clients: []store.ClientID{"C-1"}})
	c, found := rows.Client("C-1")
	fmt.Println(found, c.Version, c.Restricted)
	// Output:
	// <nil>
	// <nil>
	// true
	// true 2 true
}

func ExampleRows_Client() {
	rows := store.Rows{Clients: []store.Client{{ID: "C-1"}, {ID: "C-2"}}} // ordered by id, as a store returns them
	_, found := rows.Client("C-2")
	_, missing := rows.Client("C-3")
	fmt.Println(found, missing)
	// Output: true false
}

func ExampleRows_Record() {
	rows := store.Rows{Records: []store.Record{{ID: "R-1", State: store.StateWaiting}}}
	r, found := rows.Record("R-1")
	fmt.Println(r.State, found)
	// Output: waiting true
}

func ExampleClient_OpenCase() {
	c := store.Client{Cases: []store.Case{{ID: "H-1", System: store.HPA2, Closed: nine}, {ID: "H-2", System: store.HPA2}}}
	open, found := c.OpenCase(store.HPA2)
	fmt.Println(open.ID, found)
	// Output: H-2 true
}

func ExampleCase_Open() {
	fmt.Println(store.Case{Opened: nine}.Open(), store.Case{Opened: nine, Closed: nine.Add(time.Hour)}.Open())
	// Output: true false
}

func ExampleUndecided() {
	fmt.Println(store.Undecided())
	// Output: [waiting claimed]
}

func ExampleDecided() {
	fmt.Println(store.Decided())
	// Output: [assigned created removed]
}

func ExampleState_Decided() {
	fmt.Println(store.StateClaimed.Decided(), store.StateRemoved.Decided())
	// Output: false true
}

// A screen offers the channels that the library knows.
func ExampleChannels() {
	fmt.Println(store.Channels())
	// Output: [self-referral duty-to-refer third-party partner provider officer]
}

// Access is read as an administrator's screen writes it.
func ExampleParseAccess() {
	a, err := store.ParseAccess("Read Only")
	fmt.Println(a, err)
	_, err = store.ParseAccess("most of it")
	fmt.Println(errors.Is(err, store.ErrInvalid))
	// Output:
	// read-only <nil>
	// true
}

func ExampleAccesses() {
	fmt.Println(store.Accesses())
	// Output: [none read-only full]
}

// Clones share no memory, so that an adapter may keep what it is given.
func ExampleClient_Clone() {
	c := store.Client{Cases: []store.Case{{ID: "H-1"}}}
	d := c.Clone()
	d.Cases[0].ID = "H-2"
	fmt.Println(c.Cases[0].ID)
	// Output: H-1
}

func ExampleRecord_Clone() {
	r := store.Record{Tasks: []store.Task{{ID: "risk"}}}
	s := r.Clone()
	s.Tasks[0].Done = true
	fmt.Println(r.Tasks[0].Done)
	// Output: false
}

func ExampleCase_Clone() {
	k := store.Case{Details: []byte("a letter")}
	l := k.Clone()
	l.Details[0] = 'A'
	fmt.Println(string(k.Details))
	// Output: a letter
}

// The bytes that an adapter keeps of a row are the library's, and any version reads
// those of the ones before.
func ExampleEncodeRecord() {
	b, err := store.EncodeRecord(store.Record{Authority: "leeds", ID: "R-1", State: store.StateWaiting, Received: nine})
	fmt.Println(len(b) > 0, err)
	// Output: true <nil>
}

func ExampleDecodeRecord() {
	b, _ := store.EncodeRecord(store.Record{Authority: "leeds", ID: "R-1", State: store.StateWaiting, Received: nine})
	r, err := store.DecodeRecord(b)
	fmt.Println(r.ID, r.Received.Equal(nine), err)
	_, err = store.DecodeRecord([]byte("not a row"))
	fmt.Println(errors.Is(err, store.ErrFormat))
	// Output:
	// R-1 true <nil>
	// true
}

func ExampleEncodeClient() {
	b, err := store.EncodeClient(store.Client{Authority: "leeds", ID: "C-1"})
	fmt.Println(len(b) > 0, err)
	// Output: true <nil>
}

func ExampleDecodeClient() {
	b, _ := store.EncodeClient(store.Client{Authority: "leeds", ID: "C-1", Reference: "HRS-000001"})
	c, err := store.DecodeClient(b)
	fmt.Println(c.ID, c.Reference, err)
	// Output: C-1 HRS-000001 <nil>
}

func ExampleEncodeEvent() {
	b, err := store.EncodeEvent(store.Event{Authority: "leeds", ID: "E-1", At: nine, Kind: "received"})
	fmt.Println(len(b) > 0, err)
	// Output: true <nil>
}

func ExampleDecodeEvent() {
	b, _ := store.EncodeEvent(store.Event{Authority: "leeds", ID: "E-1", At: nine, Kind: "received"})
	e, err := store.DecodeEvent(b)
	fmt.Println(e.ID, e.Kind, err)
	// Output: E-1 received <nil>
}

// Every adapter begins with the check of what it is given.
func ExampleBatch_Check() {
	fmt.Println(errors.Is(store.Batch{}.Check(), store.ErrInvalid))
	fmt.Println(store.Batch{Authority: "leeds", Events: []store.Event{{Authority: "leeds", ID: "E-1", At: nine, Kind: "received"}}}.Check())
	// Output:
	// true
	// <nil>
}

func ExampleBatch_Len() {
	b := store.Batch{Authority: "leeds", Events: make([]store.Event, 2), Acks: make([]store.Ack, 1)}
	fmt.Println(b.Len(), b.Len() <= store.MaxChanges)
	// Output: 3 true
}

func ExampleBatchLimit() {
	fmt.Println(store.BatchLimit(new(memory.Store)) == store.MaxChanges)
	fmt.Println(store.BatchLimit(small{new(memory.Store)}))
	// Output:
	// true
	// 25
}

// small is a store whose engine takes 25 items in one transaction.
type small struct{ store.Store }

var _ store.Limited = small{}

func (small) MaxChanges() int { return 25 }

func ExampleQuery_Check() {
	fmt.Println(store.Query{Authority: "leeds", Limit: 50}.Check())
	fmt.Println(errors.Is(store.Query{Authority: "leeds"}.Check(), store.ErrInvalid)) // no limit
	// Output:
	// <nil>
	// true
}

func ExampleClientQuery_Check() {
	fmt.Println(store.ClientQuery{Authority: "leeds", Limit: store.MaxPage}.Check())
	// Output: <nil>
}

func ExampleEventQuery_Check() {
	fmt.Println(store.EventQuery{Authority: "leeds", Unacked: "letters", Limit: store.MaxPage}.Check())
	// Output: <nil>
}

func ExampleIDs_Check() {
	fmt.Println(store.IDs{Clients: []store.ClientID{"C-1"}}.Check())
	fmt.Println(errors.Is(store.IDs{Clients: make([]store.ClientID, store.MaxPage+1)}.Check(), store.ErrInvalid))
	// Output:
	// <nil>
	// true
}

func ExampleIDs_Possible() {
	asked := store.IDs{Records: []store.RecordID{"r", "", "a\nb"}, Clients: []store.ClientID{"\xff"}}
	fmt.Println(asked.Possible("leeds").Records, asked.Possible("leeds").Clients)
	fmt.Println(asked.Possible("\x00").Records)
	// Output:
	// [r] []
	// []
}

func ExampleCheckCandidates() {
	fmt.Println(store.CheckCandidates("leeds", 100), errors.Is(store.CheckCandidates("", 100), store.ErrInvalid))
	// Output: <nil> true
}

// Whoever reads on goes on after the last row of a page, readable or not.
func ExamplePage_Next() {
	p := store.Page{
		Records:    []store.Record{{ID: "R-1", Received: nine}},
		Unreadable: []store.Cursor{{Received: nine.Add(time.Minute), ID: "R-2"}},
	}
	fmt.Println(p.Next().ID, p.Len())
	// Output: R-2 2
}

func ExamplePage_Len() {
	p := store.Page{Records: make([]store.Record, 3), Unreadable: make([]store.Cursor, 1)}
	fmt.Println(p.Len()) // fewer than the query's limit: there are no more
	// Output: 4
}

func ExampleClientPage_Next() {
	p := store.ClientPage{Clients: []store.Client{{ID: "C-1"}, {ID: "C-2"}}}
	fmt.Println(p.Next(), p.Len())
	// Output: C-2 2
}

func ExampleClientPage_Len() {
	p := store.ClientPage{Clients: make([]store.Client, 2), Unreadable: []store.ClientID{"C-9"}}
	fmt.Println(p.Len())
	// Output: 3
}

func ExampleCursor_Compare() {
	a, b := store.Cursor{Received: nine, ID: "R-1"}, store.Cursor{Received: nine, ID: "R-2"}
	fmt.Println(a.Compare(b), b.Compare(a), a.Compare(a))
	// Output: -1 1 0
}

// A store keeps times to the microsecond; what is compared with them is cut likewise.
func ExampleInstant() {
	fmt.Println(store.Instant(time.Date(2026, 7, 1, 9, 30, 0, 123456789, time.UTC)))
	// Output: 2026-07-01 09:30:00.123456 +0000 UTC
}

// What a search is told of is one batch of the authority that its events name.
func ExampleTelling() {
	b := store.Telling([]store.Event{{Authority: "E09000012/read", ID: "e", Kind: "review-opened"}})
	fmt.Println(b.Authority, b.Len(), store.Telling(nil).Len())
	// Output: E09000012/read 1 0
}
