package store

import (
	"context"
	"errors"
	"time"

	"github.com/caselobby/caselobby/matching"
)

// The errors that a store returns, wrapped or not. Any other error of Commit
// means that the outcome is unknown.
var (
	// ErrNotFound: there is no such row in that authority. A row of another
	// authority is indistinguishable from one that never was.
	ErrNotFound = errors.New("store: not found")
	// ErrConflict: a row is not at the version the batch expects, or a client
	// reference is taken. Nothing was written.
	ErrConflict = errors.New("store: conflict")
	// ErrClosed: the store was closed.
	ErrClosed = errors.New("store: closed")
	// ErrInvalid: a batch or a query has a shape that no store accepts. Nothing
	// was read or written, and trying again will not help.
	ErrInvalid = errors.New("store: invalid")
)

// Store keeps records, clients and events. It is safe for concurrent use.
//
// Every method obeys its context: it returns promptly once the context is
// done, and Commit then has either applied the whole batch or nothing. What a
// method returns and what it is given share no memory with what is stored.
// Text, times (UTC, to the microsecond) and bytes come back exactly as given;
// empty and nil slices are the same. Stores never read a clock.
type Store interface {
	// Record returns one lobby record, decided and removed ones included.
	Record(ctx context.Context, a Authority, id RecordID) (Record, error)

	// Client returns one client with its cases, which are one row.
	Client(ctx context.Context, a Authority, id ClientID) (Client, error)

	// Records returns the records that q asks for, ordered by (Received, ID),
	// from just after q.After. Fewer than q.Limit means that there are no more.
	// A record that is there during a whole scan appears in it exactly once,
	// whatever else comes and goes.
	Records(ctx context.Context, q Query) ([]Record, error)

	// Candidates returns everyone in the authority who shares a key with the
	// asker, and how common each key is.
	//
	//  1. Clients and undecided records that carry any asked key which is not
	//     CountOnly and which at most limit of them carry are returned, once
	//     each, ordered by id.
	//  2. A key that more than limit clients (or records) carry may be left
	//     unfollowed; its Carrier then says Cut. No other key says Cut, and a
	//     CountOnly key never does.
	//  3. Carriers come back in the order asked, and count clients. A count
	//     over limit may be an estimate; one at or under it is exact.
	Candidates(ctx context.Context, a Authority, keys []matching.Key, limit int) (matching.Pool, error)

	// Events returns events ordered by (At, ID), from just after q.After.
	Events(ctx context.Context, q EventQuery) ([]Event, error)

	// Size returns the number of clients, as does Pool.Size. A number over 1000
	// may be an estimate; one at or under it is exact.
	Size(ctx context.Context, a Authority) (int, error)

	// Commit applies every change of the batch, or none.
	//
	//  1. If any row's version differs from what the batch expects, or a
	//     non-empty client Reference is another client's within the authority,
	//     nothing changes and the error Is ErrConflict. Deleting a row that is
	//     not there is a conflict.
	//  2. Of several commits that expect one version exactly one succeeds.
	//  3. After nil every later read, from any handle, sees all of it.
	//  4. Any error but ErrConflict, ErrInvalid and ErrClosed means unknown: the
	//     caller commits the same batch again and, on conflict, reads whose
	//     decision stands.
	//  5. A row is stored at Expect+1, whatever Version the given row holds.
	//  6. The batch is not modified, and not kept.
	//  7. An event whose id is there already is left as it is; an
	//     acknowledgement given twice is one, and one of an event that is not
	//     there may be forgotten.
	Commit(ctx context.Context, b Batch) error
}

// Change writes or deletes one row if it is at the expected version.
type Change[ID comparable, Row any] struct {
	ID     ID
	Expect Version // the version read; 0 asserts that there is no such row
	Next   *Row    // written at Expect+1; nil deletes
}

// Batch is one atomic write within one authority.
type Batch struct {
	Authority Authority
	Records   []Change[RecordID, Record]
	Clients   []Change[ClientID, Client]
	Events    []Event // appended
	Acks      []Ack   // recorded
}

// Ack says that a consumer has handled an event.
type Ack struct {
	Consumer Consumer
	Event    EventID
}

// Query selects records. Empty fields do not restrict.
type Query struct {
	Authority      Authority
	System         System
	States         []State
	Channels       []Channel
	Holder         ActorID
	Provider       ProviderID
	ReceivedFrom   time.Time // inclusive
	ReceivedBefore time.Time // exclusive
	After          Cursor
	Descending     bool // newest first: ordered by (Received, ID) downwards, After likewise
	Limit          int  // 1 to MaxPage
}

// Cursor is the place of a record in the order of arrival. The zero Cursor is
// before the first (or, descending, after the last).
type Cursor struct {
	Received time.Time
	ID       RecordID
}

// EventQuery selects events. Empty fields do not restrict.
type EventQuery struct {
	Authority Authority
	Record    RecordID
	Client    ClientID
	Unacked   Consumer // only those that this consumer has not acknowledged
	After     EventCursor
	Limit     int // 1 to MaxPage
}

// EventCursor is the place of an event in time.
type EventCursor struct {
	At time.Time
	ID EventID
}
