package postgres

// tally is what a commit changes in the counts of keys: clients more or fewer under each.
type tally map[int64]int64

func (t tally) count(keys []int64, by int64) {
	for _, k := range keys {
		t[k] += by
	}
}

// writes append what has changed, and fold it where it has become many.
func (t tally) writes(a string) (w writes) {
	var keys, clients []int64
	for k, n := range t {
		if n != 0 {
			keys, clients = append(keys, k), append(clients, n)
		}
	}
	if len(keys) > 0 {
		w.add(addTally, a, keys, clients)
		w.keep(foldTally, a, keys)
	}
	return w
}
