package lobby

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Period is a span of time. A zero end does not bound it.
type Period struct {
	From   time.Time // inclusive
	Before time.Time // exclusive
}

// covers reports whether t is in the period.
func (p Period) covers(t time.Time) bool {
	return !t.Before(p.From) && (p.Before.IsZero() || t.Before(p.Before))
}

func (p Period) check() error { return p.checkAs("") }

// checkAs is the same of a period whose ends are arguments of names that begin so.
func (p Period) checkAs(prefix string) error {
	if !p.From.IsZero() && !p.Before.IsZero() && p.Before.Before(p.From) {
		return invalid(prefix+"before", "before-from")
	}
	return first(checkTime(prefix+"from", p.From), checkTime(prefix+"before", p.Before))
}

// accepted are the states of records that were decided and are still there.
func accepted() []store.State {
	return slices.DeleteFunc(store.Decided(), func(s store.State) bool { return s == store.StateRemoved })
}

// unremoved are the states of records of which there is more than a tombstone.
func unremoved() []store.State { return slices.Concat(store.Undecided(), accepted()) }

// Report is what became of the records received in a period. Removed records
// are in no figure of it.
type Report struct {
	Period    Period
	Counts                     // of all
	Channels  []ChannelReport  // ordered by channel
	Providers []ProviderReport // of records that belong to one; ordered by provider
	Officers  []OfficerReport  // ordered by officer
	Waiting   Spread           // age of those still undecided
	Overdue   int              // undecided and past their due time
	// Unreadable counts records that this version cannot read, in no other figure.
	Unreadable int
}

// Counts is what became of some records.
type Counts struct {
	Received   int
	Undecided  int
	Assigned   int
	Created    int
	Withdrawn  int    // marked by their sender, whatever became of them
	AutoClosed int    // assigned, with the new case closed at once
	Claim      Spread // from arrival to the first claim
	Decision   Spread // from arrival to decision
}

// ChannelReport counts the records of one channel.
type ChannelReport struct {
	Channel store.Channel
	Counts
}

// ProviderReport counts the records that one provider's users may work on.
type ProviderReport struct {
	Provider store.ProviderID
	Counts
}

// OfficerReport counts the records that one officer has decided, or holds now.
type OfficerReport struct {
	Officer store.ActorID
	Counts
}

// Spread sums up durations by nearest rank: half of them do not exceed Median, nine in
// ten P90, and ninety-nine in a hundred P99.
type Spread struct {
	Count                     int
	Median, P90, P99, Longest time.Duration
}

// Report counts what the lobby did with the records received in a period.
func (s *Service) Report(ctx context.Context, a Actor, p Period) (Report, error) {
	return operate(ctx, s, operation{a: a, act: ActReport, reads: true}, func(ctx context.Context, _ *operation) (Report, error) {
		return s.report(ctx, a, p)
	})
}

func (s *Service) report(ctx context.Context, a Actor, p Period) (Report, error) {
	if err := p.check(); err != nil {
		return Report{}, err
	}
	t := tally{now: s.stamp(time.Time{})}
	q := store.Query{
		Authority: a.Authority, System: s.system, ReceivedFrom: p.From, ReceivedBefore: p.Before,
		States: unremoved(),
	}
	for r, err := range s.scan(ctx, a, q) {
		switch {
		case errors.Is(err, ErrUnreadable):
			t.unreadable++
		case err != nil:
			return Report{}, err
		default:
			t.add(r)
		}
	}
	return t.report(p), nil
}

// tally counts records: all, and by what they have in common.
type tally struct {
	now                 time.Time
	all                 pile
	channels            piles[store.Channel]
	providers           piles[store.ProviderID]
	officers            piles[store.ActorID]
	ages                []time.Duration
	overdue, unreadable int
}

func (t *tally) add(r store.Record) {
	t.all.add(r)
	t.channels.add(r.Channel, r)
	t.providers.add(r.Provider, r)
	switch {
	case r.State.Decided():
		t.officers.add(r.Decision.By, r)
		return
	case r.Claim != nil:
		t.officers.add(r.Claim.Officer, r)
	}
	t.ages = append(t.ages, max(0, t.now.Sub(r.Received)))
	if overdue(r, t.now) {
		t.overdue++
	}
}

func (t *tally) report(p Period) Report {
	return Report{
		Period:    p,
		Counts:    t.all.counts(),
		Channels:  reportRows(t.channels, func(c store.Channel, n Counts) ChannelReport { return ChannelReport{c, n} }),
		Providers: reportRows(t.providers, func(p store.ProviderID, n Counts) ProviderReport { return ProviderReport{p, n} }),
		Officers:  reportRows(t.officers, func(o store.ActorID, n Counts) OfficerReport { return OfficerReport{o, n} }),
		Waiting:   spread(t.ages), Overdue: t.overdue, Unreadable: t.unreadable,
	}
}

// pile counts records that have something in common.
type pile struct {
	Counts
	claims, decisions []time.Duration
}

func (h *pile) add(r store.Record) {
	h.Received++
	switch r.State {
	case store.StateAssigned:
		h.Assigned++
	case store.StateCreated:
		h.Created++
	default:
		h.Undecided++
	}
	if r.Withdrawn != nil {
		h.Withdrawn++
	}
	if r.State == store.StateAssigned && r.Decision.Closed {
		h.AutoClosed++
	}
	if !r.Claimed.IsZero() {
		h.claims = append(h.claims, r.Claimed.Sub(r.Received))
	}
	if r.State.Decided() {
		h.decisions = append(h.decisions, r.Decision.At.Sub(r.Received))
	}
}

func (h *pile) counts() Counts {
	n := h.Counts
	n.Claim, n.Decision = spread(h.claims), spread(h.decisions)
	return n
}

// piles are piles by what their records have in common.
type piles[Key ~string] map[Key]*pile

// add counts a record, unless it has nothing of the kind.
func (hs *piles[Key]) add(k Key, r store.Record) {
	if k == "" {
		return
	}
	if *hs == nil {
		*hs = make(piles[Key])
	}
	if (*hs)[k] == nil {
		(*hs)[k] = new(pile)
	}
	(*hs)[k].add(r)
}

// reportRows are the counts, in the order of what the records have in common.
func reportRows[Key ~string, Row any](hs piles[Key], row func(Key, Counts) Row) (rows []Row) {
	for _, k := range slices.Sorted(maps.Keys(hs)) {
		rows = append(rows, row(k, hs[k].counts()))
	}
	return rows
}

// spread sums up durations.
func spread(ds []time.Duration) Spread {
	if len(ds) == 0 {
		return Spread{}
	}
	slices.Sort(ds)
	// In whole numbers: a hundredth has no exact double.
	rank := func(percent int) time.Duration { return ds[(percent*len(ds)+99)/100-1] }
	return Spread{Count: len(ds), Median: rank(50), P90: rank(90), P99: rank(99), Longest: ds[len(ds)-1]}
}
