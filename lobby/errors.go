package lobby

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/caselobby/caselobby/store"
)

// The kinds of refusal. Whatever is refused has changed nothing, except for
// [ErrUnknown]. Every error of the package Is one of these, or the context's
// own, and As an [*Error].
var (
	// ErrNotFound: there is nothing of that id that the actor may know of.
	// What belongs to another authority, another system, another provider or
	// another sender is indistinguishable from what never was.
	ErrNotFound = errors.New("not found")
	// ErrDenied: the policy does not permit this to the actor. Code says why not, and
	// Text, if there is one, tells an officer.
	ErrDenied = errors.New("not permitted")
	// ErrInvalid: an argument is malformed. Field and Code say which and how.
	ErrInvalid = errors.New("invalid")
	// ErrTooLarge: an argument, or the row it would make, is over the limit.
	ErrTooLarge = errors.New("too large")
	// ErrChannel: cases of this channel do not wait in the lobby.
	ErrChannel = errors.New("this channel does not wait in the lobby")
	// ErrDraft: the sender has not completed the case.
	ErrDraft = errors.New("not completed by its sender")
	// ErrClaimed: another officer holds the record. Holder and Since say who.
	ErrClaimed = errors.New("held by another officer")
	// ErrNotHeld: the actor does not hold the record, so cannot decide it or
	// release it. With the Code "unclaimed" nobody does: claim it first.
	ErrNotHeld = errors.New("not held by this officer")
	// ErrDecided: the record was decided before. Decision points to the outcome.
	ErrDecided = errors.New("already decided")
	// ErrRemoved: the record was removed. Nothing says any more whose it was, so
	// everybody who may ask about records at all is told this. A sender who sends
	// it again is told the same of a record whose client was erased, or whose
	// content was retired.
	ErrRemoved = errors.New("removed")
	// ErrStale: what the review showed, or what was read before, has changed. Changed
	// lists what; look again. Code is set where the token of a decision is not one that
	// this officer was given for this record: there was none ("token-missing"), no review
	// gave it out ("token-unknown"), or a review of another record or by another officer
	// did ("token-foreign").
	ErrStale = errors.New("changed since the review")
	// ErrNotConfirmed: a removal's confirmation does not name the record.
	ErrNotConfirmed = errors.New("not confirmed")
	// ErrSupportStarted: support has started, so the record is not removed
	// unless a lead overrides.
	ErrSupportStarted = errors.New("support has started")
	// ErrGone: the client was erased, and does not come back.
	ErrGone = errors.New("client is gone")
	// ErrReference: a client gets no reference. Code says why: Options.Mint failed, and
	// the error wraps what it returned ("mint-failed"); it made something that no
	// reference can be ("mint-unfit"); or the reference is another client's ("taken").
	ErrReference = errors.New("no reference")
	// ErrBusy: others kept changing the same rows, or the store could not write in time,
	// as with no connection free or its server away. Nothing was written. Try again.
	ErrBusy = errors.New("too busy")
	// ErrRestart: the host's transaction was given up for the sake of others. Nothing of
	// it is written: run all of it again, as postgres.Store.InTx does.
	ErrRestart = errors.New("transaction given up")
	// ErrUnknown: the store could not say whether it wrote. Make the same call
	// again: if it was written, the call finds so and reports it.
	ErrUnknown = errors.New("outcome unknown")
	// ErrUnreadable: a row is stored in a form that this version cannot read: a
	// newer version wrote it, or it is damaged. The log names it.
	ErrUnreadable = errors.New("stored row cannot be read")
	// ErrStore: the store failed to read or refused to keep something, or a function of
	// the host's in Options failed, which Field names: "officer", "task-access",
	// "reading", "new-client-id" or "new-case-id". Code is "closed"; "refused" for what no
	// store keeps, such as a malformed id of Options.NewID; or the SQLSTATE, where the
	// store tells it. The error itself is wrapped, and not printed.
	ErrStore = errors.New("store failed")
	// ErrBroken: the audit chain of a record does not hold, and Code says where; or a
	// [Head] does not, and Field says of what.
	ErrBroken = errors.New("audit chain is broken")
)

// Error is how every operation refuses. It holds ids and codes only, never
// anything of a person, and may be logged.
type Error struct {
	Op       string         // the operation, as [Action] names it
	Kind     error          // one of the kinds above
	Record   store.RecordID // what it was about: once it was found, or if the id is a UUID
	Client   store.ClientID // likewise, or if a host puts it; what has just been typed may be a name
	Task     store.TaskID
	Field    string          // of ErrInvalid, ErrTooLarge and ErrNotFound: which argument; of ErrStore and ErrBroken: see there
	Code     string          // how: "too-long", "not-utf-8", …; of a policy's refusal, the policy's own
	Text     string          // of a policy's refusal: the policy's own words, if it has any; of a token, what is wrong with it
	Holder   store.ActorID   // of ErrClaimed and ErrNotHeld: who holds the record
	Since    time.Time       // and since when
	Decision *store.Decision // of ErrDecided: as much of it as the actor may know
	Changed  []Changed       // of ErrStale

	cause error // of the store or the context; its text is never printed
}

// Error says what is wrong in one line.
func (e *Error) Error() string {
	s := "lobby: "
	if e.Op != "" {
		s += e.Op + ": "
	}
	for _, id := range [...]struct{ name, id string }{
		{"record", string(e.Record)}, {"client", string(e.Client)}, {"task", string(e.Task)}, {"field", e.Field},
	} {
		if id.id != "" {
			s += id.name + " " + id.id + ": "
		}
	}
	s += e.Kind.Error()
	if e.Code != "" {
		s += " (" + e.Code + ")"
	}
	if e.Text != "" {
		s += ": " + e.Text
	}
	if e.Holder != "" {
		how := ", but by "
		if errors.Is(e.Kind, ErrClaimed) {
			how = ", by "
		}
		s += how + string(e.Holder) + " since " + e.Since.Format(time.RFC3339)
	}
	if d := e.Decision; d != nil && d.Kind != "" {
		s += ": " + string(d.Kind) + " at " + d.At.Format(time.RFC3339)
	}
	for i, c := range e.Changed {
		s += [...]string{": ", ", "}[min(i, 1)] + c.String()
	}
	return s
}

// Format prints the same line whatever the verb, so that a cause with more to
// tell never reaches a log.
func (e *Error) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, e.Error()) }

// Unwrap returns the kind and, where there is one, the cause.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.cause}
}

// Changed is one thing that a review showed and that is so no more.
type Changed struct {
	What   Difference
	Client store.ClientID // where it is about a client; empty for one restricted from the actor, who has not named it
	Into   store.ClientID // of ChangedMerged: to an officer the client that is left, and to the host the one that it was merged into
	Case   store.CaseID   // of ChangedEffect: the open case that makes the difference, if any
}

// String returns the difference with its ids.
func (c Changed) String() string {
	s := string(c.What)
	if c.Client != "" {
		s += " " + string(c.Client)
	}
	if c.Into != "" {
		s += " into " + string(c.Into)
	}
	if c.Case != "" {
		s += " by case " + string(c.Case)
	}
	return s
}

// Difference is the code of what changed since a review.
type Difference string

// The differences.
const (
	ChangedToken    Difference = "token"           // not a token of this lobby for this record and officer
	ChangedIdentity Difference = "identity"        // the person's details were amended
	ChangedClaim    Difference = "claim"           // released, reassigned or claimed anew
	ChangedModel    Difference = "model"           // another model ranks now
	ChangedClient   Difference = "client"          // the client's details
	ChangedEffect   Difference = "effect"          // what the decision would do
	ChangedMerged   Difference = "client-merged"   // the host merged the client into another
	ChangedGone     Difference = "client-gone"     // erased, or restricted from the actor
	ChangedUnseen   Difference = "client-unseen"   // the review did not show this client
	ChangedMember   Difference = "household"       // which clients the members of the household are, or one of these
	ChangedNew      Difference = "client-appeared" // a likely client that the review did not show
	ChangedTask     Difference = "task"            // of a TaskUpdate that expects otherwise: the task, after it was read
)

// stale refuses a decision on a review that no longer holds.
func stale(changed ...Changed) *Error { return &Error{Kind: ErrStale, Changed: changed} }

// invalid refuses an argument.
func invalid(field, code string) *Error { return &Error{Kind: ErrInvalid, Field: field, Code: code} }

// asError makes an *Error of whatever an operation ended with.
func asError(err error) *Error {
	var own *Error
	switch {
	case errors.As(err, &own):
		c := *own
		return &c
	case errors.Is(err, context.Canceled):
		return &Error{Kind: context.Canceled}
	case errors.Is(err, context.DeadlineExceeded):
		return &Error{Kind: context.DeadlineExceeded}
	case errors.Is(err, store.ErrRestart):
		return &Error{Kind: ErrRestart, cause: err}
	}
	return failed(ErrStore, err)
}

// isSQLState reports whether a code is one of those that a server of SQL tells of a
// failure: five figures and capitals. Not by a pattern, which would be all that a service
// needs package regexp for.
func isSQLState(code string) bool {
	return len(code) == 5 && strings.Trim(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// failed is a store's failure with a code. Its text is not told: it may be of a person.
func failed(kind, err error) *Error {
	e := &Error{Kind: kind, cause: err}
	var sql interface{ SQLState() string }
	switch {
	case errors.Is(err, store.ErrClosed):
		e.Code = "closed"
	case errors.Is(err, store.ErrInvalid):
		e.Code = "refused"
	case errors.As(err, &sql) && isSQLState(sql.SQLState()):
		e.Code = sql.SQLState()
	}
	return e
}
