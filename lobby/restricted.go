package lobby

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"log/slog"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Somebody in danger must not be found through the lobby. Whatever an operation
// hands out of a client, of a decision that names one, or of a ranking that found
// one, goes through here; beside it there is only what a ranking may tell as a whole,
// in findings.go.

// sight is what an actor may know of clients. An operation works it out once and
// passes it on; it lives no longer than the call.
type sight struct {
	s *Service
	a Actor
	// opens is whether restricted clients are open to the actor, once the policy was asked.
	opens, asked bool
	// looked remembers what was found of clients that were looked up.
	looked map[store.ClientID]outlook
	// tasks remembers what provider users may do with tasks of a type.
	tasks map[string]store.Access
}

// outlook is what an actor may know of one client.
type outlook struct {
	hidden bool // restricted from the actor
	erased bool // or about to be: its erasure has begun
}

func (s *Service) sight(a Actor) *sight { return &sight{s: s, a: a} }

// open reports whether restricted clients are open to the actor. It asks the policy once,
// when it is needed: most operations meet no such client.
func (v *sight) open() bool {
	if !v.asked {
		v.opens, v.asked = v.s.policy.Permit(v.a, ActSeeRestricted, nil) == nil, true
	}
	return v.opens
}

// look looks a client up, once. Of one that is not there nothing is hidden; of one that
// cannot be read nobody knows, and it stays hidden.
func (v *sight) look(ctx context.Context, id store.ClientID) (o outlook, err error) {
	if id == "" {
		return o, nil
	}
	if o, known := v.looked[id]; known {
		return o, nil
	}
	rows, err := v.s.rows(ctx, v.a, store.IDs{Clients: []store.ClientID{id}})
	if err != nil {
		return outlook{hidden: true}, err
	}
	return v.lookAmong(ctx, rows, id)
}

// lookAhead looks up together the clients for whom records were decided.
func (v *sight) lookAhead(ctx context.Context, rs []store.Record) error {
	var ids []store.ClientID
	for _, r := range rs {
		if r.Decision != nil {
			ids = append(ids, r.Decision.Client)
		}
	}
	return v.lookUp(ctx, ids)
}

// lookUp looks clients up together, each once.
func (v *sight) lookUp(ctx context.Context, ids []store.ClientID) error {
	ids = slices.DeleteFunc(ids, func(id store.ClientID) bool {
		_, known := v.looked[id]
		return known || id == ""
	})
	rows, err := v.s.rows(ctx, v.a, store.IDs{Clients: ids})
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, known := v.looked[id]; known { // named twice, or on the way from another
			continue
		}
		if _, err := v.lookAmong(ctx, rows, id); err != nil {
			return err
		}
	}
	return nil
}

// lookAmong looks a client up in rows that were read for it.
func (v *sight) lookAmong(ctx context.Context, rows store.Rows, id store.ClientID) (o outlook, err error) {
	c, err := clientIn(rows, id)
	switch {
	case isNotFound(err):
	case err != nil: // unreadable
		o.hidden = !v.open()
	default:
		if o, err = v.lookRow(ctx, c); err != nil {
			return outlook{hidden: true}, err
		}
	}
	v.remember(o, id)
	return o, nil
}

// remember keeps what was found of clients.
func (v *sight) remember(o outlook, ids ...store.ClientID) {
	if v.looked == nil {
		v.looked = make(map[store.ClientID]outlook)
	}
	for _, id := range ids {
		v.looked[id] = o
	}
}

// lookRow is the same of a client that was read, and of what is left of it where the
// host has merged it. Whoever is on the way there is looked up with it.
func (v *sight) lookRow(ctx context.Context, c store.Client) (o outlook, err error) {
	var way []store.ClientID
	for !slices.Contains(way, c.ID) {
		way = append(way, c.ID)
		hidden := c.Restricted && !v.open()
		next, known := v.looked[c.MergedInto]
		switch {
		case hidden || c.MergedInto == "":
			o = outlook{hidden: hidden, erased: c.Erased}
		case known:
			o = next
		default:
			if c, err = v.s.clientOf(ctx, v.a, c.MergedInto); err == nil {
				continue
			}
			unreadable := errors.Is(err, ErrUnreadable)
			if !unreadable && !isNotFound(err) {
				return outlook{}, err
			}
			o = outlook{hidden: unreadable && !v.open()}
		}
		v.remember(o, way...)
		return o, nil
	}
	return outlook{hidden: !v.open()}, nil // merged in a ring: what nobody can follow stays hidden
}

// hides reports whether a client is restricted from the actor.
func (v *sight) hides(ctx context.Context, id store.ClientID) (bool, error) {
	if v.open() {
		return false, nil
	}
	o, err := v.look(ctx, id)
	return o.hidden, err
}

// hidesRow reports the same of a client that was read.
func (v *sight) hidesRow(ctx context.Context, c store.Client) (bool, error) {
	if v.open() {
		return false, nil
	}
	o, err := v.lookRow(ctx, c)
	return o.hidden || err != nil, err
}

// admit refuses a client that is hidden from the actor, as if it were not there,
// and tells the log of a restricted one that the actor opens.
func (v *sight) admit(ctx context.Context, c store.Client) error {
	hidden, err := v.hidesRow(ctx, c)
	switch {
	case err != nil:
		return err
	case hidden:
		return &Error{Kind: ErrNotFound}
	case c.Restricted:
		v.s.o.Logger.LogAttrs(ctx, slog.LevelInfo, "lobby: restricted client opened",
			v.s.about(v.a, ActSeeRestricted, "", c.ID)...)
	}
	return nil
}

// record is a record as far as the actor may see it. Of one that was decided for a
// hidden client it shows as little as of the client, and of one whose client is being
// erased what will be left of it.
func (v *sight) record(ctx context.Context, r store.Record) (store.Record, error) {
	r.Keys, r.Profile, r.Arrived = nil, "", nil
	var err error
	if r.Tasks, err = v.visible(ctx, r.Tasks); err != nil {
		return store.Record{}, err
	}
	if r.Household, err = v.household(ctx, r.Household, r.Decision != nil); err != nil || r.Decision == nil {
		return r, err
	}
	d, hidden, err := v.decision(ctx, r)
	if err != nil {
		return store.Record{}, err
	}
	client, err := v.look(ctx, r.Decision.Client)
	switch {
	case err != nil:
		return store.Record{}, err
	case hidden:
		r = stripped(r)
		r.Head, r.Withdrawn = "", nil // a digest, in which the client is, and what the sender says of the person since
	case client.erased:
		r = stripped(r)
		d.Reference = ""
	}
	r.Decision = d
	return r, nil
}

// decision is as much of a decision as the actor may know, and whether its client is
// hidden from the actor. A provider's user is told the case in which the work goes on, a
// sender the time alone, and neither who the client is.
func (v *sight) decision(ctx context.Context, r store.Record) (_ *store.Decision, hidden bool, err error) {
	d := *r.Decision
	d.Key, d.Compared = "", nil
	switch {
	case v.a.Role == ProviderUser:
		return &store.Decision{Kind: d.Kind, At: d.At, Case: d.Case}, false, nil
	case sends(v.a.Role):
		return &store.Decision{At: d.At}, false, nil
	}
	if hidden, err = v.hides(ctx, d.Client); hidden {
		d.Client, d.Case, d.Seen, d.Reference, d.Reason, d.Closed, d.Superseded = "", "", 0, "", "", false, nil
	}
	return &d, hidden, err
}

// keptFrom reports whether the policy has it that a record of this system does not exist
// for the actor, whatever else the actor may see of what came of it.
func (v *sight) keptFrom(r *store.Record) bool {
	return r.System == v.s.system && errors.Is(v.s.permit(v.a, ActRead, r), ErrNotFound)
}

// live refuses whatever was decided, and points to as much of the outcome as the
// actor may know.
func (s *Service) live(ctx context.Context, a Actor, r store.Record) error {
	switch {
	case r.State == store.StateRemoved:
		return &Error{Kind: ErrRemoved}
	case !r.State.Decided():
		return nil
	}
	d, _, err := s.sight(a).decision(ctx, r)
	if err != nil {
		return err
	}
	return &Error{Kind: ErrDecided, Decision: d}
}

// events leaves out of events what would name a hidden client, as the record of its
// decision does; the digests too, by which a guess could be tried. An auditor, who opens
// no clients, is told ids as they are.
func (v *sight) events(ctx context.Context, q store.EventQuery, es []store.Event) ([]store.Event, error) {
	for i := range es {
		hidden, err := v.event(ctx, &es[i])
		if err != nil {
			return nil, err
		}
		if hidden && q.Client != "" { // asked for by name: there is no such client
			return nil, nil
		}
	}
	return es, nil
}

// event does so with one, and reports whether its client is hidden. Whoever the person
// of a record turns out to be, the service that the person waits for is not told either,
// nor why its sender took it back; and that a member of the household was linked reads as
// any other correction of the household.
func (v *sight) event(ctx context.Context, e *store.Event) (hidden bool, err error) {
	if v.wholeTrail() == nil {
		return false, nil
	}
	e.Digest, e.Previous = "", "" // the one after has the digest of the one that is hidden
	switch {
	case namesService(e.Kind), e.Kind == KindWithdrawn:
		e.Code = ""
	case e.Kind == KindMemberLinked: // where no link is shown, it would be to somebody hidden
		e.Kind, e.Code = KindAmended, "details"
	}
	if err := v.counterpart(ctx, e); err != nil || e.Client == "" {
		return false, err
	}
	if hidden, err = v.hides(ctx, e.Client); hidden {
		e.Client, e.Case, e.Code = "", "", ""
	}
	return hidden, err
}

// counterpart leaves out the other client of an event of a merge, if that one is hidden.
// The two may have parted again, and then one is hidden and the other is not.
func (v *sight) counterpart(ctx context.Context, e *store.Event) error {
	switch e.Kind {
	case KindClientMerged, KindClientJoined, KindClientUnmerged, KindClientParted:
		hidden, err := v.hides(ctx, store.ClientID(e.Code))
		if hidden {
			e.Code = ""
		}
		return err
	}
	return nil
}

// wholeTrail refuses whoever may open clients and not the restricted ones: to them
// events are not told as they are, nor anything by which a guess at one could be tried.
func (v *sight) wholeTrail() error {
	if v.open() || v.s.permit(v.a, ActReadClient, nil) != nil {
		return nil
	}
	return v.s.permit(v.a, ActSeeRestricted, nil)
}

// The weight of a value depends on how many clients have it, so that it could tell of a
// hidden one. Who is found by a value is known, and is taken out of its count. A value
// that is only counted, such as a postcode, leads to nobody: a restricted client
// therefore carries a second key beside each of these, by which the restricted are
// counted.

// restrictedKeys are those second keys, of the keys by which an actor looks for
// somebody: none, unless restricted clients are hidden from it.
func (v *sight) restrictedKeys(keys []matching.Key) []matching.Key {
	if v == nil || v.open() {
		return nil
	}
	return restrictedKeys(keys)
}

func restrictedKeys(keys []matching.Key) (second []matching.Key) {
	said := [18]byte([]byte("restricted--------"))
	for _, k := range keys {
		if k.CountOnly() {
			binary.BigEndian.PutUint64(said[10:], uint64(k))
			sum := sha256.Sum256(said[:])
			second = append(second, matching.Key(binary.BigEndian.Uint64(sum[:8])|1<<63))
		}
	}
	return second
}

// named is the id of a client that a ranking found, empty if it is hidden. Whoever
// is ranked is merged into nobody.
func (v *sight) named(c store.Client) store.ClientID {
	if c.Restricted && !v.open() {
		return ""
	}
	return c.ID
}
