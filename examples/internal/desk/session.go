package desk

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
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

// nameOf returns the name behind an actor's id, or the id of a machine.
func nameOf(id store.ActorID) string {
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
	search  matching.Person
	asked   bool // something was searched for
}

// Format writes a placeholder, whatever the verb: fmt would print the person in an
// unexported field without asking it.
func (session) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, "[session]") }

// The limits of a session.
const (
	sessionIdle = 30 * time.Minute
	sessionLife = 8 * time.Hour
	cookieName  = "__Host-desk"
)

// sessions holds the log-ins of this process, by 128-bit random id.
type sessions struct {
	mu  sync.Mutex
	now func() time.Time
	all map[string]*session
}

func (s *sessions) start(w http.ResponseWriter, a account) {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	id := hex.EncodeToString(b[:])
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
	s.all[id] = &session{account: a, started: now, seen: now}
	s.mu.Unlock()
	http.SetCookie(w, &http.Cookie{Name: cookieName, Value: id, Path: "/", Secure: true, HttpOnly: true,
		SameSite: http.SameSiteLaxMode, MaxAge: int(sessionLife.Seconds())})
}

func (s *session) over(now time.Time) bool {
	return now.Sub(s.seen) > sessionIdle || now.Sub(s.started) > sessionLife
}

// of returns a copy of the session that a request belongs to.
func (s *sessions) of(r *http.Request) (session, bool) {
	c, err := r.Cookie(cookieName)
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

// remember keeps what was searched for.
func (s *sessions) remember(r *http.Request, p matching.Person) {
	if c, err := r.Cookie(cookieName); err == nil {
		s.mu.Lock()
		if v, ok := s.all[c.Value]; ok {
			v.search, v.asked = p, true
		}
		s.mu.Unlock()
	}
}

// end logs out: the session is gone on the server, whatever becomes of the cookie.
func (s *sessions) end(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(cookieName); err == nil {
		s.mu.Lock()
		delete(s.all, c.Value)
		s.mu.Unlock()
	}
	http.SetCookie(w, &http.Cookie{Name: cookieName, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: -1})
}
