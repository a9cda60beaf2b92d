package lobby_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// typing lets what officers type wait in the lobby, too.
type typing struct{ lobby.Policy }

func (p typing) Channels() []store.Channel {
	return append(p.Policy.Channels(), store.ChannelOfficerTyped)
}

func TestL16_AnOfficerTypesInACaseWhereThePolicyLetsItWait(t *testing.T) {
	v := lobby.Arrival{Channel: store.ChannelOfficerTyped, Person: jane, Key: "call-1", Sender: "Jobcentre"}
	_, err := newWorld(t, lobby.HPA2()).Receive(t.Context(), amy, v)
	require.Equal(t, "officer", refusal(t, err, lobby.ErrChannel).Code)
	w := newWorld(t, typing{lobby.HPA2()})
	rec, err := w.Receive(t.Context(), amy, v)
	require.NoError(t, err)
	o, err := w.Outcome(t.Context(), amy, rec.ID)
	require.NoError(t, err)
	require.Equal(t, "call-1", o.Key)
	_, err = w.Create(t.Context(), amy, rec.ID, w.held(amy, rec.ID).Token)
	require.NoError(t, err)
	v.Channel = store.ChannelSelfReferral
	_, err = w.Receive(t.Context(), amy, v)
	require.Equal(t, "channel", refusal(t, err, lobby.ErrInvalid).Field, "nobody types in what others send")
}

// What stands in the place of a channel may be a name that was typed in the wrong field.
func TestAChannelThatNobodyKnowsIsNotPrinted(t *testing.T) {
	log := new(bytes.Buffer)
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Logger = slog.New(slog.NewTextHandler(log, nil)) })
	v := lobby.Arrival{Channel: "Jane Secret", Person: jane}
	_, err := w.Receive(t.Context(), portal, v)
	e := refusal(t, err, lobby.ErrChannel)
	require.Equal(t, "unknown", e.Code)
	require.Contains(t, log.String(), "code=unknown")
	require.NotContains(t, log.String()+e.Error()+fmt.Sprint(v), "Secret")
}

func TestL16_NewSaysWhatIsWrong(t *testing.T) {
	s, m, p := new(memory.Store), plainMatcher{}, lobby.HPA2()
	for want, make := range map[string]func(){
		"the store is nil":   func() { lobby.New(nil, m, p, nil) },
		"store is nil":       func() { lobby.New((*memory.Store)(nil), m, p, nil) },
		"the matcher is nil": func() { lobby.New(s, nil, p, nil) },
		"the policy is nil":  func() { lobby.New(s, m, nil, nil) },
		"Name":               func() { lobby.New(s, m, nameless{p}, nil) },
	} {
		require.Contains(t, panicking(make), want)
	}
	require.Contains(t, panicking(func() { lobby.New(nil, nil, nil, &lobby.Options{Tries: -1}) }), "Tries", "everything is said at once")
	for want, o := range map[string]lobby.Options{
		"TokenKey":                              {TokenKey: []byte("a key of thirty-one bytes or so")},
		"IntakeSecret":                          {IntakeSecret: []byte("s")},
		"IntakeSecret is":                       {IntakeSecret: []byte("fifteen bytes i")},
		"TokenKey is":                           {TokenKey: []byte("k")},
		"AuditKeys holds":                       {AuditKeys: []lobby.AuditKey{{Key: []byte("a key of thirty-one bytes or so")}}},
		"AuditKeys is not":                      {AuditKeys: []lobby.AuditKey{{Key: auditKey, From: start}, {Key: auditKey, From: start}}},
		"Lease":                                 {Lease: -1},
		"Guard":                                 {Guard: "certain"},
		"CandidateLimit":                        {CandidateLimit: -1},
		"Tries":                                 {Tries: -3},
		"CommitTimeout":                         {CommitTimeout: -1},
		"DueUrgent":                             {DueUrgent: -time.Hour},
		"DueIn":                                 {DueIn: map[store.Channel]time.Duration{store.ChannelDutyToRefer: -1}},
		"DueIn holds":                           {DueIn: map[store.Channel]time.Duration{"": 1}},
		"DueIn holds a channel that is neither": {DueIn: map[store.Channel]time.Duration{"fax": time.Hour}},
		"DoublePost":                            {DoublePost: -1},
		"RemovalReasons":                        {RemovalReasons: []string{}},
		"WithdrawalReasons":                     {WithdrawalReasons: []string{"she\nsaid so"}},
		"Systems":                               {Systems: []store.System{""}},
		"Services is":                           {Services: []string{}},
		"Services holds":                        {Services: []string{"beds", " "}},
		"Consumers":                             {Consumers: []store.Consumer{"mail", "a\x00"}},
	} {
		require.Contains(t, panicking(func() { lobby.New(s, m, p, &o) }), "Options."+want)
	}
	for _, o := range []*lobby.Options{nil, {}, {TokenKey: []byte("a key of thirty-two bytes or so!"), IntakeSecret: []byte("sixteen bytes it"), Guard: matching.VeryWeak,
		AuditKeys: []lobby.AuditKey{{Key: auditKey}, {Key: auditKey, From: start}}, RemovalReasons: []string{"other"}, DueIn: map[store.Channel]time.Duration{store.ChannelPartner: 0}}} {
		require.NotPanics(t, func() { lobby.New(s, m, p, o) })
	}
}

// auditKey is as short as one may be.
var auditKey = []byte("a key of thirty-two bytes or so!")

func TestAStoreOfTheSmallestBatchesWillDo(t *testing.T) {
	room := func(n int) func() {
		return func() { lobby.New(&answering{Store: new(memory.Store), room: n}, plainMatcher{}, lobby.HPA2(), nil) }
	}
	require.NotPanics(t, room(store.MinChanges))
	require.Contains(t, panicking(room(store.MinChanges-1)), "store.MinChanges")
}

func TestTheDefaultsAreThoseThatTheOptionsSay(t *testing.T) {
	var o lobby.Options
	lobby.Fill(&o)
	require.Equal(t, []any{100, 8, 10 * time.Minute, 10 * time.Second, matching.Possible, 32},
		[]any{o.CandidateLimit, o.Tries, o.DoublePost, o.CommitTimeout, o.Guard, len(o.TokenKey)})
	require.Equal(t, lobby.DefaultReasons(), o.RemovalReasons)
	require.Equal(t, lobby.DefaultReasons(), o.WithdrawalReasons)
	require.WithinDuration(t, time.Now(), o.Now(), time.Hour)
	access, err := o.TaskAccess(t.Context(), leeds, "call")
	require.NoError(t, err)
	require.Equal(t, store.AccessNone, access)
	require.NotEqual(t, o.NewID(), o.NewID())
	for n, most := range map[int]time.Duration{1: 2 * time.Millisecond, 6: 64 * time.Millisecond, 9: 64 * time.Millisecond} {
		longest := time.Duration(0)
		for range 500 {
			longest = max(longest, o.Backoff(n))
		}
		require.Less(t, longest, most)
		require.Greater(t, longest, most/2, "all are met, but for one in 10^150")
	}
}

type nameless struct{ lobby.Policy }

func (nameless) Name() string { return "" }

// panicking is what a function says when it panics.
func panicking(f func()) (said string) {
	defer func() { said = fmt.Sprint(recover()) }()
	f()
	return ""
}
