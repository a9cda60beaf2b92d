package storetest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// couple is the state of a record and a client that are written alone and
// together: their versions, and the word that each was last written with.
type couple struct {
	Record, Client         store.Version
	RecordWord, ClientWord string
}

// question is what a worker asked of a couple.
type question struct {
	Couple int
	Kind   string // "record", "list", "client", "search", "write", "erase"
	// of a write or an erasure: what it expects; -1 leaves the row alone
	Record, Client store.Version
	Word           string
}

// answer is what came back: for a write how it ended, for a read what it saw.
type answer struct {
	Ended   string // "ok", "conflict", "unknown"
	Version store.Version
	Word    string
}

// next returns the states in which a couple may be after a question and its
// answer: none if it cannot have been answered so.
func (c couple) next(q question, a answer) []any {
	same := []any{c}
	switch q.Kind {
	case "record", "list":
		return when(a.Version == c.Record && a.Word == c.RecordWord, same)
	case "client":
		return when(a.Version == c.Client && a.Word == c.ClientWord, same)
	case "search":
		return when(a.Word == c.ClientWord, same)
	}
	after, fits := c.written(q)
	switch a.Ended {
	case "ok":
		return when(fits, []any{after})
	case "conflict":
		return when(!fits, same)
	}
	if fits {
		return []any{c, after}
	}
	return same
}

// written is the couple after a write or an erasure, and whether it is at the
// versions that this expects.
func (c couple) written(q question) (couple, bool) {
	fits := true
	if q.Record >= 0 {
		fits = fits && c.Record == q.Record
		c.Record, c.RecordWord = q.Record+1, q.Word
	}
	if q.Client >= 0 {
		fits = fits && c.Client == q.Client
		c.Client, c.ClientWord = q.Client+1, q.Word
	}
	return c, fits
}

func when(fits bool, states []any) []any {
	if fits {
		return states
	}
	return nil
}

// model says how couples behave when one operation follows another.
func model() porcupine.Model {
	m := porcupine.NondeterministicModel{
		Partition: func(all []porcupine.Operation) [][]porcupine.Operation {
			parts := make(map[int][]porcupine.Operation)
			for _, o := range all {
				n := o.Input.(question).Couple
				parts[n] = append(parts[n], o)
			}
			var list [][]porcupine.Operation
			for _, p := range parts {
				list = append(list, p)
			}
			return list
		},
		Init: func() []any { return []any{couple{}} },
		Step: func(state, input, output any) []any {
			return state.(couple).next(input.(question), output.(answer))
		},
		DescribeOperation: func(input, output any) string {
			q, a := input.(question), output.(answer)
			return fmt.Sprintf("%s %s at %d,%d: %s %s at %d", q.Kind, q.Word, q.Record, q.Client, a.Ended, a.Word, a.Version)
		},
		DescribeState: func(state any) string { return fmt.Sprintf("%+v", state) },
	}
	return m.ToModel()
}

// recording is a history as it is made.
type recording struct {
	store  store.Store
	began  time.Time
	mu     sync.Mutex
	events []porcupine.Operation
}

// ask puts a question and writes down when it was asked and answered. A read
// that fails tells nothing; a write that fails may have been applied at any
// time from then on.
func (h *recording) ask(ctx context.Context, worker int, q question) answer {
	called := time.Since(h.began).Nanoseconds()
	a, err := h.put(ctx, q)
	returned := time.Since(h.began).Nanoseconds()
	if err != nil {
		if q.Kind != "write" && q.Kind != "erase" {
			return answer{Ended: "unknown"}
		}
		a, returned = answer{Ended: "unknown"}, math.MaxInt64
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.events = append(h.events, porcupine.Operation{ClientId: worker, Input: q, Call: called, Output: a, Return: returned})
	return a
}

func (h *recording) put(ctx context.Context, q question) (answer, error) {
	record, client := store.RecordID(fmt.Sprint("couple-", q.Couple)), store.ClientID(fmt.Sprint("couple-", q.Couple))
	switch q.Kind {
	case "record":
		r, err := recordOf(ctx, h.store, here, record)
		return seen(r.Version, r.Head, err)
	case "list":
		page, err := listOf(ctx, h.store, store.Query{Authority: here, Provider: store.ProviderID(record), Limit: 2})
		if len(page) == 0 {
			return seen(0, "", err)
		}
		return seen(page[0].Version, page[0].Head, err)
	case "client":
		c, err := clientOf(ctx, h.store, here, client)
		return seen(c.Version, c.Person.Given, err)
	case "search":
		pool, err := h.store.Candidates(ctx, here, keys(matching.Key(q.Couple)), 9)
		if len(pool.Clients) == 0 {
			return seen(0, "", err)
		}
		return seen(1, string(pool.Clients[0].Profile), err)
	}
	b := store.Batch{Authority: here}
	if q.Record >= 0 {
		r := store.Record{Authority: here, ID: record, Provider: store.ProviderID(record), State: store.StateWaiting, Received: morning, Head: q.Word}
		b.Records = []recordChange{write(q.Record, r)}
	}
	if q.Client >= 0 {
		c := store.Client{Authority: here, ID: client, Erased: true}
		if q.Kind == "write" {
			c = store.Client{Authority: here, ID: client, Keys: keys(matching.Key(q.Couple)), Person: matching.Person{Given: q.Word}, Profile: matching.Profile(q.Word)}
		}
		b.Clients = []clientChange{writeClient(q.Client, c)}
	}
	err := h.store.Commit(ctx, b)
	if errors.Is(err, store.ErrConflict) {
		return answer{Ended: "conflict"}, nil
	}
	return answer{Ended: "ok"}, err
}

func seen(v store.Version, word string, err error) (answer, error) {
	if errors.Is(err, errAbsent) {
		return answer{Ended: "ok"}, nil
	}
	return answer{Ended: "ok", Version: v, Word: word}, err
}

// work asks n questions of couples taken at random. What a worker writes it
// writes at the versions that it last saw, which others may have passed.
func (h *recording) work(ctx context.Context, worker, n, couples int, random *rand.Rand) {
	known := make([]couple, couples)
	for i := range n {
		q := question{Couple: random.IntN(couples), Record: -1, Client: -1}
		k := &known[q.Couple]
		switch dice := random.IntN(20); {
		case dice < 4:
			q.Kind = "record"
		case dice < 6:
			q.Kind = "list"
		case dice < 9:
			q.Kind = "client"
		case dice < 11:
			q.Kind = "search"
		default:
			q.Kind, q.Word = "write", fmt.Sprintf("%d-%d", worker, i)
			if dice == 19 {
				q.Kind, q.Word = "erase", ""
			}
			if rows := random.IntN(3); rows < 2 {
				q.Record = k.Record
			}
			if q.Record < 0 || random.IntN(2) == 0 {
				q.Client = k.Client
			}
		}
		k.learn(q, h.ask(ctx, worker, q))
		runtime.Gosched()
	}
}

// learn brings what a worker knows of a couple up to date.
func (c *couple) learn(q question, a answer) {
	switch {
	case a.Ended == "unknown" || q.Kind == "search":
	case q.Kind == "record" || q.Kind == "list":
		c.Record = a.Version
	case q.Kind == "client":
		c.Client = a.Version
	case a.Ended == "ok":
		*c, _ = c.written(q)
	}
}
