package desk

import (
	"errors"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// clientBody is one client's record: the person, the cases with what goes on in each,
// and what has happened.
type clientBody struct {
	Path    string
	Client  store.Client
	Name    string
	Facts   []fact
	Cases   []caseBody
	History []moment
	SeenBy  []moment
	Earlier int // how many entries of SeenBy are not listed
	Erase   bool
	Graph   *graphBody
	Unread  int // cases of the lobby that may be about the client and cannot be read
}

// caseBody is one case with its work.
type caseBody struct {
	store.Case
	From  *link // the lobby case that it came from
	About []fact
}

// client shows a client to whoever may open it. A restricted one does not
// exist for anybody else.
func (d *desk) client(r *request) (view, error) {
	c, err := d.systems[r.system()].Client(r.Context(), r.actor(), r.clientID())
	if err != nil {
		return view{}, err
	}
	b := clientBody{Path: clientPath(r.system(), c.ID), Erase: r.actor().Rights.Has(lobby.MayErase) && !c.Erased, Client: c, Name: personName(c.Person), Facts: personFacts(c.Person)}
	for _, k := range c.Cases {
		b.Cases = append(b.Cases, caseOf(k))
	}
	if b.History, err = d.history(r, c); err != nil {
		return view{}, err
	}
	if b.SeenBy, b.Earlier, err = d.seenBy(r, c.ID); err != nil {
		return view{}, err
	}
	if !c.Erased {
		held, err := d.lists[r.system()].ClientRecords(r.Context(), r.actor(), c.ID)
		if err != nil {
			return view{}, err
		}
		b.Graph, b.Unread = clientGraph(c, held, r.system()), len(held.Unreadable)+held.UnreadableOthers
	}
	return view{page: "client", Title: "Client " + string(c.ID), Current: "Search", Back: &link{Href: "/search", Text: "Search"}, Body: b}, nil
}

// caseOf is a case with what the lobby carried into it.
func caseOf(k store.Case) caseBody {
	b := caseBody{Case: k}
	if k.From != "" {
		b.From = &link{Href: recordPath(k.System, k.From), Text: reference(k.From)}
	}
	if len(k.Details) > 0 {
		b.About = append(b.About, fact{Name: "What they told us", Lines: lines(strings.Split(string(k.Details), "\n")...)})
	}
	for _, m := range k.Household {
		b.About = append(b.About, fact{Name: "Household", Lines: lines(relationOf(m) + ": " + nameOfMember(m))})
	}
	for _, t := range k.Tasks {
		state := "to do"
		if t.Done {
			state = "done"
		}
		b.About = append(b.About, fact{Name: "Task", Lines: lines(t.Title+", "+state, t.Note)})
	}
	b.About = append(b.About, serviceFacts(k.WaitingList, k.Support)...)
	if k.ClosedBecause != "" {
		b.About = append(b.About, fact{Name: "Closed because", Lines: lines(reasonWords(k.ClosedBecause))})
	}
	return b
}

// history is what happened to a client and to the lobby cases that it came from,
// newest first.
func (d *desk) history(r *request, c store.Client) ([]moment, error) {
	queries := []store.EventQuery{{Client: c.ID}}
	for _, k := range c.Cases {
		if k.From != "" {
			queries = append(queries, store.EventQuery{Record: k.From})
		}
	}
	seen := map[store.EventID]bool{}
	var ms []moment
	for _, q := range queries {
		es, err := d.events(r, q)
		if err != nil && !errors.Is(err, lobby.ErrNotFound) {
			return nil, err
		}
		for _, e := range es {
			if !seen[e.ID] {
				seen[e.ID] = true
				ms = append(ms, momentOf(e, r.actor()))
			}
		}
	}
	slices.SortStableFunc(ms, func(a, b moment) int { return b.At.Compare(a.At) })
	return ms, nil
}
