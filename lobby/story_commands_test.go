package lobby_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// commands are the sentences that stories are told in.
var commands = []command{
	// The scene.
	sentence(`policy (hpa2|hrs)`, func(s *story, m []string) string {
		p := map[string]lobby.Policy{"hpa2": lobby.HPA2(), "hrs": lobby.HRS()}[m[1]]
		clock := &clock{now: start}
		if s.w != nil { // another service over the same rows
			clock = s.w.clock
		}
		s.w = newWorldWith(s.t, s.store, matching.UK(nil), p, func(o *lobby.Options) {
			o.Now = clock.Now
			o.NewID = counter(m[1])
			o.DueIn = map[store.Channel]time.Duration{store.ChannelDutyToRefer: 10 * 24 * time.Hour}
			o.DueUrgent = 24 * time.Hour
			o.TaskAccess = func(_ context.Context, _ store.Authority, taskType string) (store.Access, error) {
				return cmp.Or(s.access[taskType], store.Access(taskType)), nil
			}
		})
		s.w.clock = clock
		return ""
	}),
	sentence(`(restricted )?client (\S+) is ([^;]+?)(?: with open (\S+) case (\S+))?`, func(s *story, m []string) string {
		u := lobby.ClientUpdate{ID: store.ClientID(m[2]), Person: new(person(s.t, m[3])), Restricted: new(m[1] != "")}
		if m[5] != "" {
			u.Cases = []store.Case{open(store.CaseID(m[5]), store.System(m[4]))}
		}
		return s.put(u)
	}),
	sentence(`the host opens (\S+) case (\S+) for (\S+)`, func(s *story, m []string) string {
		return tell(s.w.PutCase(s.t.Context(), host, s.client(m[3]), open(store.CaseID(m[2]), store.System(m[1]))), "")
	}),
	sentence(`the host closes case (\S+) of (\S+)`, func(s *story, m []string) string {
		return tell(s.w.CloseCase(s.t.Context(), host, s.client(m[2]), store.CaseID(s.id(m[1])), "closed-by-host"), "")
	}),
	sentence(`the host merges (\S+) into (\S+)`, func(s *story, m []string) string {
		done, err := s.w.MergeClients(s.t.Context(), host, s.client(m[1]), s.client(m[2]))
		return tell(err, "%s", merging(done))
	}),
	sentence(`the host parts (\S+) again`, func(s *story, m []string) string {
		done, err := s.w.UnmergeClient(s.t.Context(), host, s.client(m[1]))
		return tell(err, "%s", merging(done))
	}),
	sentence(`the host lifts the restriction of (\S+)`, func(s *story, m []string) string {
		return s.with(m[1], func(u *lobby.ClientUpdate) { u.Restricted = new(false) })
	}),
	sentence(`the host corrects (\S+) to (.+)`, func(s *story, m []string) string {
		return s.with(m[1], func(u *lobby.ClientUpdate) { u.Person = new(person(s.t, m[2])) })
	}),
	sentence(`(\d+) days pass`, func(s *story, m []string) string {
		n, _ := strconv.Atoi(m[1])
		s.w.clock.move(time.Duration(n) * 24 * time.Hour)
		return ""
	}),

	// Cases arrive.
	sentence(`receive (\S+) by (\S+) from (\S+): (.+)`, func(s *story, m []string) string {
		rec, err := s.w.Receive(s.t.Context(), s.actor(m[3]), s.arrival(m[2], m[4]))
		answer := "waits in the lobby"
		switch {
		case rec.Duplicate && rec.Differs:
			answer = "not kept: something else had arrived before under this key, " + s.named(string(rec.ID))
		case rec.Duplicate:
			answer = "had arrived before as " + s.named(string(rec.ID))
		default:
			s.name(m[1], string(rec.ID))
		}
		if rec.SameAs != "" {
			answer += ", the same as " + s.named(string(rec.SameAs))
		}
		return tell(err, "%s", answer)
	}),
	sentence(`amend (\S+) by (\S+): (.+)`, func(s *story, m []string) string {
		err := s.w.Amend(s.t.Context(), s.actor(m[2]), s.record(m[1]), lobby.Amendment{Person: person(s.t, m[3])})
		return tell(err, "amended")
	}),
	sentence(`withdraw (\S+) because (\S+) by (\S+)`, func(s *story, m []string) string {
		return tell(s.w.Withdraw(s.t.Context(), s.actor(m[3]), s.record(m[1]), m[2]), "withdrawn")
	}),
	sentence(`(\S+) asks for the outcome of (\S+)`, func(s *story, m []string) string {
		o, err := s.w.Outcome(s.t.Context(), s.actor(m[1]), s.record(m[2]))
		return tell(err, "%s", o.Status)
	}),

	// Officers work.
	sentence(`(\S+) lists the lobby`, func(s *story, m []string) string {
		var b strings.Builder
		for r, err := range s.w.All(s.t.Context(), s.actor(m[1]), lobby.Filter{}) {
			require.NoError(s.t, err)
			fmt.Fprintf(&b, "%s: %s, %s", r.ID, r.Channel, r.State)
			if r.Claim != nil {
				fmt.Fprintf(&b, " by %s", r.Claim.Officer)
			}
			if r.Withdrawn != nil {
				fmt.Fprintf(&b, ", withdrawn because %s", r.Withdrawn.Reason)
			}
			if r.DoublePost {
				b.WriteString(", sent twice")
			}
			if !r.Due.IsZero() {
				fmt.Fprintf(&b, ", due within %s", days(r.Due.Sub(r.Received)))
			}
			b.WriteString("\n")
		}
		if b.Len() == 0 {
			return "nothing waits"
		}
		return b.String()
	}),
	sentence(`claim (\S+) by (\S+)`, func(s *story, m []string) string {
		_, err := s.w.Claim(s.t.Context(), s.actor(m[2]), s.record(m[1]))
		return tell(err, "held by %s", m[2])
	}),
	sentence(`release (\S+) by (\S+)`, func(s *story, m []string) string {
		return tell(s.w.Release(s.t.Context(), s.actor(m[2]), s.record(m[1])), "released")
	}),
	sentence(`release everything of (\S+) by (\S+)`, func(s *story, m []string) string {
		n, err := s.w.ReleaseAll(s.t.Context(), s.actor(m[2]), s.actor(m[1]).ID)
		return tell(err, "%d released", n)
	}),
	sentence(`reassign (\S+) to (\S+) by (\S+)`, func(s *story, m []string) string {
		return tell(s.w.Reassign(s.t.Context(), s.actor(m[3]), s.record(m[1]), s.actor(m[2]).ID), "held by %s", m[2])
	}),
	sentence(`review (\S+) by (\S+)(?: with (\S+))?`, func(s *story, m []string) string {
		var also []store.ClientID
		if m[3] != "" {
			also = append(also, s.client(m[3]))
		}
		v, err := s.w.Review(s.t.Context(), s.actor(m[2]), s.record(m[1]), also...)
		if err != nil {
			return tell(err, "")
		}
		s.tokens[m[2]+" "+m[1]] = v.Token
		return reviewed(v)
	}),
	sentence(`assign (\S+) to (\S+) by (\S+)`, func(s *story, m []string) string {
		d, err := s.w.Assign(s.t.Context(), s.actor(m[3]), s.record(m[1]), s.client(m[2]), s.tokens[m[3]+" "+m[1]])
		s.name("the case of "+m[1], string(d.Case))
		if d.Closed {
			return tell(err, "assigned, the case of %s is closed because %s", m[1], d.Reason)
		}
		return tell(err, "assigned, the case of %s is open", m[1])
	}),
	sentence(`create (\S+) from (\S+) by (\S+)`, func(s *story, m []string) string {
		d, err := s.w.Create(s.t.Context(), s.actor(m[3]), s.record(m[2]), s.tokens[m[3]+" "+m[2]])
		s.name(m[1], string(d.Client))
		s.name("the case of "+m[2], string(d.Case))
		if d.Reference != "" {
			return tell(err, "created with reference %s", d.Reference)
		}
		return tell(err, "created")
	}),
	sentence(`remove (\S+) because (\S+) by (\S+?)(, confirming (\S+))?(, overriding)?`, func(s *story, m []string) string {
		v := lobby.Removal{Reason: m[2], Token: s.tokens[m[3]+" "+m[1]], Override: m[6] != ""}
		if m[5] != "" {
			v.Confirm = s.id(m[5])
		}
		_, err := s.w.Remove(s.t.Context(), s.actor(m[3]), s.record(m[1]), v)
		return tell(err, "removed")
	}),

	// Work goes on before anybody has decided.
	sentence(`(\S+) looks at the tasks of (\S+)`, func(s *story, m []string) string {
		ts, err := s.w.Tasks(s.t.Context(), s.actor(m[1]), s.record(m[2]))
		return tell(err, "%s", list(ts))
	}),
	sentence(`(\S+) ticks (\S+) of (\S+)`, func(s *story, m []string) string {
		done := true
		return tell(s.w.UpdateTask(s.t.Context(), s.actor(m[1]), s.record(m[3]), lobby.TaskUpdate{ID: store.TaskID(m[2]), Done: &done}), "done")
	}),
	sentence(`(\S+) adds task (\S+) (\S+) (.+) to (\S+)`, func(s *story, m []string) string {
		_, err := s.w.AddTask(s.t.Context(), s.actor(m[1]), s.record(m[5]), store.Task{ID: store.TaskID(m[2]), Type: m[3], Title: m[4]})
		return tell(err, "added")
	}),
	sentence(`(\S+) takes (\S+) off the waiting list`, func(s *story, m []string) string {
		return tell(s.w.LeaveWaitingList(s.t.Context(), s.actor(m[1]), s.record(m[2])), "off the waiting list")
	}),
	sentence(`(\S+) takes back the support of (\S+)`, func(s *story, m []string) string {
		return tell(s.w.UndoSupport(s.t.Context(), s.actor(m[1]), s.record(m[2])), "no support has started")
	}),
	sentence(`task type (\S+) is (none|read-only|full) to providers`, func(s *story, m []string) string {
		s.access[m[1]] = store.Access(m[2])
		return ""
	}),
	sentence(`(\S+) puts (\S+) on the waiting list of (\S+)`, func(s *story, m []string) string {
		return tell(s.w.JoinWaitingList(s.t.Context(), s.actor(m[1]), s.record(m[2]), m[3]), "on the waiting list")
	}),
	sentence(`(\S+) starts support for (\S+) by (\S+)`, func(s *story, m []string) string {
		return tell(s.w.StartSupport(s.t.Context(), s.actor(m[1]), s.record(m[2]), m[3]), "support has started")
	}),

	// Looking.
	sentence(`(\S+) opens (\S+)`, func(s *story, m []string) string {
		r, err := s.w.Record(s.t.Context(), s.actor(m[1]), s.record(m[2]))
		answer := string(r.State)
		if r.Decision != nil {
			answer = decision(r.Decision)
		}
		return tell(err, "%s", answer)
	}),
	sentence(`(\S+) opens client (\S+)`, func(s *story, m []string) string {
		c, err := s.w.Client(s.t.Context(), s.actor(m[1]), s.client(m[2]))
		if err != nil {
			return tell(err, "")
		}
		return cases(c)
	}),
	sentence(`(\S+) searches for (.+)`, func(s *story, m []string) string {
		f, err := s.w.Search(s.t.Context(), s.actor(m[1]), person(s.t, m[2]))
		return tell(err, "%s", found(f))
	}),
	sentence(`(\S+) looks up (.+)`, func(s *story, m []string) string {
		f, err := s.w.Find(s.t.Context(), s.actor(m[1]), s.id(m[2]))
		return tell(err, "%s", found(f))
	}),
	sentence(`(\S+) reads the events of (\S+)`, func(s *story, m []string) string {
		es, err := s.w.Events(s.t.Context(), s.actor(m[1]), store.EventQuery{Record: s.record(m[2])})
		var b strings.Builder
		for _, e := range es {
			fmt.Fprintln(&b, strings.Join(strings.Fields(fmt.Sprintf("%d %s by %s %s %s", e.Version, e.Kind, e.Actor, e.Client, e.Code)), " "))
		}
		require.NoError(s.t, s.w.Audit(s.t.Context(), s.actor(m[1]), s.record(m[2])))
		return tell(err, "%s", b.String())
	}),
	sentence(`(\S+) exports what is held of (record|client) (\S+)`, func(s *story, m []string) string {
		who := lobby.Subject{Record: s.record(m[3])}
		if m[2] == "client" {
			who = lobby.Subject{Client: s.client(m[3])}
		}
		b, err := s.w.SubjectAccess(s.t.Context(), s.actor(m[1]), who)
		var f struct {
			Client  *struct{ Cases []any }
			Records []any
			Events  []any
		}
		if err == nil {
			require.NoError(s.t, json.Unmarshal(b, &f))
		}
		answer := fmt.Sprintf("%d records, %d events", len(f.Records), len(f.Events))
		if f.Client != nil {
			answer = fmt.Sprintf("a client with %d cases, ", len(f.Client.Cases)) + answer
		}
		return tell(err, "%s", answer)
	}),
	sentence(`(\S+) erases client (\S+)`, func(s *story, m []string) string {
		return tell(s.w.EraseClient(s.t.Context(), s.actor(m[1]), s.client(m[2])), "erased")
	}),
	sentence(`(\S+) reports`, func(s *story, m []string) string {
		r, err := s.w.Report(s.t.Context(), s.actor(m[1]), lobby.Period{})
		var b strings.Builder
		for _, c := range r.Channels {
			fmt.Fprintf(&b, "%s: %d received, %d undecided, %d assigned (%d closed at once), %d created, %d withdrawn\n",
				c.Channel, c.Received, c.Undecided, c.Assigned, c.AutoClosed, c.Created, c.Withdrawn)
		}
		fmt.Fprintf(&b, "oldest waits %s, %d overdue; decided within %s", days(r.Waiting.Longest), r.Overdue, days(r.Decision.Median))
		return tell(err, "%s", b.String())
	}),
}

// merging is what became of the cases of two clients.
func merging(m lobby.Merged) string {
	var b strings.Builder
	for _, id := range m.Cases {
		fmt.Fprintf(&b, "%s goes over\n", id)
	}
	for _, id := range m.Open {
		fmt.Fprintf(&b, "%s is open beside another: the host has to close one\n", id)
	}
	if m.Restricted {
		b.WriteString("restricted from now on\n")
	}
	return b.String()
}

// put writes a client.
func (s *story) put(u lobby.ClientUpdate) string {
	return tell(s.w.PutClient(s.t.Context(), host, u), "")
}

// with changes a client.
func (s *story) with(name string, change func(*lobby.ClientUpdate)) string {
	u := lobby.ClientUpdate{ID: s.client(name)}
	change(&u)
	return s.put(u)
}
