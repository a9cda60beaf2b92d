package desk

import (
	"errors"
	"net/http"
	"sync"

	"github.com/caselobby/caselobby/lobby"
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

// maxReviews bounds the memory. Beyond it all are forgotten, and a confirmation page gives the
// token of the review at that time.
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
	Path           string
	Reference      string
	Identity       []fact
	Shown, Folded  []band
	Compete        bool // there are several cards, which share the probability
	FoldedRows     int
	Records        []besideBody
	None           noneBody
	Found          foundWords
	Holds          bool
	Create, Remove []lobby.Effect
	MayRemove      bool
	Situation      situation
	System         store.System
	Graph          *graphBody
}

// besideBody is another lobby record that may be the same person.
type besideBody struct {
	Href, Name, Channel, Rating, Status string
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
		Path: path, Reference: reference(r.id()), Identity: identityFacts(v.Record.Person), Found: wordsOfReview(v),
		Holds: v.Token != "", Create: v.Create, Remove: v.Remove, MayRemove: r.actor().Rights.Has(lobby.MayRemove),
		Situation: situationOf(v.Record, r.actor(), d.now()), System: r.system(),
	}
	b.None = noneOf(b.Found.TooFew, v.None, v.Absent, v.Missed, v.Related, v.Restricted > 0)
	b.Graph = reviewGraph(v, r.system())
	all := cards(v.Record.Person, v.Clients, r.system(), v.Restricted > 0)
	b.Compete = len(all) > 1
	b.Shown, b.Folded = bands(all)
	for _, f := range b.Folded {
		b.FoldedRows += f.Rows
	}
	for _, m := range v.Records {
		b.Records = append(b.Records, besideBody{
			Href: recordPath(m.Record.System, m.Record.ID), Name: personName(m.Record.Person), Channel: channel(m.Record.Channel),
			Rating: rated(m.Match, false), Status: state(m.Record.State),
		})
	}
	out := view{page: "review", Live: livePath(v.Record), Title: "Potential matches of " + reference(r.id()), Current: "Lobby", Problem: p, Back: &link{Href: path, Text: "Lobby case"}, Body: b}
	if p != nil {
		out.status = http.StatusConflict
	}
	return out, nil
}

// unlisted shows the matches instead of a page about a client who is not, or no longer, among
// them.
func (d *desk) unlisted(r *request) (view, error) {
	return d.reviewWith(r, lookAgain(&lobby.Error{Changed: []lobby.Changed{{What: lobby.ChangedUnseen}}}))
}

// linkMember says which client a member of the household is, or takes it back.
func (d *desk) linkMember(r *request) (view, error) {
	member, client := lobby.MemberID(r.PostFormValue("member")), store.ClientID(r.PostFormValue("client"))
	err := d.systems[r.system()].LinkMember(r.Context(), r.actor(), r.id(), member, client)
	if why := notLinked(err); why != "" {
		return d.reviewWith(r, &problem{Title: "Look again: something has changed", Lines: []string{why, "Nothing was saved. Below is how things stand now."}})
	}
	said := "It is kept that this member of the household is client " + string(client) + "."
	if client == "" {
		said = "It is taken back that this member of the household is a client."
	}
	if err != nil {
		return view{}, err
	}
	return d.did(r, recordPath(r.system(), r.id())+"/review", said)
}

// notLinked says why a member of a household could not be linked to a client, if that is
// because something has changed; otherwise it returns nothing.
func notLinked(err error) string {
	var e *lobby.Error
	switch {
	case errors.Is(err, lobby.ErrNotFound):
		return "The household was corrected, or the client is not there any more."
	case errors.Is(err, lobby.ErrStale):
		return "The client was merged into another."
	case errors.Is(err, lobby.ErrGone):
		return "The client was erased."
	case errors.As(err, &e) && e.Code == "in-household":
		return "Another of the household is said to be that client already."
	case errors.As(err, &e) && e.Code == "too-many-links":
		return "So many of the household are said to be clients that there is room for no other."
	}
	return ""
}
