package desk

import (
	"context"

	"github.com/caselobby/caselobby/store"
)

// followed is a store that tells of whatever is committed for the desk's authority.
type followed struct {
	store.Store
	tell []func(store.Batch)
}

// follow wraps a store. What is a [store.Gatherer] stays one.
func follow(s store.Store, tell ...func(store.Batch)) store.Store {
	f := followed{s, tell}
	if g, ok := s.(store.Gatherer); ok {
		return struct {
			followed
			store.Gatherer
		}{f, g}
	}
	return f
}

func (f followed) Commit(ctx context.Context, b store.Batch) error {
	err := f.Store.Commit(ctx, b)
	if err == nil && b.Authority == authority {
		for _, tell := range f.tell {
			tell(b)
		}
	}
	return err
}
