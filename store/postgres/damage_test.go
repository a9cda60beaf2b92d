package postgres_test

import (
	"cmp"
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/store"
)

// damage writes into a row what a newer version of the library might.
func damage(s store.Store, a store.Authority, r store.RecordID, c store.ClientID) error {
	h, ctx := s.(*handle), context.Background()
	conn, err := pgx.Connect(ctx, h.url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	table := "lobby_client"
	if r != "" {
		table = "lobby_record"
	}
	_, err = conn.Exec(ctx, "UPDATE "+pgx.Identifier{h.options.Schema, table}.Sanitize()+
		` SET body = '{"v":1,"row":{"field of tomorrow":1}}' WHERE authority = $1 AND id = $2`, string(a), cmp.Or(string(r), string(c)))
	return err
}
