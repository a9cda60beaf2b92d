package lobby

import (
	"context"
	"slices"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// DecidedFilter selects records that were assigned or created. Empty fields do not
// restrict.
type DecidedFilter struct {
	States         []store.State // of store.StateAssigned and store.StateCreated
	Channels       []store.Channel
	By             store.ActorID    // who decided
	Provider       store.ProviderID // a provider user sees its own only
	SenderKey      string           // the sender's own reference, in whatever case of letters
	DecidedFrom    time.Time        // inclusive
	DecidedBefore  time.Time        // exclusive
	ReceivedFrom   time.Time        // inclusive
	ReceivedBefore time.Time        // exclusive
	After          store.Cursor     // Page.Next of the page before
	Limit          int              // 1 to store.MaxPage; 0 is 50
}

// Decided returns one page of the records that became cases, in the order of their
// arrival. Removed ones are in no list. Of one whose client is restricted from the actor
// it shows what is left of an erased client's.
//
// A store selects by arrival. By, SenderKey and the bounds of the decision are looked for
// among what was received in the period that the filter gives, or ever.
func (s *Service) Decided(ctx context.Context, a Actor, f DecidedFilter) (Page, error) {
	return operate(ctx, s, operation{a: a, act: ActList, reads: true}, func(ctx context.Context, _ *operation) (Page, error) {
		return s.decidedPage(ctx, a, f)
	})
}

func (s *Service) decidedPage(ctx context.Context, a Actor, f DecidedFilter) (Page, error) {
	if f.Limit == 0 {
		f.Limit = 50
	}
	if len(f.States) == 0 {
		f.States = accepted()
	}
	switch {
	case f.Limit < 0 || f.Limit > store.MaxPage:
		return Page{}, invalid("limit", "out-of-range")
	case slices.ContainsFunc(f.States, func(st store.State) bool { return !slices.Contains(accepted(), st) }):
		return Page{}, invalid("states", "not-decided")
	}
	err := first(
		ownOnly(a, &f.Provider), checkChannels(f.Channels), checkOptionalID("by", string(f.By)),
		checkOptionalID("sender-key", f.SenderKey), checkOptionalID("provider", string(f.Provider)),
		checkOptionalID("after", string(f.After.ID)), Period{f.DecidedFrom, f.DecidedBefore}.checkAs("decided-"),
		Period{f.ReceivedFrom, f.ReceivedBefore}.checkAs("received-"), checkTime("after", f.After.Received))
	if err != nil {
		return Page{}, err
	}
	q := store.Query{
		Authority: a.Authority, System: s.system, States: f.States, Channels: f.Channels, Provider: f.Provider,
		ReceivedFrom: f.ReceivedFrom, ReceivedBefore: f.ReceivedBefore, After: f.After, Limit: f.Limit,
	}
	when := Period{From: f.DecidedFrom, Before: f.DecidedBefore}
	sieves := f.By != "" || f.SenderKey != "" || !when.From.IsZero() || !when.Before.IsZero()
	return s.page(ctx, a, q, sieves, func(r store.Record) bool {
		return when.covers(r.Decision.At)
	}, func(r store.Record) bool { // as the actor sees it
		return (f.By == "" || f.By == r.Decision.By) && (f.SenderKey == "" || spelled(f.SenderKey) == spelled(r.SenderKey))
	})
}

// ClientRecords is what the lobby holds of a client.
type ClientRecords struct {
	// Decided are the records of this system that became cases of the client, in the
	// order of arrival.
	Decided []store.Record
	// Households are the records of this system that became cases of others, in whose
	// household the client is ([Service.LinkMember]). Where the member was linked to a
	// client who was merged into this one since, they are listed with that one.
	Households []store.Record
	// Undecided are records that wait and may be the same person, the most probable
	// first. Each is nobody's until it is decided.
	Undecided []RecordMatch
	// Unreadable are records of the client that are stored in a form that this version
	// cannot read, and UnreadableOthers how many others that may be the same person.
	Unreadable       []store.RecordID
	UnreadableOthers int
}

// ClientRecords lists what the lobby holds of a client: what was decided for it, and
// what waits and may be the same person. A client that is restricted from the actor does
// not exist for it. Of an erased one nothing waits, since nobody knows who it was.
// Refused with ErrNotFound or ErrUnreadable.
func (s *Service) ClientRecords(ctx context.Context, a Actor, id store.ClientID) (ClientRecords, error) {
	opens := []store.Event{{Kind: KindClientOpened, Client: id}}
	return operate(ctx, s, operation{a: a, act: ActReadClient, client: id, reads: true, opens: opens}, func(ctx context.Context, o *operation) (ClientRecords, error) {
		return s.clientRecords(ctx, o)
	})
}

func (s *Service) clientRecords(ctx context.Context, o *operation) (v ClientRecords, err error) {
	a, see := o.a, s.sight(o.a)
	c, err := s.openClient(ctx, see, o.client)
	o.foundClient = err == nil
	if err == nil {
		err = s.enter(ctx, a, ActRead)
	}
	if err != nil {
		return v, err
	}
	rows, err := s.rows(ctx, a, store.IDs{Records: slices.Concat(origins(c), c.Within)})
	if err != nil {
		return v, err
	}
	v.Unreadable = rows.Unreadable.Records
	if err := see.lookAhead(ctx, rows.Records); err != nil {
		return v, err
	}
	for _, r := range rows.Records {
		its := decidedFor(r, c) // also where a member who was linked has turned out to be the applicant
		if r.System != s.system || !its && !slices.Contains(linked(r), c.ID) || s.permit(a, ActRead, &r) != nil {
			continue
		}
		if r, err = see.record(ctx, r); err != nil {
			return v, err
		}
		if its {
			v.Decided = append(v.Decided, r)
		} else {
			v.Households = append(v.Households, r)
		}
	}
	slices.SortFunc(v.Decided, func(x, y store.Record) int { return placeOf(x).Compare(placeOf(y)) })
	if !eligible(c) {
		return v, nil
	}
	st, err := s.rank(ctx, a, s.matcher.Prepare(c.Person), scope{beside: maxBeside, from: matching.VeryWeak})
	if err != nil {
		return v, err
	}
	v.UnreadableOthers = st.records.lost
	v.Undecided, err = see.neighbours(ctx, st)
	return v, err
}

// placeOf is where a record stands in a list.
func placeOf(r store.Record) store.Cursor { return store.Cursor{Received: r.Received, ID: r.ID} }
