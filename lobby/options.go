package lobby

import (
	"context"
	"crypto/rand"
	"log/slog"
	"maps"
	mrand "math/rand/v2"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Options are what a host may choose. The zero value, and nil, are a good
// production set-up of a host with one node; a host with several gives them one
// TokenKey. [New] copies what they hold: a host may wipe its secrets afterwards.
type Options struct {
	// Now is the clock, by default time.Now. Times are kept in UTC, to the
	// microsecond. A clock that goes back delays nothing and endangers nothing:
	// within a record time always moves on.
	Now func() time.Time
	// NewID makes the ids of keyless records, clients, cases, tasks and events.
	// It must never repeat itself. By default UUIDv7.
	NewID func() string
	// NewClientID and NewCaseID make the ids of the clients and cases that decisions
	// create, where a host numbers them itself; Mint makes a client's reference, where the
	// policy wants one. They are called only once a decision is about to be written, and
	// given the store that it is written to: that of [Service.On], which is within the
	// host's transaction, as postgres.Store.Tx has it. A counter that moves in that
	// transaction has no gaps. Any other has a gap for each number that is not used after
	// all, unless the next decision is given it, as in examples/hrs. A decision that is
	// tried again keeps its client's id and reference; one that is taken is passed over, up
	// to Tries times.
	//
	// By default NewID makes ids, and a reference is ten random letters and digits.
	NewClientID func(ctx context.Context, in store.Store, a store.Authority) (store.ClientID, error)
	NewCaseID   func(ctx context.Context, in store.Store, a store.Authority) (store.CaseID, error)
	Mint        func(ctx context.Context, in store.Store, a store.Authority) (string, error)
	// TokenKey encrypts review tokens: at least 32 secret bytes that all
	// nodes of a host share. By default random, so that a token is good for one
	// node until it restarts; then the officer reviews again.
	TokenKey []byte
	// AuditKeys make the digests of events HMACs, so that whoever can write to the store
	// and has no key can forge no trail. They are in the order of time: each is the key
	// of events from its From on, until the next one's. By default digests are not keyed.
	// All nodes of a host have the same keys, and so has whoever audits: give a key to
	// all of them before its time comes, and keep the ones before it.
	AuditKeys []AuditKey
	// IntakeSecret, where given, makes record ids unguessable to whoever knows a
	// sender's key: at least 16 bytes. It must never change. Without it, ids are UUIDv5
	// of authority, system, channel, sender and key; so senders' keys must not be
	// personal.
	IntakeSecret []byte
	// Logger hears of every operation that changes or refuses something: ids and
	// codes only. By default nobody listens.
	Logger *slog.Logger
	// Observer hears of every operation when it has ended. By default nobody does.
	Observer Observer
	// Guard is the rating from which a client that has appeared since the review
	// stops Create. By default matching.Possible.
	Guard matching.Rating
	// CandidateLimit is how many clients may share a blocking key for it to be
	// followed. By default 100.
	CandidateLimit int
	// KeepDiffering lets an arrival wait as a record of its own whose key had arrived
	// before with other content. By default the first arrival stands alone, and the
	// receipt of the second says that it is not kept.
	KeepDiffering bool
	// DoublePost is how close together the same content of the same sender arrives to
	// be taken for one that was sent twice. By default 10 minutes.
	DoublePost time.Duration
	// Systems are those beside store.HPA2, store.HRS and the policy's own whose cases
	// the host keeps in the register. Cases of any other are refused.
	Systems []store.System
	// Lease is how old a claim may become before another officer may take the record
	// by claiming it. By default a claim holds until it is released or reassigned.
	Lease time.Duration
	// Officer reports whether an officer of that id may be given records, for
	// Reassign. By default any id may.
	Officer func(context.Context, store.Authority, store.ActorID) (bool, error)
	// TaskAccess says what provider users may do with tasks of a type. It is asked
	// once a call for each type, so that a change of a type holds at once, for tasks that
	// are there already as well. While it fails a provider user's call is refused with
	// ErrStore and the field "task-access" where it meets a task, and so is anybody's
	// [Service.Tasks], which says what the access is. By default store.AccessNone.
	TaskAccess func(ctx context.Context, a store.Authority, taskType string) (store.Access, error)
	// DueIn is how long after it was received a case of a channel is due, and DueUrgent
	// an urgent one, if that is sooner. By default a case has no due time. A channel that
	// is neither the policy's nor one of store.Channels is refused by New.
	DueIn     map[store.Channel]time.Duration
	DueUrgent time.Duration
	// RemovalReasons and WithdrawalReasons are the codes that may be given. They
	// outlive the record, so they are lists and not free text.
	// By default [DefaultReasons].
	RemovalReasons, WithdrawalReasons []string
	// Services are the codes of the services whose waiting lists people join and whose
	// support starts. Where given, others are refused, and the events of the two say
	// which service it was; so no code may be personal. By default any text is taken,
	// and since it may be of a person, no event repeats it.
	Services []string
	// Consumers are all who poll Events of this system for what they have not
	// acknowledged. Where given, others are refused, and [Service.Retire] keeps what
	// one of them has yet to hear: nothing, where the list is empty and not nil, which says
	// that nobody polls. By default anybody may poll, and no event is retired.
	Consumers []store.Consumer
	// Readings, where given, keeps who opened what (see [Service.Readings]) in place of
	// the store, for example in one log of all the host's systems. If it fails, what was
	// to be opened is refused.
	Readings func(context.Context, []store.Event) error
	// Tries is how often an operation is tried when others change the same rows,
	// by default 8. Backoff is the pause before try n = 1, 2, …, by default
	// random up to 2ⁿ ms.
	Tries   int
	Backoff func(n int) time.Duration
	// CommitTimeout bounds one write and finding out what came of it. A caller's
	// cancellation does not stop a write that has begun. By default 10 s.
	CommitTimeout time.Duration
}

// AuditKey is the key of events from a time on.
type AuditKey struct {
	From time.Time
	Key  []byte // at least 32 secret bytes
}

// DefaultReasons are the codes of removals and withdrawals: duplicate, sent-in-error,
// test, spam, new-referral, wrong-authority, no-consent, disengaged, need-resolved,
// not-eligible, withdrawn and other.
func DefaultReasons() []string {
	return []string{
		"duplicate", "sent-in-error", "test", "spam", "new-referral", "wrong-authority",
		"no-consent", "disengaged", "need-resolved", "not-eligible", "withdrawn", "other",
	}
}

// minTokenKey is the least length of Options.TokenKey and of an AuditKey, in bytes.
const minTokenKey = 32

// minIntakeSecret is the same of Options.IntakeSecret.
const minIntakeSecret = 16

// wrong says which options make no sense. The zero value of each is its default.
func (o *Options) wrong() (wrong []string) {
	type option struct {
		bad  bool
		what string
	}
	all := []option{{0 < len(o.TokenKey) && len(o.TokenKey) < minTokenKey, "TokenKey is shorter than 32 bytes"}}
	for i, k := range o.AuditKeys {
		all = append(all,
			option{len(k.Key) < minTokenKey, "AuditKeys holds a key that is shorter than 32 bytes"},
			option{i > 0 && !k.From.After(o.AuditKeys[i-1].From), "AuditKeys is not in the order of time"})
	}
	all = append(all,
		option{0 < len(o.IntakeSecret) && len(o.IntakeSecret) < minIntakeSecret, "IntakeSecret is shorter than 16 bytes"},
		option{o.Guard != "" && matching.RatingOf(o.Guard.From()) != o.Guard, "Guard is no rating"},
		option{o.CandidateLimit < 0, "CandidateLimit is negative"},
		option{o.Tries < 0, "Tries is negative"},
		option{o.CommitTimeout < 0, "CommitTimeout is negative"},
		option{o.DoublePost < 0, "DoublePost is negative"},
		option{o.Lease < 0, "Lease is negative"},
		option{o.DueUrgent < 0, "DueUrgent is negative"})
	for c, in := range o.DueIn {
		all = append(all,
			option{in < 0, "DueIn is negative"},
			option{checkID("", string(c)) != nil, "DueIn holds a channel that is no identifier"})
	}
	for _, list := range [...]struct {
		name  string
		codes []string
	}{{"RemovalReasons", o.RemovalReasons}, {"WithdrawalReasons", o.WithdrawalReasons}, {"Services", o.Services}} {
		all = append(all,
			option{list.codes != nil && len(list.codes) == 0, list.name + " is empty: nothing could be given; nil is the default"},
			option{malformed(list.codes), list.name + " holds what is no code"})
	}
	all = append(all,
		option{malformed(o.Consumers), "Consumers holds what is no identifier"},
		option{malformed(o.Systems), "Systems holds what is no identifier"})
	for _, x := range all {
		if x.bad {
			wrong = append(wrong, "Options."+x.what)
		}
	}
	return wrong
}

// undue says whether DueIn has a channel by which nothing can ever arrive: a case of the
// channel that was meant would have no due time, and nobody would see. Those of the other
// system may be there, for hosts give both services the same options.
func (o *Options) undue(p Policy) []string {
	known := append(store.Channels(), p.Channels()...)
	for c := range o.DueIn {
		if !slices.Contains(known, c) {
			return []string{"Options.DueIn holds a channel that is neither the policy's nor one of store.Channels"}
		}
	}
	return nil
}

// malformed reports whether one of ids is none.
func malformed[ID ~string](ids []ID) bool {
	return slices.ContainsFunc(ids, func(id ID) bool { return checkID("", string(id)) != nil })
}

// copied are the options in memory of their own: a host may wipe secrets that it has
// handed over, and go on with its own lists.
func (o Options) copied() Options {
	o.TokenKey, o.IntakeSecret = slices.Clone(o.TokenKey), slices.Clone(o.IntakeSecret)
	o.AuditKeys = slices.Clone(o.AuditKeys)
	for i := range o.AuditKeys {
		o.AuditKeys[i].Key = slices.Clone(o.AuditKeys[i].Key)
	}
	o.DueIn = maps.Clone(o.DueIn)
	o.RemovalReasons, o.WithdrawalReasons = slices.Clone(o.RemovalReasons), slices.Clone(o.WithdrawalReasons)
	o.Services, o.Consumers, o.Systems = slices.Clone(o.Services), slices.Clone(o.Consumers), slices.Clone(o.Systems)
	return o
}

// fill puts the defaults in place.
func (o *Options) fill() {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.NewID == nil {
		o.NewID = func() string { return uuid.Must(uuid.NewV7()).String() }
	}
	if o.NewClientID == nil {
		o.NewClientID = func(context.Context, store.Store, store.Authority) (store.ClientID, error) {
			return store.ClientID(o.NewID()), nil
		}
	}
	if o.NewCaseID == nil {
		o.NewCaseID = func(context.Context, store.Store, store.Authority) (store.CaseID, error) {
			return store.CaseID(o.NewID()), nil
		}
	}
	if o.Mint == nil {
		o.Mint = mintRandom
	}
	if len(o.TokenKey) == 0 {
		o.TokenKey = make([]byte, minTokenKey)
		_, _ = rand.Read(o.TokenKey) // never fails
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	o.Observer = somebody(o.Observer)
	if o.Guard == "" {
		o.Guard = matching.Possible
	}
	if o.TaskAccess == nil {
		o.TaskAccess = func(context.Context, store.Authority, string) (store.Access, error) { return store.AccessNone, nil }
	}
	if o.CandidateLimit == 0 {
		o.CandidateLimit = 100
	}
	if o.DoublePost == 0 {
		o.DoublePost = 10 * time.Minute
	}
	if o.RemovalReasons == nil {
		o.RemovalReasons = DefaultReasons()
	}
	if o.WithdrawalReasons == nil {
		o.WithdrawalReasons = DefaultReasons()
	}
	if o.Tries == 0 {
		o.Tries = 8
	}
	if o.Backoff == nil {
		o.Backoff = func(n int) time.Duration { return mrand.N(time.Millisecond << min(n, 6)) }
	}
	if o.CommitTimeout == 0 {
		o.CommitTimeout = 10 * time.Second
	}
}
