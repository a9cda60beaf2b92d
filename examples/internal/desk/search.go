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
	Fields  personInputs
	Asked   bool
	Clients []foundBody
	Weaker  []foundBody // very weak ones, folded away
	Records []foundBody
	Browse  bool // a list by one name, which says nothing of how sure any one is
	Found   foundWords
	None    noneBody
}

// foundBody is one result.
type foundBody struct {
	Href, ID, Name, Also, Born, Postcode, Rating, Where string

	Restricted     bool
	Same, Relative string // whom else it may be
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
			b.take(s, p, f)
		}
	}
	if role := r.actor().Role; role != lobby.Officer && role != lobby.Lead && role != lobby.DataProtection {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	return view{page: "search", Title: "Search", Current: "Search", Body: b}, nil
}

// take adds what one system found. Clients are the same in both.
func (b *searchBody) take(s store.System, p matching.Person, f lobby.Found) {
	if s == tabs[0] {
		b.Browse, b.Found = loneName(p, f.Truncated) != "", wordsOfSearch(p, f)
		b.None = noneOf(b.Found.TooFew || b.Browse, f.None, f.Absent, f.Missed, 0, f.Restricted > 0)
		shown, folded := bands(cards(f.Clients, s, f.Restricted > 0))
		if b.Browse {
			shown, folded = append(shown, folded...), nil
		}
		b.Clients, b.Weaker = clientRows(s, shown), clientRows(s, folded)
	}
	for _, m := range f.Records {
		q := m.Record.Person
		b.Records = append(b.Records, foundBody{Href: recordPath(s, m.Record.ID), ID: reference(m.Record.ID), Name: personName(q), Born: q.Born,
			Postcode: strings.Join(q.Postcodes, ", "), Rating: rated(m.Match, false), Where: system(s)})
	}
}

func clientRows(s store.System, bs []band) (rows []foundBody) {
	for _, b := range bs {
		for _, c := range b.Cards {
			for _, m := range c.Rows {
				rows = append(rows, foundBody{Href: clientPath(s, m.ID), ID: string(m.ID), Name: m.Name, Also: m.Also, Born: m.Born, Postcode: m.Postcode,
					Rating: m.Rating, Restricted: m.Restricted, Same: m.Same, Relative: m.Relative})
			}
		}
	}
	return rows
}
