package lobby

import (
	"context"
	"crypto/rand"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// mint makes a reference if the policy wants one, or keeps that of the attempt before.
// That one is taken shows only as a conflict. So from the second attempt on every
// reference is looked up, and another is minted in its place. If each is taken, the
// host's counter is behind, and the error says so.
func (s *Service) mint(ctx context.Context, a Actor, before string) (string, error) {
	if !s.policy.MintsReference() {
		return "", nil
	}
	next := keeping(before, func() (string, error) { return s.mintOne(ctx, a) })
	for range s.o.Tries {
		ref, err := next()
		if err != nil || before == "" {
			return ref, err
		}
		if taken, err := s.taken(ctx, a, store.Client{Reference: ref}); err != nil || !taken {
			return ref, err
		}
	}
	return "", &Error{Kind: ErrReference, Field: "reference", Code: "taken"}
}

func (s *Service) mintOne(ctx context.Context, a Actor) (string, error) {
	ref, err := s.o.Mint(ctx, s.store, a.Authority)
	if err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", &Error{Kind: ErrReference, Code: "mint-failed", cause: err}
	}
	if err := checkID("reference", ref); err != nil {
		return "", &Error{Kind: ErrReference, Code: "mint-unfit", cause: err}
	}
	return ref, nil
}

// crockford has no letter that is taken for a digit, nor a U.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// mintRandom makes a reference of 50 random bits. A taken one is refused by the
// store, and the next one is tried.
func mintRandom(context.Context, store.Store, store.Authority) (string, error) {
	var b [10]byte
	_, _ = rand.Read(b[:]) // never fails
	for i := range b {
		b[i] = crockford[b[i]%32]
	}
	return string(b[:5]) + "-" + string(b[5:]), nil
}

// taken reports whether a reference is another client's. A conflict does not say
// so: whoever has the reference does.
func (s *Service) taken(ctx context.Context, a Actor, c store.Client) (bool, error) {
	if c.Reference == "" {
		return false, nil
	}
	pool, err := s.store.Candidates(ctx, a.Authority, []matching.Key{lookupKey(a.Authority, byReference, c.Reference)}, s.o.CandidateLimit)
	if err != nil {
		return false, err
	}
	var holders store.IDs
	for _, id := range ids(pool.Clients) {
		holders.Clients = append(holders.Clients, store.ClientID(id))
	}
	rows, err := s.rows(ctx, a, holders)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(rows.Clients, func(holder store.Client) bool {
		return holder.ID != c.ID && holder.Reference == c.Reference
	}), nil
}
