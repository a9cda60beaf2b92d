package memory

import (
	"iter"
	"slices"
)

// ordered is a sorted set: a list of sorted chunks, so that an insertion moves
// one chunk's elements and not everybody's. An element is found by its key, which
// no other has.
type ordered[E, K any] struct {
	key     func(E) K
	compare func(a, b K) int
	chunks  [][]E // none empty
}

// maxChunk keeps a chunk's memmove short beside the binary search before it.
const maxChunk = 256

// seek returns the place of the first element that is not below k, and whether
// it is at k. The place may be just past the end of its chunk only if it is
// past the end of everything.
func (o *ordered[E, K]) seek(k K) (chunk, at int, found bool) {
	to := func(e E, k K) int { return o.compare(o.key(e), k) }
	chunk, _ = slices.BinarySearchFunc(o.chunks, k, func(c []E, k K) int { return to(c[len(c)-1], k) })
	if chunk == len(o.chunks) {
		return chunk, 0, false
	}
	at, found = slices.BinarySearchFunc(o.chunks[chunk], k, to)
	return chunk, at, found
}

// insert adds e, unless one of its key is there.
func (o *ordered[E, K]) insert(e E) {
	i, at, found := o.seek(o.key(e))
	switch {
	case found:
		return
	case len(o.chunks) == 0:
		o.chunks = [][]E{{e}}
		return
	case i == len(o.chunks): // above everything: the last chunk takes it
		i, at = i-1, len(o.chunks[i-1])
	}
	o.chunks[i] = put(o.chunks[i], at, e)
	if c := o.chunks[i]; len(c) > maxChunk {
		half := len(c) / 2
		o.chunks[i] = slices.Clone(c[:half])
		o.chunks = put(o.chunks, i+1, slices.Clone(c[half:]))
	}
}

// put is slices.Insert of one element, and a tenth of its size in a program.
func put[E any](s []E, at int, e E) []E {
	s = append(s, e)
	copy(s[at+1:], s[at:])
	s[at] = e
	return s
}

// remove takes e out, if it is there.
func (o *ordered[E, K]) remove(e E) {
	i, at, found := o.seek(o.key(e))
	if !found {
		return
	}
	o.chunks[i] = slices.Delete(o.chunks[i], at, at+1)
	if len(o.chunks[i]) == 0 {
		o.chunks = slices.Delete(o.chunks, i, i+1)
	}
}

// has reports whether e is there.
func (o *ordered[E, K]) has(e E) bool {
	_, _, found := o.seek(o.key(e))
	return found
}

// from yields upwards everything that is not below k.
func (o *ordered[E, K]) from(k K) iter.Seq[E] {
	return func(yield func(E) bool) {
		i, at, _ := o.seek(k)
		for ; i < len(o.chunks); i, at = i+1, 0 {
			for _, e := range o.chunks[i][at:] {
				if !yield(e) {
					return
				}
			}
		}
	}
}

func (o *ordered[E, K]) clone() *ordered[E, K] {
	c := &ordered[E, K]{key: o.key, compare: o.compare, chunks: slices.Clone(o.chunks)}
	for i := range c.chunks {
		c.chunks[i] = slices.Clone(c.chunks[i])
	}
	return c
}
