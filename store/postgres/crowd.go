package postgres

import "sync"

// crowd remembers which keys led to more people than a search follows, when they were
// last looked up. What it says decides how a search is put, and never what is found: it
// may be out of date, and another store knows nothing of it.
type crowd struct {
	mu          sync.Mutex
	now, before map[crowded]bool
}

// crowded is a key that more people carry than a limit: more records, or more clients.
type crowded struct {
	key     int64
	limit   int
	clients bool
}

// crowds is how many keys are remembered at least. The oldest are forgotten.
const crowds = 1 << 15

// part parts keys into those that are not known to be crowded and those that are.
func (c *crowd) part(keys []int64, limit int, clients bool) (rare, known []int64) {
	rare = make([]int64, 0, len(keys))
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, k := range keys {
		if at := (crowded{k, limit, clients}); c.now[at] || c.before[at] {
			known = append(known, k)
		} else {
			rare = append(rare, k)
		}
	}
	return rare, known
}

// learn remembers which keys are crowded, by how many people each led to.
func (c *crowd) learn(keys []int64, counts []int, limit int, clients bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, k := range keys {
		at := crowded{k, limit, clients}
		switch {
		case counts[i] <= limit:
			delete(c.now, at)
			delete(c.before, at)
		case !c.now[at]:
			if c.now == nil || len(c.now) == crowds {
				c.before, c.now = c.now, make(map[crowded]bool)
			}
			c.now[at] = true
		}
	}
}
