package lobbytest

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// recorder is a test that may fail without anybody's failing with it.
type recorder struct {
	mu     sync.Mutex
	failed bool
	said   strings.Builder
}

func (*recorder) Helper() {}

func (r *recorder) Logf(f string, a ...any) { r.say(false, f, a...) }

func (r *recorder) Errorf(f string, a ...any) { r.say(true, f, a...) }

func (r *recorder) FailNow() { r.say(true, ""); runtime.Goexit() }

func (r *recorder) say(fails bool, f string, a ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed = r.failed || fails
	fmt.Fprintf(&r.said, f+"\n", a...)
}

// verdict runs a check on a policy.
func verdict(c check, p lobby.Policy) *recorder {
	r := new(recorder)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if p := recover(); p != nil {
				r.Errorf("it panics: %v", p)
			}
		}()
		c.run(r, newSubject(p, nil))
	}()
	<-done
	return r
}

// answering is HRS with some of its answers replaced.
type answering struct {
	lobby.Policy
	name     func() string
	channels func() []store.Channel
	place    func(store.Case, store.Client) lobby.Placement
	permit   func(lobby.Actor, lobby.Action, *store.Record) error
	mints    func() bool
}

func (p answering) Name() string                                           { return p.name() }
func (p answering) Channels() []store.Channel                              { return p.channels() }
func (p answering) Place(in store.Case, onto store.Client) lobby.Placement { return p.place(in, onto) }
func (p answering) MintsReference() bool                                   { return p.mints() }
func (p answering) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	return p.permit(a, act, r)
}

func sound() answering {
	p := lobby.HRS()
	return answering{p, p.Name, p.Channels, p.Place, p.Permit, p.MintsReference}
}

func with(change func(*answering)) lobby.Policy {
	p := sound()
	change(&p)
	return p
}

// permitting is HRS with another answer of Permit where it gives one.
func permitting(other func(a lobby.Actor, act lobby.Action, r *store.Record) (bool, error)) lobby.Policy {
	p := sound()
	return with(func(b *answering) {
		b.permit = func(a lobby.Actor, act lobby.Action, r *store.Record) error {
			if answers, err := other(a, act, r); answers {
				return err
			}
			return p.permit(a, act, r)
		}
	})
}

func placing(place func(store.Case, store.Client) lobby.Placement) lobby.Policy {
	return with(func(b *answering) { b.place = place })
}

func closing(because string, ids ...store.CaseID) lobby.Policy {
	return placing(func(_ store.Case, onto store.Client) (p lobby.Placement) {
		if len(onto.Cases) < 4 {
			return p
		}
		for _, id := range ids {
			p.Closes = append(p.Closes, lobby.Closing{Case: id, Because: because})
		}
		return p
	})
}

// broken are policies with one fault each, and the check that is there for it.
var broken = []struct {
	fault, check string
	policy       func() lobby.Policy
}{
	{"it has no name", "its name is an identifier", func() lobby.Policy {
		return with(func(p *answering) { p.name = func() string { return "" } })
	}},
	{"its name has two lines", "its name is an identifier", func() lobby.Policy {
		return with(func(p *answering) { p.name = func() string { return "a\nb" } })
	}},
	{"it lists no channel", "its channels are listed once each, and the same each time", func() lobby.Policy {
		return with(func(p *answering) { p.channels = func() []store.Channel { return nil } })
	}},
	{"it lists one twice", "its channels are listed once each, and the same each time", func() lobby.Policy {
		return with(func(p *answering) { p.channels = func() []store.Channel { return []store.Channel{"a", "a"} } })
	}},
	{"it lists what is none", "its channels are listed once each, and the same each time", func() lobby.Policy {
		return with(func(p *answering) { p.channels = func() []store.Channel { return []store.Channel{"partner", ""} } })
	}},
	{"it hands out its own list", "its channels are listed once each, and the same each time", func() lobby.Policy {
		own := []store.Channel{"partner", "provider"}
		return with(func(p *answering) { p.channels = func() []store.Channel { return own } })
	}},
	{"Permit writes to the record", "it writes to nothing that it is handed", func() lobby.Policy {
		return permitting(func(_ lobby.Actor, _ lobby.Action, r *store.Record) (bool, error) {
			if r != nil {
				r.Urgent = !r.Urgent
			}
			return false, nil
		})
	}},
	{"Permit writes below the record", "it writes to nothing that it is handed", func() lobby.Policy {
		return permitting(func(_ lobby.Actor, _ lobby.Action, r *store.Record) (bool, error) {
			if r != nil && r.Claim != nil {
				r.Claim.Officer = "somebody else"
			}
			return false, nil
		})
	}},
	{"Place closes the client's case by writing", "it writes to nothing that it is handed", func() lobby.Policy {
		return placing(func(in store.Case, onto store.Client) lobby.Placement {
			for i := range onto.Cases {
				onto.Cases[i].Closed = in.Opened
			}
			return lobby.Placement{}
		})
	}},
	{"Place writes to the case", "it writes to nothing that it is handed", func() lobby.Policy {
		return placing(func(in store.Case, _ store.Client) lobby.Placement {
			for i := range in.Tasks {
				in.Tasks[i].Done = true
			}
			return lobby.Placement{}
		})
	}},
	{"Permit counts", "the same question has the same answer", func() lobby.Policy {
		var n atomic.Int64
		return permitting(func(lobby.Actor, lobby.Action, *store.Record) (bool, error) {
			return n.Add(1)%1009 == 0, lobby.ErrDenied
		})
	}},
	{"Place counts", "the same question has the same answer", func() lobby.Policy {
		var n atomic.Int64
		return placing(func(store.Case, store.Client) (p lobby.Placement) {
			if n.Add(1)%3 == 0 {
				p.ClosedBecause = "third"
			}
			return p
		})
	}},
	{"a refusal counts", "the same question has the same answer", func() lobby.Policy {
		var n atomic.Int64
		return permitting(func(_ lobby.Actor, act lobby.Action, r *store.Record) (bool, error) {
			return act == lobby.ActRemove && r != nil, lobby.Deny("odd", fmt.Sprint(n.Add(1)))
		})
	}},
	{"it permits to a lead what it does not know", "what it does not know it denies", func() lobby.Policy {
		return permitting(func(a lobby.Actor, act lobby.Action, _ *store.Record) (bool, error) {
			return act == "unheard-of" && a.Role == lobby.Lead, nil
		})
	}},
	{"it permits everything to a role that it does not know", "what it does not know it denies", func() lobby.Policy {
		return permitting(func(a lobby.Actor, _ lobby.Action, _ *store.Record) (bool, error) { return a.Role == "unheard-of", nil })
	}},
	{"it permits something to whoever has no role", "what it does not know it denies", func() lobby.Policy {
		return permitting(func(a lobby.Actor, act lobby.Action, r *store.Record) (bool, error) {
			return a.Role == "" && act == lobby.ActRead && r != nil && r.Urgent, nil
		})
	}},
	{"providers review", "senders and providers never do officers' work", func() lobby.Policy {
		return permitting(func(a lobby.Actor, act lobby.Action, _ *store.Record) (bool, error) {
			return a.Role == lobby.ProviderUser && act == lobby.ActReview, nil
		})
	}},
	{"providers say who a member of a household is", "senders and providers never do officers' work", func() lobby.Policy {
		return permitting(func(a lobby.Actor, act lobby.Action, _ *store.Record) (bool, error) {
			return a.Role == lobby.ProviderUser && act == lobby.ActLinkMember, nil
		})
	}},
	{"machines hear whose a record became", "senders and providers never do officers' work", func() lobby.Policy {
		return permitting(func(a lobby.Actor, act lobby.Action, _ *store.Record) (bool, error) {
			return a.Role == lobby.IntakeMachine && act == lobby.ActEvents, nil
		})
	}},
	{"partners with every right open clients", "senders and providers never do officers' work", func() lobby.Policy {
		return permitting(func(a lobby.Actor, act lobby.Action, _ *store.Record) (bool, error) {
			return a.Role == lobby.PartnerUser && a.Rights == ^lobby.Rights(0) && act == lobby.ActReadClient, nil
		})
	}},
	{"auditors read some records though they may read none", "whoever may not do it at all may do it to no record", func() lobby.Policy {
		return permitting(func(a lobby.Actor, act lobby.Action, r *store.Record) (bool, error) {
			return a.Role == lobby.Auditor && act == lobby.ActRead && r != nil && r.Withdrawn != nil, nil
		})
	}},
	{"a refusal names the person", "a refusal says nothing of a person", func() lobby.Policy {
		return permitting(func(_ lobby.Actor, act lobby.Action, r *store.Record) (bool, error) {
			if act != lobby.ActClaim || r == nil {
				return false, nil
			}
			return true, lobby.Deny("busy", r.Person.Given+" is somebody's already.")
		})
	}},
	{"a refusal's code is a phone number", "a refusal says nothing of a person", func() lobby.Policy {
		return permitting(func(_ lobby.Actor, act lobby.Action, r *store.Record) (bool, error) {
			if act != lobby.ActClaim || r == nil {
				return false, nil
			}
			return true, lobby.Deny(r.Person.Phones[0], "")
		})
	}},
	{"a refusal has two lines", "a refusal says nothing of a person", func() lobby.Policy {
		return permitting(func(_ lobby.Actor, act lobby.Action, _ *store.Record) (bool, error) {
			return act == lobby.ActClaim, lobby.Deny("busy", "two\nlines")
		})
	}},
	{"a refusal is longer than is told", "a refusal says nothing of a person", func() lobby.Policy {
		return permitting(func(_ lobby.Actor, act lobby.Action, _ *store.Record) (bool, error) {
			return act == lobby.ActClaim, lobby.Deny("busy", strings.Repeat("x", store.MaxText+1))
		})
	}},
	{"it closes a case of nobody's", "it closes open cases of its own system only, each once and for a reason", func() lobby.Policy { return closing("old", "unheard-of") }},
	{"it closes a case of another system", "it closes open cases of its own system only, each once and for a reason", func() lobby.Policy { return closing("old", "other") }},
	{"it closes what is closed", "it closes open cases of its own system only, each once and for a reason", func() lobby.Policy { return closing("old", "past") }},
	{"it closes a case twice", "it closes open cases of its own system only, each once and for a reason", func() lobby.Policy { return closing("old", "one", "one") }},
	{"it closes without a reason", "it closes open cases of its own system only, each once and for a reason", func() lobby.Policy { return closing("", "one") }},
	{"it closes the new case for a sentence", "it closes open cases of its own system only, each once and for a reason", func() lobby.Policy {
		return placing(func(store.Case, store.Client) lobby.Placement { return lobby.Placement{ClosedBecause: "two\nlines"} })
	}},
	{"it has second thoughts when it assigns", "an assignment does what the review said", func() lobby.Policy {
		return after(3, lobby.Placement{}, lobby.Placement{ClosedBecause: "second thoughts"})
	}},
	{"it has second thoughts when it creates", "a creation does what the review said", func() lobby.Policy {
		return after(2, lobby.Placement{}, lobby.Placement{ClosedBecause: "second thoughts"})
	}},
	{"it mints when it was not to", "a creation does what the review said", func() lobby.Policy {
		var n atomic.Int64
		return with(func(p *answering) { p.mints = func() bool { return n.Add(1)%2 == 0 } })
	}},
	{"it refuses a removal that it permitted", "a removal does what the review said", func() lobby.Policy {
		var n atomic.Int64
		return permitting(func(_ lobby.Actor, act lobby.Action, r *store.Record) (bool, error) {
			return act == lobby.ActRemove && r != nil && n.Add(1)%2 == 0, lobby.Deny("changed-its-mind", "")
		})
	}},
}

// after answers first for the first n questions, which a review asks and whoever looks
// whether it still holds, and then otherwise.
func after(n int, first, then lobby.Placement) lobby.Policy {
	var mu sync.Mutex
	asked := map[store.RecordID]int{}
	return placing(func(in store.Case, _ store.Client) lobby.Placement {
		mu.Lock()
		defer mu.Unlock()
		if asked[in.From]++; asked[in.From] > n {
			return then
		}
		return first
	})
}

func TestEveryFaultIsFoundByTheCheckThatIsThereForIt(t *testing.T) {
	found := map[string]bool{}
	for _, b := range broken {
		t.Run(b.fault, func(t *testing.T) {
			for _, c := range checks {
				if c.name != b.check {
					continue
				}
				found[c.name] = true
				require.True(t, verdict(c, b.policy()).failed, "%q does not see it", c.name)
				return
			}
			require.Fail(t, "there is no such check")
		})
	}
	for _, c := range checks {
		require.True(t, found[c.name], "nothing shows that %q can fail", c.name)
		require.NotEmpty(t, c.why)
		sane := verdict(c, sound())
		require.False(t, sane.failed, "%s: %s", c.name, sane.said.String())
	}
}

func TestARefusalMayBeASentenceOfAnyLengthThatIsTold(t *testing.T) {
	p := permitting(func(_ lobby.Actor, act lobby.Action, _ *store.Record) (bool, error) {
		return act == lobby.ActClaim, lobby.Deny("busy", strings.Repeat("x", store.MaxText))
	})
	for _, c := range checks {
		if c.name == "a refusal says nothing of a person" {
			require.False(t, verdict(c, p).failed)
		}
	}
}

func TestADecisionThatNobodyMayTakeIsSaidNotToBePlayed(t *testing.T) {
	p := permitting(func(_ lobby.Actor, act lobby.Action, _ *store.Record) (bool, error) {
		return act == lobby.ActRemove, lobby.ErrDenied
	})
	for _, c := range checks {
		if c.name == "a removal does what the review said" {
			got := verdict(c, p)
			require.False(t, got.failed)
			require.Contains(t, got.said.String(), "nobody here may remove")
		}
	}
}
