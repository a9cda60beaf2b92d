package desk

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// sorter is a way to sort the whole list.
type sorter struct {
	Key, Text, Href string
	Aria            string // "ascending", "descending" or "none"
	Current         bool
}

// maxRated is how many cases are rated to sort the whole list by their matches.
const maxRated = 200

// orders are the ways to sort, the usual one first.
var orders = []struct{ key, text, caption, aria string }{
	{"received", "Waiting for", "oldest first", "descending"},
	{"due", "Due", "due first", "ascending"},
	{"name", "Name", "by name", "ascending"},
	{"channel", "Channel", "by channel", "ascending"},
	{"match", "Strongest match", "strongest match first", "descending"},
}

// sorts fills in the ways to sort this list. A list of more than maxRated cases cannot be
// sorted by ratings.
func (b *listBody) sorts(u *url.URL, by string) {
	if by == "" {
		by = orders[0].key
	}
	for _, o := range orders {
		if o.key == "match" && (!b.Decides || b.Total > maxRated) {
			continue
		}
		s := sorter{Key: o.key, Text: o.text, Href: with(u, "sort", o.key), Aria: "none", Current: o.key == by}
		if s.Current {
			s.Aria, b.Caption = o.aria, o.caption
		}
		b.Sorts = append(b.Sorts, s)
	}
}

// Sort is the way to sort by a column, if there is one.
func (b listBody) Sort(key string) *sorter {
	for _, s := range b.Sorts {
		if s.Key == key {
			return &s
		}
	}
	return nil
}

// sorted puts all cases into an order; ties stay oldest first.
func (d *desk) sorted(r *request, all []store.Record, by string) error {
	switch by {
	case "", "received":
	case "due":
		slices.SortStableFunc(all, func(a, b store.Record) int {
			if a.Due.IsZero() != b.Due.IsZero() { // what is never due comes last
				return cmp.Compare(a.Due.Unix(), b.Due.Unix()) * -1
			}
			return a.Due.Compare(b.Due)
		})
	case "name":
		slices.SortStableFunc(all, func(a, b store.Record) int {
			return cmp.Compare(strings.ToLower(personName(a.Person)), strings.ToLower(personName(b.Person)))
		})
	case "channel":
		slices.SortStableFunc(all, func(a, b store.Record) int { return cmp.Compare(channel(a.Channel), channel(b.Channel)) })
	case "match":
		switch {
		case !decides(r.actor()): // to whom no ratings are shown
			return &lobby.Error{Kind: lobby.ErrInvalid, Field: "sort"}
		case len(all) > maxRated:
			return &lobby.Error{Kind: lobby.ErrTooLarge, Field: "sort"}
		}
		chance := map[store.RecordID]float64{}
		for _, w := range d.rows(r, all) {
			chance[w.ID] = w.Chance
		}
		slices.SortStableFunc(all, func(a, b store.Record) int { return cmp.Compare(chance[b.ID], chance[a.ID]) })
	default:
		return &lobby.Error{Kind: lobby.ErrInvalid, Field: "sort"}
	}
	return nil
}
