package lobby

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Found is what a search came upon. Removed records are never in it.
type Found struct {
	Clients    []ClientMatch // most probable first; their Effects are empty
	Records    []RecordMatch
	Results    int // clients that came back, restricted ones included
	Restricted int // likely clients hidden from the actor

	// As in a Review.
	None, Absent, Missed float64
	Size                 int
	Truncated, TooFew    bool
	Common               []matching.Common
	Ungrouped            bool
	Unprepared           int
	Unreadable           int
}

// AskManager says in words how many clients are hidden; empty if none.
func (f Found) AskManager() string { return askManager(f.Restricted) }

// Search ranks clients and undecided records against what is known of a person.
func (s *Service) Search(ctx context.Context, a Actor, p matching.Person) (Found, error) {
	p = new(reader).person("", p)
	return s.searched(ctx, a, checkPerson("", p), func(ctx context.Context, o *opening) (Found, error) { return s.search(ctx, a, p, o) })
}

func (s *Service) search(ctx context.Context, a Actor, p matching.Person, o *opening) (Found, error) {
	see := s.sight(a)
	st, err := s.rank(ctx, a, s.matcher.Prepare(p), scope{see: see, beside: maxBeside, from: matching.VeryWeak, opens: o})
	if err != nil {
		return Found{}, err
	}
	return see.found(ctx, st)
}

// found is what a ranking came upon, as far as the actor may see it.
func (v *sight) found(ctx context.Context, st standing) (f Found, err error) {
	fs := v.sift(st)
	f = Found{
		Clients: fs.clients, Results: fs.results, Restricted: fs.likely,
		None: fs.none, Absent: fs.absent, Missed: fs.missed,
		Size: st.Size, Truncated: st.Truncated, TooFew: st.TooFew, Common: fs.common, Ungrouped: st.Ungrouped,
		Unprepared: st.unprepared, Unreadable: st.unreadable,
	}
	if err := v.matched(ctx, f.Clients); err != nil {
		return Found{}, err
	}
	f.Records, err = v.neighbours(ctx, st)
	return f, err
}

// Find looks up exactly: a record by its id, its short form or its sender's key (the
// latter two while it is undecided), a client by its id or reference. Space around the
// text makes no difference. What is found is not ranked: only the ID of its Match is set.
func (s *Service) Find(ctx context.Context, a Actor, text string) (Found, error) {
	return s.searched(ctx, a, checkID("text", text), func(ctx context.Context, o *opening) (Found, error) { return s.find(ctx, a, text, o) })
}

// searched writes down that somebody searches, unless what is sought is wrong, and hands
// over what is found.
func (s *Service) searched(ctx context.Context, a Actor, wrong error, search func(context.Context, *opening) (Found, error)) (Found, error) {
	return operate(ctx, s, operation{a: a, act: ActSearch, reads: true}, func(ctx context.Context, _ *operation) (f Found, err error) {
		if wrong != nil {
			return f, wrong
		}
		err = s.witness(ctx, a, []store.Event{{Kind: KindSearched}}, func(o *opening) (err error) {
			f, err = search(ctx, o)
			return err
		})
		if err != nil {
			return Found{}, err
		}
		return f, nil
	})
}

func (s *Service) find(ctx context.Context, a Actor, text string, o *opening) (Found, error) {
	pool, _, err := s.gather(ctx, a, []matching.Key{
		lookupKey(a.Authority, byReference, text), lookupKey(a.Authority, byShort, text), lookupKey(a.Authority, bySenderKey, text),
	}, o)
	if err != nil {
		return Found{}, err
	}
	see, f, exact := s.sight(a), Found{Size: pool.Size}, []string{text}
	if trimmed := strings.TrimSpace(text); trimmed != text { // as it was, before somebody copied it
		exact = append(exact, trimmed)
	}
	for _, id := range slices.Concat(exact, ids(pool.Clients)) {
		c, err := s.openClient(ctx, see, store.ClientID(id))
		switch {
		case nothingThere(err) || err == nil && f.hasClient(id):
		case errors.Is(err, ErrUnreadable): // the log names it
			f.Unreadable++
		case err != nil:
			return Found{}, err
		case slices.Contains(exact, id) || spelled(c.Reference) == spelled(text):
			f.Clients = append(f.Clients, ClientMatch{Match: matching.Match{ID: id}, Client: c})
		}
	}
	for _, id := range slices.Concat(exact, ids(pool.Records)) {
		r, err := s.record(ctx, see, store.RecordID(id))
		switch {
		case nothingThere(err) || err == nil && f.hasRecord(id):
		case errors.Is(err, ErrUnreadable):
			f.Unreadable++
		case err != nil:
			return Found{}, err
		case slices.Contains(exact, id) || Short(r.ID) == spelled(text) || spelled(r.SenderKey) == spelled(text):
			f.Records = append(f.Records, RecordMatch{Match: matching.Match{ID: id}, Record: r})
		}
	}
	f.Results = len(f.Clients)
	return f, see.matched(ctx, f.Clients)
}

// nothingThere reports whether something does not exist for the actor, or was removed.
func nothingThere(err error) bool {
	if err == nil {
		return false
	}
	k := asError(err).Kind
	return k == ErrNotFound || k == ErrRemoved
}

func ids(cs []matching.Candidate) []string {
	out := make([]string, len(cs))
	for i, c := range cs {
		out[i] = c.ID
	}
	return out
}

func (f Found) hasClient(id string) bool {
	return slices.ContainsFunc(f.Clients, func(c ClientMatch) bool { return string(c.Client.ID) == id })
}

func (f Found) hasRecord(id string) bool {
	return slices.ContainsFunc(f.Records, func(r RecordMatch) bool { return string(r.Record.ID) == id })
}
