package postgres

import (
	"context"
	"errors"
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

// Commit applies the batch in one round trip: BEGIN, the statements and COMMIT
// travel together, and a row that is not at its version ends the transaction
// where it stands. A second trip, to roll back, follows only a conflict.
//
// Deadlocks and serialization failures are tried again, up to eight times in
// all, while the context lives; within the host's transaction they are the
// host's to try again: they are [store.ErrRestart]. A row that another keeps, or a
// connection that is not got, for longer than Options.LockTimeout is [store.ErrBusy], and so
// is a server that cannot write now. Once sent, a commit is not cancelled, for that
// would lose its outcome; if the context ends first, Commit returns within
// moments and the outcome is unknown.
func (s *Store) Commit(ctx context.Context, b store.Batch) error {
	if err := b.Check(); err != nil {
		return err
	}
	w, err := writesOf(b)
	if err != nil {
		return fault(ctx, "commit", err)
	}
	apply := func(w writes) error { return again(ctx, func() error { return s.apply(ctx, b.Authority, w) }) }
	err = apply(w)
	if conflicts(err) {
		if !s.unknown.Load() {
			return store.ErrConflict
		}
		if err = apply(nothing(b.Authority)); err == nil {
			return store.ErrConflict
		}
	}
	return fault(ctx, "commit", err)
}

// nothing writes what changes no count, for a commit that waits until everything before it
// is on disk and on the replicas. One whose time was up while it waited for a replica is
// there for everybody to see, and its own conflict must not pass for an acknowledgement.
func nothing(a store.Authority) (w writes) {
	w.add(addTally, string(a), []int64{size}, []int64{0})
	w.keep(foldTally, string(a), []int64{size})
	return w
}

func (s *Store) apply(ctx context.Context, a store.Authority, w writes) error {
	l, err := s.borrowSoon(ctx)
	switch {
	case err != nil:
		return err
	case l.host:
		defer l.release()
		return final(s.join(ctx, l, a, w))
	}
	sent, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.options.CommitTimeout)
	done := make(chan error, 1)
	go func() {
		defer cancel()
		defer l.release()
		err := s.send(sent, l, a, w)
		if s.shared {
			done <- err
		}
		if err == nil && looks(s.commits.Add(1)) {
			s.keepUp(sent, l)
		}
		if !s.shared {
			done <- err // the connection is the host's again once Commit returns
		}
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
	return <-done
}

// borrowSoon waits for a connection no longer than for a row.
func (s *Store) borrowSoon(ctx context.Context) (*link, error) {
	soon, cancel := context.WithTimeout(ctx, s.options.LockTimeout)
	defer cancel()
	l, err := s.borrow(soon)
	if err != nil && soon.Err() != nil && ctx.Err() == nil {
		return nil, store.ErrBusy
	}
	return l, err
}

// send makes the writes one transaction. Once COMMIT is answered it is done, whatever
// becomes of the connection; until then an error that the server tells undoes all of it.
func (s *Store) send(ctx context.Context, l *link, a store.Authority, w writes) error {
	b := &pgx.Batch{}
	begin(b, beginWrite)
	b.Queue(limits, milliseconds(s.options.LockTimeout), milliseconds(s.options.CommitTimeout))
	s.queue(b, a, w, false)
	done := false
	b.Queue(commit).Exec(func(tag pgconn.CommandTag) error {
		if done = tag.String() == commit; !done {
			return errUndone
		}
		return nil
	})
	err := l.transmit(ctx, b)
	s.mend(ctx, l, err)
	if done {
		return nil
	}
	if err != nil && l.conn.IsClosed() && !unsent(err) {
		s.unknown.Store(true)
	}
	return err
}

// join makes the writes part of the host's transaction.
func (s *Store) join(ctx context.Context, l *link, a store.Authority, w writes) error {
	b := &pgx.Batch{}
	b.Queue(savepoint)
	s.queue(b, a, w, true)
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

func (s *Store) queue(b *pgx.Batch, a store.Authority, w writes, hosted bool) {
	if s.options.RowSecurity {
		b.Queue(nameAuthority(a))
	}
	for _, one := range w {
		if one.ours && hosted {
			continue
		}
		b.Queue(s.text(one.text), one.args...)
	}
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }
