package fellegisunter

import (
	"cmp"
	"container/heap"
	"slices"
)

// Link is the weight of a pair that was compared, prior included: at 0 bits the
// two are as likely the same as not.
type Link struct {
	A, B int
	Bits float64
}

// Components joins whatever is connected by links of at least the given bits and
// returns, for each of n records, the smallest record of its cluster. One false
// link joins two whole clusters: ask for more than 0 bits, or use [Clusters].
func Components(n int, links []Link, least float64) []int {
	f := newForest(n)
	for _, l := range links {
		if l.Bits >= least {
			f.join(l.A, l.B)
		}
	}
	return f.roots()
}

// forest is a union-find structure whose root is the smallest member.
type forest []int

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = i
	}
	return f
}

func (f forest) root(i int) int {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

// join makes one tree of those of a and b, and returns its root and the other that was.
func (f forest) join(a, b int) (root, other int) {
	a, b = f.root(a), f.root(b)
	root, other = min(a, b), max(a, b)
	f[other] = root
	return root, other
}

func (f forest) roots() []int {
	out := make([]int, len(f))
	for i := range f {
		out[i] = f.root(i)
	}
	return out
}

// Clusters joins records by average linkage: the two clusters with the highest
// mean weight between their members are joined first, as long as that mean is at
// least the given bits (R. R. Sokal and C. D. Michener, 1958). A record that
// resembles several of one person's records is found although no single pair is
// convincing, and one false link does not join two people.
//
// A pair that has no link counts as absent bits, which should be below least. A
// single weight counts for at most 12 bits either way, so that one pair alone
// cannot outvote the rest. The result holds, for each of n records, the smallest
// record of its cluster; it does not depend on the order of links. Of links that
// name the same pair the first counts.
func Clusters(n int, links []Link, least, absent float64) []int {
	c := clustering{forest: newForest(n), size: make([]int, n), near: make([][]bond, n), least: least, absent: absent}
	for i := range c.size {
		c.size[i] = 1
	}
	c.tie(links)
	for a := range c.near {
		for _, b := range c.near[a] {
			if a < b.to {
				c.propose(a, b)
			}
		}
	}
	for len(c.queue) > 0 {
		if next := heap.Pop(&c.queue).(proposal); c.valid(next) {
			c.merge(next.a, next.b)
		}
	}
	return c.roots()
}

// most is the largest weight that a single link has in an average.
const most = 12

type clustering struct {
	forest
	size          []int
	near          [][]bond // of each root; may name clusters that were joined since
	queue         proposals
	least, absent float64
}

// bond is the sum of the weights of the n links between one cluster and another.
type bond struct {
	to  int
	sum float64
	n   int
}

// tie enters each link at both of its ends, the first of those that name one pair.
func (c *clustering) tie(links []Link) {
	for _, l := range links {
		if l.A == l.B {
			continue
		}
		w := min(max(l.Bits, -most), most)
		c.near[l.A] = append(c.near[l.A], bond{l.B, w, 1})
		c.near[l.B] = append(c.near[l.B], bond{l.A, w, 1})
	}
	for i, bonds := range c.near {
		slices.SortStableFunc(bonds, func(x, y bond) int { return cmp.Compare(x.to, y.to) })
		c.near[i] = slices.CompactFunc(bonds, func(x, y bond) bool { return x.to == y.to })
	}
}

// propose queues that a and the other end of b be joined, if their mean weight is enough.
func (c *clustering) propose(a int, b bond) {
	all := c.size[a] * c.size[b.to]
	mean := (b.sum + float64(float64(all-b.n)*c.absent)) / float64(all)
	if mean >= c.least {
		heap.Push(&c.queue, proposal{mean, min(a, b.to), max(a, b.to), c.size[a] + c.size[b.to]})
	}
}

// valid reports whether neither cluster has been joined with another since p was made.
func (c *clustering) valid(p proposal) bool {
	return c.forest[p.a] == p.a && c.forest[p.b] == p.b && c.size[p.a]+c.size[p.b] == p.sizes
}

// merge joins two clusters, adds up their bonds and proposes what they may be joined with.
func (c *clustering) merge(a, b int) {
	a, b = c.join(a, b)
	c.size[a] += c.size[b]
	bonds := append(c.near[a], c.near[b]...)
	c.near[b] = nil
	for i := range bonds {
		bonds[i].to = c.root(bonds[i].to)
	}
	slices.SortFunc(bonds, func(x, y bond) int { return cmp.Compare(x.to, y.to) })
	kept := bonds[:0]
	for _, x := range bonds {
		switch last := len(kept) - 1; {
		case x.to == a: // a link between the two that were joined
		case last >= 0 && kept[last].to == x.to:
			kept[last].sum += x.sum
			kept[last].n += x.n
		default:
			kept = append(kept, x)
		}
	}
	c.near[a] = kept
	for _, x := range kept {
		c.propose(a, x)
	}
}

// proposal is to join two clusters.
type proposal struct {
	mean  float64
	a, b  int
	sizes int // of both together, when it was made
}

// proposals is a heap, the best first, ties by record.
type proposals []proposal

func (q proposals) Len() int { return len(q) }
func (q proposals) Less(i, j int) bool {
	return cmp.Or(-cmp.Compare(q[i].mean, q[j].mean), cmp.Compare(q[i].a, q[j].a), cmp.Compare(q[i].b, q[j].b)) < 0
}
func (q proposals) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *proposals) Push(x any)   { *q = append(*q, x.(proposal)) }
func (q *proposals) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

// OneToOne picks links between two files in which each record has at most one
// partner: the heaviest first, as long as both ends are free and it has at least
// the given bits. A and B are records of the first and of the second file. Ties
// go to the smaller A, then the smaller B. A weight of NaN is not enough. Links is not
// changed.
func OneToOne(links []Link, least float64) []Link {
	sorted := slices.Clone(links)
	slices.SortFunc(sorted, func(x, y Link) int {
		return cmp.Or(-cmp.Compare(x.Bits, y.Bits), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	takenA, takenB := map[int]bool{}, map[int]bool{}
	out := sorted[:0]
	for _, l := range sorted {
		if !(l.Bits >= least) { // NaN sorts last, and ends it too
			break
		}
		if !takenA[l.A] && !takenB[l.B] {
			takenA[l.A], takenB[l.B] = true, true
			out = append(out, l)
		}
	}
	return out
}
