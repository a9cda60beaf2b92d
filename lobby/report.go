package lobby

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
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

func (p Period) check() error {
	return first(checkTime("from", p.From), checkTime("before", p.Before))
}

// accepted are the states of records that were decided and are still there.
func accepted() []store.State {
	return slices.DeleteFunc(store.Decided(), func(s store.State) bool { return s == store.StateRemoved })
}

// Report is what became of the records received in a period. Removed records
// are in no figure of it.
type Report struct {
	Period   Period
	Channels []ChannelReport // ordered by channel
	Waiting  Spread          // age of those still undecided
	Overdue  int             // undecided and past their due time
	// Unreadable counts records that this version cannot read, in no other figure.
	Unreadable int
	Decision   Spread // from arrival to decision
}

// ChannelReport counts the records of one channel.
type ChannelReport struct {
	Channel    store.Channel
	Received   int
	Undecided  int
	Assigned   int
	Created    int
	Withdrawn  int // marked by their sender, whatever became of them
	AutoClosed int // assigned, with the new case closed at once
}

// Spread sums up durations. P90 is the one that nine in ten do not exceed.
type Spread struct {
	Count                int
	Median, P90, Longest time.Duration
}

// Report counts what the lobby did with the records received in a period.
func (s *Service) Report(ctx context.Context, a Actor, p Period) (Report, error) {
	r, err := s.report(ctx, a, p)
	return r, s.read(ctx, a, ActReport, "", err)
}

func (s *Service) report(ctx context.Context, a Actor, p Period) (Report, error) {
	if err := first(s.enter(ctx, a, ActReport), p.check()); err != nil {
		return Report{}, err
	}
	var (
		now          = s.stamp(time.Time{})
		out          = Report{Period: p}
		by           = map[store.Channel]*ChannelReport{}
		ages, delays []time.Duration
	)
	q := store.Query{
		Authority: a.Authority, System: s.system, ReceivedFrom: p.From, ReceivedBefore: p.Before,
		States: slices.Concat(store.Undecided(), accepted()),
	}
	for r, err := range s.scan(ctx, a, q) {
		if errors.Is(err, ErrUnreadable) {
			out.Unreadable++
			continue
		}
		if err != nil {
			return Report{}, err
		}
		c := by[r.Channel]
		if c == nil {
			c = &ChannelReport{Channel: r.Channel}
			by[r.Channel] = c
		}
		c.count(r)
		if r.State.Decided() {
			delays = append(delays, r.Decision.At.Sub(r.Received))
			continue
		}
		ages = append(ages, max(0, now.Sub(r.Received)))
		if !r.Due.IsZero() && r.Due.Before(now) {
			out.Overdue++
		}
	}
	for _, c := range by {
		out.Channels = append(out.Channels, *c)
	}
	slices.SortFunc(out.Channels, func(x, y ChannelReport) int { return strings.Compare(string(x.Channel), string(y.Channel)) })
	out.Waiting, out.Decision = spread(ages), spread(delays)
	return out, nil
}

// count adds one record.
func (c *ChannelReport) count(r store.Record) {
	c.Received++
	switch r.State {
	case store.StateAssigned:
		c.Assigned++
	case store.StateCreated:
		c.Created++
	default:
		c.Undecided++
	}
	if r.Withdrawn != nil {
		c.Withdrawn++
	}
	if r.State == store.StateAssigned && r.Decision.Closed {
		c.AutoClosed++
	}
}

// spread sums up durations by nearest rank.
func spread(ds []time.Duration) Spread {
	if len(ds) == 0 {
		return Spread{}
	}
	slices.Sort(ds)
	rank := func(q float64) time.Duration { return ds[int(math.Ceil(q*float64(len(ds))))-1] }
	return Spread{Count: len(ds), Median: rank(.5), P90: rank(.9), Longest: ds[len(ds)-1]}
}
