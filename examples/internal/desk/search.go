package desk

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/caselobby/caselobby/examples/internal/people"
	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/normalise"
	"github.com/caselobby/caselobby/store"
)

// searchBody is the search form and what it found.
type searchBody struct {
	Fields  personInputs
	Ref     input
	Several []foundBody // what one reference may name
	Asked   bool
	For     []fact // what was searched for
	Also    string // what else was looked for
	Clients []foundBody
	Weaker  []foundBody // very weak ones, folded away
	Records []foundBody
	Browse  bool // a list of people of one name, without probabilities
	Found   foundWords
	None    noneBody
}

// foundBody is one result.
type foundBody struct {
	Href, ID, Name, Also, Born, Postcode, Rating, Kind string

	Tab            bool // opens in a tab of its own
	Restricted     bool
	Same, Relative string // who else may be the same person, and whose relative it may be
}

// find keeps what was typed in the session and shows the results under an
// address that tells nothing.
func (d *desk) find(r *request) (view, error) {
	if r.PostForm.Has("reference") {
		return d.findReference(r, strings.TrimSpace(r.PostFormValue("reference")))
	}
	p := personOf(r.PostForm)
	if fields := p.Fields(); !slices.ContainsFunc(fields[:], func(f matching.Field) bool { return slices.ContainsFunc(f.Values(), shows) }) {
		return d.searchPage(r, p, false, wrong("f-given", "Fill in at least one detail of the person."))
	}
	return to("/search/" + d.sessions.remember(r.Request, p))
}

// findReference opens what a reference names, if it names one thing, or lists what it
// names. A name, or a detail of a person, goes on to the search for a person.
func (d *desk) findReference(r *request, text string) (view, error) {
	if !shows(text) {
		return d.searchPage(r, matching.Person{}, false, wrong("ref", "Enter a reference, a case number or a name."))
	}
	found, unreadable, err := d.meant(r, text)
	switch {
	case noReference(err):
		return d.searchPage(r, matching.Person{}, false, wrong("ref", notAReference))
	case err != nil:
		return view{}, err
	case len(found) == 1:
		return to(found[0].path())
	case len(found) > 1:
		v, err := d.searchPage(r, matching.Person{}, false, nil)
		if b, ok := v.Body.(searchBody); ok {
			b.Several = rowsOf(found)
			v.Body = b
		}
		return v, err
	}
	if p := personTyped(text); !reflect.DeepEqual(p, matching.Person{}) {
		return to("/search/" + d.sessions.remember(r.Request, p))
	}
	return d.searchPage(r, matching.Person{}, false, wrong("ref", nothingNamed("lobby case, no case and no client", unreadable)))
}

// personTyped reads what may stand in one box in the place of a reference: an e-mail address, a
// number or a date that is whole, or a name in either order. It is nobody if it is none of them.
func personTyped(text string) (p matching.Person) {
	switch {
	case strings.Contains(text, "@"):
		p.Emails = []string{text}
		return p
	case strings.ContainsFunc(text, unicode.IsDigit):
		for _, name := range []string{"nino", "born", "phones", "postcodes"} {
			if a := aspects[name]; a.whole(text) {
				return personOf(url.Values{cmp.Or(a.input, name): {text}})
			}
		}
		return p
	}
	if family, given, parted := strings.Cut(text, ","); parted {
		p.Given, p.Family = strings.TrimSpace(given), strings.TrimSpace(family)
		return p
	}
	words := strings.Fields(text)
	p.Family = words[len(words)-1]
	p.Given = strings.Join(words[:len(words)-1], " ")
	return p
}

// whole reports whether matching uses all of a text.
func (a aspect) whole(text string) bool {
	return !slices.ContainsFunc(a.read(text), func(r people.Reading) bool { return r.Quality != normalise.Valid })
}

// numbered adds the clients who have a case of that number, in any spelling of it. To
// whoever may not open one, it is as if there were no such case.
func (d *desk) numbered(r *request, text string, found []bearer) (all []bearer, unreadable bool, err error) {
	for _, spelled := range spellings(text) {
		var ids []store.ClientID
		ids, unreadable = d.cases.find(spelled)
		for _, id := range ids {
			c, err := d.lists[tabs[0]].Client(r.Context(), r.actor(), id)
			if err != nil && !errors.Is(err, lobby.ErrNotFound) && !errors.Is(err, lobby.ErrDenied) {
				return nil, false, err
			}
			b := bearer{system: tabs[0], client: c}
			has := slices.ContainsFunc(c.Cases, func(k store.Case) bool { return numberOf(string(k.ID)) == numberOf(spelled) }) // the index keeps cases that a client no longer has
			if has && !slices.ContainsFunc(found, func(f bearer) bool { return f.path() == b.path() }) {
				found = append(found, b)
			}
		}
	}
	return found, unreadable, nil
}

// search shows the form or, under a place of its own for each search, the results: several
// tabs can search at once.
func (d *desk) search(r *request) (view, error) {
	place := r.PathValue("place")
	p, asked := r.sess.search[place]
	if place != "" && !asked {
		return d.searchPage(r, p, false, &problem{Title: "This search is over", Lines: []string{"What was searched for is kept while you are logged in, and for the latest searches only. Search again."}})
	}
	if kept := r.sess.draft.of("/search"); kept != nil && place == "" {
		p = personOf(kept)
	}
	return d.searchPage(r, p, asked, nil)
}

func (d *desk) searchPage(r *request, p matching.Person, asked bool, pr *problem) (view, error) {
	if err := needs(r, lobby.Officer, lobby.Lead, lobby.DataProtection); err != nil {
		return view{}, err
	}
	if pr != nil && len(pr.Faults) > 0 && r.Method == http.MethodPost && !r.PostForm.Has("reference") {
		p = personOf(r.PostForm)
	}
	b := searchBody{Fields: personForm(p, pr), Asked: asked,
		Ref: newInput(pr, "ref", "reference", "Reference, case number or name", "Of a lobby case or a client, for example 71786D89. Or a National Insurance number, a date of birth, a phone, an email or a postcode", r.typed("/search", "reference"))}
	if asked {
		b.For = given(personFacts(p))
		var also []string
		if p, also = slipped(asUsual(p)); len(also) > 0 {
			b.Also = "Looked for as well: " + strings.Join(also, ", ") + "."
		}
		for _, s := range tabs {
			f, err := d.systems[s].Search(r.Context(), r.actor(), p)
			if pr := refused(err, nil); pr != nil {
				return d.searchPage(r, p, false, pr)
			}
			if err != nil {
				return view{}, err
			}
			b.take(s, p, f)
		}
	}
	v := view{page: "search", Title: "Search", Current: "Search", Problem: pr, Body: b}
	if asked {
		v.Title = "Search results"
	}
	return v, nil
}

// asUsual has another name that is all that was given, such as what somebody is known by,
// looked for as a first or a last name. By itself it leads to nobody, and nobody found would
// say that they are not there.
func asUsual(p matching.Person) matching.Person {
	take := func(to *string, from []string) []string {
		if *to != "" || len(from) == 0 {
			return from
		}
		*to = from[0]
		return from[1:]
	}
	p.KnownAs = take(&p.Given, p.KnownAs)
	if p.Given == "" {
		p.Given, p.Middle = p.Middle, ""
	}
	p.FormerFamily = take(&p.Family, p.FormerFamily)
	return p
}

// slipped adds the likely spelling of e-mail addresses with a known slip, and returns what it
// added.
func slipped(p matching.Person) (matching.Person, []string) {
	var also []string
	for _, e := range p.Emails {
		for _, n := range normalise.ParseEmails(e) {
			if n.Misspelled != "" {
				user, _, _ := strings.Cut(strings.TrimSpace(e), "@")
				also = append(also, user+"@"+n.Misspelled)
			}
		}
	}
	p.Emails = append(slices.Clone(p.Emails), also...)
	return p, also
}

// take adds what one system found. Clients are the same in both.
func (b *searchBody) take(s store.System, p matching.Person, f lobby.Found) {
	if s == tabs[0] {
		b.Browse, b.Found = loneName(p, f.Truncated) != "", wordsOfSearch(p, f)
		b.None = noneOf(b.Found.TooFew || b.Browse, f.None, f.Absent, f.Missed, 0, f.Restricted > 0)
		shown, folded := bands(cards(p, f.Clients, s, f.Restricted > 0))
		if b.Browse {
			shown, folded = append(shown, folded...), nil
		}
		b.Clients, b.Weaker = clientRows(s, shown), clientRows(s, folded)
	}
	for _, m := range f.Records {
		q := m.Record.Person
		b.Records = append(b.Records, foundBody{Href: recordPath(s, m.Record.ID), ID: reference(m.Record.ID), Name: personName(q), Born: dateWords(q.Born),
			Postcode: strings.Join(q.Postcodes, ", "), Rating: rated(m.Match, false)})
	}
}

func clientRows(s store.System, bs []band) (rows []foundBody) {
	for _, b := range bs {
		for _, c := range b.Cards {
			for _, m := range c.Rows {
				rows = append(rows, foundBody{Tab: true, Href: clientPath(s, m.ID), ID: string(m.ID), Name: m.Name, Also: m.Also, Born: m.Born, Postcode: m.Postcode,
					Rating: m.Rating, Restricted: m.Restricted, Same: m.Same, Relative: m.Relative})
			}
		}
	}
	return rows
}
