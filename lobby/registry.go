package lobby

import (
	"context"
	"iter"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// ClientUpdate is a client as the host knows it.
type ClientUpdate struct {
	ID         store.ClientID
	Reference  string // empty keeps the one there is, except of a merged client, which gives it up
	Person     matching.Person
	Restricted bool
	MergedInto store.ClientID // the host merged this client into another: it is offered no more
	// Cases are inserted, or replace those of the same id. Cases that are not
	// named stay, and what the lobby carried into a case stays with it where the
	// update has nothing for it: an update made before a decision never undoes it.
	// Details, a household or tasks that are empty and not nil make room: a client
	// with all its cases is one row of at most store.MaxRow bytes, and once it is
	// full nothing more is assigned to it.
	Cases []store.Case
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

// PutClients inserts or replaces clients, each on its own.
func (s *Service) PutClients(ctx context.Context, a Actor, cs []ClientUpdate) (PutResult, error) {
	return s.ImportClients(ctx, a, slices.Values(cs), nil)
}

// ImportClients puts any number of clients and, unless progress is nil, tells
// it after every few how far it is. An error means that it stopped there; what
// the result counts is written.
func (s *Service) ImportClients(ctx context.Context, a Actor, cs iter.Seq[ClientUpdate], progress func(PutResult)) (PutResult, error) {
	if err := s.enter(ctx, a, ActPutClients); err != nil {
		return PutResult{}, s.done(ctx, a, ActPutClients, "", err)
	}
	im := importer{s: s, a: a, progress: progress}
	for c := range cs {
		if err := ctx.Err(); err != nil {
			return im.result, s.done(ctx, a, ActPutClients, "", err)
		}
		im.add(ctx, c)
	}
	im.flush(ctx)
	return im.result, s.done(ctx, a, ActPutClients, "", ctx.Err())
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
	if !whole || im.s.commit(ctx, im.s.registerBatch(im.a, ps...)) != nil {
		for i, u := range im.batch {
			p, err := im.s.putOne(ctx, im.a, u.ClientUpdate)
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
		if checkUpdate(u.ClientUpdate) != nil {
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
		if ps[i], err = im.s.next(im.a, u.ClientUpdate, old); err != nil {
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
