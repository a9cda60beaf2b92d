package storetest

import (
	"context"
	"errors"
	"reflect"

	"github.com/caselobby/caselobby/store"
)

// careful commits as the contract wants it of a caller: a batch whose outcome
// is unknown is committed again as it is, and a conflict is a success if the
// rows stand as the batch has them, for then it was ours.
type careful struct{ store.Store }

// tries is how often a careful caller asks before it gives up.
const tries = 16

func (s careful) Commit(ctx context.Context, b store.Batch) error {
	err := s.insist(func() error { return s.Store.Commit(ctx, b) })
	if !errors.Is(err, store.ErrConflict) {
		return err
	}
	stands, errRead := s.stands(ctx, b)
	if errRead != nil || !stands {
		return errors.Join(err, errRead)
	}
	return nil
}

// insist calls again until the answer is certain.
func (s careful) insist(call func() error) error {
	var err error
	for range tries {
		if err = call(); err == nil || errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return err
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

func (s careful) Rows(ctx context.Context, a store.Authority, ids store.IDs) (rows store.Rows, err error) {
	err = s.insist(func() (err error) {
		rows, err = s.Store.Rows(ctx, a, ids)
		return err
	})
	return rows, err
}

func (s careful) Records(ctx context.Context, q store.Query) (page store.Page, err error) {
	err = s.insist(func() (err error) {
		page, err = s.Store.Records(ctx, q)
		return err
	})
	return page, err
}
