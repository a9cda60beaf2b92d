package host

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Desk are the officer's operations, and those by which the host keeps its clients.
func (h *Host) Desk() []Route {
	return []Route{
		{"POST", "/login", nil, login{}, h.logIn},
		{"GET", "/lobby", []string{"after", "limit"}, nil, h.waiting},
		{"GET", "/lobby/{record}", nil, nil, h.record},
		{"POST", "/lobby/{record}/claim", nil, nil, h.claim},
		{"POST", "/lobby/{record}/release", nil, nil, h.release},
		{"GET", "/lobby/{record}/review", nil, nil, h.review},
		{"POST", "/lobby/{record}/assign", nil, assignment{}, h.assign},
		{"POST", "/lobby/{record}/create", nil, creation{}, h.create},
		{"POST", "/lobby/{record}/remove", nil, removal{}, h.remove},
		{"GET", "/clients/{client}", nil, nil, h.client},
		{"PUT", "/clients/{client}", nil, clientForm{}, h.putClient},
		{"POST", "/clients/{client}/cases", nil, caseForm{}, h.openCase},
		{"POST", "/clients/{client}/cases/{case}/close", nil, closing{}, h.closeCase},
		{"GET", "/outcomes/{record}", nil, nil, h.outcome},
	}
}

func recordID(c *Call) store.RecordID { return store.RecordID(c.PathValue("record")) }
func clientID(c *Call) store.ClientID { return store.ClientID(c.PathValue("client")) }

// Person is a person as the host's forms have them.
type Person struct {
	Given     string   `json:"given"`
	Family    string   `json:"family"`
	Born      string   `json:"born"`
	NINO      string   `json:"nino,omitempty"`
	Phones    []string `json:"phones,omitempty"`
	Emails    []string `json:"emails,omitempty"`
	Postcodes []string `json:"postcodes,omitempty"`
}

// Typed is the person as the lobby takes them.
func (p Person) Typed() matching.Person {
	return matching.Person{Given: p.Given, Family: p.Family, Born: p.Born, NINO: p.NINO, Phones: p.Phones, Emails: p.Emails, Postcodes: p.Postcodes}
}

func shown(p matching.Person) Person {
	return Person{Given: p.Given, Family: p.Family, Born: p.Born, NINO: p.NINO, Phones: p.Phones, Emails: p.Emails, Postcodes: p.Postcodes}
}

// Record is a record as officers see it, and a provider's users.
type Record struct {
	ID       store.RecordID `json:"id"`
	State    store.State    `json:"state"`
	Channel  store.Channel  `json:"channel"`
	Received string         `json:"received"`
	Holder   store.ActorID  `json:"holder,omitempty"`
	Urgent   bool           `json:"urgent"`
	Person   Person         `json:"person"`
}

// accepted is the state of a decided record to a provider's user, who is not told whether its
// client was known.
const accepted store.State = "accepted"

func recordOf(a lobby.Actor, r store.Record) Record {
	if a.Role == lobby.ProviderUser && r.State.Decided() {
		r.State = accepted
	}
	out := Record{ID: r.ID, State: r.State, Channel: r.Channel, Received: r.Received.Format("2006-01-02T15:04:05Z"), Urgent: r.Urgent, Person: shown(r.Person)}
	if r.Claim != nil {
		out.Holder = r.Claim.Officer
	}
	return out
}

// toldTo is an error as it may be told: to a provider's user without the kind of a decision.
func toldTo(a lobby.Actor, err error) error {
	var e *lobby.Error
	if a.Role != lobby.ProviderUser || !errors.As(err, &e) || e.Decision == nil {
		return err
	}
	told, d := *e, *e.Decision
	d.Kind, told.Decision = accepted, &d
	return &told
}

type page struct {
	Records    []Record         `json:"records"`
	Unreadable []store.RecordID `json:"unreadable,omitempty"` // those among them that cannot be read
	Next       string           `json:"next,omitempty"`
}

func (h *Host) waiting(c *Call) (int, any, error) {
	f := lobby.Filter{Limit: 50}
	if f.After.UnmarshalText([]byte(c.Query.Get("after"))) != nil {
		return 0, nil, errQuery
	}
	if c.Query.Has("limit") {
		var err error
		text := c.Query.Get("limit")
		if f.Limit, err = strconv.Atoi(text); err != nil || f.Limit < 1 || strconv.Itoa(f.Limit) != text { // +1 and 01 are not written so
			return 0, nil, errQuery
		}
	}
	p, err := h.Lobby.Waiting(c.Context(), c.Actor, f)
	if err != nil {
		return 0, nil, err
	}
	out := page{Records: []Record{}, Unreadable: p.Unreadable}
	for _, r := range p.Records {
		out.Records = append(out.Records, recordOf(c.Actor, r))
	}
	if p.More {
		next, err := p.Next.MarshalText()
		if err != nil {
			return 0, nil, err
		}
		out.Next = string(next)
	}
	return http.StatusOK, out, nil
}

func (h *Host) record(c *Call) (int, any, error) {
	r, err := h.Lobby.Record(c.Context(), c.Actor, recordID(c))
	return http.StatusOK, recordOf(c.Actor, r), err
}

func (h *Host) claim(c *Call) (int, any, error) {
	r, err := h.Lobby.Claim(c.Context(), c.Actor, recordID(c))
	return http.StatusOK, recordOf(c.Actor, r), err
}

func (h *Host) release(c *Call) (int, any, error) {
	return http.StatusNoContent, nil, h.Lobby.Release(c.Context(), c.Actor, recordID(c))
}

type match struct {
	Client      store.ClientID  `json:"client"`
	Rating      matching.Rating `json:"rating"`
	Probability float64         `json:"probability"`
	Reasons     []string        `json:"reasons"`
	Effects     []string        `json:"effects"`
	Person      Person          `json:"person"`
}

type review struct {
	Record     Record      `json:"record"`
	Matches    []match     `json:"matches"`
	Results    int         `json:"results"`
	None       float64     `json:"none"`
	Hidden     string      `json:"hidden,omitempty"`     // likely clients whom this officer may not see
	Incomplete []string    `json:"incomplete,omitempty"` // why others may be missing
	Token      lobby.Token `json:"token"`
}

// incomplete lists why clients who may be the person may be missing from a review.
func incomplete(v lobby.Review) (why []string) {
	for _, w := range []struct {
		is   bool
		code string
	}{
		{v.TooFew, "too-little-known"}, {v.Truncated, "common-values"}, {v.Unprepared > 0, "not-prepared"}, {v.Unreadable > 0, "not-readable"},
	} {
		if w.is {
			why = append(why, w.code)
		}
	}
	return why
}

func (h *Host) review(c *Call) (int, any, error) {
	v, err := h.Lobby.Review(c.Context(), c.Actor, recordID(c))
	if err != nil {
		return 0, nil, err
	}
	out := review{Record: recordOf(c.Actor, v.Record), Matches: []match{}, Results: v.Results, None: v.None, Hidden: v.AskManager(), Incomplete: incomplete(v), Token: v.Token}
	for _, m := range v.Clients {
		line := match{Client: m.Client.ID, Rating: m.Rating, Probability: m.Probability, Reasons: []string{}, Effects: []string{}, Person: shown(m.Client.Person)}
		for _, e := range m.Evidence {
			if e.Level != "" {
				line.Reasons = append(line.Reasons, e.String())
			}
		}
		for _, e := range m.Effects {
			line.Effects = append(line.Effects, e.Text)
		}
		out.Matches = append(out.Matches, line)
	}
	return http.StatusOK, out, nil
}

type assignment struct {
	Client store.ClientID `json:"client"`
	Token  lobby.Token    `json:"token"`
}

type creation struct {
	Token lobby.Token `json:"token"`
}

type removal struct {
	Reason   string      `json:"reason"`
	Confirm  string      `json:"confirm"`
	Token    lobby.Token `json:"token"`
	Override bool        `json:"override,omitempty"`
}

// Decision is what became of a record.
type Decision struct {
	Kind      store.State    `json:"kind"`
	Client    store.ClientID `json:"client,omitempty"`
	Case      store.CaseID   `json:"case,omitempty"`
	Closed    bool           `json:"closed"`
	Reason    string         `json:"reason,omitempty"`
	Reference string         `json:"reference,omitempty"`
}

func (h *Host) assign(c *Call) (int, any, error) {
	var in assignment
	if err := c.Body(&in); err != nil {
		return 0, nil, err
	}
	return h.decide(c, func(ctx context.Context, l *lobby.Service) (lobby.Decided, error) {
		return l.Assign(ctx, c.Actor, recordID(c), in.Client, in.Token)
	})
}

func (h *Host) create(c *Call) (int, any, error) {
	var in creation
	if err := c.Body(&in); err != nil {
		return 0, nil, err
	}
	return h.decide(c, func(ctx context.Context, l *lobby.Service) (lobby.Decided, error) {
		return l.Create(ctx, c.Actor, recordID(c), in.Token)
	})
}

func (h *Host) remove(c *Call) (int, any, error) {
	var in removal
	if err := c.Body(&in); err != nil {
		return 0, nil, err
	}
	return h.decide(c, func(ctx context.Context, l *lobby.Service) (lobby.Decided, error) {
		return l.Remove(ctx, c.Actor, recordID(c), lobby.Removal{Reason: in.Reason, Confirm: in.Confirm, Token: in.Token, Override: in.Override})
	})
}

// decide takes a decision and writes the host's own client and case, in one
// transaction. The same decision again finds both there.
func (h *Host) decide(c *Call, take func(context.Context, *lobby.Service) (lobby.Decided, error)) (int, any, error) {
	var d lobby.Decided
	err := h.within(c.Context(), func(ctx context.Context, tx pgx.Tx, l *lobby.Service) (err error) {
		if d, err = take(ctx, l); err != nil || d.Kind == store.StateRemoved {
			return err
		}
		return h.adopt(ctx, tx, l, d)
	})
	return http.StatusOK, Decision{Kind: d.Kind, Client: d.Client, Case: d.Case, Closed: d.Closed, Reason: d.Reason, Reference: d.Reference}, err
}

// adopt makes the client and the case of a decision the host's own.
func (h *Host) adopt(ctx context.Context, tx pgx.Tx, l *lobby.Service, d lobby.Decided) error {
	if d.Kind == store.StateCreated {
		k, err := l.Client(ctx, h.Self, d.Client)
		if err != nil {
			return err
		}
		if err := insertClient(ctx, tx, k); err != nil {
			return err
		}
	}
	because := ""
	if d.Closed {
		because = d.Reason
	}
	_, err := tx.Exec(ctx, `INSERT INTO casework (id, client, closed_because, record) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		string(d.Case), string(d.Client), because, string(d.Record))
	return err
}

type outcome struct {
	Status lobby.OutcomeStatus `json:"status"`
	Key    string              `json:"key,omitempty"`
}

func (h *Host) outcome(c *Call) (int, any, error) {
	o, err := h.Lobby.Outcome(c.Context(), c.Actor, recordID(c))
	return http.StatusOK, outcome{o.Status, o.Key}, err
}
