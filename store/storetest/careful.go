package storetest

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// careful calls as the contract wants it of a caller: a batch whose outcome is
// unknown is committed again as it is, and a conflict is then a success if the
// rows stand as the batch has them, for then it was ours. A read that fails is
// asked again. So a store may fail now and then, in any check.
type careful struct {
	store.Store
	twice bool // a call may be delivered twice: a first conflict may be ours, too
}

// tries is how often a careful caller asks before it gives up.
const tries = 16

func (s careful) Commit(ctx context.Context, b store.Batch) error {
	doubt, err := insist(ctx, func() error { return s.Store.Commit(ctx, b) })
	if !doubt && !s.twice || !errors.Is(err, store.ErrConflict) {
		return err
	}
	stands, errRead := s.stands(ctx, b)
	if errRead != nil || !stands {
		return errors.Join(err, errRead)
	}
	return nil
}

// insist calls again until the answer is certain, and says whether an answer before
// it left a doubt.
func insist(ctx context.Context, call func() error) (doubt bool, err error) {
	for n := range tries {
		if err = call(); certain(err) || ctx.Err() != nil {
			return doubt, err
		}
		if errors.Is(err, store.ErrBusy) {
			time.Sleep(time.Millisecond << min(n, 6)) // nothing was written
		} else {
			doubt = true
		}
	}
	return doubt, err
}

// certain reports whether an answer tells what became of the call, for good. After
// ErrRestart only the host can begin again, who has no transaction where a check has none.
func certain(err error) bool {
	return err == nil || slices.ContainsFunc([]error{store.ErrConflict, store.ErrInvalid, store.ErrClosed, store.ErrRestart}, func(final error) bool { return errors.Is(err, final) })
}

// stands reports whether every row is stored as the batch would have left it.
func (s careful) stands(ctx context.Context, b store.Batch) (bool, error) {
	for _, c := range b.Records {
		r, err := recordOf(ctx, s, b.Authority, c.ID)
		if err != nil && !errors.Is(err, errAbsent) {
			return false, err
		}
		if !standsAs(c, r, err, func(r *store.Record) { r.Version = c.Expect + 1 }) {
			return false, nil
		}
	}
	for _, c := range b.Clients {
		row, err := clientOf(ctx, s, b.Authority, c.ID)
		if err != nil && !errors.Is(err, errAbsent) {
			return false, err
		}
		if !standsAs(c, row, err, func(r *store.Client) { r.Version = c.Expect + 1 }) {
			return false, nil
		}
	}
	return true, nil
}

func standsAs[ID comparable, Row any](c store.Change[ID, Row], stored Row, absent error, number func(*Row)) bool {
	want := *c.Next
	number(&want)
	return absent == nil && difference(reflect.ValueOf(want), reflect.ValueOf(stored), "") == ""
}

// again asks again until a read is answered.
func again[Answer any](ctx context.Context, ask func() (Answer, error)) (answer Answer, err error) {
	_, err = insist(ctx, func() (err error) {
		answer, err = ask()
		return err
	})
	return answer, err
}

func (s careful) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	return again(ctx, func() (store.Rows, error) { return s.Store.Rows(ctx, a, ids) })
}

func (s careful) Records(ctx context.Context, q store.Query) (store.Page, error) {
	return again(ctx, func() (store.Page, error) { return s.Store.Records(ctx, q) })
}

func (s careful) Clients(ctx context.Context, q store.ClientQuery) (store.ClientPage, error) {
	return again(ctx, func() (store.ClientPage, error) { return s.Store.Clients(ctx, q) })
}

func (s careful) Candidates(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
	return again(ctx, func() (matching.Pool, error) { return s.Store.Candidates(ctx, a, ks, limit) })
}

func (s careful) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	return again(ctx, func() ([]store.Event, error) { return s.Store.Events(ctx, q) })
}
