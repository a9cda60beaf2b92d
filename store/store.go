package store

import (
	"context"
	"errors"

	"github.com/caselobby/caselobby/matching"
)

// The errors that a store returns, wrapped or not. Any other error of Commit
// means that the outcome is unknown.
var (
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
// empty and nil slices are the same. Whatever a query compares, it compares byte
// for byte. Stores never read a clock.
//
// A row that is there and cannot be read, because a newer version of the library
// wrote it or a disk failed, is named by its id and stops none of the others: see
// [Rows], [Page] and [ClientPage].
type Store interface {
	// Rows returns records and clients by their ids, decided, removed and erased
	// ones included. What is not there, or is another authority's, is simply not
	// among them, and is no error. All of them are of one instant.
	Rows(ctx context.Context, a Authority, ids IDs) (Rows, error)

	// Records returns the records that q asks for, ordered by (Received, ID),
	// from just after q.After. Fewer than q.Limit, those that cannot be read
	// included, means that there are no more. A record that is there during a
	// whole scan appears in it exactly once, whatever else comes and goes.
	Records(ctx context.Context, q Query) (Page, error)

	// Clients returns the clients of an authority ordered by id, from just after
	// q.After, those merged or erased included. Fewer than q.Limit, those that
	// cannot be read included, means that there are no more. A client that is
	// there during a whole scan appears in it exactly once.
	Clients(ctx context.Context, q ClientQuery) (ClientPage, error)

	// Candidates returns everyone in the authority who shares a key with the
	// asker, and how common each key is.
	//
	//  1. Clients and undecided records that carry any asked key which is not
	//     CountOnly and which at most limit of them carry are returned, once
	//     each, ordered by id, with the profile that was written with the keys.
	//     Clients count against limit and records against limit, each on their own.
	//  2. A key that more than limit clients (or records) carry may be left
	//     unfollowed; its KeyCount then says Truncated. No other key says
	//     Truncated, and a CountOnly key never does.
	//  3. Counts come back in the order asked, one for each key asked, and count
	//     clients. Of a key that is followed a count at or under limit is exact, and
	//     one over it may be anything that is over it.
	//  4. Size is the number of clients that carry a key, so that those merged or
	//     erased do not count. Without keys it is all that is asked. Size, and the
	//     count of a CountOnly key whatever the limit, are exact up to 1000 and
	//     beyond it within a tenth: probabilities hang on them.
	//  5. All of it is of one instant: whoever becomes a client while others search
	//     is found as a record or as a client, and never as neither.
	Candidates(ctx context.Context, a Authority, keys []matching.Key, limit int) (matching.Pool, error)

	// Events returns events ordered by (At, ID), from just after q.After. Fewer
	// than q.Limit means that there are no more.
	Events(ctx context.Context, q EventQuery) ([]Event, error)

	// Commit applies every change of the batch, or none.
	//
	//  1. If any row's version differs from what the batch expects, or a
	//     non-empty client Reference is another client's within the authority,
	//     nothing changes and the error Is ErrConflict.
	//  2. Of several commits that expect one version exactly one succeeds.
	//  3. After nil every later read, from any handle, sees all of it.
	//  4. Any error but ErrConflict, ErrInvalid and ErrClosed means unknown: the
	//     caller commits the same batch again and, on conflict, reads whose
	//     decision stands.
	//  5. A row is stored at Expect+1, whatever Version the given row holds, and
	//     replaces the whole of the row before: its keys and its profile too.
	//  6. The batch is not modified, and not kept.
	//  7. An event whose id is there already is left as it is; an
	//     acknowledgement given twice is one, and one of an event that is not
	//     there may be forgotten.
	//
	// Nothing is ever deleted: what is removed or erased is written over.
	Commit(ctx context.Context, b Batch) error
}

// Change writes one row if it is at the expected version.
type Change[ID comparable, Row any] struct {
	ID     ID
	Expect Version // the version read; 0 asserts that there is no such row
	Next   *Row    // written at Expect+1
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
