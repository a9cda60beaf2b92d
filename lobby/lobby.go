package lobby

import (
	"context"
	"iter"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Lobby is everything that a service can do. [Service] implements it; accept
// the role that you need instead.
type Lobby interface {
	Intake
	Desk
	Progress
	Registry
	Oversight
}

// Intake is how cases arrive: from intake machines, partners, provider users and, where
// the policy lets them type cases in, officers.
type Intake interface {
	// Receive puts a case into the lobby. The same key of the same sender in the
	// same channel is the same record, and the receipt says if its content differs;
	// a key whose record was removed is refused with ErrRemoved.
	Receive(context.Context, Actor, Arrival) (Receipt, error)
	// Amend corrects what an undecided record says, field by field: what is empty stays.
	Amend(context.Context, Actor, store.RecordID, Amendment) error
	// Withdraw marks a record that its sender takes back. An officer still closes it.
	Withdraw(ctx context.Context, a Actor, id store.RecordID, reason string) error
	// Outcome tells a sender what became of its own record, and nothing else; the
	// host, what became of any.
	Outcome(ctx context.Context, a Actor, id store.RecordID) (Outcome, error)
}

// Desk is the officer's work.
type Desk interface {
	// Waiting returns one page of undecided records, oldest first.
	Waiting(context.Context, Actor, Filter) (Page, error)
	// All yields the same, page after page.
	All(context.Context, Actor, Filter) iter.Seq2[store.Record, error]
	// Badge counts what waits: the number beside a menu's entry.
	Badge(context.Context, Actor) (Badge, error)
	// Decided returns one page of the records that became cases.
	Decided(context.Context, Actor, DecidedFilter) (Page, error)
	// ClientRecords lists what the lobby holds of a client.
	ClientRecords(context.Context, Actor, store.ClientID) (ClientRecords, error)
	// Record returns one record. To a provider user it shows only the tasks
	// that provider users may see.
	Record(context.Context, Actor, store.RecordID) (store.Record, error)
	// Claim is "Assign lobby case": the officer becomes the one who holds the
	// record. Claiming what one holds is a success that changes nothing.
	Claim(context.Context, Actor, store.RecordID) (store.Record, error)
	// Release puts a held record back; what nobody holds is back already.
	Release(context.Context, Actor, store.RecordID) error
	// ReleaseAll puts back everything that an officer holds, and says how many.
	ReleaseAll(ctx context.Context, a Actor, officer store.ActorID) (int, error)
	// Reassign gives the record to another officer: a lead's right.
	// Reassigned to oneself it is a takeover.
	Reassign(ctx context.Context, a Actor, id store.RecordID, to store.ActorID) error
	// Review compares the record with the register as it is now and says what
	// each decision would do. Its Token is what the decisions take. Clients in
	// also, whom the officer found by other means, are compared as well.
	Review(ctx context.Context, a Actor, id store.RecordID, also ...store.ClientID) (Review, error)
	// Client returns a client, unless it is restricted from the actor.
	Client(context.Context, Actor, store.ClientID) (store.Client, error)
	// LinkMember says which client a member of the household is.
	LinkMember(ctx context.Context, a Actor, id store.RecordID, m MemberID, c store.ClientID) error
	// Assign is "Assign to this client".
	Assign(ctx context.Context, a Actor, id store.RecordID, c store.ClientID, t Token) (Decided, error)
	// Create is "Create new client from lobby case".
	Create(ctx context.Context, a Actor, id store.RecordID, t Token) (Decided, error)
	// Remove is "Remove lobby case": for good. Nothing of the person is left.
	Remove(ctx context.Context, a Actor, id store.RecordID, r Removal) (Decided, error)
}

// Progress is the work that goes on before anybody has decided: that of a provider,
// and that of the officer who holds the record.
type Progress interface {
	// Tasks returns the tasks of a record: to a provider user, those whose type
	// provider users may see.
	Tasks(context.Context, Actor, store.RecordID) ([]Task, error)
	// AddTask puts a task on an undecided record.
	AddTask(context.Context, Actor, store.RecordID, store.Task) (store.TaskID, error)
	// UpdateTask changes a task's note or ticks it.
	UpdateTask(context.Context, Actor, store.RecordID, TaskUpdate) error
	// JoinWaitingList puts the person on the waiting list of a service.
	JoinWaitingList(ctx context.Context, a Actor, id store.RecordID, service string) error
	// LeaveWaitingList gives up the place.
	LeaveWaitingList(ctx context.Context, a Actor, id store.RecordID) error
	// StartSupport records that support by a service has started.
	StartSupport(ctx context.Context, a Actor, id store.RecordID, service string) error
	// UndoSupport takes back a start that was a mistake.
	UndoSupport(ctx context.Context, a Actor, id store.RecordID) error
}

// Registry is how the host keeps the client index current.
type Registry interface {
	// PutClient inserts or changes one client. What an update leaves out stays.
	PutClient(ctx context.Context, a Actor, u ClientUpdate) error
	// PutClients puts several clients, each on its own: what is refused stops none of
	// the others, and the error is nil only if every client was taken.
	PutClients(ctx context.Context, a Actor, cs []ClientUpdate) (PutResult, error)
	// ImportClients puts any number of clients, and tells how far it is.
	ImportClients(ctx context.Context, a Actor, cs iter.Seq[ClientUpdate], progress func(PutResult)) (PutResult, error)
	// PutCase inserts or changes a case and nothing else of the client.
	PutCase(ctx context.Context, a Actor, client store.ClientID, c store.Case, clear ...string) error
	// CloseCase closes a case.
	CloseCase(ctx context.Context, a Actor, client store.ClientID, id store.CaseID, because string) error
	// MergeClients merges a client into another, cases and all, and says what it did.
	MergeClients(ctx context.Context, a Actor, from, into store.ClientID) (Merged, error)
	// UnmergeClient undoes a merge.
	UnmergeClient(ctx context.Context, a Actor, id store.ClientID) (Merged, error)
	// Reindex prepares again every client and undecided record that was prepared by
	// another version of the matcher. It goes on where one before has stopped.
	Reindex(context.Context, Actor, ReindexOptions) (ReindexResult, error)
	// EraseClient leaves a tombstone of a client.
	EraseClient(ctx context.Context, a Actor, id store.ClientID) error
}

// Oversight is what goes on beside the work on cases: searching, reporting, auditing,
// handing events on, and dropping what is old.
type Oversight interface {
	// Search ranks clients and undecided records against what is known of a person.
	Search(context.Context, Actor, matching.Person) (Found, error)
	// Find looks up exactly: a record by its id, its short form or its sender's
	// key, a client by its id or reference.
	Find(ctx context.Context, a Actor, text string) (Found, error)
	// Report counts what the lobby did in a period.
	Report(context.Context, Actor, Period) (Report, error)
	// SubjectAccess returns, as JSON, all that is held on a person: give the
	// record or the client.
	SubjectAccess(context.Context, Actor, Subject) ([]byte, error)
	// Events returns one page of the audit trail.
	Events(context.Context, Actor, store.EventQuery) ([]store.Event, error)
	// Readings yields who opened what.
	Readings(context.Context, Actor, ReadingQuery) iter.Seq2[Reading, error]
	// Acknowledge says that a consumer has handled events.
	Acknowledge(ctx context.Context, a Actor, c store.Consumer, ids ...store.EventID) error
	// Relay hands events to a handler, and acknowledges what it has handled.
	Relay(ctx context.Context, a Actor, c store.Consumer, h Handler, o *RelayOptions) error
	// Retire drops what is older than it is to be kept: the content of decided
	// records, events that everybody has heard of, readings.
	Retire(context.Context, Actor, Retention) (Retired, error)
	// Audit verifies the chain of a record's events, removed ones included.
	Audit(context.Context, Actor, store.RecordID) error
	// Head sums up the events of a period, to be kept elsewhere.
	Head(context.Context, Actor, Period) (Head, error)
	// AuditHead verifies that the events of a head are there as they were.
	AuditHead(context.Context, Actor, Head) error
	// Labels yields officers' decisions as labelled comparisons, to train with.
	Labels(context.Context, Actor, Period) iter.Seq2[store.Verdict, error]
}
