package lobby

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Relays that share the work by lease keep who has which share in the store, under an
// authority of its own: a row for each share, which names the relay and is written again
// while it works. Whoever sees a row unchanged for the time of the lease, by its own
// clock, may take the share; whoever has written a row works on for that time, by its
// own clock, from before it wrote. So no two clocks are ever compared.

// defaultShares is into how many shares the work is parted that is shared by lease: far
// more than there are relays, so that each gets about as many.
const defaultShares = 16

// renewals is how often a lease is written in its own time.
const renewals = 3

// leases are the shares that one relay has.
type leases struct {
	s     *Service
	a     Actor // whose authority is that of the rows
	name  string
	relay store.ActorID // this one
	o     *RelayOptions

	until   map[int]time.Time // of the shares that this relay has
	seen    map[int]sighting  // of those that others have
	renewed time.Time         // when the rows were written last
}

// sighting is a row as it was first seen at its version.
type sighting struct {
	version store.Version
	at      time.Time
	works   bool // it was seen at another version before: somebody is at work
}

func newLeases(r *relay) *leases {
	l := &leases{
		s: r.s, a: r.a, relay: store.ActorID(r.s.o.NewID()), o: &r.o, name: digestOf(parts(string(r.query().System), string(r.c), strconv.Itoa(r.o.Shares))),
		until: make(map[int]time.Time), seen: make(map[int]sighting),
	}
	l.a.Authority = ownAuthority(r.a.Authority, relaySuffix)
	return l
}

// relaySuffix makes of an authority that of the leases of its relays.
const relaySuffix = "/relay"

func (l *leases) id(share int) store.RecordID {
	return store.RecordID(fmt.Sprintf("%s/%d", l.name, share))
}

// held is how long this relay may go on with a share: not at all, if it is zero.
func (l *leases) held(share int) time.Duration { return max(0, l.until[share].Sub(l.o.Now())) }

// due reports whether the rows are to be written again.
func (l *leases) due() bool { return l.o.Now().Sub(l.renewed) >= l.o.Lease/renewals }

// renew writes this relay's rows again, gives up what another has asked for, takes what
// nobody has, and asks for what is missing. A share that it could not write it has until
// its lease ends, as before.
func (l *leases) renew(ctx context.Context) error {
	now := l.o.Now()
	rows, err := l.rows(ctx)
	if err != nil {
		return err
	}
	t := l.look(rows, l.o.Now()) // which is after they were written
	for _, share := range t.ours {
		if err := l.write(ctx, share, rows[share], rows[share].Sender == "", now); err != nil && !errors.Is(err, store.ErrConflict) {
			return err // on a conflict another has just asked for it
		}
	}
	most := (l.o.Shares + len(t.alive) - 1) / len(t.alive)
	for _, share := range t.free {
		if len(l.until) >= most {
			break
		}
		if err := l.write(ctx, share, rows[share], true, now); err != nil && !errors.Is(err, store.ErrConflict) {
			return err // on a conflict another was faster
		}
	}
	for _, share := range t.wanted(l.o.Shares/len(t.alive) - len(l.until)) {
		if err := l.ask(ctx, share, rows[share]); err != nil && !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	l.renewed = now
	if len(l.until) > 0 && !l.any() { // else it would go on for ever, and hand over and say nothing
		return &Error{Kind: ErrBusy, Field: "lease", Code: "too-short"}
	}
	return nil
}

// doubts reports whether somebody may have died with a share: its row has not been seen
// to change, nor for so long that it could have been taken.
func (l *leases) doubts() bool {
	for share, is := range l.seen {
		if _, ours := l.until[share]; !ours && !is.works && l.o.Now().Sub(is.at) <= l.o.Lease+l.o.Lease/renewals {
			return true
		}
	}
	return false
}

// any reports whether this relay may go on with any share.
func (l *leases) any() bool {
	for share := range l.until {
		if l.held(share) > 0 {
			return true
		}
	}
	return false
}

// rows are those of all shares, as far as there are any.
func (l *leases) rows(ctx context.Context) ([]store.Record, error) {
	var ids store.IDs
	for share := range l.o.Shares {
		ids.Records = append(ids.Records, l.id(share))
	}
	found, err := l.s.rows(ctx, l.a, ids)
	rows := make([]store.Record, l.o.Shares)
	for share := range rows {
		rows[share], _ = found.Record(l.id(share))
	}
	return rows, err
}

// table is how the shares are divided.
type table struct {
	ours  []int
	free  []int                   // which nobody has
	alive map[store.ActorID][]int // the relays that are alive, this one included, and what others have that nobody has asked for
	asked int                     // for how many this relay has asked already
}

// look reads the rows: whose shares they are, and which have not changed for the time of
// the lease. The free ones begin in another place for each relay, so that they do not all
// take the same.
func (l *leases) look(rows []store.Record, now time.Time) table {
	t := table{alive: map[store.ActorID][]int{l.relay: nil}}
	for share, r := range rows {
		if r.Claim != nil && r.Claim.Officer == l.relay {
			t.ours = append(t.ours, share)
			continue
		}
		delete(l.until, share) // if it was ours, somebody has taken it
		if was, known := l.seen[share]; !known || was.version != r.Version {
			l.seen[share] = sighting{r.Version, now, known}
		}
		over := now.Sub(l.seen[share].at) >= l.o.Lease
		switch {
		case over || r.Claim == nil && (r.Sender == "" || r.Sender == l.relay):
			t.free = append(t.free, share)
			continue
		case r.Claim != nil:
			t.meets(r.Claim.Officer, share, r.Sender == "")
		}
		if r.Sender != "" {
			t.meets(r.Sender, share, false)
		}
		if r.Sender == l.relay {
			t.asked++
		}
	}
	from := 0
	if len(t.free) > 0 {
		from = topic{record: store.RecordID(l.relay)}.share(len(t.free))
	}
	t.free = slices.Concat(t.free[from:], t.free[:from])
	return t
}

// meets notes that a relay is alive and, if it can be asked for the share, that.
func (t table) meets(relay store.ActorID, share int, askable bool) {
	shares := t.alive[relay]
	if askable {
		shares = append(shares, share)
	}
	t.alive[relay] = shares
}

// wanted picks n shares, less those asked for already, of the relays that have the most.
func (t table) wanted(n int) (shares []int) {
	for n -= t.asked; n > 0; n-- {
		var most store.ActorID
		for _, relay := range slices.Sorted(maps.Keys(t.alive)) {
			if len(t.alive[relay]) > len(t.alive[most]) {
				most = relay
			}
		}
		if len(t.alive[most]) < 2 { // nobody is left with none
			return shares
		}
		shares, t.alive[most] = append(shares, t.alive[most][0]), t.alive[most][1:]
	}
	return shares
}

// ask has the relay that has a share give it up to this one when it renews it. That the
// row is written is no sign of the other's life.
func (l *leases) ask(ctx context.Context, share int, was store.Record) error {
	next := was
	next.Sender, next.Updated = l.relay, l.s.stamp(was.Updated)
	err := l.put(ctx, was, next)
	if err == nil {
		is := l.seen[share]
		is.version++
		l.seen[share] = is
	}
	return err
}

// write has a share from now on, or gives it up: to whoever has asked for it, if anybody.
func (l *leases) write(ctx context.Context, share int, was store.Record, keep bool, now time.Time) error {
	at := l.s.stamp(was.Updated)
	next := store.Record{Authority: l.a.Authority, ID: l.id(share), System: l.s.system, State: store.StateWaiting, Received: at, Updated: at}
	if keep {
		next.State, next.Claim = store.StateClaimed, &store.Claim{Officer: l.relay, Since: at}
	} else {
		next.Sender = was.Sender
		delete(l.until, share)
	}
	err := l.put(ctx, was, next)
	if err == nil && keep {
		l.until[share] = now.Add(l.o.Lease)
	}
	return err
}

func (l *leases) put(ctx context.Context, was, next store.Record) error {
	b := l.s.newBatch(l.a)
	b.row(was, next)
	return l.s.commit(ctx, b.Batch)
}

// release gives up all shares, so that others need not wait for the lease to end. Where
// it fails they do. It goes on once the relay is stopped, and for no longer than a write
// may take: a store that answers no more holds nobody up who wants to end.
func (l *leases) release(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.s.o.CommitTimeout)
	defer cancel()
	rows, err := l.rows(ctx)
	if err != nil {
		return
	}
	now := l.o.Now()
	for _, share := range l.look(rows, now).ours {
		_ = l.write(ctx, share, rows[share], false, now)
	}
}
