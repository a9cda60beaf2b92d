package host

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/store"
)

// transaction is the host's transaction that a decision is taken in.
type transaction struct {
	tx     pgx.Tx
	minted string
}

type transactionKey struct{}

// Mint makes HRS references without gaps: the counter moves in the transaction of the
// decision, and goes back with it. The counter's row is locked until the transaction
// ends, so creations of clients wait for one another.
//
// The lobby asks again if somebody was faster and it tries once more within the same
// transaction. That is the same client, so it gets the same number.
func Mint(ctx context.Context, a store.Authority) (string, error) {
	t, ok := ctx.Value(transactionKey{}).(*transaction)
	if !ok {
		return "", errors.New("a reference is minted in the transaction of its decision")
	}
	if t.minted != "" {
		return t.minted, nil
	}
	var n int64
	err := t.tx.QueryRow(ctx, `INSERT INTO counter (name, last) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET last = counter.last + 1 RETURNING last`, "hrs/"+string(a)).Scan(&n)
	if err != nil {
		return "", err
	}
	t.minted = fmt.Sprintf("HRS-%06d", n)
	return t.minted, nil
}
