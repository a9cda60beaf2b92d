package desk

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// damaged is a store in which one record cannot be read.
type damaged struct {
	store.Store
	id store.RecordID
}

func (d *damaged) Records(ctx context.Context, q store.Query) (store.Page, error) {
	p, err := d.Store.Records(ctx, q)
	if i := slices.IndexFunc(p.Records, func(r store.Record) bool { return r.ID == d.id }); i >= 0 {
		p.Unreadable = append(p.Unreadable, store.Cursor{Received: p.Records[i].Received, ID: d.id})
		p.Records = slices.Delete(p.Records, i, i+1)
	}
	return p, err
}

func TestWhatCannotBeReadIsToldWhereverItIsNotCounted(t *testing.T) {
	under := &damaged{Store: new(memory.Store)}
	o := over(t, under)
	o.arrives(person())
	for _, page := range []string{"/lobby/hpa2", "/dashboard", "/report/hpa2", "/lobby/hpa2/list.csv"} {
		require.NotContains(t, o.as("carys").page(page), "cannot", page)
	}
	under.id = o.arrives(person())
	for page, told := range map[string]string{
		"/lobby/hpa2": "1 case is stored in a form that this version cannot read", "/dashboard": "1 case cannot be read, and is in no figure.",
		"/report/hpa2": "1 case cannot be read, and is in no figure.", "/lobby/hpa2/list.csv": "1 case cannot be read and is not in this file",
	} {
		require.Contains(t, o.as("carys").page(page), told, page)
	}
}
