package storetest

import (
	"context"
	"errors"

	"github.com/caselobby/caselobby/store"
)

// errAbsent: a row that was asked for is not there.
var errAbsent = errors.New("storetest: no such row")

// recordOf reads one record.
func recordOf(ctx context.Context, s store.Store, a store.Authority, id store.RecordID) (store.Record, error) {
	rows, err := s.Rows(ctx, a, store.IDs{Records: []store.RecordID{id}})
	if err != nil {
		return store.Record{}, err
	}
	r, found := rows.Record(id)
	if !found {
		return store.Record{}, errAbsent
	}
	return r, nil
}

// clientOf reads one client.
func clientOf(ctx context.Context, s store.Store, a store.Authority, id store.ClientID) (store.Client, error) {
	rows, err := s.Rows(ctx, a, store.IDs{Clients: []store.ClientID{id}})
	if err != nil {
		return store.Client{}, err
	}
	c, found := rows.Client(id)
	if !found {
		return store.Client{}, errAbsent
	}
	return c, nil
}

// listOf reads one page of records.
func listOf(ctx context.Context, s store.Store, q store.Query) ([]store.Record, error) {
	page, err := s.Records(ctx, q)
	return page.Records, err
}
