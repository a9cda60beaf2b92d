package lobby_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestI05_TheSameKeyIsTheSameRecordHoweverOftenItArrives(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Tries = 100 })
	var (
		mu     sync.Mutex
		fresh  int
		differ int
		ids    = map[store.RecordID]bool{}
		all    sync.WaitGroup
	)
	for i := range 16 {
		all.Go(func() {
			for j := range 60 {
				p := jane
				p.Middle = fmt.Sprint(i, j) // whatever else differs
				rec, err := w.Receive(context.Background(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k-1", Person: p})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				ids[rec.ID] = true
				if !rec.Duplicate {
					fresh++
				}
				if rec.Differs {
					differ++
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	require.Equal(t, 1, fresh)
	require.Len(t, ids, 1)
	require.Equal(t, 16*60-1, differ)
	for id := range ids {
		require.Equal(t, store.Version(1+differ), w.row(id).Version, "each is told by an event")
	}
}

func TestI05_TheFirstArrivalStandsAlsoAfterTheDecision(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k-1", Person: jane}
	first, err := w.Receive(t.Context(), portal, v)
	require.NoError(t, err)
	_, err = w.Create(t.Context(), amy, first.ID, w.held(amy, first.ID).Token)
	require.NoError(t, err)
	v.Person = omar
	again, err := w.Receive(t.Context(), portal, v)
	require.NoError(t, err)
	require.Equal(t, lobby.Receipt{ID: first.ID, Received: first.Received, Duplicate: true, Differs: true}, again)
	require.Equal(t, jane, w.row(first.ID).Person)
}

func TestWhatMakesARecordsIdentity(t *testing.T) {
	base := newWorld(t, lobby.HPA2())
	id := func(s *world, a lobby.Actor, v lobby.Arrival) store.RecordID {
		s.store, v.Details = base.store, []byte("d")
		rec, err := lobby.New(newWorld(t, lobby.HPA2()).store, plainMatcher{}, policyOf(v.Channel), &s.o).Receive(t.Context(), a, v)
		require.NoError(t, err)
		return rec.ID
	}
	v := lobby.Arrival{Channel: store.ChannelThirdParty, Key: "k"}
	machine := id(base, portal, v)
	other, york, colleague, lone := portal, portal, shelter, shelter
	other.ID, york.Authority, colleague.ID, lone.Provider = "portal-2", "york", "another", ""
	secret := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.IntakeSecret = []byte("a secret of sixteen bytes") })

	require.Equal(t, machine, id(base, portal, lobby.Arrival{Channel: store.ChannelThirdParty, Key: "k", Person: jane}), "the person is no part of it")
	require.Equal(t, machine, id(base, other, v), "any machine delivers")
	require.Equal(t, id(base, shelter, v), id(base, colleague, v), "colleagues share their organisation's keys")
	require.Equal(t, id(secret, portal, v), id(secret, portal, v))
	different := map[store.RecordID]string{machine: "machine"}
	for name, o := range map[string]store.RecordID{
		"another key":       id(base, portal, lobby.Arrival{Channel: store.ChannelThirdParty, Key: "K"}),
		"another channel":   id(base, portal, lobby.Arrival{Channel: store.ChannelDutyToRefer, Key: "k"}),
		"another system":    id(base, portal, lobby.Arrival{Channel: store.ChannelPartner, Key: "k"}),
		"another authority": id(base, york, v),
		"an organisation":   id(base, shelter, v),
		"one without":       id(base, lone, v),
		"with a secret":     id(secret, portal, v),
		"shifted":           id(base, portal, lobby.Arrival{Channel: store.ChannelThirdParty, Key: "k "}),
	} {
		require.Empty(t, different[o], "%s is like %s", name, different[o])
		different[o] = name
		_, err := uuid.Parse(string(o))
		require.NoError(t, err)
	}
	_, err := uuid.Parse(string(machine))
	require.NoError(t, err)
}

// policyOf is the policy for which a channel waits.
func policyOf(c store.Channel) lobby.Policy {
	if c == store.ChannelPartner {
		return lobby.HRS()
	}
	return lobby.HPA2()
}

func TestByDefaultIDsAreUUIDsInTheOrderOfTime(t *testing.T) {
	s := lobby.New(newWorld(t, lobby.HPA2()).store, plainMatcher{}, lobby.HPA2(), nil)
	last := ""
	for range 100 {
		rec, err := s.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		require.NoError(t, err)
		u, err := uuid.Parse(string(rec.ID))
		require.NoError(t, err)
		require.Equal(t, uuid.Version(7), u.Version())
		require.Greater(t, string(rec.ID), last)
		last = string(rec.ID)
		require.Equal(t, rec.Received, rec.Received.UTC().Truncate(time.Microsecond))
	}
}

func TestShortIsTheEndOfAnID(t *testing.T) {
	for id, want := range map[store.RecordID]string{
		"0190a6b2-1111-7222-8333-44445555abcd": "5555ABCD", "ab": "AB", "": "",
	} {
		require.Equal(t, want, lobby.Short(id))
	}
}

func TestB4_DueTimes(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.DueIn = map[store.Channel]time.Duration{store.ChannelDutyToRefer: 240 * time.Hour, store.ChannelThirdParty: time.Hour}
		o.DueUrgent = 24 * time.Hour
	})
	for _, tc := range []struct {
		channel store.Channel
		urgent  bool
		want    time.Duration
	}{
		{store.ChannelDutyToRefer, false, 240 * time.Hour},
		{store.ChannelDutyToRefer, true, 24 * time.Hour},
		{store.ChannelThirdParty, true, time.Hour},
		{store.ChannelSelfReferral, true, 24 * time.Hour},
	} {
		r := w.row(w.receive(portal, lobby.Arrival{Channel: tc.channel, Urgent: tc.urgent}))
		require.Equal(t, tc.want, r.Due.Sub(r.Received), "%v", tc)
	}
	require.Zero(t, w.row(w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})).Due)
}

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

func TestAnAmendmentLeavesWhatItDoesNotName(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("d")})
	v := w.held(amy, id)
	require.NoError(t, w.Amend(t.Context(), portal, id, lobby.Amendment{Household: []store.Member{{Relation: "child"}}}))
	r := w.row(id)
	require.Equal(t, jane, r.Person)
	require.Equal(t, []byte("d"), r.Details)
	require.Len(t, r.Household, 1)
	_, err := w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err, "the review holds")
}

// A secret is mixed into the ids, and tells neither keys nor senders apart less.
func TestUnderASecretEachKeyIsStillARecordOfItsOwn(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.IntakeSecret = []byte("a secret of sixteen bytes") })
	seen := map[store.RecordID]bool{}
	for _, v := range []lobby.Arrival{{Key: "1"}, {Key: "2"}, {Key: "1", Sender: "st-james"}, {Key: "1", Channel: store.ChannelDutyToRefer}} {
		v.Channel, v.Person = cmp.Or(v.Channel, store.ChannelSelfReferral), jane
		id := w.receive(portal, v)
		require.False(t, seen[id], "%s %s", v.Sender, v.Key)
		seen[id] = true
		require.Equal(t, id, w.receive(portal, v))
	}
}

func TestAnIDThatNoStoreCanKeepRefusesTheArrival(t *testing.T) {
	for id, kind := range map[string]error{"": lobby.ErrInvalid, "a\x00b": lobby.ErrInvalid, strings.Repeat("x", store.MaxID+1): lobby.ErrTooLarge} {
		w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.NewID = func() string { return id } })
		_, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		require.Equal(t, "id", refusal(t, err, kind).Field)
	}
}

// What differs is told of and answered, or neither: an event that is not written is no
// answer, and one of an arrival that was refused tells of what is not there.
func TestWhatDiffersIsToldAndAnsweredOrNeither(t *testing.T) {
	for _, keeps := range []bool{false, true} {
		refused := 0
		for call := range 10 {
			f := &faulty{Store: new(memory.Store)}
			var log bytes.Buffer
			w := newWorldOver(t, f, lobby.HPA2(), func(o *lobby.Options) {
				o.KeepDiffering, o.Tries, o.Logger = keeps, 1, slog.New(slog.NewTextHandler(&log, nil))
			})
			v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane}
			first := w.receive(portal, v)
			v.Person = omar
			f.arm(call, call+1, false)
			_, err := w.Receive(t.Context(), portal, v)
			f.arm(0, 0, false)
			told := slices.Contains(w.told(first), lobby.KindArrivedAgain)
			require.Equal(t, told, strings.Contains(log.String(), "something else arrived"), "call %d", call)
			require.Equal(t, err == nil, told, "call %d: %v", call, err)
			if err != nil {
				refused++
			}
		}
		require.GreaterOrEqual(t, refused, map[bool]int{false: 2, true: 4}[keeps])
	}
}

// An arrival that has to be written again is told of with what is written in the end.
func TestWhatDiffersIsToldOnceHoweverOftenItIsWritten(t *testing.T) {
	w, s := answers(t, lobby.HPA2(), func(o *lobby.Options) { o.KeepDiffering = true })
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane}
	first := w.receive(portal, v)
	v.Person = omar
	s.answers = []error{store.ErrConflict, store.ErrConflict}
	require.NotEqual(t, first, w.receive(portal, v))
	require.Empty(t, s.answers)
	require.Equal(t, []string{"waits"}, w.codes(first, lobby.KindArrivedAgain))
}

// Text is made readable in copies: what the caller has stays as it was.
func TestAnArrivalIsLeftAsItWas(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	v := lobby.Arrival{
		Channel: store.ChannelSelfReferral, Person: matching.Person{Given: "Ren\xe9", KnownAs: []string{"N\xe9"}},
		Household: []store.Member{{Relation: "fianc\xe9", Person: matching.Person{Phones: []string{"\xe9"}}}},
		Tasks:     []store.Task{{Title: "caf\xe9"}},
	}
	w.receive(portal, v)
	require.Equal(t, []string{"N\xe9", "fianc\xe9", "\xe9", "caf\xe9", ""},
		[]string{v.Person.KnownAs[0], v.Household[0].Relation, v.Household[0].Person.Phones[0], v.Tasks[0].Title, string(v.Tasks[0].ID)})
}

// What is derived of an arrival is how it is known again, by builds to come as well: its
// id, under a secret and without, the digest of what arrived, and the keys that lead to it.
func TestWhatIsDerivedOfAnArrivalIsTheSameInEveryBuild(t *testing.T) {
	v := lobby.Arrival{Channel: store.ChannelDutyToRefer, Key: "2026-001", Sender: "St Made-Up", Person: jane, Urgent: true, Details: []byte("d"),
		Consent: store.Consent{Refer: true, How: "oral"}, Household: []store.Member{{Relation: "child", Person: omar}}, Tasks: []store.Task{{Type: "call", Done: true}}}
	open := newWorld(t, lobby.HPA2())
	r := open.row(open.receive(portal, v))
	secret := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.IntakeSecret = []byte("a secret of sixteen bytes") })
	under := uuid.MustParse(string(secret.receive(portal, v)))
	require.Equal(t, []string{"5", "8"}, []string{fmt.Sprint(int(uuid.MustParse(string(r.ID)).Version())), fmt.Sprint(int(under.Version()))})
	require.Equal(t, uuid.RFC4122, under.Variant())
	require.Equal(t, []string{"32ae869d-e922-56e6-8d06-31bbff2544c0", "aaa9da6f-f9b4-8d50-b115-c67382dc7024", "fb7331dc3b1e412bf5b97f5671c9b2ed"},
		[]string{string(r.ID), under.String(), hex.EncodeToString(r.Arrived)})
	require.Equal(t, []matching.Key{
		759310501812881313, 817422509198394313, 1999414888532685557, 2516671732886077134, 2716154427965178073, 2786224577290777837, 3662062191657375831,
		4484532721493886219, 4652028829607660417, 4732295848251494055, 4849058541180440582, 5613818745817697266, 5834513718815708174, 6628495072176911799, 16748880163944954419,
	}, r.Keys)
}
