package lobby

import "github.com/caselobby/caselobby/store"

// On returns the same service on another store: with the same matcher, policy, options
// and keys, so that a token of the one is good for the other. It costs nothing to
// speak of: a host makes one for each of its transactions.
//
// It panics as [New] does if the store takes too little at once.
func (s *Service) On(other store.Store) *Service {
	on := *s
	on.store, on.room = other, roomOf(other)
	return &on
}

// roomOf is how much a store takes in one batch: enough for what one operation writes.
func roomOf(s store.Store) int {
	room := store.BatchLimit(s)
	if room < store.MinChanges {
		panic("lobby: the store takes fewer than store.MinChanges in a batch")
	}
	return room
}
