package postgres

import "sync"

// crowd remembers which keys led to more people than a search follows, when they were
// last looked up. What it says decides how a search is put, and never what is found: it
// may be out of date, and another store knows nothing of it.
//
// To count even a few carriers of a key takes the server as long as to find whoever is
// shown, so of clients it remembers as well how many had left such a key, or one of its
// share, when they were counted. As long as nobody else has, there are as many still.
type crowd struct {
	mu          sync.Mutex
	now, before map[crowded]proof
}

// crowded is a key that more people carry than a limit: more records, or more clients.
type crowded struct {
	key     int64
	limit   int
	clients bool
}

// proof is that more people carried a key than the limit when they were counted, and how
// many had left the key by then.
type proof struct {
	counted bool
	left    int
	uses    int // how often it was relied on since
}

const (
	// maxNow is how many keys are remembered at least. The oldest are forgotten.
	maxNow = 1 << 15

	// maxUses is how often a key is not counted anew though nobody has left: a build
	// before this one, or a hand, may have let somebody leave untold.
	maxUses = 64
)

// part parts keys into those that are not known to be crowded and those that are.
func (c *crowd) part(keys []int64, limit int, clients bool) (rare, known []int64) {
	rare = make([]int64, 0, len(keys))
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, k := range keys {
		if _, crowds := c.of(crowded{k, limit, clients}); crowds {
			known = append(known, k)
		} else {
			rare = append(rare, k)
		}
	}
	return rare, known
}

func (c *crowd) of(at crowded) (p proof, known bool) {
	if p, known = c.now[at]; !known {
		p, known = c.before[at]
	}
	return p, known
}

// learn remembers which keys are crowded, by how many people each led to.
func (c *crowd) learn(keys []int64, counts []int, limit int, clients bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, k := range keys {
		at := crowded{k, limit, clients}
		if counts[i] <= limit {
			delete(c.now, at)
			delete(c.before, at)
			continue
		}
		p, _ := c.of(at)
		c.put(at, p)
	}
}

func (c *crowd) put(at crowded, p proof) {
	if _, there := c.now[at]; !there && (c.now == nil || len(c.now) == maxNow) {
		c.before, c.now = c.now, make(map[crowded]proof)
	}
	c.now[at] = p
}

// presumed is a key that is crowded if no more have left than had.
type presumed struct {
	key  int64
	left int
}

// presume parts keys that are crowded with clients into those to count and others.
func (c *crowd) presume(keys []int64, limit int) (count []int64, others []presumed) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, k := range keys {
		at := crowded{k, limit, true}
		p, _ := c.of(at)
		if !p.counted || p.uses == maxUses {
			count = append(count, k)
			continue
		}
		p.uses++
		c.put(at, p)
		others = append(others, presumed{k, p.left})
	}
	return count, others
}

// prove remembers that a key was crowded with clients when so many had left, doubt that
// it has to be counted.
func (c *crowd) prove(key int64, limit, left int) {
	c.remember(key, limit, proof{counted: true, left: left})
}
func (c *crowd) doubt(key int64, limit int) { c.remember(key, limit, proof{}) }

func (c *crowd) remember(key int64, limit int, p proof) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.put(crowded{key, limit, true}, p)
}
