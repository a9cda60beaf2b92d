package desk

import (
	"net/http"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// searchBody is the search form and what it found.
type searchBody struct {
	Fields  []personField
	Asked   bool
	Clients []foundBody
	Records []foundBody
	Counted string
	Ask     string
	TooFew  bool
	Cut     bool
}

// foundBody is one result.
type foundBody struct {
	Href, ID, Name, Born, Postcode, Rating, Where string
}

// find keeps what was typed in the session and shows the results under an
// address that tells nothing.
func (d *desk) find(r *request) (view, error) {
	if text := strings.TrimSpace(r.PostFormValue("reference")); text != "" {
		return d.findReference(r, text)
	}
	d.sessions.remember(r.Request, personOf(r.Request))
	return to("/search")
}

// findReference opens what a reference names, if it names one thing.
func (d *desk) findReference(r *request, text string) (view, error) {
	for _, s := range tabs {
		f, err := d.systems[s].Find(r.Context(), r.actor(), text)
		if err != nil {
			return view{}, err
		}
		for _, m := range f.Records {
			return to(recordPath(s, m.Record.ID))
		}
		for _, m := range f.Clients {
			return to(clientPath(s, m.Client.ID))
		}
	}
	v, err := d.searchPage(r, matching.Person{}, false)
	v.Problem, v.status = &problem{"Nothing found", []string{"No lobby case and no client has that reference."}}, http.StatusNotFound
	return v, err
}

func (d *desk) search(r *request) (view, error) { return d.searchPage(r, r.sess.search, r.sess.asked) }

func (d *desk) searchPage(r *request, p matching.Person, asked bool) (view, error) {
	b := searchBody{Fields: personForm(p), Asked: asked}
	if asked {
		for _, s := range tabs {
			f, err := d.systems[s].Search(r.Context(), r.actor(), p)
			if err != nil {
				return view{}, err
			}
			b.take(s, f)
		}
	}
	if role := r.actor().Role; role != lobby.Officer && role != lobby.Lead && role != lobby.DataProtection {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	return view{page: "search", Title: "Search", Current: "Search", Body: b}, nil
}

// take adds what one system found. Clients are the same in both.
func (b *searchBody) take(s store.System, f lobby.Found) {
	if s == tabs[0] {
		for _, m := range f.Clients {
			if m.Rating.AtLeast(matching.Weak) || len(b.Clients) < 10 {
				b.Clients = append(b.Clients, foundBody{Href: clientPath(s, m.Client.ID), ID: string(m.Client.ID), Name: personName(m.Client.Person), Born: m.Client.Person.Born,
					Postcode: strings.Join(m.Client.Person.Postcodes, ", "), Rating: capital(string(m.Rating)) + ", " + percent(m.Probability)})
			}
		}
		b.Counted = count(f.Results, "client shares something with what you typed", "clients share something with what you typed")
		b.TooFew, b.Cut = f.TooFew, f.Truncated
		if f.Restricted > 0 {
			b.Ask = count(f.Restricted, "restricted record: ask a manager", "restricted records: ask a manager")
		}
	}
	for _, m := range f.Records {
		b.Records = append(b.Records, foundBody{Href: recordPath(s, m.Record.ID), ID: reference(m.Record.ID), Name: personName(m.Record.Person), Born: m.Record.Person.Born,
			Postcode: strings.Join(m.Record.Person.Postcodes, ", "), Rating: capital(string(m.Rating)) + ", " + percent(m.Probability), Where: system(s)})
	}
}
