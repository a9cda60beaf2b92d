package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// believed is what a reader of the documentation believes of one record.
type believed struct {
	state    store.State
	holder   store.ActorID
	identity int
	support  bool
	fence    int
	kind     store.State // of the decision
	by       store.ActorID
	client   store.ClientID
}

// seen is a review that some officer made, and what it was made on.
type seen struct {
	token    lobby.Token
	identity int
	fence    int
	support  bool
	clients  map[store.ClientID]string // as shown: person and whether a case was open
}

// model is a lobby, the beliefs about it, and the reviews that are around.
type model struct {
	w       *world
	hpa2    bool
	ids     []store.RecordID
	records map[store.RecordID]*believed
	open    map[store.ClientID]int
	reviews map[string]seen
}

var (
	modelPeople  = []matching.Person{jane, omar, {Given: "Eve", Family: "Adams", NINO: "QQ222222B"}}
	modelActors  = []lobby.Actor{amy, ben, lena}
	modelClients = []store.ClientID{"c-0", "c-1"}
)

// TestI02_RandomHistoriesAreWhatTheDocumentationSays plays random histories
// and checks every answer, and every row, against a few lines of belief.
func TestI02_RandomHistoriesAreWhatTheDocumentationSays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p, hpa2 := lobby.HRS(), rapid.Bool().Draw(rt, "hpa2")
		if hpa2 {
			p = lobby.HPA2()
		}
		m := &model{w: newWorld(t, p), hpa2: hpa2, records: map[store.RecordID]*believed{}, open: map[store.ClientID]int{}, reviews: map[string]seen{}}
		for i, c := range modelClients {
			m.w.client(c, modelPeople[i])
		}
		m.arrive()
		rt.Repeat(map[string]func(*rapid.T){
			"receive":  func(*rapid.T) { m.arrive() },
			"claim":    m.claim,
			"release":  m.release,
			"reassign": m.reassign,
			"amend":    m.amend,
			"support":  m.support,
			"undo":     m.undo,
			"work":     m.work,
			"review":   m.review,
			"assign":   m.assign,
			"create":   m.create,
			"remove":   m.remove,
			"close":    m.close,
			"":         m.check,
		})
	})
}

func (m *model) arrive() {
	if len(m.ids) == 6 {
		return
	}
	ch, from := store.ChannelPartner, shelter
	if m.hpa2 {
		ch = store.ChannelThirdParty
	}
	id := m.w.receive(from, lobby.Arrival{Channel: ch, Key: fmt.Sprint(len(m.ids)), Provider: "haven", Person: modelPeople[len(m.ids)%3]})
	m.ids = append(m.ids, id)
	m.records[id] = &believed{state: store.StateWaiting, identity: 1}
}

func (m *model) draw(rt *rapid.T) (context.Context, lobby.Actor, store.RecordID, *believed) {
	id := rapid.SampledFrom(m.ids).Draw(rt, "record")
	return context.Background(), rapid.SampledFrom(modelActors).Draw(rt, "actor"), id, m.records[id]
}

// over is the refusal of whatever comes after a decision.
func (b *believed) over() error {
	switch b.state {
	case store.StateRemoved:
		return lobby.ErrRemoved
	case store.StateAssigned, store.StateCreated:
		return lobby.ErrDecided
	}
	return nil
}

func expect(rt *rapid.T, err, want error) bool {
	if !errors.Is(err, want) {
		rt.Fatalf("got %v, want %v", err, want)
	}
	return err == nil
}

func (m *model) claim(rt *rapid.T) {
	ctx, a, id, b := m.draw(rt)
	want := b.over()
	if want == nil && b.holder != "" && b.holder != a.ID {
		want = lobby.ErrClaimed
	}
	_, err := m.w.Claim(ctx, a, id)
	if expect(rt, err, want) && b.holder == "" {
		b.state, b.holder = store.StateClaimed, a.ID
		b.fence++
	}
}

func (m *model) release(rt *rapid.T) {
	ctx, a, id, b := m.draw(rt)
	want := b.over()
	if want == nil && b.holder != "" && b.holder != a.ID {
		want = lobby.ErrNotHeld
	}
	if expect(rt, m.w.Release(ctx, a, id), want) {
		b.state, b.holder = store.StateWaiting, ""
	}
}

func (m *model) reassign(rt *rapid.T) {
	ctx, a, id, b := m.draw(rt)
	to := rapid.SampledFrom(modelActors).Draw(rt, "to").ID
	want := b.over()
	if a.Role != lobby.Lead {
		want = lobby.ErrDenied
	}
	if expect(rt, m.w.Reassign(ctx, a, id, to), want) && b.holder != to {
		b.state, b.holder = store.StateClaimed, to
		b.fence++
	}
}

func (m *model) amend(rt *rapid.T) {
	ctx, _, id, b := m.draw(rt)
	p := rapid.SampledFrom(modelPeople).Draw(rt, "person")
	same := b.over() == nil && m.w.row(id).Person.NINO == p.NINO
	if expect(rt, m.w.Amend(ctx, shelter, id, lobby.Amendment{Person: p}), b.over()) && !same {
		b.identity++
	}
}

func (m *model) support(rt *rapid.T) {
	ctx, _, id, b := m.draw(rt)
	want := b.over()
	if m.hpa2 {
		want = lobby.ErrDenied
	}
	if expect(rt, m.w.StartSupport(ctx, haven, id, "x"), want) {
		b.support = true
	}
}

// undo takes back what the provider started: a lead may who holds the record, and
// the provider.
func (m *model) undo(rt *rapid.T) {
	ctx, a, id, b := m.draw(rt)
	if rapid.Bool().Draw(rt, "provider") {
		a = haven
	}
	want := b.over()
	switch {
	case m.hpa2:
		want = lobby.ErrDenied
	case want != nil || a.ID == haven.ID:
	case b.holder != a.ID:
		want = lobby.ErrNotHeld
	case a.Role == lobby.Officer && b.support:
		want = lobby.ErrDenied
	}
	if expect(rt, m.w.UndoSupport(ctx, a, id), want) {
		b.support = false
	}
}

// work is an officer's on a task: on what is held only.
func (m *model) work(rt *rapid.T) {
	ctx, a, id, b := m.draw(rt)
	want := b.over()
	if want == nil && b.holder != a.ID {
		want = lobby.ErrNotHeld
	}
	_, err := m.w.AddTask(ctx, a, id, store.Task{ID: "t", Title: "call back"})
	expect(rt, err, want)
}

func (m *model) review(rt *rapid.T) {
	ctx, a, id, b := m.draw(rt)
	v, err := m.w.Review(ctx, a, id)
	if !expect(rt, err, b.over()) {
		return
	}
	if (v.Token != "") != (b.holder == a.ID) {
		rt.Fatalf("a token for %s of a record that %q holds", a.ID, b.holder)
	}
	s := seen{token: v.Token, identity: b.identity, fence: b.fence, support: b.support, clients: map[store.ClientID]string{}}
	for _, c := range v.Clients {
		s.clients[c.Client.ID] = m.shows(c.Client.ID)
	}
	m.reviews[string(a.ID)+string(id)] = s
}

// shows is what matters of a client to a decision.
func (m *model) shows(c store.ClientID) string {
	open, _ := m.w.register(c).OpenCase("hpa2") // HRS does not mind
	return string(open.ID)
}

// decidable is the refusal of a decision on what an officer last saw.
func (m *model) decidable(a lobby.Actor, id store.RecordID, b *believed) (seen, error) {
	s := m.reviews[string(a.ID)+string(id)]
	switch {
	case b.over() != nil:
		return s, b.over()
	case b.holder != a.ID:
		return s, lobby.ErrNotHeld
	case s.token == "" || s.identity != b.identity || s.fence != b.fence:
		return s, lobby.ErrStale
	}
	return s, nil
}

func (m *model) assign(rt *rapid.T) {
	ctx, a, id, b := m.draw(rt)
	c := rapid.SampledFrom(modelClients).Draw(rt, "client")
	s, want := m.decidable(a, id, b)
	if was, ok := s.clients[c]; want == nil && (!ok || was != m.shows(c)) {
		want = lobby.ErrStale
	}
	if b.kind == store.StateAssigned && b.by == a.ID && b.client == c {
		_, err := m.w.Assign(ctx, a, id, c, s.token) // the same again, or another review of it
		if err != nil && !errors.Is(err, lobby.ErrDecided) {
			rt.Fatal(err)
		}
		return
	}
	wasOpen := m.open[c]
	d, err := m.w.Assign(ctx, a, id, c, s.token)
	if !expect(rt, err, want) {
		return
	}
	if d.Closed != (m.hpa2 && wasOpen > 0) {
		rt.Fatalf("closed %v with %d open", d.Closed, wasOpen)
	}
	if !d.Closed {
		m.open[c]++
	}
	b.state, b.kind, b.by, b.client = store.StateAssigned, store.StateAssigned, a.ID, c
}

func (m *model) create(rt *rapid.T) {
	ctx, a, id, b := m.draw(rt)
	s, want := m.decidable(a, id, b)
	if b.kind == store.StateCreated && b.by == a.ID {
		return
	}
	d, err := m.w.Create(ctx, a, id, s.token)
	if want == nil && errors.Is(err, lobby.ErrStale) { // a client appeared: then there is one that was not shown
		var e *lobby.Error
		_ = errors.As(err, &e)
		for _, ch := range e.Changed {
			if _, shown := s.clients[ch.Client]; shown || ch.What != lobby.ChangedNew {
				rt.Fatalf("refused because of %v, which was shown", ch)
			}
		}
		return
	}
	if !expect(rt, err, want) {
		return
	}
	if (d.Reference != "") == m.hpa2 {
		rt.Fatalf("reference %q", d.Reference)
	}
	m.open[d.Client]++
	b.state, b.kind, b.by, b.client = store.StateCreated, store.StateCreated, a.ID, d.Client
}

func (m *model) remove(rt *rapid.T) {
	ctx, a, id, b := m.draw(rt)
	override := rapid.Bool().Draw(rt, "override")
	s, want := m.decidable(a, id, b)
	if b.state == store.StateRemoved && b.by == a.ID {
		want = nil
	}
	switch {
	case override && a.Role != lobby.Lead:
		want = lobby.ErrDenied
	case b.over() == nil && !override && b.support && !m.hpa2:
		want = lobby.ErrSupportStarted
	case want == nil && b.over() == nil && s.support != b.support:
		want = lobby.ErrStale
	}
	_, err := m.w.Remove(ctx, a, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: s.token, Override: override})
	if expect(rt, err, want) {
		b.state, b.kind, b.by = store.StateRemoved, store.StateRemoved, a.ID
	}
}

// close has the host close every open case of a client.
func (m *model) close(rt *rapid.T) {
	c := rapid.SampledFrom(modelClients).Draw(rt, "client")
	row := m.w.register(c)
	for i := range row.Cases {
		row.Cases[i].Closed = start
	}
	put(m.w.t, m.w, lobby.ClientUpdate{ID: c, Person: &row.Person, Cases: row.Cases})
	m.open[c] = 0
}

// check compares every row with what is believed of it.
func (m *model) check(rt *rapid.T) {
	for id, b := range m.records {
		r := m.w.row(id)
		if r.State != b.state {
			rt.Fatalf("%s is %s, believed %s", id, r.State, b.state)
		}
		if b.over() == nil && (r.Claim == nil) != (b.holder == "") {
			rt.Fatalf("%s is held by %v, believed by %q", id, r.Claim, b.holder)
		}
		if b.kind != "" && (r.Decision.Kind != b.kind || r.Decision.By != b.by || r.Decision.Client != b.client) {
			rt.Fatalf("%s was decided otherwise", id)
		}
		require.Equal(rt, map[bool]int{true: 1}[b.kind != ""], decisionsOf(m.w.t, m.w, id))
		require.NoError(rt, m.w.Audit(context.Background(), auditor, id))
	}
	for c, n := range m.open {
		open := 0
		for _, k := range m.w.register(c).Cases {
			if k.Open() {
				open++
			}
		}
		if open != n || m.hpa2 && open > 1 {
			rt.Fatalf("client %s has %d open cases, believed %d", c, open, n)
		}
	}
	page, err := m.w.Waiting(context.Background(), amy, lobby.Filter{})
	require.NoError(rt, err)
	for _, r := range page.Records {
		require.True(rt, slices.Contains(m.ids, r.ID) && m.records[r.ID].over() == nil)
	}
}
