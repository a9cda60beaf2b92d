package desk

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// savedFilter is a list with filters that an officer keeps under a name. It is kept in
// the officer's browser, so that it outlives the log-in and the desk.
type savedFilter struct {
	Name  string `json:"n"`
	Path  string `json:"p"`
	Query string `json:"q"`
}

// Href opens the list.
func (f savedFilter) Href() string { return f.Path + "?" + f.Query }

// System is the system whose list it is.
func (f savedFilter) System() store.System {
	return store.System(strings.TrimPrefix(f.Path, "/lobby/"))
}

// The most that one officer keeps in one browser, in filters and in bytes; the oldest are
// dropped. Browsers keep 4,096 bytes of a cookie or more (RFC 6265, section 6.1).
const (
	maxSaved     = 12
	maxSavedSize = 3500
	savedLife    = 400 * 24 * time.Hour // the longest that browsers allow
)

func savedCookie(who store.ActorID) string { return "desk-saved-" + string(who) }

// saved are the filters that the reader's browser keeps. Whatever this desk does not know is
// left out: anything can be in a cookie.
func (d *desk) saved(r *request) (fs []savedFilter) {
	c, err := r.Cookie(savedCookie(r.actor().ID))
	if err != nil {
		return nil
	}
	text, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || json.Unmarshal(text, &fs) != nil {
		return nil
	}
	kept := fs[:0]
	for _, f := range fs {
		s := f.System()
		q, err := url.ParseQuery(f.Query)
		if err == nil && slices.Contains(tabs, s) && usable(f.Name) {
			f.Path, f.Query, f.Name = "/lobby/"+string(s), d.knownFilters(r, s, q).Encode(), plain(f.Name)
			kept = append(kept, f)
		}
	}
	return kept[:min(len(kept), maxSaved)]
}

// keepSaved stores filters in the reader's browser, and returns the oldest, for which there
// is no room.
func keepSaved(r *request, fs []savedFilter) (gone []savedFilter, err error) {
	n := max(0, len(fs)-maxSaved)
	for ; ; n++ {
		text, err := json.Marshal(fs[n:])
		if err != nil {
			return nil, err
		}
		if value := base64.RawURLEncoding.EncodeToString(text); len(value) <= maxSavedSize {
			http.SetCookie(r.w, cookie(savedCookie(r.actor().ID), value, savedLife))
			return fs[:n], nil
		}
	}
}

func usable(name string) bool {
	return strings.TrimSpace(plain(name)) != "" && utf8.RuneCountInString(name) <= 60
}

// knownFilters keeps of what somebody sent only the filters and orders that the list has.
func (d *desk) knownFilters(r *request, s store.System, typed url.Values) url.Values {
	known := url.Values{}
	for _, f := range d.allFacets(r, s) {
		for _, o := range f.options {
			if typed.Get(f.name) == o.value {
				known.Set(f.name, o.value)
			}
		}
	}
	for _, o := range orders {
		if typed.Get("sort") == o.key {
			known.Set("sort", o.key)
		}
	}
	return known
}

// saveFilter keeps the filters of a list under a name; the same name again is kept anew.
func (d *desk) saveFilter(r *request) (view, error) {
	path := "/lobby/" + string(r.system())
	typed, err := url.ParseQuery(r.PostFormValue("query"))
	name := strings.TrimSpace(plain(r.PostFormValue("name")))
	if err != nil {
		return view{}, &lobby.Error{Kind: lobby.ErrInvalid, Field: "query"}
	}
	if err := needs(r, lobby.Officer, lobby.Lead); err != nil {
		return view{}, err
	}
	if !usable(name) {
		v, err := d.listWith(r, typed, wrong("save-as", "Give the filters a name of at most 60 letters."))
		v.status = http.StatusBadRequest
		return v, err
	}
	known := d.knownFilters(r, r.system(), typed)
	fs := d.saved(r)
	others := slices.DeleteFunc(slices.Clone(fs), func(f savedFilter) bool { return f.Name == name })
	gone, err := keepSaved(r, append(others, savedFilter{name, path, known.Encode()}))
	if err != nil {
		return view{}, err
	}
	said := "The filters are saved as “" + name + "” in this browser."
	if len(others) < len(fs) {
		said += " Those that had this name before are forgotten."
	}
	for _, f := range gone {
		said += " The oldest, “" + f.Name + "”, made room for them."
	}
	return d.did(r, path+query(known), said)
}

// forgetFilter drops a saved filter.
func (d *desk) forgetFilter(r *request) (view, error) {
	name := r.PostFormValue("name")
	fs := slices.DeleteFunc(d.saved(r), func(f savedFilter) bool { return f.Name == name })
	if _, err := keepSaved(r, fs); err != nil {
		return view{}, err
	}
	return d.did(r, "/lobby/"+string(r.system()), "The saved filters “"+plain(name)+"” are forgotten.")
}
