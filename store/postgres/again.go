package postgres

import (
	"context"
	"math/rand/v2"
	"time"
)

// attempts is how often a transaction is tried in all.
const attempts = 8

// again runs try until it ends in something other than a passing failure,
// waiting a random while that doubles from a millisecond between attempts.
func again(ctx context.Context, try func() error) error {
	for n := range attempts - 1 {
		err := try()
		if err == nil || !passing(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(rand.N(time.Millisecond << n)):
		}
	}
	return try()
}
