package postgres

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/caselobby/caselobby/store"
)

// grace is how long a commit under way may still answer after its caller's
// context has ended: most do, and the answer is worth more than the wait.
const grace = 20 * time.Millisecond

var errUndone = errors.New("postgres: rolled back")

// write is one statement of a commit.
type write struct {
	text string
	args []any
}

// Commit applies the batch in one round trip: BEGIN, the statements and COMMIT
// travel together, and a row that is not at its version ends the transaction
// where it stands. A second trip, to roll back, follows only a conflict.
//
// Deadlocks and serialization failures are tried again, up to eight times in
// all, while the context lives. Once sent, a commit is not cancelled, for that
// would lose its outcome; if the context ends first, Commit returns within
// moments and the outcome is unknown.
func (s *Store) Commit(ctx context.Context, b store.Batch) error {
	if err := b.Check(); err != nil {
		return err
	}
	writes, err := writesOf(b)
	if err != nil {
		return fault(ctx, "commit", err)
	}
	err = again(ctx, func() error { return s.apply(ctx, b.Authority, writes) })
	if conflicts(err) {
		return store.ErrConflict
	}
	return fault(ctx, "commit", err)
}

func (s *Store) apply(ctx context.Context, a store.Authority, writes []write) error {
	l, err := s.borrow(ctx)
	switch {
	case err != nil:
		return err
	case l.host:
		defer l.release()
		return s.join(ctx, l, a, writes)
	}
	sent, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.options.CommitTimeout)
	done := make(chan error, 1)
	go func() {
		defer cancel()
		defer l.release()
		done <- s.send(sent, l, a, writes)
	}()
	if s.shared {
		select {
		case err := <-done:
			return err
		case <-ctx.Done():
		}
		select {
		case err := <-done:
			return err
		case <-time.After(grace):
			return ctx.Err()
		}
	}
	return <-done // the connection is the host's again once Commit returns
}

// send makes the writes one transaction.
func (s *Store) send(ctx context.Context, l *link, a store.Authority, writes []write) error {
	b := &pgx.Batch{}
	b.Queue(beginWrite)
	b.Queue(limits, milliseconds(s.options.LockTimeout), milliseconds(s.options.CommitTimeout))
	s.queue(b, a, writes)
	b.Queue(commit).Exec(func(tag pgconn.CommandTag) error {
		if tag.String() != commit {
			return errUndone
		}
		return nil
	})
	err := l.transmit(ctx, b)
	l.mend(ctx)
	return err
}

// join makes the writes part of the host's transaction.
func (s *Store) join(ctx context.Context, l *link, a store.Authority, writes []write) error {
	b := &pgx.Batch{}
	b.Queue(savepoint)
	s.queue(b, a, writes)
	b.Queue(release)
	err := l.transmit(ctx, b)
	if err != nil && !l.conn.IsClosed() {
		undo := &pgx.Batch{}
		undo.Queue(rollbackTo)
		undo.Queue(release)
		_ = l.SendBatch(ctx, undo).Close() // fails only with the host's transaction
	}
	return err
}

func (s *Store) queue(b *pgx.Batch, a store.Authority, writes []write) {
	if s.options.RowSecurity {
		b.Queue(nameAuthority(a))
	}
	for _, w := range writes {
		b.Queue(s.text(w.text), w.args...)
	}
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

// writesOf orders a batch: records before clients, what is freed before what
// is taken, and by id, so that two batches wait for one another and not in a ring.
func writesOf(b store.Batch) ([]write, error) {
	var writes []write
	add := func(text string, args ...any) { writes = append(writes, write{text, args}) }
	for _, c := range ordered(b.Records) {
		if c.Next == nil {
			add(deleteRecord, string(b.Authority), string(c.ID), int64(c.Expect))
			continue
		}
		args, err := recordArgs(c.Expect, *c.Next)
		if err != nil {
			return nil, err
		}
		add(pick(c.Expect, insertRecord, updateRecord), args...)
	}
	tally := make(map[int64]int64)
	for _, c := range ordered(b.Clients) {
		if len(b.Clients) > 1 && c.Expect > 0 && c.Next != nil {
			add(freeReference, string(b.Authority), string(c.ID), int64(c.Expect))
		}
	}
	for _, c := range ordered(b.Clients) {
		if err := addClient(add, tally, b.Authority, c); err != nil {
			return nil, err
		}
	}
	if len(tally) > 0 {
		add(addTally, tallyArgs(b.Authority, tally)...)
	}
	for _, e := range b.Events {
		add(insertEvent, eventArgs(e)...)
	}
	for _, k := range b.Acks {
		add(insertAck, string(b.Authority), string(k.Consumer), string(k.Event))
	}
	return writes, nil
}

// addClient adds the writes of one client. What a new one adds to the tally is
// left for the end, where all of it is added in order.
func addClient(add func(string, ...any), tally map[int64]int64, a store.Authority, c store.Change[store.ClientID, store.Client]) error {
	counted := []int64{}
	var args []any
	if c.Next != nil {
		var err error
		if args, counted, err = clientArgs(c.Expect, *c.Next); err != nil {
			return err
		}
	}
	if c.Expect == 0 && c.Next != nil {
		for _, k := range counted {
			tally[k]++
		}
		add(insertClient, args...)
		return nil
	}
	add(moveTally, string(a), string(c.ID), int64(c.Expect), counted)
	add(dropTally, string(a), string(c.ID), int64(c.Expect))
	if c.Next == nil {
		add(deleteClient, string(a), string(c.ID), int64(c.Expect))
	} else {
		add(updateClient, args...)
	}
	return nil
}

func tallyArgs(a store.Authority, tally map[int64]int64) []any {
	keys, clients := make([]int64, 0, len(tally)), make([]int64, 0, len(tally))
	for k, n := range tally {
		keys, clients = append(keys, k), append(clients, n)
	}
	return []any{string(a), keys, clients}
}

func pick(expect store.Version, insert, update string) string {
	if expect == 0 {
		return insert
	}
	return update
}

// ordered returns deletions, then updates, then insertions, each by id.
func ordered[ID cmp.Ordered, Row any](changes []store.Change[ID, Row]) []store.Change[ID, Row] {
	rank := func(c store.Change[ID, Row]) int {
		switch {
		case c.Next == nil:
			return 0
		case c.Expect > 0:
			return 1
		}
		return 2
	}
	return slices.SortedFunc(slices.Values(changes), func(x, y store.Change[ID, Row]) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x.ID, y.ID))
	})
}
