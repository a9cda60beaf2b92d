package lobby

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/normalise"
	"github.com/caselobby/caselobby/store"
)

// What arrives is compared with what arrived before: under the same key, because a
// sender that counts anew must not lose a person, and without one, because forms
// are sent twice. Ids, times and keys are no part of the content.

// content is what a sender said of a case.
type content struct {
	said []byte       // all of it, unambiguously, but for the tasks, which others work on
	key  matching.Key // finds an undecided record of the same sender and content
}

func contentOf(r *store.Record) content {
	said := saidOf(r)
	return content{said, contentKey(r, said)}
}

func saidOf(r *store.Record) []byte {
	b := parts(string(r.Channel), string(r.Provider), flags(r.Urgent, r.Consent.Refer, r.Consent.ShareContact, r.Referrer.Statutory),
		r.Consent.How, r.Referrer.Organisation, r.Referrer.Body, r.Referrer.Contact, string(r.Details))
	b = appendIdentity(b, &r.Person)
	for i := range r.Household {
		m := &r.Household[i]
		b = appendIdentity(append(b, parts("member", m.Relation)...), &m.Person)
	}
	return b
}

// tasksOf are its tasks, likewise.
func tasksOf(r *store.Record) (b []byte) {
	for _, t := range r.Tasks {
		b = append(b, parts(t.Type, t.Title, t.Note, flags(t.Done))...)
	}
	return b
}

// flags writes each as 0 or 1.
func flags(bs ...bool) string {
	out := make([]byte, len(bs))
	for i, b := range bs {
		out[i] = '0'
		if b {
			out[i] = '1'
		}
	}
	return string(out)
}

// arrived is the digest by which a record remembers what arrived. It is salted with
// the record's id, so that equal content has equal digests in no two records, and it
// is part of the record, so that it goes when the record or its person does.
func arrived(r *store.Record, said []byte) []byte {
	return hmacOf([]byte(r.ID), said, tasksOf(r))[:arrivedLen]
}

// arrivedLen is the length of such a digest.
const arrivedLen = 16

// Behind the digest of what arrived first stand those of what else came under its key and
// was not kept, so that each is told of once, however often its sender tries.

// toldOf reports whether a record remembers that something else arrived.
func toldOf(r *store.Record, digest []byte) bool {
	_, others := cutAt(r.Arrived, arrivedLen)
	for told := range slices.Chunk(others, arrivedLen) {
		if same(told, digest) {
			return true
		}
	}
	return false
}

// remembering is what a record remembers once something else has arrived: not if it does
// not know what came first, nor endlessly much.
func remembering(r *store.Record, digest []byte) []byte {
	if others := len(r.Arrived)/arrivedLen - 1; others < 0 || others >= maxSame {
		return r.Arrived
	}
	return slices.Concat(r.Arrived, digest)
}

// likeness is how an arrival is like what came before under its key.
type likeness int

const (
	likeBefore  likeness = iota // the content is the same, or what the record has been amended to
	likeAnother                 // it is another
	likeNothing                 // what came before is removed, or its client erased
)

// sameAsBefore compares what arrives now with a record that has its id.
func sameAsBefore(before, now store.Record) likeness {
	switch {
	case before.Withdrawn != nil && !before.State.Decided(): // it is about to be closed, and this is not
		return likeAnother
	case len(before.Arrived) > 0:
		first, _ := cutAt(before.Arrived, arrivedLen)
		if !same(first, now.Arrived) && !same(arrived(&before, saidOf(&before)), now.Arrived) {
			return likeAnother
		}
		return likeBefore
	case before.State.Decided() && bare(before):
		return likeNothing
	case string(identity(before.Person)) != string(identity(now.Person)): // written before digests were kept
		return likeAnother
	}
	return likeBefore
}

// nothingIn reports whether a case says nothing at all of anybody.
func nothingIn(r store.Record) bool {
	if slices.ContainsFunc(r.Household, saysWho) {
		return false
	}
	for _, t := range r.Tasks {
		if !blank(t.Type, t.Title, t.Note) {
			return false
		}
	}
	return len(r.Details) == 0 && unsaid(r.Referrer.Organisation, r.Referrer.Contact, r.Referrer.Body) && nobody(r.Person)
}

// saysWho reports whether anything is said of a member of a household.
func saysWho(m store.Member) bool { return !unsaid(m.Relation) || !nobody(m.Person) }

// blank reports whether nothing in texts can be seen. The mark of a lost character
// (U+FFFD) can: something was there.
func blank(texts ...string) bool {
	return !slices.ContainsFunc(texts, func(t string) bool { return normalise.Clean(t) != "" || strings.ContainsRune(t, utf8.RuneError) })
}

// unsaid reports whether texts say nothing: they are blank, or the strokes and dots that
// forms want where there is no answer.
func unsaid(texts ...string) bool {
	return !slices.ContainsFunc(texts, func(t string) bool {
		return !blank(t) && strings.ContainsFunc(t, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsPunct(r) && !unicode.IsSpace(r) })
	})
}

// nobody reports whether nothing at all is known of a person.
func nobody(p matching.Person) bool {
	for _, f := range p.Fields() {
		if !unsaid(f.Values()...) {
			return false
		}
	}
	return true
}

// contentKey is the key of a content. The sender is part of it: nobody else's record is
// found.
func contentKey(r *store.Record, said []byte) matching.Key {
	who := r.SentFor
	if who == "" && userOf(Role(r.SentAs)) {
		who = string(r.Sender)
	}
	return lookupKey(r.Authority, byContent, digestOf(append(parts(string(r.System), r.SentAs, who), said...)))
}

// alike searches for records under the key of a content.
func (s *Service) alike(ctx context.Context, a Actor, c content) (matching.Pool, error) {
	return s.store.Candidates(ctx, a.Authority, []matching.Key{c.key}, s.o.CandidateLimit)
}

// sameContent finds, among those alike, an undecided record of the same sender with the
// same content that arrived only minutes before or after. Where too many are alike for a
// store to name them it is a double without an id, and so it is where the policy keeps
// the record from the sender.
func (s *Service) sameContent(ctx context.Context, a Actor, r store.Record, c content, alike matching.Pool) (id store.RecordID, double bool, err error) {
	if alike.Counts[0].Truncated {
		return "", true, nil
	}
	ids := make([]store.RecordID, 0, len(alike.Records))
	for _, o := range alike.Records {
		ids = append(ids, store.RecordID(o.ID))
	}
	rows, err := s.rows(ctx, a, store.IDs{Records: ids})
	if err != nil {
		return "", false, err
	}
	see := s.sight(a)
	var last store.Record
	for _, o := range rows.Records {
		if o.ID == r.ID || o.State.Decided() || o.Received.Sub(r.Received).Abs() > s.o.DoublePost || contentOf(&o).key != c.key {
			continue
		}
		double = true
		if !o.Received.Before(last.Received) && !see.keptFrom(&o) {
			last = o
		}
	}
	return last.ID, double, nil
}
