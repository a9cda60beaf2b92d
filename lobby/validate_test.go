package lobby_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// hostile are arrivals that no store should see, and what is said of them.
func hostile() map[string]struct {
	v           lobby.Arrival
	kind        error
	field, code string
} {
	long, list := strings.Repeat("x", store.MaxText+1), make([]string, lobby.MaxList+1)
	type bad = struct {
		v           lobby.Arrival
		kind        error
		field, code string
	}
	person := func(p matching.Person) lobby.Arrival { return lobby.Arrival{Person: p} }
	task := func(ts ...store.Task) lobby.Arrival { return lobby.Arrival{Tasks: ts} }
	out := map[string]bad{
		"key too long":       {lobby.Arrival{Key: strings.Repeat("k", store.MaxID+1)}, lobby.ErrTooLarge, "key", "too-long"},
		"key of a space":     {lobby.Arrival{Key: " "}, lobby.ErrInvalid, "key", "empty"},
		"sender of a space":  {lobby.Arrival{Sender: "\u00a0"}, lobby.ErrInvalid, "sender", "empty"},
		"key with newline":   {lobby.Arrival{Key: "a\nb"}, lobby.ErrInvalid, "key", "control-character"},
		"key with C1":        {lobby.Arrival{Key: "a\u0085b"}, lobby.ErrInvalid, "key", "control-character"},
		"key not UTF-8":      {lobby.Arrival{Key: "\xff"}, lobby.ErrInvalid, "key", "not-utf-8"},
		"provider with NUL":  {lobby.Arrival{Provider: "a\x00"}, lobby.ErrInvalid, "provider", "control-character"},
		"details too long":   {lobby.Arrival{Details: make([]byte, lobby.MaxDetails+1)}, lobby.ErrTooLarge, "details", "too-long"},
		"consent unheard of": {lobby.Arrival{Consent: store.Consent{How: "by dance"}}, lobby.ErrInvalid, "consent.how", "unknown-code"},
		"referrer too long":  {lobby.Arrival{Referrer: store.Referrer{Contact: long}}, lobby.ErrTooLarge, "referrer.contact", "too-long"},
		"body with NUL":      {lobby.Arrival{Referrer: store.Referrer{Body: "\x00"}}, lobby.ErrInvalid, "referrer.body", "nul"},
		"too many members":   {lobby.Arrival{Household: make([]store.Member, lobby.MaxMembers+1)}, lobby.ErrTooLarge, "household", "too-many"},
		"member with NUL":    {lobby.Arrival{Household: []store.Member{{Person: matching.Person{Born: "\xf0\x00"}}}}, lobby.ErrInvalid, "household.born", "nul"},
		"relation too long":  {lobby.Arrival{Household: []store.Member{{Relation: long}}}, lobby.ErrTooLarge, "household.relation", "too-long"},
		"too many tasks":     {task(make([]store.Task, lobby.MaxTasks+1)...), lobby.ErrTooLarge, "tasks", "too-many"},
		"task id twice":      {task(store.Task{ID: "t"}, store.Task{ID: "t"}), lobby.ErrInvalid, "task.id", "repeated"},
		"task id malformed":  {task(store.Task{ID: "t\t"}), lobby.ErrInvalid, "task.id", "control-character"},
		"task type":          {task(store.Task{Type: "\n"}), lobby.ErrInvalid, "task.type", "control-character"},
		"task title":         {task(store.Task{Title: long}), lobby.ErrTooLarge, "task.title", "too-long"},
		"task note":          {task(store.Task{Note: strings.Repeat("n", lobby.MaxNote+1)}), lobby.ErrTooLarge, "task.note", "too-long"},
		"all at the limit":   {lobby.Arrival{Tasks: manyTasks()}, lobby.ErrTooLarge, "record", "too-long"},
	}
	for field, set := range map[string]func(p *matching.Person, v string){
		"given":              func(p *matching.Person, v string) { p.Given = v },
		"middle":             func(p *matching.Person, v string) { p.Middle = v },
		"family":             func(p *matching.Person, v string) { p.Family = v },
		"former-family":      func(p *matching.Person, v string) { p.FormerFamily = []string{v} },
		"born":               func(p *matching.Person, v string) { p.Born = v },
		"nino":               func(p *matching.Person, v string) { p.NINO = v },
		"emails":             func(p *matching.Person, v string) { p.Emails = []string{"ok", v} },
		"phones":             func(p *matching.Person, v string) { p.Phones = []string{v} },
		"postcodes":          func(p *matching.Person, v string) { p.Postcodes = []string{v} },
		"previous-postcodes": func(p *matching.Person, v string) { p.PreviousPostcodes = []string{v} },
	} {
		for code, v := range map[string]string{"too-long": long, "nul": "a\x00b"} {
			var p matching.Person
			set(&p, v)
			kind := lobby.ErrInvalid
			if code == "too-long" {
				kind = lobby.ErrTooLarge
			}
			out[field+" "+code] = bad{person(p), kind, field, code}
		}
	}
	for field, p := range map[string]matching.Person{
		"emails": {Emails: list}, "phones": {Phones: list}, "postcodes": {Postcodes: list},
		"previous-postcodes": {PreviousPostcodes: list}, "former-family": {FormerFamily: list},
	} {
		out["too many "+field] = bad{person(p), lobby.ErrTooLarge, field, "too-many"}
	}
	return out
}

func manyTasks() (ts []store.Task) {
	for range lobby.MaxTasks {
		ts = append(ts, store.Task{Note: strings.Repeat("n", lobby.MaxNote)})
	}
	return ts
}

func TestHostileArrivalsAreRefusedInWords(t *testing.T) {
	for name, tc := range hostile() {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			tc.v.Channel = store.ChannelSelfReferral
			_, err := w.Receive(t.Context(), portal, tc.v)
			e := refusal(t, err, tc.kind)
			require.Equal(t, []string{tc.field, tc.code}, []string{e.Field, e.Code})
			require.NotContains(t, e.Error(), "\x00")
			rs, err := w.store.Records(t.Context(), store.Query{Authority: leeds, Limit: 1})
			require.NoError(t, err)
			require.Zero(t, rs.Len(), "nothing was written")
		})
	}
}

func TestStrangeButLawfulTextComesBackAsItWas(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	p := matching.Person{
		Given: "Zoë e\u0301", Family: "\u202eO\u2019Brien\u200d", Born: "the 3rd of May, a.d. 9999", NINO: "💀", Middle: " ",
		Emails: []string{"", "a@example.com\n"}, Phones: []string{strings.Repeat("9", store.MaxText)},
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: p, Key: "ключ/ё 💀'\"<script>"})
	r, err := w.Record(t.Context(), amy, id)
	require.NoError(t, err)
	require.Equal(t, p, r.Person)
}

func TestMalformedIDsAreRefusedByEveryOperation(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	for name, id := range map[string]store.RecordID{
		"empty": "", "control": "a\x00", "not UTF-8": "\xff", "long": store.RecordID(strings.Repeat("x", store.MaxID+1)),
	} {
		s := scene{world: w, id: id, token: "t"}
		for _, op := range operations {
			switch op.name {
			case "receive", "list", "release all", "put client", "open client", "erase client", "search", "report", "acknowledge", "labels":
				continue // take no record
			}
			for _, a := range []lobby.Actor{amy, lena, dora, haven, shelter, auditor} {
				err := op.run(t.Context(), s, a)
				if err == nil && op.name == "events" && id == "" {
					continue
				}
				require.Error(t, err, "%s %s", op.name, name)
				require.NotContains(t, err.Error(), "\x00")
				require.NotContains(t, err.Error(), "xxx")
				require.Contains(t, []string{"-", "invalid", "too large"}, short(err), "%s %s", op.name, name)
			}
		}
	}
}

// The first of several being right says nothing of the second.
func TestEachOfSeveralIsChecked(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ctx := t.Context()
	sound := open("case-1", "hpa2")
	for field, v := range map[string]lobby.Arrival{
		"household.relation": {Household: []store.Member{{}, {Relation: "\x00"}}},
		"household.nino":     {Household: []store.Member{{}, {Person: matching.Person{NINO: "\x00"}}}},
		"task.title":         {Tasks: []store.Task{{}, {Title: "\x00"}}},
		"known-as":           {Person: matching.Person{KnownAs: []string{"Jane", "\x00"}}},
		"phones":             {Person: matching.Person{Phones: []string{"1", "\x00"}}},
	} {
		v.Channel = store.ChannelSelfReferral
		_, err := w.Receive(ctx, portal, v)
		require.Equal(t, field, refusal(t, err, lobby.ErrInvalid).Field)
	}
	for field, second := range map[string]store.Case{
		"case.system":  {ID: "case-2", System: "unheard-of"},
		"case.id":      {},
		"case.opened":  {ID: "case-2", System: "hpa2", Opened: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
		"task.title":   {ID: "case-2", System: "hpa2", Opened: start, Tasks: []store.Task{{Title: "\x00"}}},
		"case.channel": {ID: "case-2", System: "hpa2", Opened: start, Channel: "\x00"},
	} {
		err := w.PutClient(ctx, host, lobby.ClientUpdate{ID: "c-1", Cases: []store.Case{sound, second}})
		require.Equal(t, field, refusal(t, err, lobby.ErrInvalid).Field)
	}
	_, err := w.Waiting(ctx, amy, lobby.Filter{Channels: []store.Channel{store.ChannelSelfReferral, "\x00"}})
	refusal(t, err, lobby.ErrInvalid)
}

func TestMalformedClientsAreRefusedByEveryOperation(t *testing.T) {
	s, _ := faultScene(t)
	ctx := t.Context()
	for name, id := range map[string]store.ClientID{
		"empty": "", "blank": " ", "control": "a\x00", "not UTF-8": "\xff", "long": store.ClientID(strings.Repeat("x", store.MaxID+1)),
	} {
		for op, run := range map[string]func() error{
			"assign":      func() error { _, err := s.Assign(ctx, amy, s.id, id, s.token); return err },
			"review":      func() error { _, err := s.Review(ctx, amy, s.id, "c-3", id); return err },
			"put client":  func() error { return s.PutClient(ctx, host, lobby.ClientUpdate{ID: id}) },
			"put clients": func() error { _, err := s.PutClients(ctx, host, []lobby.ClientUpdate{{ID: id}}); return err },
			"put case":    func() error { return s.PutCase(ctx, host, id, open("case-9", "hrs")) },
			"close case":  func() error { return s.CloseCase(ctx, host, id, "case-1", "resolved") },
			"merge":       func() error { _, err := s.MergeClients(ctx, host, id, "c-3"); return err },
			"merge into":  func() error { _, err := s.MergeClients(ctx, host, "c-3", id); return err },
			"unmerge":     func() error { _, err := s.UnmergeClient(ctx, host, id); return err },
			"open":        func() error { _, err := s.Client(ctx, amy, id); return err },
			"its records": func() error { _, err := s.ClientRecords(ctx, amy, id); return err },
			"erase":       func() error { return s.EraseClient(ctx, dora, id) },
		} {
			err := run()
			require.Contains(t, []string{"invalid", "too large"}, short(err), "%s %s", op, name)
			require.NotContains(t, err.Error(), "xxx")
		}
		if id != "" {
			refusal := func(err error) { require.Contains(t, []string{"invalid", "too large"}, short(err), name) }
			refusal(s.LinkMember(ctx, amy, s.id, s.member, id))
			_, err := s.Events(ctx, lena, store.EventQuery{Client: id})
			refusal(err)
			_, err = s.SubjectAccess(ctx, dora, lobby.Subject{Client: id})
			refusal(err)
			_, err = collected(s.Readings(ctx, auditor, lobby.ReadingQuery{Client: id}))
			refusal(err)
		}
	}
}

func TestMalformedActorsAreRefused(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for _, a := range []lobby.Actor{
		{}, {ID: "amy", Role: lobby.Officer}, {Authority: leeds, Role: lobby.Officer}, {ID: "amy", Authority: leeds},
		{ID: "a\nb", Authority: leeds, Role: lobby.Officer}, {ID: "amy", Authority: "l\x00", Role: lobby.Officer},
		{ID: "amy", Authority: leeds, Role: lobby.Officer, Provider: "\xff"},
	} {
		_, err := w.Waiting(t.Context(), a, lobby.Filter{})
		refusal(t, err, lobby.ErrInvalid)
	}
}

func TestAmendmentsAndUpdatesAreCheckedLikeArrivals(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{ID: "t", Type: "full"}}})
	before := w.row(id)
	long := strings.Repeat("n", lobby.MaxNote+1)
	for field, err := range map[string]error{
		"nino":      w.Amend(t.Context(), haven, id, lobby.Amendment{Person: matching.Person{NINO: "\x00"}}),
		"household": w.Amend(t.Context(), haven, id, lobby.Amendment{Household: make([]store.Member, lobby.MaxMembers+1)}),
		"details":   w.Amend(t.Context(), haven, id, lobby.Amendment{Details: make([]byte, lobby.MaxDetails+1)}),
		"task.note": w.UpdateTask(t.Context(), haven, id, lobby.TaskUpdate{ID: "t", Note: &long}),
		"task":      w.UpdateTask(t.Context(), haven, id, lobby.TaskUpdate{}),
		"service":   w.JoinWaitingList(t.Context(), haven, id, ""),
		"officer":   w.Reassign(t.Context(), lena, id, "\n"),
		"reason":    w.Withdraw(t.Context(), haven, id, "because Jane said so"),
	} {
		var e *lobby.Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, field, e.Field)
		require.NotContains(t, err.Error(), "Jane")
	}
	require.Equal(t, before, w.row(id))
}
