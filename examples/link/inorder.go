package main

import (
	"context"
	"iter"
	"sync"
)

// inOrder does a piece of work for every item, several at a time, and hands the
// results out one by one in the order of the items. The first error, or the
// context's, ends it.
func inOrder[T, R any](ctx context.Context, workers int, items iter.Seq[T], work func(T) (R, error), each func(R) error) error {
	ctx, stop := context.WithCancel(ctx)
	type outcome struct {
		result R
		err    error
	}
	type job struct {
		item T
		out  chan outcome
	}
	todo, queue := make(chan job), make(chan job, 8*workers) // queue keeps the order, and bounds what waits
	var group sync.WaitGroup
	defer group.Wait()
	defer stop()
	group.Go(func() {
		defer close(todo)
		defer close(queue)
		for item := range items {
			j := job{item, make(chan outcome, 1)}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			select {
			case todo <- j:
			case <-ctx.Done():
				return
			}
		}
	})
	for range workers {
		group.Go(func() {
			for j := range todo {
				r, err := work(j.item)
				j.out <- outcome{r, err}
			}
		})
	}
	for j := range queue {
		select {
		case o := <-j.out:
			if o.err != nil {
				return o.err
			}
			if err := each(o.result); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}
