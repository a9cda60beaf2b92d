package postgres

import (
	"context"
	"math/rand/v2"
	"time"
)

// attempts is how often a transaction is tried in all.
const attempts = 8

// hosted is an error within a transaction of the host's, which alone can try again.
type hosted struct{ error }

func (h hosted) Unwrap() error { return h.error }

// final leaves an error to the host to try again.
func final(err error) error {
	if err == nil {
		return nil
	}
	return hosted{err}
}

// again runs try until it ends in something other than a passing failure.
func again(ctx context.Context, try func() error) error { return againIf(ctx, passing, try) }

// againIf runs try until it ends in something other than a failure of that kind,
// waiting a random while that doubles from a millisecond between attempts.
func againIf(ctx context.Context, failed func(error) bool, try func() error) error {
	for n := range attempts - 1 {
		err := try()
		if err == nil || !failed(err) {
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
