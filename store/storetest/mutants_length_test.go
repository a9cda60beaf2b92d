package storetest

import (
	"context"
	"errors"
	"math"
	"strings"

	"github.com/caselobby/caselobby/store"
)

const (
	longNames = "rows/names of the greatest length are kept and compared together"
	questions = "contract/a question that no store answers is refused as invalid"
	byteIDs   = "rows/ids compare byte for byte"
)

// errKey is what an engine says of a key that is longer than its keys may be.
var errKey = errors.New("index row size exceeds maximum")

const otherVersion = "versions/a version that is not the row's is refused"

var lengthMutants = []mutant{
	{"versions are compared by their last 32 bits", otherVersion, func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			now := atCurrent(ctx, s.Store, b)
			for i, c := range b.Records {
				if int32(c.Expect) != int32(now.Records[i].Expect) {
					return store.ErrConflict
				}
			}
			for i, c := range b.Clients {
				if int32(c.Expect) != int32(now.Clients[i].Expect) {
					return store.ErrConflict
				}
			}
			return commit(ctx, now)
		}
	}},
	{"a row is put together anew at every hundredth version", "versions/a version goes on where a byte would begin again", func(s *broken) {
		last := make(map[store.RecordID]string)
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				if c.Next != nil && (c.Expect < 100 || c.Expect%100 == 0) {
					last[c.ID] = c.Next.Head
				}
			}
			return commit(ctx, b)
		}
		s.record = func(ctx context.Context, a store.Authority, id store.RecordID) (store.Record, error) {
			r, err := recordOf(ctx, s.Store, a, id)
			r.Head = last[id]
			return r, err
		}
	}},
	{"after the greatest version there is an error", otherVersion, func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(b.Records) > 0 && b.Records[0].Expect == math.MaxInt64 {
				return errors.New("bigint out of range")
			}
			return commit(ctx, b)
		}
	}},
	{"the texts of an event end after 64 letters", longNames, func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for i, e := range b.Events {
				b.Events[i].Code, b.Events[i].Digest = firstLetters(e.Code, 64), firstLetters(e.Digest, 64)
			}
			return commit(ctx, b)
		}
	}},
	{"who has acknowledged what is a key of 500 bytes", longNames, keyedUpTo(500, func(b store.Batch) (all []string) {
		for _, k := range b.Acks {
			all = append(all, string(b.Authority)+string(k.Consumer)+string(k.Event))
		}
		return all
	})},
	{"a provider's list has keys of 500 bytes", longNames, keyedUpTo(500, func(b store.Batch) (all []string) {
		for _, c := range b.Records {
			all = append(all, string(b.Authority)+string(c.Next.Provider)+string(c.ID))
		}
		return all
	})},
	{"a record's trail has keys of 500 bytes", longNames, keyedUpTo(500, func(b store.Batch) (all []string) {
		for _, e := range b.Events {
			all = append(all, string(b.Authority)+string(e.Record)+string(e.ID))
		}
		return all
	})},
	{"to look for a provider in 2,000 bytes is an error", questions, func(s *broken) {
		records := s.records
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			if len(q.Provider) > 2000 {
				return nil, errKey
			}
			return records(ctx, q)
		}
	}},
	{"to look for an officer in 10,000 bytes is an error", questions, func(s *broken) {
		records := s.records
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			if len(q.Holder) > 10_000 {
				return nil, errKey
			}
			return records(ctx, q)
		}
	}},
	{"to look for a client's trail in 2,000 bytes is an error", questions, func(s *broken) {
		events := s.events
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if len(q.Client) > 2000 {
				return nil, errKey
			}
			return events(ctx, q)
		}
	}},
	{"names between two underscores are the engine's own", byteIDs, reserved(func(id string) bool {
		return len(id) > 4 && strings.HasPrefix(id, "__") && strings.HasSuffix(id, "__")
	})},
	{"names that begin with an underscore are the engine's own", byteIDs, reserved(func(id string) bool { return len(id) > 1 && id[0] == '_' })},
	{"a dot in a name leads into a document", byteIDs, reserved(func(id string) bool { return len(id) == 3 && id[1] == '.' && id[0] != '1' })},
}

func firstLetters(text string, n int) string {
	letters := []rune(text)
	return string(letters[:min(len(letters), n)])
}

// keyedUpTo refuses what has a longer key.
func keyedUpTo(n int, of func(store.Batch) []string) func(*broken) {
	return func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			if b.Check() == nil {
				for _, key := range of(b) {
					if len(key) > n {
						return errKey
					}
				}
			}
			return commit(ctx, b)
		}
	}
}

// reserved refuses records of some names.
func reserved(own func(id string) bool) func(*broken) {
	return func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				if own(string(c.ID)) {
					return errors.New("document id is reserved")
				}
			}
			return commit(ctx, b)
		}
	}
}
