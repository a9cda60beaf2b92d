package lobby

import (
	"context"
	"errors"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Badge is how much waits, for the number beside a menu's entry. It counts what the
// actor may list.
type Badge struct {
	Waiting   int            // undecided
	Unclaimed int            // held by nobody
	Mine      int            // held by the actor
	Urgent    int            // undecided and urgent
	Overdue   int            // undecided and past their due time
	Channels  []ChannelBadge // of the policy, in its order
	// Unreadable counts records that wait and that this version cannot read, in no
	// other figure.
	Unreadable int
}

// ChannelBadge is how much of one channel nobody holds.
type ChannelBadge struct {
	Channel   store.Channel
	Unclaimed int
}

// Badge counts what waits. It reads every undecided record that the actor may list, a
// page at a time: where thousands wait, ask once a minute and not on every page.
func (s *Service) Badge(ctx context.Context, a Actor) (Badge, error) {
	return operate(ctx, s, operation{a: a, act: ActList, reads: true}, func(ctx context.Context, _ *operation) (Badge, error) {
		return s.badge(ctx, a)
	})
}

func (s *Service) badge(ctx context.Context, a Actor) (Badge, error) {
	q := store.Query{Authority: a.Authority, System: s.system, States: store.Undecided()}
	if err := ownOnly(a, &q.Provider); err != nil {
		return Badge{}, err
	}
	var b Badge
	for _, c := range s.policy.Channels() {
		b.Channels = append(b.Channels, ChannelBadge{Channel: c})
	}
	now := s.stamp(time.Time{})
	for r, err := range s.scan(ctx, a, q) {
		switch {
		case errors.Is(err, ErrUnreadable):
			b.Unreadable++
		case err != nil:
			return Badge{}, err
		case s.permit(a, ActList, &r) == nil:
			b.count(a, r, now)
		}
	}
	return b, nil
}

func (b *Badge) count(a Actor, r store.Record, now time.Time) {
	b.Waiting++
	if r.Urgent {
		b.Urgent++
	}
	if overdue(r, now) {
		b.Overdue++
	}
	switch {
	case r.Claim == nil:
		b.Unclaimed++
		b.channel(r.Channel).Unclaimed++
	case r.Claim.Officer == a.ID:
		b.Mine++
	}
}

// channel is the badge of a channel, also of one that the policy no longer lists and by
// which somebody still waits.
func (b *Badge) channel(c store.Channel) *ChannelBadge {
	for i := range b.Channels {
		if b.Channels[i].Channel == c {
			return &b.Channels[i]
		}
	}
	b.Channels = append(b.Channels, ChannelBadge{Channel: c})
	return &b.Channels[len(b.Channels)-1]
}

// overdue reports whether an undecided record is past its due time.
func overdue(r store.Record, now time.Time) bool { return !r.Due.IsZero() && r.Due.Before(now) }
