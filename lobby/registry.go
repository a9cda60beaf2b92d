package lobby

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// ClientUpdate is what has changed of a client, as the host knows it. What is empty
// or nil keeps what is there; what is to go is named in Clear.
type ClientUpdate struct {
	ID store.ClientID
	// Reference is one client's, and compared as it is: HRS-1 and hrs-1 may be two clients',
	// and [Service.Find] finds both by either. Refused for a client who was merged.
	Reference string
	// Person is the whole person as the host knows it now; nil keeps the one there is.
	// A new client without a Person is refused with ErrNotFound. An empty Person is
	// refused for a client of whom something is known.
	Person *matching.Person
	// Restricted protects the client, or lifts the protection if it is false. To protect
	// a client who was merged is refused with ErrStale, and Changed says who is to be
	// protected.
	Restricted *bool
	// Cases are inserted, or change those of the same id, field by field. Cases that
	// are not named stay. What the lobby carried into a case stays with it: an update
	// made before a decision never undoes it, and a case that was closed stays so
	// ([Service.PutCase] opens it again). A case with a time of closing is closed, even
	// if that time is to come: leave a planned end out until it has come. A case is of the
	// service's own system unless it says otherwise. The cases of a client who was merged
	// are the other client's: they are refused with ErrStale, and Changed says whose they
	// are.
	Cases []store.Case
	// Clear names what is to go: "person" or "reference".
	Clear []string
	// Expect refuses the update unless the row is at this version, or is at the
	// next and already as the update would have it: an update whose answer was
	// lost is given again. 0 writes whatever is there.
	Expect store.Version
}

// PutResult says what became of many clients.
type PutResult struct {
	Inserted, Replaced, Unchanged int
	Failed                        []PutFailure
	Repaired                      []PutRepair
	Stopped                       error // why the rest was not tried; nil if all were
}

// Err joins why it stopped and every refusal; nil if every client was taken.
func (r PutResult) Err() error {
	if r.Stopped == nil && len(r.Failed) == 0 {
		return nil
	}
	return &putError{r}
}

// putError is what was not taken of many clients, in one line.
type putError struct{ PutResult }

// maxTold is how many refusals a line tells.
const maxTold = 3

func (e *putError) Error() string {
	said := "lobby: put-clients: "
	if e.Stopped != nil {
		said = e.Stopped.Error()
	}
	if n := len(e.Failed); n > 0 {
		if e.Stopped != nil {
			said += "; "
		}
		said += fmt.Sprintf("%d refused", n)
	}
	for _, f := range e.Failed[:min(len(e.Failed), maxTold)] {
		said += "; " + f.Err.Error()
	}
	if len(e.Failed) > maxTold {
		said += "; …"
	}
	return said
}

// Unwrap returns them all.
func (e *putError) Unwrap() []error {
	var all []error
	if e.Stopped != nil {
		all = append(all, e.Stopped)
	}
	for _, f := range e.Failed {
		all = append(all, f.Err)
	}
	return all
}

// PutRepair is a client of whom text was not UTF-8 and was read as Windows-1252,
// as [Receipt] has it. If it did not fail, it is stored like that.
type PutRepair struct {
	Client store.ClientID // empty if malformed
	Index  int            // its place among those given
	Fields []string       // as of an arrival
}

// PutFailure is a client that was refused, and why.
type PutFailure struct {
	Client store.ClientID // empty if malformed
	Index  int            // its place among those given
	Err    error
}

// PutClient inserts or changes one client. In a transaction of the host it is what the
// host's own row is written with: either both are, or neither. Refused with ErrNotFound
// if a client who is new comes without a Person, with ErrGone if the client was erased,
// with ErrReference if the reference is another's, with ErrStale if the client was
// merged or is not as ClientUpdate.Expect says, and with ErrUnreadable.
func (s *Service) PutClient(ctx context.Context, a Actor, u ClientUpdate) error {
	return s.operate(ctx, operation{a: a, act: ActPutClients, client: u.ID, foundClient: true}, func(ctx context.Context, o *operation) error {
		r, err := s.importClients(ctx, a, slices.Values([]ClientUpdate{u}), nil)
		if len(r.Repaired) > 0 {
			o.repaired = r.Repaired[0].Fields
		}
		if len(r.Failed) > 0 {
			err = r.Failed[0].Err
		}
		return err
	})
}

// PutClients inserts or changes clients, each on its own: what is refused stops none of
// the others. The error is nil only if every client was taken; it is the result's
// [PutResult.Err]. Each client is refused as [Service.PutClient] refuses it: with
// ErrNotFound, ErrGone, ErrReference, ErrStale or ErrUnreadable.
func (s *Service) PutClients(ctx context.Context, a Actor, cs []ClientUpdate) (PutResult, error) {
	return s.ImportClients(ctx, a, slices.Values(cs), nil)
}

// ImportClients puts any number of clients, and tells progress, unless it is nil, after
// every few how far it is. The error is that of PutClients. What the result counts is
// written, also if it stopped. Each client is refused as [Service.PutClient] refuses it:
// with ErrNotFound, ErrGone, ErrReference, ErrStale or ErrUnreadable.
func (s *Service) ImportClients(ctx context.Context, a Actor, cs iter.Seq[ClientUpdate], progress func(PutResult)) (PutResult, error) {
	ctx, o := s.watched(ctx), operation{a: a, act: ActPutClients}
	defer s.unlessEnded(ctx, &o)
	var r PutResult
	err := s.enter(ctx, a, o.act)
	if err == nil {
		r, err = s.importClients(ctx, a, cs, progress)
	}
	o.over = true
	s.observe(ctx, a, o.act, first(err, r.Err()))
	for _, f := range r.Failed {
		_ = s.ended(ctx, o, f.Err)
	}
	r.Stopped = s.ended(ctx, o, err)
	return r, r.Err()
}

func (s *Service) importClients(ctx context.Context, a Actor, cs iter.Seq[ClientUpdate], progress func(PutResult)) (PutResult, error) {
	im := importer{s: s, a: a, progress: progress}
	for c := range cs {
		if err := ctx.Err(); err != nil {
			return im.result, err
		}
		im.add(ctx, c)
	}
	im.flush(ctx)
	return im.result, ctx.Err()
}

// importer gathers clients into batches.
type importer struct {
	s        *Service
	a        Actor
	progress func(PutResult)
	next     int
	batch    []indexed
	result   PutResult
}

type indexed struct {
	index int
	ClientUpdate
}

// add takes one client along, and writes when a batch is full: a client makes
// at most one change and one event.
func (im *importer) add(ctx context.Context, c ClientUpdate) {
	if slices.ContainsFunc(im.batch, func(o indexed) bool { return o.ID == c.ID }) {
		im.flush(ctx)
	}
	var in reader
	c = in.client(c)
	if in.repaired != nil {
		im.result.Repaired = append(im.result.Repaired, PutRepair{store.ClientID(loggable(string(c.ID))), im.next, in.repaired})
	}
	im.batch = append(im.batch, indexed{im.next, c})
	if im.next++; len(im.batch) == im.s.room/2 {
		im.flush(ctx)
	}
}

// flush writes the batch at once or, where anything is in its way, one by one.
func (im *importer) flush(ctx context.Context) {
	if len(im.batch) == 0 {
		return
	}
	ps, whole := im.prepared(ctx)
	if !whole || im.s.commit(ctx, im.s.clientBatch(im.a, ps...)) != nil {
		for i, u := range im.batch {
			p, err := im.s.putOne(ctx, im.a, change{ClientUpdate: u.ClientUpdate})
			if ps[i] = p; err != nil {
				im.fail(u, err)
			}
		}
	}
	for _, p := range ps {
		switch {
		case p.next.ID == "": // failed
		case !p.changed:
			im.result.Unchanged++
		case p.was.Version == 0:
			im.result.Inserted++
		default:
			im.result.Replaced++
		}
	}
	im.batch = im.batch[:0]
	if im.progress != nil {
		im.progress(im.result)
	}
}

// prepared reads what is there of a batch, at once, and makes the next rows. It is
// whole if nothing was in the way.
func (im *importer) prepared(ctx context.Context) (ps []put, whole bool) {
	ps = make([]put, len(im.batch))
	ids := make([]store.ClientID, len(im.batch))
	for i, u := range im.batch {
		if im.s.checkUpdate(u.ClientUpdate) != nil {
			return ps, false
		}
		ids[i] = u.ID
	}
	rows, err := im.s.rows(ctx, im.a, store.IDs{Clients: ids})
	if err != nil || len(rows.Unreadable.Clients) > 0 {
		return ps, false
	}
	for i, u := range im.batch {
		old, _ := rows.Client(u.ID)
		if ps[i], err = im.s.next(im.a, change{ClientUpdate: u.ClientUpdate}, old); err != nil {
			return ps, false
		}
	}
	return ps, true
}

func (im *importer) fail(u indexed, err error) {
	e := asError(err)
	e.Op, e.Client = string(ActPutClients), store.ClientID(loggable(string(u.ID)))
	im.result.Failed = append(im.result.Failed, PutFailure{Client: e.Client, Index: u.index, Err: e})
}

// PutCase inserts a case of a client, or changes the one of the same id, and touches
// nothing else of the client: who it is, whether it is restricted and its other cases
// stay as they are. What is empty keeps what is there; clear names what is to go:
// "details", "household", "tasks", "waiting-list", "support", or "closed", which opens
// a closed case again. What came through the lobby (details, household, tasks) is
// that of the record and is not cleared. Refused with ErrNotFound, with ErrGone if the
// client was erased, with ErrStale if it was merged, and with ErrUnreadable.
func (s *Service) PutCase(ctx context.Context, a Actor, client store.ClientID, c store.Case, clear ...string) error {
	return s.changeCase(ctx, a, client, c, change{clear: clear})
}

// CloseCase closes a case of a client. Closed before, it stays as it was. Refused with
// ErrNotFound if there is no such client or case, with ErrGone if the client was erased,
// with ErrStale if it was merged, and with ErrUnreadable.
func (s *Service) CloseCase(ctx context.Context, a Actor, client store.ClientID, id store.CaseID, because string) error {
	return s.changeCase(ctx, a, client, store.Case{ID: id, Closed: s.stamp(time.Time{}), ClosedBecause: because}, change{closing: true})
}

func (s *Service) changeCase(ctx context.Context, a Actor, client store.ClientID, c store.Case, u change) error {
	return s.operate(ctx, operation{a: a, act: ActPutClients, client: client, foundClient: true}, func(ctx context.Context, o *operation) error {
		var in reader
		u.ClientUpdate = in.client(ClientUpdate{ID: client, Cases: []store.Case{c}})
		o.repaired = in.repaired
		_, err := s.putOne(ctx, a, u)
		return err
	})
}
