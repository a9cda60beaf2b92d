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
	// ErrBusy: a lock, a connection or the like was not got in time. Nothing was
	// written, and the same batch may be committed a moment later.
	ErrBusy = errors.New("store: busy")
	// ErrRestart: the transaction that the store is within was given up for the sake
	// of others. Nothing of it is written: whoever has begun it runs it all again.
	ErrRestart = errors.New("store: transaction given up")
	// ErrClosed: the store was closed, by a Close method of its own. To close it again
	// is no error.
	ErrClosed = errors.New("store: closed")
	// ErrInvalid: a batch or a query is one that no store accepts: see
	// [Batch.Check] and its like, and [ErrFormat]; or a text is no code: see
	// [ParseAccess]. Nothing was read or written, and trying again will not help.
	ErrInvalid = errors.New("store: invalid")
)

// Store keeps records, clients and events. Each promise has a number, and
// ADAPTERS.md names the checks of storetest that hold a store to it.
//
//	G1. It is safe for concurrent use.
//	G2. Every method returns promptly once its context is done. A commit that is
//	    then under way may be applied or not, or land after Commit has returned.
//	G3. What a method returns and what it is given share no memory with what is
//	    stored, nor results with one another, and what is given is left as it is.
//	G4. Text (UTF-8 without NUL), times (UTC, to the microsecond, years 1 to 9999) and
//	    bytes come back exactly as given, and lists in the order given, repeated
//	    elements included: cases, tasks, phones and every other. Empty and nil slices
//	    are the same. Keys alone are a set: given in whatever order, one
//	    given twice is one, and those given sorted and once come back so.
//	G5. Whatever a query compares or orders, it compares byte for byte. Names that
//	    make up one key together never meet others that join alike.
//	G6. No authority sees or refuses anything of another's, nor delays what another
//	    reads. A commit waits for another's where an engine has one writer, and nowhere else.
//	G7. Stores never read a clock.
//	G8. Errors hold ids and codes, and nothing of a person.
//	G9. A row that is there and cannot be read, because a newer version of the
//	    library wrote it or a disk failed, is named by its id and stops none of the
//	    others: see [Rows], [Page] and [ClientPage]. A list by a filter names it too,
//	    unless the store knows without reading it that it is not selected.
//
// What no store accepts is [ErrInvalid] from every store alike: adapters call the
// Check of what they are given, first of all. A batch holds at most [MaxChanges]
// items, or fewer where the store is [Limited], and rows of [MaxRow] bytes. Every
// read returns all that its limit allows, up to [MaxPage] rows of MaxRow bytes: a
// store whose engine answers less at once goes on until it has it.
type Store interface {
	// Rows returns records and clients by their ids.
	//
	//	R1. They are ordered by id and there once each, decided, removed and erased
	//	    ones included, however often and in whatever order an id is asked for.
	//	R2. What is not there, or is another authority's, is not among them, and is
	//	    no error. Nor is an id, or an authority, that no row can have: see [IDs.Possible].
	//	R3. All of them are of one instant.
	Rows(ctx context.Context, a Authority, ids IDs) (Rows, error)

	// Records returns the records that q asks for.
	//
	//	L1. They are ordered by (Received, ID), from just after q.After: a place, at
	//	    which nothing need be.
	//	L2. Fewer than q.Limit, those that cannot be read included, means that there
	//	    were no more, at some instant of the call.
	//	L3. A record that q selects, at one place, during a whole scan appears in it
	//	    exactly once, whatever else comes, goes and changes.
	//	L4. Every field of q that is not empty restricts.
	Records(ctx context.Context, q Query) (Page, error)

	// Clients returns the clients of an authority, those merged or erased included.
	//
	//	L5. They are ordered by id, from just after q.After, which need not be there.
	//	L6. Fewer than q.Limit, those that cannot be read included, means that there
	//	    are no more.
	//	L7. A client that is there during a whole scan appears in it exactly once.
	Clients(ctx context.Context, q ClientQuery) (ClientPage, error)

	// Candidates returns everyone in the authority who shares a key with the
	// asker, and how common each key is. See [CheckCandidates].
	//
	//	K1. Everyone who carries an asked key is returned, once each, ordered by id, with
	//	    the profile that was written with the keys: clients, and records that are not
	//	    [State.Decided]. That holds of keys that are not CountOnly and that at most
	//	    limit of them carry. Clients and records count against limit each on their
	//	    own, and a key that somebody carries twice is carried once.
	//	K2. A key that more than limit clients carry need not be followed to clients,
	//	    and one that more than limit records carry not to records: its KeyCount
	//	    then says Truncated. No other key says Truncated, and a CountOnly key
	//	    never does.
	//	K3. Counts come back in the order asked, one for each key asked, also for one
	//	    asked twice, and count clients. Of a key that is followed a count at or
	//	    under limit is exact, and one over it may be anything that is over it.
	//	    With a limit of 0 nobody is returned.
	//	K4. Size is the number of clients that carry any key, CountOnly or not, so that
	//	    those merged or erased do not count. Without keys it is all that is asked.
	//	    Size, and the count of a CountOnly key whatever the limit, are exact up to
	//	    1000 and beyond it within a tenth, and never negative: probabilities hang on
	//	    them.
	//	K5. All of it is of one instant: whoever becomes a client while others search
	//	    is found as a record or as a client, and never as neither.
	Candidates(ctx context.Context, a Authority, keys []matching.Key, limit int) (matching.Pool, error)

	// Events returns the events that q asks for.
	//
	//	E1. They are ordered by (At, ID), from just after q.After: a place, at which
	//	    nothing need be.
	//	E2. Fewer than q.Limit means that there were no more, at some instant of the
	//	    call.
	//	E3. Record, Client and System, as far as they are not empty, restrict.
	//	E4. Unacked restricts to what that consumer has not acknowledged, event by
	//	    event, whatever times they bear and in whatever order they came: whoever
	//	    asks without After misses none.
	//
	// What a consumer has yet to acknowledge is kept in an index of its own, so that
	// a poll costs what it returns and not what was ever told or acknowledged.
	Events(ctx context.Context, q EventQuery) ([]Event, error)

	// Commit applies every change of the batch, or none.
	//
	//	C1. If any row's version differs from what the batch expects, or a
	//	    non-empty client Reference is another client's within the authority once
	//	    the batch is applied, nothing changes and the error Is ErrConflict. Only
	//	    then: a deadlock, a lock that was not got and the like are tried again, or
	//	    are ErrBusy.
	//	C2. Of several commits that expect one version exactly one succeeds.
	//	C3. After nil every later read, from any handle and after a restart, sees all
	//	    of it.
	//	C4. After ErrConflict, ErrBusy, ErrRestart, ErrInvalid and ErrClosed nothing was
	//	    written. Any other error means unknown, also that of the context: the batch
	//	    was applied, or was not, or will be. The caller commits the same batch again
	//	    and, on conflict, reads whose decision stands.
	//	C5. A row is stored at Expect+1, whatever Version the given row holds, and
	//	    replaces the whole of the row before: its keys and its profile too.
	//	C6. The batch is not modified, and not kept.
	//	C7. An event whose id is there already is left as it is, and so is what was
	//	    acknowledged of it.
	//	C8. An acknowledgement given twice, also by two at once, is one and no error.
	//	    One of an event that is not there, nor in the batch, is no error and is
	//	    forgotten.
	//	C9. An event that is retired is gone, and so is what was acknowledged of it, be
	//	    it in the same batch: under its id a new event may come. One that is not
	//	    there is passed over.
	//
	// Rows are never deleted: what is removed or erased is written over.
	Commit(ctx context.Context, b Batch) error
}

// Limited is a [Store] that takes smaller batches than [MaxChanges].
type Limited interface {
	// MaxChanges is how many changes, events, acknowledgements and retirements a
	// batch may hold, in all: at least [MinChanges]. It never changes.
	MaxChanges() int
}

// BatchLimit returns how large a batch a store takes.
func BatchLimit(s Store) int {
	if l, ok := s.(Limited); ok {
		return min(l.MaxChanges(), MaxChanges)
	}
	return MaxChanges
}

// Gatherer is a [Store] whose search brings rows along, so that whoever has found
// people need not go back for their rows. No store has to.
type Gatherer interface {
	// Gather returns what Candidates does, and rows of whom it found.
	//
	//	J1. The pool is that of Candidates, and what it refuses is refused.
	//	J2. The rows are those of records and clients of the pool, as Rows returns them
	//	    where the keys of clients are not looked at, as far as they came along: a
	//	    store may leave out any, such as one that is large.
	//	J3. Rows and pool are of one instant, whatever is written later.
	//	J4. The events told, which say who looks, are appended before it returns, as
	//	    Commit appends them and under whatever authority they all name: as many as a
	//	    batch holds. After an error they were appended or were not; a malformed list
	//	    is ErrInvalid, and none of it is appended. A store may say that a crash of its server
	//	    loses some of the last second: but for that, C3 holds of them.
	Gather(ctx context.Context, a Authority, keys []matching.Key, limit int, told ...Event) (matching.Pool, Gathered, error)
}

// Gathered returns the rows of ids, as far as they came along. It may be called by
// several at once, and again and again; G3 and G9 hold of what it returns.
type Gathered func(IDs) Rows

// Parallel is a [Store] that a single operation may call twice at once, to wait once
// and not twice: a network or a disk away. Elsewhere an operation calls one after the
// other, which costs less. No store has to be one.
type Parallel interface {
	// Parallel reports whether two calls at once take less time than one after the
	// other. A store within a host's transaction says no. It never changes.
	Parallel() bool
}

// Change writes one row if it is at the expected version.
type Change[ID comparable, Row any] struct {
	ID     ID
	Expect Version // the version read; 0 asserts that there is no such row
	Was    *Row    // the row as it was read, at Expect; nil where Expect is 0
	Next   *Row    // written at Expect+1
}

// Batch is one atomic write within one authority, which it names. One that holds nothing
// else succeeds.
//
// Was of a change is what the store itself has handed out of that version, keys and
// all: a client that was read Unkeyed, or came along with a search, is never written
// over. By it a store takes out what leads to the old row (its keys, its reference, its
// place in the lists), and need read nothing before it writes.
type Batch struct {
	Authority Authority
	Records   []Change[RecordID, Record]
	Clients   []Change[ClientID, Client]
	Events    []Event   // appended
	Acks      []Ack     // recorded
	Retired   []EventID // dropped
}

// Len returns how many items the batch holds, as they are counted against
// [MaxChanges].
func (b Batch) Len() int {
	return len(b.Records) + len(b.Clients) + len(b.Events) + len(b.Acks) + len(b.Retired)
}

// Ack says that a consumer has handled an event.
type Ack struct {
	Consumer Consumer
	Event    EventID
}
