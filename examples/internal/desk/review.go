package desk

import (
	"fmt"
	"html/template"
	"strings"
	"sync"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"

	"github.com/caselobby/caselobby/store"
)

// reviews remembers the token of the latest review that each officer has seen
// of each record: it is what the confirmation pages put into their forms.
type reviews struct {
	mu  sync.Mutex
	all map[reviewKey]lobby.Token
}

type reviewKey struct {
	officer store.ActorID
	record  store.RecordID
}

// maxReviews bounds the memory; past it, everybody looks again.
const maxReviews = 10_000

func (v *reviews) saw(o store.ActorID, id store.RecordID, t lobby.Token) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.all == nil || len(v.all) >= maxReviews {
		v.all = map[reviewKey]lobby.Token{}
	}
	v.all[reviewKey{o, id}] = t
}

func (v *reviews) token(o store.ActorID, id store.RecordID) lobby.Token {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.all[reviewKey{o, id}]
}

// reviewBody is the list of clients whom a case may belong to.
type reviewBody struct {
	Path, ClientPath string
	Reference        string
	Identity         []fact
	Clients          []matchBody
	Weaker           []matchBody // very weak ones, folded away
	Records          []besideBody
	None             float64
	NoneText         string
	Related          float64
	Counted          string // how many results, out of how many clients, and what that means
	Ask              string
	Cut, TooFew      bool
	Unprepared       int // clients that may have been missed
	Unreadable       int
	Holds            bool
	Create, Remove   []lobby.Effect
	MayRemove        bool
}

// matchBody is one client in the list.
type matchBody struct {
	ID             store.ClientID
	Name           string
	Rating         string
	Percent        string
	Probability    float64
	Born, Postcode string
	Reasons        []reason
	Effects        []lobby.Effect
	OpenCases      int
	Restricted     bool
	Relative       string // a warning, if somebody else of the family is likelier
	Evidence       []matching.Evidence
	Weight         string
}

// reason is one piece of evidence in words.
type reason struct {
	Text string
	For  bool
	Bits string
}

// besideBody is another lobby record that may be the same person.
type besideBody struct {
	Href, Name, Channel, Rating, Percent, Status string
}

// review shows the ranked clients. What it shows is what the decisions rest on.
func (d *desk) review(r *request) (view, error) {
	return d.reviewWith(r, nil)
}

func (d *desk) reviewWith(r *request, p *problem) (view, error) {
	v, err := d.systems[r.system()].Review(r.Context(), r.actor(), r.id())
	if err != nil {
		return view{}, err
	}
	d.reviews.saw(r.actor().ID, r.id(), v.Token)
	path := recordPath(r.system(), r.id())
	b := reviewBody{
		Path: path, Reference: reference(r.id()), Identity: identityFacts(v.Record.Person), None: v.None, Related: v.Related,
		Counted: counted(v), NoneText: percent(v.None), Ask: v.AskManager(), Cut: v.Truncated, Unprepared: v.Unprepared, Unreadable: v.Unreadable, TooFew: v.TooFew, Holds: v.Token != "", Create: v.Create, Remove: v.Remove,
		MayRemove: r.actor().Rights.Has(lobby.MayRemove),
	}
	for _, m := range v.Clients {
		if w := match(m, r.system()); m.Rating.AtLeast(matching.Weak) || len(b.Clients) == 0 {
			b.Clients = append(b.Clients, w)
		} else {
			b.Weaker = append(b.Weaker, w)
		}
	}
	for _, m := range v.Records {
		b.Records = append(b.Records, besideBody{
			Href: recordPath(m.Record.System, m.Record.ID), Name: personName(m.Record.Person), Channel: channel(m.Record.Channel),
			Rating: capital(string(m.Rating)), Percent: percent(m.Probability), Status: state(m.Record.State),
		})
	}
	out := view{page: "review", Title: "Potential matches", Current: "Lobby", Problem: p, Back: &link{Href: path, Text: "Lobby case"}, Body: b}
	if p != nil {
		out.status = 409
	}
	return out, nil
}

// counted says how many results came back and what that does to the ratings.
func counted(v lobby.Review) string {
	switch n := v.Results; {
	case n == 0:
		return fmt.Sprintf("None of the %s shares anything that identifies this person.", count(v.Size, "client", "clients"))
	case n == 1:
		return fmt.Sprintf("1 of %s shares something with this person.", count(v.Size, "client", "clients"))
	default:
		return fmt.Sprintf("%s of %s share something with this person. They compete: the more of them fit, the less sure any one of them is.", thousands(n), count(v.Size, "client", "clients"))
	}
}

// match is what the list says of one client.
func match(m lobby.ClientMatch, s store.System) matchBody {
	p := m.Client.Person
	b := matchBody{
		ID: m.Client.ID, Name: personName(p), Rating: capital(string(m.Rating)), Percent: percent(m.Probability), Probability: m.Probability,
		Born: p.Born, Postcode: strings.Join(p.Postcodes, ", "), Effects: m.Effects, Restricted: m.Client.Restricted,
		Evidence: m.Evidence, Weight: fmt.Sprintf("%+.1f", m.Weight),
	}
	for _, c := range m.Client.Cases {
		if c.System == s && c.Open() {
			b.OpenCases++
		}
	}
	for _, e := range m.Evidence {
		if e.Level == "" {
			continue
		}
		bits := e.Bits + e.Frequency
		b.Reasons = append(b.Reasons, reason{Text: fieldWords(e.Field) + ": " + e.Text, For: bits >= 0, Bits: fmt.Sprintf("%+.1f", bits)})
	}
	if m.Related >= .1 && m.Related > m.Probability/4 {
		b.Relative = fmt.Sprintf("May be a relative of this client instead (%s): check first name and date of birth.", percent(m.Related))
	}
	return b
}

// fieldWords names a field as officers and the public do.
func fieldWords(f string) string {
	switch f {
	case "NI number":
		return "National Insurance number"
	case "e-mail":
		return "Email"
	}
	return capital(f)
}

// compareBody sets the person beside one client.
type compareBody struct {
	Path      string
	Match     matchBody
	Identity  []fact
	Rows      []compared
	Picture   template.HTML
	Cases     []store.Case
	Holds     bool
	Reference string
}

// compared is one line of the comparison.
type compared struct {
	Field, Ours, Theirs, Level string
	Differs                    bool
}

func (d *desk) compare(r *request) (view, error) {
	v, err := d.systems[r.system()].Review(r.Context(), r.actor(), r.id())
	if err != nil {
		return view{}, err
	}
	for _, m := range v.Clients {
		if m.Client.ID == r.clientID() {
			path := recordPath(r.system(), r.id())
			b := compareBody{
				Path: path, Match: match(m, r.system()), Identity: identityFacts(v.Record.Person), Rows: compareRows(v.Record.Person, m.Client.Person),
				Picture: waterfall(m.Match, v.Size), Cases: m.Client.Cases, Holds: v.Token != "", Reference: reference(r.id()),
			}
			return view{page: "compare", Title: "Compare with client " + string(m.Client.ID), Current: "Lobby",
				Back: &link{Href: path + "/review", Text: "Potential matches"}, Body: b}, nil
		}
	}
	return view{}, &lobby.Error{Kind: lobby.ErrNotFound}
}

// compareRows lines up what is known of two people.
func compareRows(a, b matching.Person) []compared {
	fa, fb := personFacts(a), personFacts(b)
	rows := make([]compared, len(fa))
	for i := range fa {
		rows[i] = compareFacts(fa[i], fb[i])
	}
	return rows
}

// compareFacts says whether two people gave the same, however they wrote it.
func compareFacts(a, b fact) compared {
	c := compared{Field: a.Name, Ours: strings.Join(a.Lines, ", "), Theirs: strings.Join(b.Lines, ", ")}
	switch {
	case len(a.Lines) == 0 && len(b.Lines) == 0:
		c.Level = "Neither given"
	case len(a.Lines) == 0 || len(b.Lines) == 0:
		c.Level = "Missing on one side"
	case a.unusable || b.unusable:
		c.Level = "Not usable"
	case shareValue(a, b):
		c.Level = "Same"
		if len(a.Lines) > 1 || len(b.Lines) > 1 {
			c.Level = "One is the same"
		}
	default:
		c.Level, c.Differs = "Different", true
	}
	return c
}

// shareValue reports whether one value of each is the same once normalised.
func shareValue(a, b fact) bool {
	for _, x := range a.Lines {
		for _, y := range b.Lines {
			if a.normal(x) == b.normal(y) {
				return true
			}
		}
	}
	return false
}
