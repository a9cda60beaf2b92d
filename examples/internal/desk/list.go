package desk

import (
	"cmp"
	"encoding"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const pageSize = 25

// listBody is the lobby as a list.
type listBody struct {
	System   store.System
	Tabs     []link
	Channels []option
	Holders  []option
	Dues     []option
	Chips    []link // the filters that are set; following one takes it away
	Rows     []row
	Sorted   string
	Sorts    map[string]sorter
	Next     string
	First    string
	Provider bool
}

// option is one choice of a select.
type option struct {
	Value, Text string
	Selected    bool
}

// sorter is a column header that sorts.
type sorter struct {
	Href string
	Aria string // "ascending", "descending" or "none"
}

// row is one record in the list.
type row struct {
	Href, Name, Channel string
	Received            time.Time
	Age                 string
	Due                 *tag
	Holder              string
	Mine                bool
	Withdrawn           bool
	Twice               bool // sent twice within minutes
	Strongest           *tag
	Chance              float64 // of the strongest match, to sort by
}

// tag is a short status.
type tag struct{ Class, Text string }

// list shows a page of the lobby, oldest first.
func (d *desk) list(r *request) (view, error) {
	s := d.systems[r.system()]
	q := r.URL.Query()
	f := lobby.Filter{Limit: pageSize}
	if c := q.Get("channel"); c != "" {
		f.Channels = []store.Channel{store.Channel(c)}
	}
	switch q.Get("holder") {
	case "me":
		f.Holder = r.actor().ID
	case "nobody":
		f.States = []store.State{store.StateWaiting}
	}
	if q.Get("due") == "over" {
		f.DueBefore = d.now()
	}
	if err := f.After.UnmarshalText([]byte(q.Get("after"))); err != nil {
		return view{}, err
	}
	p, err := s.Waiting(r.Context(), r.actor(), f)
	if err != nil {
		return view{}, err
	}
	b := listBody{System: r.system(), Tabs: systemTabs(r, "/lobby/"), Provider: r.actor().Role == lobby.ProviderUser}
	b.Rows = d.rows(r, p.Records)
	b.Sorted = sortRows(b.Rows, q.Get("sort"))
	b.filters(r.URL, q)
	if p.More {
		b.Next = with(r.URL, "after", address(p.Next))
	}
	if !f.After.Received.IsZero() {
		b.First = with(r.URL, "after", "")
	}
	return view{page: "list", Title: "Lobby, " + system(r.system()), Current: "Lobby", Body: b}, nil
}

// rows is what the list says of a page of records, worked out on all cores:
// each is compared with the whole register.
func (d *desk) rows(r *request, recs []store.Record) []row {
	rows := make([]row, len(recs))
	var all sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, rec := range recs {
		free <- struct{}{}
		all.Go(func() {
			rows[i] = d.row(r, rec)
			<-free
		})
	}
	all.Wait()
	return rows
}

// row is what the list says of one record.
func (d *desk) row(r *request, rec store.Record) row {
	now := d.now()
	w := row{
		Href: recordPath(rec.System, rec.ID), Name: personName(rec.Person), Channel: channel(rec.Channel),
		Received: rec.Received, Age: span(now.Sub(rec.Received)), Withdrawn: rec.Withdrawn != nil, Twice: rec.DoublePost, Due: dueTag(rec, now),
	}
	if rec.Claim != nil {
		w.Holder, w.Mine = nameOf(rec.Claim.Officer), rec.Claim.Officer == r.actor().ID
	}
	if role := r.actor().Role; role == lobby.Officer || role == lobby.Lead {
		w.Strongest, w.Chance = d.strongest(r, rec)
	}
	return w
}

// strongest rates the most probable client of a record.
func (d *desk) strongest(r *request, rec store.Record) (*tag, float64) {
	v, err := d.systems[rec.System].Review(r.Context(), r.actor(), rec.ID)
	switch {
	case err != nil:
		return nil, -1
	case unsearched(v.TooFew, v.Truncated, v.Results):
		return &tag{"", "Too little known"}, 0
	case len(v.Clients) == 0 && v.Restricted > 0:
		return &tag{"info", "Restricted"}, .5
	case len(v.Clients) == 0 || !v.Clients[0].Rating.AtLeast(matching.Weak):
		return &tag{"", "None likely"}, 0
	}
	m := v.Clients[0]
	return &tag{ratingClass(m.Rating), rated(m.Match, v.Restricted > 0)}, m.Probability
}

func ratingClass(r matching.Rating) string {
	switch r {
	case matching.VeryStrong, matching.Strong:
		return "good"
	case matching.Possible:
		return "info"
	}
	return ""
}

// dueTag says when a record wants looking at.
func dueTag(rec store.Record, now time.Time) *tag {
	switch {
	case rec.Due.IsZero():
		return nil
	case rec.Due.Before(now):
		return &tag{"bad", "Overdue by " + span(now.Sub(rec.Due))}
	case rec.Urgent:
		return &tag{"warn", "Urgent, due in " + span(rec.Due.Sub(now))}
	case rec.Due.Sub(now) < 48*time.Hour:
		return &tag{"warn", "Due in " + span(rec.Due.Sub(now))}
	}
	return &tag{"", "Due in " + span(rec.Due.Sub(now))}
}

// sortRows orders one page; the pages themselves are always oldest first.
func sortRows(rows []row, by string) string {
	switch by {
	case "name":
		slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	case "channel":
		slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.Channel, b.Channel) })
	case "match":
		slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.Chance, a.Chance) })
	default:
		return "received"
	}
	return by
}

// filters fills in the choices of the filter form and what is chosen.
func (b *listBody) filters(u *url.URL, q url.Values) {
	b.Sorts = map[string]sorter{}
	for _, k := range []string{"received", "name", "channel", "match"} {
		aria := "none"
		if b.Sorted == k {
			aria = "ascending"
			if k == "match" {
				aria = "descending"
			}
		}
		b.Sorts[k] = sorter{with(u, "sort", k), aria}
	}
	b.Channels = []option{{"", "Any channel", q.Get("channel") == ""}}
	for _, c := range channelsOf(b.System) {
		b.Channels = append(b.Channels, option{string(c), channel(c), q.Get("channel") == string(c)})
	}
	b.Holders = []option{{"", "Anybody", q.Get("holder") == ""}, {"nobody", "Nobody yet", q.Get("holder") == "nobody"}, {"me", "Me", q.Get("holder") == "me"}}
	b.Dues = []option{{"", "Any time", q.Get("due") == ""}, {"over", "Overdue", q.Get("due") == "over"}}
	for _, o := range append(b.Channels[1:len(b.Channels):len(b.Channels)], b.Holders[1:]...) {
		if o.Selected {
			k := "channel"
			if o.Value == "me" || o.Value == "nobody" {
				k = "holder"
			}
			b.Chips = append(b.Chips, link{Href: with(u, k, ""), Text: o.Text})
		}
	}
	if q.Get("due") == "over" {
		b.Chips = append(b.Chips, link{Href: with(u, "due", ""), Text: "Overdue"})
	}
}

// channelsOf lists the channels by which cases come into the lobby of a system.
func channelsOf(s store.System) []store.Channel {
	for _, p := range policies {
		if store.System(p.Name()) == s {
			return p.Channels()
		}
	}
	return nil
}

// systemTabs links the same page of both systems.
func systemTabs(r *request, prefix string) []link {
	var ls []link
	for _, s := range tabs {
		if r.actor().Role == lobby.ProviderUser && s != "hrs" {
			continue
		}
		ls = append(ls, link{prefix + string(s), system(s), s == r.system()})
	}
	return ls
}

// with returns the address of the same page with one parameter set, or taken
// away if the value is empty. A changed filter starts from the first page.
func with(u *url.URL, key, value string) string {
	q := u.Query()
	q.Del("after")
	if value == "" {
		q.Del(key)
	} else {
		q.Set(key, value)
	}
	if len(q) == 0 {
		return u.Path
	}
	return u.Path + "?" + q.Encode()
}

// address is a place in a list as it stands in an address: a time and an id, and
// nothing of a person.
func address(place encoding.TextMarshaler) string {
	text, _ := place.MarshalText() // of what the lobby returned it never fails
	return string(text)
}

func recordPath(s store.System, id store.RecordID) string {
	return "/lobby/" + url.PathEscape(string(s)) + "/" + url.PathEscape(string(id))
}
