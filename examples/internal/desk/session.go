package desk

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// account is one made-up person who may log in. There are no passwords: the
// log-in page says that it is a demonstration.
type account struct {
	Key   string // in the log-in form
	Name  string
	Job   string
	Actor lobby.Actor
}

const authority store.Authority = "riverbourne"

// northgate is the provider of the demonstration.
const northgate store.ProviderID = "northgate-support"

// accounts are listed on the log-in page, in this order.
var accounts = []account{
	{"amira", "Amira Osei", "Housing officer, may remove lobby cases",
		lobby.Actor{ID: "amira.osei", Role: lobby.Officer, Rights: lobby.MayRemove | lobby.MayJoinWaitingList | lobby.MayStartSupport}},
	{"ben", "Ben Carter", "Housing officer",
		lobby.Actor{ID: "ben.carter", Role: lobby.Officer, Rights: lobby.MayJoinWaitingList}},
	{"carys", "Carys Vaughan", "Lead officer: takes over cases, sees restricted clients",
		lobby.Actor{ID: "carys.vaughan", Role: lobby.Lead, Rights: lobby.MayRemove | lobby.MaySeeRestricted | lobby.MayJoinWaitingList | lobby.MayStartSupport}},
	{"devon", "Devon Reid", "Support worker at Northgate Support, a provider",
		lobby.Actor{ID: "devon.reid", Role: lobby.ProviderUser, Provider: northgate, Rights: lobby.MayJoinWaitingList | lobby.MayStartSupport}},
	{"priya", "Priya Nair", "Data protection officer",
		lobby.Actor{ID: "priya.nair", Role: lobby.DataProtection, Rights: lobby.MayExport | lobby.MayErase | lobby.MaySeeRestricted}},
	{"elin", "Elin Marsh", "Auditor",
		lobby.Actor{ID: "elin.marsh", Role: lobby.Auditor}},
}

func init() {
	for i := range accounts {
		accounts[i].Actor.Authority = authority
	}
}

func accountOf(key string) (account, bool) {
	for _, a := range accounts {
		if a.Key == key {
			return a, true
		}
	}
	return account{}, false
}

// machines are those that send or read on somebody's behalf, in words.
var machines = map[store.ActorID]string{
	host.ID: "The desk", intake.ID: "An imported file", "online-form": "The online form", "riverbourne-homes": "Riverbourne Homes",
}

// nameOf returns the name behind an actor's id.
func nameOf(id store.ActorID) string {
	if w, ok := machines[id]; ok {
		return w
	}
	for _, a := range accounts {
		if a.Actor.ID == id {
			return a.Name
		}
	}
	return string(id)
}

// session is one log-in. What a person typed into a search stays here and
// never enters an address.
type session struct {
	account account
	started time.Time
	seen    time.Time
	search  map[string]matching.Person // by the place of the search
	order   []string                   // of the places, oldest first
	draft   *draft                     // typed into a form before the log-in
	done    map[string]string          // what was done and is still to be said, by the path of the page
}

// draft is a form that was sent by somebody whose log-in had ended.
type draft struct {
	path string
	form url.Values
}

// of is what was typed into the form that is sent to path; nil if nothing was.
func (d *draft) of(path string) url.Values {
	if d == nil || d.path != path {
		return nil
	}
	return d.form
}

// typed is what stands in a field of the form that is sent to that path: what was just
// sent, or what was typed before a log-in that ended.
func (r *request) typed(path, field string) string {
	if r.Method == http.MethodPost && r.URL.EscapedPath() == path {
		return r.PostForm.Get(field)
	}
	return r.sess.draft.of(path).Get(field)
}

// Format writes a placeholder, whatever the verb: fmt would print the person in an
// unexported field without asking it.
func (session) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, "[session]") }

// The limits of a session.
const (
	sessionIdle = 30 * time.Minute
	sessionLife = 8 * time.Hour
)

// cookieName is the name of the log-in at the address that was asked. Cookies are kept for a host
// whatever the port: two desks on one machine would end each other's log-ins.
func cookieName(r *http.Request) string {
	const name = "desk-log-in"
	if _, port, err := net.SplitHostPort(r.Host); err == nil && port != "" {
		return name + "-" + url.QueryEscape(port)
	}
	return name
}

// sessions holds the log-ins of this process, by 128-bit random id.
type sessions struct {
	mu  sync.Mutex
	now func() time.Time
	all map[string]*session
}

func (s *sessions) start(w http.ResponseWriter, r *http.Request, a account, kept *draft) {
	id := random()
	now := s.now()
	s.mu.Lock()
	if s.all == nil {
		s.all = map[string]*session{}
	}
	for k, v := range s.all {
		if v.over(now) {
			delete(s.all, k)
		}
	}
	s.all[id] = &session{account: a, started: now, seen: now, draft: kept}
	s.mu.Unlock()
	http.SetCookie(w, cookie(cookieName(r), id, sessionLife))
}

// cookie is one that no script reads and no other site sends. It is not Secure, as a
// service's own would be: the desk answers in plain HTTP on this machine alone, where
// WebKit keeps no cookie that is, and nobody could log in.
func cookie(name, value string, life time.Duration) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: int(life.Seconds())} //nolint:gosec // on loopback
}

// random is a 128-bit name that nobody guesses.
func random() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

func (s *session) over(now time.Time) bool {
	return now.Sub(s.seen) > sessionIdle || now.Sub(s.started) > sessionLife
}

// of returns a copy of the session that a request belongs to.
func (s *sessions) of(r *http.Request) (session, bool) {
	c, err := r.Cookie(cookieName(r))
	if err != nil {
		return session{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.all[c.Value]
	if !ok || v.over(s.now()) {
		delete(s.all, c.Value)
		return session{}, false
	}
	v.seen = s.now()
	return *v, true
}

// alive reports whether a log-in has not ended, without prolonging it.
func (s *sessions) alive(r *http.Request) (ok bool) {
	s.with(r, func(v *session) { ok = !v.over(s.now()) })
	return ok
}

// with changes the session that a request belongs to.
func (s *sessions) with(r *http.Request, change func(*session)) {
	if c, err := r.Cookie(cookieName(r)); err == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if v, ok := s.all[c.Value]; ok {
			change(v)
		}
	}
}

// maxSearches is how many searches a session keeps: each tab has its own.
const maxSearches = 20

// remember keeps what was searched for, and returns its place.
func (s *sessions) remember(r *http.Request, p matching.Person) (place string) {
	place = random()[:12]
	s.with(r, func(v *session) {
		all := maps.Clone(v.search) // copies of the session are read meanwhile
		if all == nil {
			all = map[string]matching.Person{}
		}
		all[place] = p
		v.order = append(slices.Clone(v.order), place)
		if len(v.order) > maxSearches {
			delete(all, v.order[0])
			v.order = v.order[1:]
		}
		v.search = all
	})
	return place
}

// say has the page of a path say once what was done.
func (s *sessions) say(r *http.Request, path, what string) {
	s.with(r, func(v *session) {
		if v.done == nil || len(v.done) > maxSearches {
			v.done = map[string]string{}
		}
		path, _, _ = strings.Cut(path, "?")
		v.done[path] = what
	})
}

// said returns what the page that is asked for has to say, and forgets it.
func (s *sessions) said(r *http.Request) (what string) {
	s.with(r, func(v *session) { at := r.URL.EscapedPath(); what = v.done[at]; delete(v.done, at) })
	return what
}

// settle forgets what was typed before the log-in once that form was taken, so that it does
// not fill the same form again.
func (s *sessions) settle(r *http.Request) {
	s.with(r, func(v *session) {
		if v.draft != nil && v.draft.path == r.URL.EscapedPath() {
			v.draft = nil
		}
	})
}

// end logs out: the session is gone on the server, whatever becomes of the cookie.
func (s *sessions) end(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(cookieName(r)); err == nil {
		s.mu.Lock()
		delete(s.all, c.Value)
		s.mu.Unlock()
	}
	http.SetCookie(w, cookie(cookieName(r), "", -time.Second))
}
