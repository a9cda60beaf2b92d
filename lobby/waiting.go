package lobby

import (
	"context"
	"iter"
	"log/slog"
	"slices"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Filter selects undecided records. Empty fields do not restrict.
type Filter struct {
	States    []store.State // of store.Undecided
	Channels  []store.Channel
	Holder    store.ActorID
	Provider  store.ProviderID // a provider user sees its own only
	DueBefore time.Time        // exclusive; records without a due time are left out
	// HeldSinceBefore is exclusive: the claims that are older. Records that nobody
	// holds are left out.
	HeldSinceBefore time.Time
	ReceivedFrom    time.Time    // inclusive
	ReceivedBefore  time.Time    // exclusive
	After           store.Cursor // Page.Next of the page before, which this very filter gave in this order
	Limit           int          // 1 to store.MaxPage; 0 is 50
	// Order is ByArrival unless it is said. In any other each page reads all that the
	// filter selects, and names every unreadable record; where the record that After
	// leads to was removed meanwhile, it is refused with ErrInvalid and the code "gone":
	// begin anew.
	Order Order
}

// Page is a part of a list.
type Page struct {
	Records []store.Record
	// Unreadable are records among them that are stored in a form that this version
	// cannot read: somebody waits, and nobody can say who.
	Unreadable []store.RecordID
	Next       store.Cursor // where the next page begins
	More       bool         // there may be a next page
}

// Waiting returns one page of undecided records, oldest first unless the filter says
// another order. A record that is undecided throughout, and no more or less urgent,
// appears on exactly one page, whatever arrives or leaves between two.
func (s *Service) Waiting(ctx context.Context, a Actor, f Filter) (Page, error) {
	return operate(ctx, s, operation{a: a, act: ActList, reads: true}, func(ctx context.Context, _ *operation) (Page, error) {
		return s.waiting(ctx, a, f)
	})
}

func (s *Service) waiting(ctx context.Context, a Actor, f Filter) (Page, error) {
	q, err := s.queryOf(a, f)
	if err != nil {
		return Page{}, err
	}
	if f.Order != ByArrival {
		return s.ordered(ctx, a, q, f)
	}
	return s.page(ctx, a, q, f.sieves(), f.passes, anyRecord)
}

// anyRecord passes every record.
func anyRecord(store.Record) bool { return true }

// page lists the records that a query selects and the actor may list, if they pass: passes
// judges them as they are stored, shows as the actor sees them. If there are such sieves,
// of which few records may be left, the store is asked for as many as it gives at once.
func (s *Service) page(ctx context.Context, a Actor, q store.Query, sieves bool, passes, shows func(store.Record) bool) (Page, error) {
	limit := q.Limit
	see := s.sight(a)
	p := Page{Next: q.After, Records: make([]store.Record, 0, min(limit, 50))}
	if sieves {
		q.Limit = store.MaxPage
	}
	for {
		page, err := s.store.Records(ctx, q)
		if err != nil {
			return Page{}, err
		}
		end := page.Next()
		var listed []store.Record
		for _, r := range page.Records {
			if passes(r) && s.permit(a, ActList, &r) == nil {
				listed = append(listed, r)
			}
		}
		if err := see.lookAhead(ctx, listed); err != nil {
			return Page{}, err
		}
		for _, r := range listed {
			if r, err = see.record(ctx, r); err != nil {
				return Page{}, err
			}
			if !shows(r) {
				continue
			}
			if p.Records = append(p.Records, r); len(p.Records) == limit {
				end, p.More = placeOf(r), true
				break
			}
		}
		for _, c := range page.Unreadable {
			if c.Compare(end) <= 0 {
				s.logUnreadableRow(ctx, a, slog.String("record", string(c.ID)))
				p.Unreadable = append(p.Unreadable, c.ID)
			}
		}
		if page.Len() > 0 {
			p.Next, q.After = end, end
		}
		if p.More || page.Len() < q.Limit {
			return p, nil
		}
	}
}

// sieves reports whether the filter asks for what no store selects by.
func (f Filter) sieves() bool { return !f.DueBefore.IsZero() || !f.HeldSinceBefore.IsZero() }

// passes reports whether a record fits what no store selects by.
func (f Filter) passes(r store.Record) bool {
	if !f.DueBefore.IsZero() && (r.Due.IsZero() || !r.Due.Before(f.DueBefore)) {
		return false
	}
	return f.HeldSinceBefore.IsZero() || r.Claim != nil && r.Claim.Since.Before(f.HeldSinceBefore)
}

// queryOf checks a filter and confines it to what the actor may list.
func (s *Service) queryOf(a Actor, f Filter) (store.Query, error) {
	if f.Limit == 0 {
		f.Limit = 50
	}
	switch {
	case len(f.States) > 0:
	case f.HeldSinceBefore.IsZero():
		f.States = store.Undecided()
	default:
		f.States = []store.State{store.StateClaimed}
	}
	if err := ownOnly(a, &f.Provider); err != nil {
		return store.Query{}, err
	}
	switch {
	case f.Limit < 0 || f.Limit > store.MaxPage:
		return store.Query{}, invalid("limit", "out-of-range")
	case !f.Order.valid():
		return store.Query{}, invalid("order", "unknown-code")
	case slices.ContainsFunc(f.States, func(st store.State) bool { return !slices.Contains(store.Undecided(), st) }):
		return store.Query{}, invalid("states", "decided")
	}
	q := store.Query{
		Authority: a.Authority, System: s.system, States: f.States, Channels: f.Channels, Holder: f.Holder, Provider: f.Provider,
		ReceivedFrom: f.ReceivedFrom, ReceivedBefore: f.ReceivedBefore, After: f.After, Limit: f.Limit,
	}
	return q, first(
		checkChannels(f.Channels), checkOptionalID("holder", string(f.Holder)), checkOptionalID("provider", string(f.Provider)),
		checkOptionalID("after", string(f.After.ID)), Period{f.ReceivedFrom, f.ReceivedBefore}.checkAs("received-"),
		checkTime("after", f.After.Received), checkTime("due-before", f.DueBefore), checkTime("held-since-before", f.HeldSinceBefore))
}

func checkChannels(cs []store.Channel) error {
	for _, c := range cs {
		if err := checkID("channel", string(c)); err != nil {
			return err
		}
	}
	return nil
}

// ownOnly confines a list to the provider of a provider user.
func ownOnly(a Actor, p *store.ProviderID) error {
	if a.Role != ProviderUser {
		return nil
	}
	if *p != "" && *p != a.Provider {
		return &Error{Kind: ErrDenied}
	}
	*p = a.Provider
	return nil
}

// All yields what Waiting would return, page after page, and in the place of a
// record that cannot be read an error that Is [ErrUnreadable]. It ends at the first
// other error. Whoever ranges over it again begins again.
func (s *Service) All(ctx context.Context, a Actor, f Filter) iter.Seq2[store.Record, error] {
	f.States, f.Channels = slices.Clone(f.States), slices.Clone(f.Channels)
	return func(yield func(store.Record, error) bool) {
		f := f
		for {
			p, err := s.Waiting(ctx, a, f)
			if err != nil {
				yield(store.Record{}, err)
				return
			}
			for _, r := range p.Records {
				if !yield(r, nil) {
					return
				}
			}
			for _, id := range p.Unreadable {
				if !yield(store.Record{}, s.ended(ctx, operation{a: a, act: ActList, record: id}, &Error{Kind: ErrUnreadable, Record: id})) {
					return
				}
			}
			if !p.More {
				return
			}
			f.After = p.Next
		}
	}
}

// scan yields every record of a query, whatever its Limit, and in the place of one
// that cannot be read an error that Is [ErrUnreadable]. It ends at the first other
// error.
func (s *Service) scan(ctx context.Context, a Actor, q store.Query) iter.Seq2[store.Record, error] {
	return func(yield func(store.Record, error) bool) {
		for q.Limit = store.MaxPage; ; {
			page, err := s.store.Records(ctx, q)
			if err != nil {
				yield(store.Record{}, err)
				return
			}
			for _, r := range page.Records {
				if !yield(r, nil) {
					return
				}
			}
			for _, c := range page.Unreadable {
				s.logUnreadableRow(ctx, a, slog.String("record", string(c.ID)))
				if !yield(store.Record{}, &Error{Kind: ErrUnreadable, Record: c.ID}) {
					return
				}
			}
			if page.Len() < q.Limit {
				return
			}
			q.After = page.Next()
		}
	}
}
