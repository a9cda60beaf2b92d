package memory

import (
	"iter"
	"slices"
	"sort"
)

// ordered is a sorted set: a list of sorted chunks, so that an insertion moves
// one chunk's elements and not everybody's.
type ordered[E any] struct {
	compare func(a, b E) int
	chunks  [][]E // none empty
}

// maxChunk keeps a chunk's memmove short beside the binary search before it.
const maxChunk = 256

// seek returns the place of the first element that is not below e, and whether
// it equals e. The place may be just past the end of its chunk only if it is
// past the end of everything.
func (o *ordered[E]) seek(e E) (chunk, at int, found bool) {
	chunk, _ = slices.BinarySearchFunc(o.chunks, e, func(c []E, e E) int {
		return o.compare(c[len(c)-1], e)
	})
	if chunk == len(o.chunks) {
		return chunk, 0, false
	}
	at, found = slices.BinarySearchFunc(o.chunks[chunk], e, o.compare)
	return chunk, at, found
}

// insert adds e, unless it is there.
func (o *ordered[E]) insert(e E) {
	i, at, found := o.seek(e)
	switch {
	case found:
		return
	case len(o.chunks) == 0:
		o.chunks = [][]E{{e}}
		return
	case i == len(o.chunks): // above everything: the last chunk takes it
		i, at = i-1, len(o.chunks[i-1])
	}
	o.chunks[i] = slices.Insert(o.chunks[i], at, e)
	if c := o.chunks[i]; len(c) > maxChunk {
		half := len(c) / 2
		o.chunks[i] = slices.Clone(c[:half])
		o.chunks = slices.Insert(o.chunks, i+1, slices.Clone(c[half:]))
	}
}

// remove takes e out, if it is there.
func (o *ordered[E]) remove(e E) {
	i, at, found := o.seek(e)
	if !found {
		return
	}
	o.chunks[i] = slices.Delete(o.chunks[i], at, at+1)
	if len(o.chunks[i]) == 0 {
		o.chunks = slices.Delete(o.chunks, i, i+1)
	}
}

// has reports whether e is there.
func (o *ordered[E]) has(e E) bool {
	_, _, found := o.seek(e)
	return found
}

// from yields upwards everything that is not below e.
func (o *ordered[E]) from(e E) iter.Seq[E] {
	return func(yield func(E) bool) {
		i, at, _ := o.seek(e)
		for ; i < len(o.chunks); i, at = i+1, 0 {
			for _, e := range o.chunks[i][at:] {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// after yields upwards everything from the first element that is above a place.
func (o *ordered[E]) after(above func(E) bool) iter.Seq[E] {
	return func(yield func(E) bool) {
		i := sort.Search(len(o.chunks), func(i int) bool { return above(o.chunks[i][len(o.chunks[i])-1]) })
		if i == len(o.chunks) {
			return
		}
		at := sort.Search(len(o.chunks[i]), func(at int) bool { return above(o.chunks[i][at]) })
		for ; i < len(o.chunks); i, at = i+1, 0 {
			for _, e := range o.chunks[i][at:] {
				if !yield(e) {
					return
				}
			}
		}
	}
}

func (o *ordered[E]) clone() *ordered[E] {
	c := &ordered[E]{compare: o.compare, chunks: slices.Clone(o.chunks)}
	for i := range c.chunks {
		c.chunks[i] = slices.Clone(c.chunks[i])
	}
	return c
}
