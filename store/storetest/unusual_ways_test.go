package storetest

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func init() { maps.Copy(unusual, unusualWays) }

// unusualWays are stores that work in another way than most.
var unusualWays = map[string]func(*broken){
	"one commit in ten is busy": func(s *broken) {
		commit, n := s.commit, new(atomic.Int32)
		s.commit = func(ctx context.Context, b store.Batch) error {
			if b.Check() == nil && ctx.Err() == nil && n.Add(1)%10 == 0 {
				return store.ErrBusy
			}
			return commit(ctx, b)
		}
	},
	"one worker does everything, one call after the other": func(s *broken) {
		queue := make(chan struct{}, 1)
		s.between(func(ctx context.Context, call func() error) error {
			select {
			case queue <- struct{}{}:
				defer func() { <-queue }()
				return call()
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	},
	"what was committed is folded into what is read by whoever reads": func(s *broken) {
		j := new(folded)
		j.stand(s)
		next := func(old store.Store) (*broken, error) {
			h := soundOn(s.Store.(*memory.Store))
			j.stand(h)
			return h, nil
		}
		s.handle = func(old store.Store) (store.Store, error) { return next(old) }
		s.reopen = func(old store.Store) (store.Store, error) {
			h, err := next(old)
			return takeOver(old, h), err
		}
		s.crash = s.reopen
	},
	"the lists of a result lie in one piece of memory": func(s *broken) {
		rows, records, clients := s.rows, s.records, s.clients
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			found, err := rows(ctx, a, ids)
			inOnePiece(found.Records, found.Clients)
			return found, err
		}
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := records(ctx, q)
			inOnePiece(page, nil)
			return page, err
		}
		s.clients = func(ctx context.Context, q store.ClientQuery) ([]store.Client, error) {
			page, err := clients(ctx, q)
			inOnePiece(nil, page)
			return page, err
		}
	},
}

// between puts something between every call and the store.
func (s *broken) between(pass func(context.Context, func() error) error) {
	commit, rows, records, clients, candidates, events, gather := s.commit, s.rows, s.records, s.clients, s.candidates, s.events, s.gather
	s.commit = func(ctx context.Context, b store.Batch) error {
		if b.Check() != nil {
			return commit(ctx, b)
		}
		return pass(ctx, func() error { return commit(ctx, b) })
	}
	s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (found store.Rows, err error) {
		err = pass(ctx, func() (err error) { found, err = rows(ctx, a, ids); return err })
		return found, err
	}
	s.records = func(ctx context.Context, q store.Query) (page []store.Record, err error) {
		err = pass(ctx, func() (err error) { page, err = records(ctx, q); return err })
		return page, err
	}
	s.clients = func(ctx context.Context, q store.ClientQuery) (page []store.Client, err error) {
		err = pass(ctx, func() (err error) { page, err = clients(ctx, q); return err })
		return page, err
	}
	s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (p matching.Pool, err error) {
		err = pass(ctx, func() (err error) { p, err = candidates(ctx, a, ks, limit); return err })
		return p, err
	}
	s.events = func(ctx context.Context, q store.EventQuery) (page []store.Event, err error) {
		err = pass(ctx, func() (err error) { page, err = events(ctx, q); return err })
		return page, err
	}
	s.gather = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (p matching.Pool, came store.Gathered, err error) {
		err = pass(ctx, func() (err error) { p, came, err = gather(ctx, a, ks, limit); return err })
		return p, came, err
	}
}

// folded decides commits on a store that nobody reads, and writes them down. Whoever
// reads first commits what was written down to the store that is read.
type folded struct {
	decides memory.Store
	mu      sync.Mutex
	written []store.Batch
}

func (j *folded) stand(s *broken) {
	s.between(func(_ context.Context, read func() error) error {
		if err := j.fold(s.Store); err != nil {
			return err
		}
		return read()
	})
	read := s.Store.(*memory.Store)
	s.shut = func() error { return errors.Join(j.decides.Close(), read.Close()) }
	s.dump = func(_ store.Store, w io.Writer) error {
		return errors.Join(j.fold(read), DumpMemory(&j.decides, w), DumpMemory(read, w))
	}
	s.commit = func(ctx context.Context, b store.Batch) error {
		select {
		case s.locked <- struct{}{}:
			defer func() { <-s.locked }()
		case <-ctx.Done():
			return ctx.Err()
		}
		j.mu.Lock()
		defer j.mu.Unlock()
		err := j.decides.Commit(ctx, b)
		if err == nil {
			j.written, s.log = append(j.written, clone(b)), append(s.log, clone(b))
		}
		return err
	}
}

func (j *folded) fold(into store.Store) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, b := range j.written {
		if err := into.Commit(context.Background(), b); err != nil {
			return err
		}
	}
	j.written = nil
	return nil
}

// inOnePiece moves the keys of rows, and nothing between them, into one piece of memory.
func inOnePiece(records []store.Record, clients []store.Client) {
	var all []*[]matching.Key
	for i := range records {
		all = append(all, &records[i].Keys)
	}
	for i := range clients {
		all = append(all, &clients[i].Keys)
	}
	var piece []matching.Key
	for _, ks := range all {
		piece = append(piece, *ks...)
	}
	piece = slices.Clip(piece)
	for _, ks := range all {
		n := len(*ks)
		*ks, piece = piece[:n:n], piece[n:]
	}
}
