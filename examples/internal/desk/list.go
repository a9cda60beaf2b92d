package desk

import (
	"encoding"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"strconv"
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
	System      store.System
	Tabs        []link
	Filters     []filter
	Chips       []link // the filters that are set; following one takes it away
	Saved       []savedFilter
	Open        bool // the filter form
	SaveAs      input
	Query       string // the filters and the order, without the page
	Here        string // the same with the page, from the question mark on
	Rows        []row
	Total, All  int // how many fit the filters, and how many there are
	First, Last int // the places of those on this page, from 1
	Sorts       []sorter
	Caption     string
	Prev, Next  string
	Pages       []link
	CSV         string
	Provider    bool
	Decides     bool // the reader may take cases
	Lead        bool
	MayRemove   bool
	Officers    []option
	Unreadable  int
}

// filter is one choice of the filter form.
type filter struct {
	Name, Label string
	Options     []option
}

// option is one choice of a select.
type option struct {
	Value, Text string
	Selected    bool
}

// row is one record in the list.
type row struct {
	ID                  store.RecordID
	Href, Name, Channel string
	Reference           string
	Received            time.Time
	Age                 string
	Due                 *tag
	Holder              string
	Mine                bool
	Ticked              bool // as it was before a log-in ended or a form was refused
	Withdrawn           bool
	Twice               bool // sent twice within minutes
	Strongest           *tag
	Chance              float64 // of the strongest match, to sort by
}

// tag is a short status.
type tag struct{ Class, Text string }

// list shows a page of the lobby. Filters and order hold for the whole of it.
func (d *desk) list(r *request) (view, error) { return d.listWith(r, asked(r), nil) }

// listWith is the list with these filters, and what is wrong with it.
func (d *desk) listWith(r *request, q url.Values, p *problem) (view, error) {
	began := d.now()
	all, err := d.waiting(r, r.system())
	if err != nil {
		return view{}, err
	}
	at := &url.URL{Path: "/lobby/" + string(r.system()), RawQuery: q.Encode()}
	me := r.actor()
	b := listBody{System: r.system(), Provider: me.Role == lobby.ProviderUser, Decides: decides(me), Lead: me.Role == lobby.Lead,
		MayRemove: me.Rights.Has(lobby.MayRemove), All: len(all.Records), Unreadable: len(all.Unreadable), CSV: "/lobby/" + string(r.system()) + "/list.csv" + query(withoutPage(q))}
	if b.Tabs, err = d.countedTabs(r, len(all.Records)); err != nil {
		return view{}, err
	}
	chosen, err := d.chosen(r, all.Records, q)
	if err != nil {
		return view{}, err
	}
	status := 0
	if b.Total = len(chosen); b.Total > maxRated && q.Get("sort") == "match" {
		q = maps.Clone(q)
		q.Del("sort")
		unsorted := fmt.Sprintf("Up to %d cases are sorted by their strongest match, and %s fit the filters. They are oldest first instead: filter for fewer.", maxRated, thousands(b.Total))
		if p != nil { // what was asked for and not done is told first
			p.Lines = append(p.Lines, unsorted)
		} else {
			status, p = http.StatusOK, &problem{Title: "Too many cases to sort so", Lines: []string{unsorted}}
		}
	}
	if err := d.sorted(r, chosen, q.Get("sort")); err != nil {
		return view{}, err
	}
	page, err := pageOf(q.Get("page"), b.Total)
	if err != nil {
		return view{}, err
	}
	b.pages(at, page)
	onPage := chosen[min((page-1)*pageSize, b.Total):min(page*pageSize, b.Total)]
	b.First, b.Last = min((page-1)*pageSize+1, b.Total), (page-1)*pageSize+len(onPage)
	b.Rows = d.rows(r, onPage)
	b.bulk(r, at.Path+"/bulk")
	b.filters(at, d.facets(r, all.Records, q))
	b.sorts(at, q.Get("sort"))
	b.Saved, b.Query, b.Here = d.saved(r), withoutPage(q).Encode(), query(q)
	b.SaveAs = newInput(p, "save-as", "name", "Save these filters as", "", r.typed(at.Path+"/save", "name"))
	b.Open = len(b.Chips) > 0 || p != nil || b.SaveAs.Value != ""
	v := view{page: "list", status: status, Live: liveListPath(r.system(), began), Again: "Show", Title: "Lobby, " + system(r.system()), Current: "Lobby", Problem: p, Body: b}
	if page > 1 {
		v.Title += fmt.Sprintf(", page %d", page)
	}
	return v, nil
}

// bulk fills in the form for several cases at once, with what was ticked and chosen before.
func (b *listBody) bulk(r *request, path string) {
	before := r.sess.draft.of(path)
	if before == nil {
		before = r.PostForm // in which something else was wrong
	}
	for i := range b.Rows {
		b.Rows[i].Ticked = slices.Contains(before["record"], string(b.Rows[i].ID))
	}
	if b.Lead {
		b.Officers = officers(r.typed(path, "officer"))
	}
}

func withoutPage(q url.Values) url.Values {
	q = maps.Clone(q)
	q.Del("page")
	return q
}

// waiting is every case that waits in a system and that the reader may see, oldest first.
func (d *desk) waiting(r *request, s store.System) (all lobby.Page, err error) {
	if !sees(r.actor(), s) {
		return all, errNoPage
	}
	f := lobby.Filter{Limit: store.MaxPage}
	for {
		p, err := d.systems[s].Waiting(r.Context(), r.actor(), f)
		if err != nil {
			return all, err
		}
		all.Records, all.Unreadable = append(all.Records, p.Records...), append(all.Unreadable, p.Unreadable...)
		if !p.More {
			return all, nil
		}
		f.After = p.Next
	}
}

// countedTabs are the systems with how many wait in each.
func (d *desk) countedTabs(r *request, here int) ([]link, error) {
	ls := systemTabs(r, "/lobby/")
	for i, l := range ls {
		n := here
		if !l.Current {
			other, err := d.waiting(r, store.System(l.Href[len("/lobby/"):]))
			if err != nil {
				return nil, err
			}
			n = len(other.Records)
		}
		ls[i].Text += " (" + thousands(n) + ")"
	}
	return ls, nil
}

// filters fills in the filter form, and the filters that are set.
func (b *listBody) filters(u *url.URL, fs []filter) {
	b.Filters = fs
	for _, f := range fs {
		for _, o := range f.Options {
			if o.Selected && o.Value != "" {
				text, _, _ := strings.Cut(o.Text, " (")
				b.Chips = append(b.Chips, link{Href: with(u, f.Name, ""), Text: text})
			}
		}
	}
}

// pageOf reads the number of a page.
func pageOf(text string, total int) (int, error) {
	if text == "" {
		return 1, nil
	}
	n, err := number(text)
	if err != nil || n < 1 || n > 1_000_000 {
		return 0, &lobby.Error{Kind: lobby.ErrInvalid, Field: "page"}
	}
	return min(n, max(1, (total+pageSize-1)/pageSize)), nil // a list that has grown shorter shows its last page
}

// pages links the pages beside the one that is shown, the first and the last.
func (b *listBody) pages(u *url.URL, page int) {
	last := max(1, (b.Total+pageSize-1)/pageSize)
	at := func(n int) string {
		q := withoutPage(u.Query())
		if n > 1 {
			q.Set("page", strconv.Itoa(n))
		}
		return u.Path + query(q)
	}
	if page > 1 {
		b.Prev = at(page - 1)
	}
	if page < last {
		b.Next = at(page + 1)
	}
	for n := 1; n <= last && last > 1; n++ {
		if n == 1 || n == last || n >= page-2 && n <= page+2 {
			b.Pages = append(b.Pages, link{at(n), strconv.Itoa(n), n == page})
		}
	}
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
		ID: rec.ID, Reference: reference(rec.ID), Href: recordPath(rec.System, rec.ID), Name: personName(rec.Person), Channel: channel(rec.Channel),
		Received: rec.Received, Age: span(now.Sub(rec.Received)), Withdrawn: rec.Withdrawn != nil, Twice: rec.DoublePost, Due: dueTag(rec, now),
	}
	if rec.Claim != nil {
		w.Holder, w.Mine = nameOf(rec.Claim.Officer), rec.Claim.Officer == r.actor().ID
	}
	if decides(r.actor()) {
		w.Strongest, w.Chance = d.strongest(r, rec)
	}
	return w
}

// strongest rates the most probable client of a record.
func (d *desk) strongest(r *request, rec store.Record) (*tag, float64) {
	v, err := d.lists[rec.System].Review(r.Context(), r.actor(), rec.ID)
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

// dueTag says when a record is due, or by how much it is overdue, and whether it is urgent.
func dueTag(rec store.Record, now time.Time) *tag {
	var t tag
	switch left := rec.Due.Sub(now); {
	case rec.Due.IsZero():
		return nil
	case left.Abs() < time.Minute:
		t = tag{"bad", "due now"}
	case left < 0:
		t = tag{"bad", "overdue by " + span(-left)}
	case left < soon || rec.Urgent:
		t = tag{"warn", "due in " + span(left)}
	default:
		t = tag{"", "due in " + span(left)}
	}
	if rec.Urgent {
		t.Text = "urgent, " + t.Text
	}
	t.Text = capital(t.Text)
	return &t
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
		if sees(r.actor(), s) {
			ls = append(ls, link{prefix + string(s), system(s), s == r.system()})
		}
	}
	return ls
}

// sees reports whether a system is open to a reader: a provider only works in housing
// related support.
func sees(me lobby.Actor, s store.System) bool {
	return me.Role != lobby.ProviderUser || s == store.HRS
}

// with returns the address of the same page with one parameter set, or taken
// away if the value is empty. A changed list starts from the first page.
func with(u *url.URL, key, value string) string {
	q := u.Query()
	q.Del("page")
	if value == "" {
		q.Del(key)
	} else {
		q.Set(key, value)
	}
	return u.Path + query(q)
}

// address writes a place in a list for use in an address: a time and an id, and nothing of
// a person.
func address(place encoding.TextMarshaler) string {
	text, _ := place.MarshalText() // never fails for what the lobby returned
	return string(text)
}

func recordPath(s store.System, id store.RecordID) string {
	return "/lobby/" + segment(s) + "/" + segment(id)
}
