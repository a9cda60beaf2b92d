package lobby

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Order is in which order a list of undecided records comes.
type Order string

// The orders. Whatever is equal by one comes by its arrival.
const (
	ByArrival Order = ""       // the oldest first: a page costs what it returns
	ByDue     Order = "due"    // the earliest due time first, and none last: the urgent too, unless Options.DueUrgent gives them one
	ByUrgency Order = "urgent" // the urgent first, and each by their due times
)

// valid reports whether it is one of these.
func (o Order) valid() bool { return o == ByArrival || o == ByDue || o == ByUrgency }

// compare places two records.
func (o Order) compare(x, y store.Record) int {
	urgent, due := 0, 0
	if o == ByUrgency && x.Urgent != y.Urgent {
		urgent = 1
		if x.Urgent {
			urgent = -1
		}
	}
	if o != ByArrival {
		due = compareDue(x.Due, y.Due)
	}
	return cmp.Or(urgent, due, placeOf(x).Compare(placeOf(y)))
}

// compareDue places two due times, none of them last.
func compareDue(x, y time.Time) int {
	if x.IsZero() != y.IsZero() {
		return -x.Compare(y) // the zero time is before all others
	}
	return x.Compare(y)
}

// ordered is a page in another order than that of arrival. A store lists by arrival
// only, so all that the query selects is read, and the best of it kept.
func (s *Service) ordered(ctx context.Context, a Actor, q store.Query, f Filter) (Page, error) {
	limit, after := q.Limit, q.After
	var last store.Record
	if after != (store.Cursor{}) {
		var err error
		if last, err = s.lastOf(ctx, a, after); err != nil {
			return Page{}, err
		}
	}
	p, best := Page{Next: after}, []store.Record(nil)
	q.After = store.Cursor{}
	for r, err := range s.scan(ctx, a, q) {
		var unreadable *Error
		switch {
		case errors.Is(err, ErrUnreadable) && errors.As(err, &unreadable):
			p.Unreadable = append(p.Unreadable, unreadable.Record)
		case err != nil:
			return Page{}, err
		case last.ID != "" && f.Order.compare(r, last) <= 0 || !f.passes(r) || s.permit(a, ActList, &r) != nil:
		default:
			at, _ := slices.BinarySearchFunc(best, r, f.Order.compare)
			best = slices.Insert(best, at, r)
			best = best[:min(len(best), limit+1)]
		}
	}
	p.More = len(best) > limit
	see := s.sight(a)
	p.Records = best[:min(len(best), limit)]
	for i, r := range p.Records {
		p.Next = placeOf(r)
		var err error
		if p.Records[i], err = see.record(ctx, r); err != nil {
			return Page{}, err
		}
	}
	return p, nil
}

// lastOf reads the record with which the page before ended.
func (s *Service) lastOf(ctx context.Context, a Actor, after store.Cursor) (store.Record, error) {
	if after.ID == "" { // a time alone is a place by arrival only
		return store.Record{}, invalid("after", "malformed")
	}
	r, err := s.recordOf(ctx, a, after.ID)
	gone := err == nil && (r.System != s.system || r.State == store.StateRemoved || s.permit(a, ActList, &r) != nil)
	if gone || isNotFound(err) {
		return store.Record{}, invalid("after", "gone")
	}
	return r, err
}
