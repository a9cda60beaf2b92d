package lobby

import "github.com/caselobby/caselobby/store"

// On returns the same service on another store: with the same matcher, policy, options
// and keys, so that a token of the one is good for the other. It costs next to nothing:
// a host makes one for each of its transactions. Log and Observer are told when an
// operation ends, and not whether the host commits what it wrote. In a transaction that
// reads as of one moment (REPEATABLE READ), a decision that the same request has taken
// meanwhile, made twice at once, is not seen: the officer may be told to look again, and
// the same call in another transaction is answered with what was decided.
//
// It panics as [New] does if the store is missing, or takes too little at once.
func (s *Service) On(other store.Store) *Service {
	insist("On", missing(other, s.matcher, s.policy))
	on := *s
	on.store, on.room = other, store.BatchLimit(other)
	return &on
}
