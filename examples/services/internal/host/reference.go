package host

import (
	"context"
	"errors"
	"fmt"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// Mint makes HRS references without gaps: the counter moves in the transaction of the
// decision, and goes back with it. The counter's row is locked until the transaction
// ends, so creations of clients wait for one another.
func Mint(ctx context.Context, in store.Store, a store.Authority) (ref string, err error) {
	rows, ours := in.(*postgres.Store)
	if !ours {
		return "", errNoTransaction
	}
	tx, ok := rows.Tx()
	if !ok {
		return "", errNoTransaction
	}
	var n int64
	err = tx.QueryRow(ctx, `INSERT INTO counter (name, last) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET last = counter.last + 1 RETURNING last`, "hrs/"+string(a)).Scan(&n)
	return fmt.Sprintf("HRS-%06d", n), err
}

var errNoTransaction = errors.New("a reference is minted in the transaction of its decision")
