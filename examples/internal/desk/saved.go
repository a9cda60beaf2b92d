package desk

import (
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// savedFilters are those that officers keep under a name, for as long as the desk runs.
type savedFilters struct {
	mu  sync.Mutex
	all map[store.ActorID][]savedFilter
}

type savedFilter struct{ name, path, query string }

// savedLink is a saved filter of the reader.
type savedLink struct {
	Href, Text string
}

// maxSaved is how many filters one officer keeps; the oldest goes first.
const maxSaved = 12

func (s *savedFilters) of(r *request) (ls []savedLink) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.all[r.actor().ID] {
		ls = append(ls, savedLink{f.path + "?" + f.query, f.name})
	}
	return ls
}

// save keeps a filter under a name; the same name again is kept anew.
func (s *savedFilters) save(who store.ActorID, f savedFilter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[store.ActorID][]savedFilter{}
	}
	mine := slices.DeleteFunc(s.all[who], func(o savedFilter) bool { return o.name == f.name })
	mine = append(mine, f)
	s.all[who] = mine[max(0, len(mine)-maxSaved):]
}

// saveFilter keeps the filters of a list. Only those that the list knows are kept.
func (d *desk) saveFilter(r *request) (view, error) {
	path := "/lobby/" + string(r.system())
	typed, err := url.ParseQuery(r.PostFormValue("query"))
	name := strings.TrimSpace(r.PostFormValue("name"))
	if err != nil || name == "" || len(name) > 60 {
		return view{}, &lobby.Error{Kind: lobby.ErrInvalid, Field: "name"}
	}
	kept := url.Values{}
	for _, f := range append(d.allFacets(r, r.system()), facet{name: "sort"}) {
		if v := typed.Get(f.name); v != "" {
			kept.Set(f.name, v)
		}
	}
	d.saved.save(r.actor().ID, savedFilter{plain(name), path, kept.Encode()})
	return d.did(r, path+query(kept), "The filters are saved as “"+plain(name)+"”.")
}
