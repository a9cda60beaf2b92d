package desk

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

//go:embed page static
var files embed.FS

// desk serves the pages. It keeps log-ins and the reviews that officers have
// open; everything else is in the store.
type desk struct {
	store    store.Store
	matcher  matching.Matcher
	systems  map[store.System]*lobby.Service
	lists    map[store.System]*lobby.Service // the same without a log of readings, for lists and for what is open already
	sessions *sessions
	reviews  *reviews
	imports  *imports
	works    *works
	check    calibration
	pages    map[string]*template.Template
	now      func() time.Time
	log      *slog.Logger
	live     *live
	ids      *ids
	cases    *caseNumbers
	named    *caseReferences
	madeUp   bool // it began with the made-up people of the demonstration
}

// The policies of the desk, and their systems in the order of its tabs.
var (
	policies = []lobby.Policy{takesTyped{lobby.HPA2()}, takesTyped{lobby.HRS()}}
	tabs     = systemsOf(policies)
)

func systemsOf(ps []lobby.Policy) (ss []store.System) {
	for _, p := range ps {
		ss = append(ss, store.System(p.Name()))
	}
	return ss
}

// newDesk returns a desk over a store.
func newDesk(s store.Store, m matching.Matcher, log *slog.Logger, now func() time.Time) *desk {
	cases, named := new(caseNumbers), new(caseReferences)
	d := &desk{
		cases: cases, named: named, store: follow(s, cases.take, named.take), matcher: m, now: now, log: log,
		sessions: &sessions{now: now}, reviews: &reviews{}, imports: &imports{}, works: &works{},
		pages: parsePages(), ids: newIDs(now()), live: newLive(),
	}
	o := d.options()
	d.systems, d.lists = map[store.System]*lobby.Service{}, map[store.System]*lobby.Service{}
	unread := o
	unread.Readings = func(context.Context, []store.Event) error { return nil }
	for _, p := range policies {
		d.systems[store.System(p.Name())] = lobby.New(d.store, m, p, &o)
		d.lists[store.System(p.Name())] = lobby.New(d.store, m, p, &unread)
	}
	return d
}

// options are those of both systems.
func (d *desk) options() lobby.Options {
	return lobby.Options{Now: d.now, NewID: d.ids.next, Logger: d.log, TaskAccess: taskAccess, Consumers: []store.Consumer{}, DueUrgent: 24 * time.Hour, DueIn: map[store.Channel]time.Duration{
		store.ChannelDutyToRefer: 10 * 24 * time.Hour, store.ChannelSelfReferral: 5 * 24 * time.Hour, store.ChannelThirdParty: 5 * 24 * time.Hour,
		store.ChannelPartner: 7 * 24 * time.Hour, store.ChannelProvider: 7 * 24 * time.Hour, store.ChannelOfficerTyped: 5 * 24 * time.Hour,
	}}
}

// taskTypes is the Provider Access of each type of task.
var taskTypes = map[string]store.Access{
	"first-contact": store.AccessFull, "risk": store.AccessReadOnly, "panel": store.AccessNone,
}

func taskAccess(_ context.Context, _ store.Authority, taskType string) (store.Access, error) {
	return taskTypes[taskType], nil
}

// parsePages pairs every page with the layout.
func parsePages() map[string]*template.Template {
	layout := template.Must(template.New("layout").Funcs(template.FuncMap{
		"when": when, "day": day, "count": count, "percent": percent, "share": share, "thousands": thousands,
		"channel": channel, "state": state, "system": system, "capital": capital, "field": fieldWords, "name": nameOf, "given": given, "missing": missing,
		"input": newInput, "wrong": (*problem).at, "segment": segment, "hasPrefix": strings.HasPrefix,
		"hundredths": func(p float64) float64 { return 100 * p }, "pair": func(vs ...any) []any { return vs },
	}).ParseFS(files, "page/layout.html"))
	pages := map[string]*template.Template{}
	names, err := fs.Glob(files, "page/*.html")
	if err != nil {
		panic(err)
	}
	for _, n := range names {
		if n != "page/layout.html" {
			pages[n[len("page/"):len(n)-len(".html")]] = template.Must(template.Must(layout.Clone()).ParseFS(files, n))
		}
	}
	return pages
}

// routes lists every page. No GET changes anything.
func (d *desk) routes() http.Handler {
	mux := http.NewServeMux()
	static, err := fs.Sub(files, "static")
	if err != nil {
		panic(err)
	}
	mux.Handle("GET /static/{file}", http.StripPrefix("/static/", cached(http.FileServerFS(static))))
	mux.HandleFunc("GET /login", d.showLogin)
	mux.HandleFunc("POST /login", d.login)
	mux.HandleFunc("POST /logout", d.logout)
	mux.Handle("GET /logout", d.signedIn(d.formOf))

	pages := map[string]handler{
		"GET /{$}":                                         d.home,
		"GET /lobby/{system}":                              d.list,
		"GET /lobby/{system}/{record}":                     d.record,
		"POST /lobby/{system}/{record}/claim":              d.claim,
		"POST /lobby/{system}/{record}/release":            d.release,
		"POST /lobby/{system}/{record}/reassign":           d.reassign,
		"GET /lobby/{system}/{record}/review":              d.review,
		"POST /lobby/{system}/{record}/member":             d.linkMember,
		"GET /lobby/{system}/{record}/compare/{client}":    d.compare,
		"GET /lobby/{system}/{record}/assign/{client}":     d.confirmAssign,
		"POST /lobby/{system}/{record}/assign/{client}":    d.assign,
		"GET /lobby/{system}/{record}/create":              d.confirmCreate,
		"POST /lobby/{system}/{record}/create":             d.create,
		"GET /lobby/{system}/{record}/remove":              d.confirmRemove,
		"POST /lobby/{system}/{record}/remove":             d.remove,
		"GET /lobby/{system}/{record}/done":                d.done,
		"POST /lobby/{system}/{record}/task/{task}":        d.updateTask,
		"POST /lobby/{system}/{record}/waiting-list/leave": d.leaveWaitingList,
		"POST /lobby/{system}/{record}/support/undo":       d.undoSupport,
		"POST /lobby/{system}/{record}/waiting-list":       d.joinWaitingList,
		"POST /lobby/{system}/{record}/support":            d.startSupport,
		"GET /lobby/{system}/{record}/amend":               d.showAmend,
		"POST /lobby/{system}/{record}/amend":              d.amend,
		"GET /people":                                      d.people,
		"GET /lobby/{system}/live":                         d.liveList,
		"GET /lobby/{system}/list.csv":                     d.listCSV,
		"POST /lobby/{system}/save":                        d.saveFilter,
		"POST /lobby/{system}/forget":                      d.forgetFilter,
		"POST /lobby/{system}/bulk":                        d.bulk,
		"GET /dashboard":                                   d.dashboard,
		"GET /lobby/{system}/{record}/live":                d.liveCase,
		"GET /readings":                                    d.readings,
		"POST /readings":                                   d.readings,
		"POST /import/{job}/cancel":                        d.cancelImport,
		"GET " + upkeepPath:                                d.upkeep,
		"POST " + upkeepPath + "/reindex":                  d.reindex,
		"POST " + upkeepPath + "/retention":                d.lookRetire,
		"GET /job/{job}":                                   d.showWork,
		"POST /job/{job}/cancel":                           d.cancelWork,
		"POST /job/{job}/confirm":                          d.confirmWork,
		"POST /stay":                                       d.stay,
		"GET /search/{place}":                              d.search,
		"GET /add":                                         d.showAdd,
		"GET " + typedPath:                                 d.showTyped,
		"POST " + typedPath:                                d.addTyped,
		"POST /add":                                        d.add,
		"GET /client/{system}/{client}":                    d.client,
		"GET /client/{system}/{client}/erase":              d.showErase,
		"POST /client/{system}/{client}/erase":             d.erase,
		"GET /search":                                      d.search,
		"POST /search":                                     d.find,
		"GET /report/{system}":                             d.report,
		"GET /subject":                                     d.showSubject,
		"POST /subject":                                    d.subject,
		"GET /audit":                                       d.audit,
		"POST /audit":                                      d.audit,
		"GET /model":                                       d.model,
		"POST /model/check":                                d.checkRatings,
		"POST /model/learn":                                d.learn,
		"GET /import":                                      d.showImport,
		"POST /import":                                     d.startImport,
		"GET /import/{job}":                                d.importing,
	}
	for pattern, h := range pages {
		mux.Handle(pattern, d.signedIn(h))
		if form, posts := strings.CutPrefix(pattern, "POST "); posts && pages["GET "+form] == nil {
			mux.Handle("GET "+form, d.signedIn(d.formOf))
		}
	}
	mux.Handle("/", d.signedIn(noPage(mux)))
	return secure(mux, d.log)
}

// cached lets a browser keep what never holds anybody's data.
func cached(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=300")
		h.ServeHTTP(w, r)
	})
}

// request is one request of somebody who is logged in.
type request struct {
	*http.Request
	w    http.ResponseWriter
	me   account
	sess session
}

func (r *request) actor() lobby.Actor       { return r.me.Actor }
func (r *request) system() store.System     { return store.System(r.PathValue("system")) }
func (r *request) id() store.RecordID       { return store.RecordID(r.part("record")) }
func (r *request) clientID() store.ClientID { return store.ClientID(r.part("client")) }

// handler answers a request with a page, a redirect, or an error that becomes a page.
type handler func(*request) (view, error)

// view is what a handler wants shown: a page, a redirect or a download.
type view struct {
	page     string // template; empty with To set
	To       string // redirect (303)
	status   int    // 200 if 0, or 400 where there is a problem
	Title    string
	Back     *link
	Problem  *problem
	GoesOn   bool // the work that the page shows has not ended: a script looks again
	Current  string
	Body     any
	Me       *account
	Menu     []link
	Done     string // what was done before the page was opened
	MadeUp   bool   // the desk began with made-up people
	Printed  string // when the page was made
	Idle     int    // seconds after which the log-in ends if nobody uses it
	Life     int    // seconds after which it ends in any case
	Most     int    // bytes that a form may have
	download []byte // sent as a file named Title
	kind     string // of the download
	sent     bool   // the handler has answered itself
	Live     string // the address of the stream of changes to what the page shows
	Again    string // the words of the link that shows these changes
}

// link is a link with its words.
type link struct {
	Href, Text string
	Current    bool
}

var errNoPage = errors.New("no such page")

func to(path string) (view, error) { return view{To: path}, nil }

// did redirects to a page, which says once what was done.
func (d *desk) did(r *request, path, what string) (view, error) {
	d.sessions.say(r.Request, path, what)
	return to(path)
}

// signedIn finds out who asks, and turns what a handler returns into a response.
func (d *desk) signedIn(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sess, ok := d.sessions.of(r)
		if !ok {
			d.askLogin(w, r, account{})
			return
		}
		if another(r, sess.account) {
			d.askLogin(w, r, sess.account)
			return
		}
		q := &request{Request: r, w: w, me: sess.account, sess: sess}
		if tooLong(r) {
			d.show(q, d.explain(q, &lobby.Error{Kind: lobby.ErrTooLarge}))
			return
		}
		if s := q.PathValue("system"); s != "" && d.systems[store.System(s)] == nil {
			d.show(q, trouble(errNoPage, q.actor()))
			return
		}
		v, err := view{}, asksFor(r)
		if err == nil {
			v, err = h(q)
		}
		if err != nil {
			v = d.explain(q, err)
		}
		if err == nil && v.Problem == nil && r.Method == http.MethodPost {
			d.sessions.settle(r)
		}
		d.show(q, v)
	})
}

// show writes a view.
func (d *desk) show(r *request, v view) {
	switch {
	case v.sent:
		return
	case v.To != "":
		http.Redirect(r.w, r.Request, v.To, http.StatusSeeOther)
		return
	case v.download != nil:
		r.w.Header().Set("Content-Type", cmp.Or(v.kind, "application/json")+"; charset=utf-8")
		r.w.Header().Set("Content-Disposition", `attachment; filename="`+v.Title+`"`)
		_, _ = r.w.Write(v.download)
		return
	}
	if v.Problem != nil && v.status == 0 {
		v.status = http.StatusBadRequest
	}
	v.Me, v.Menu, v.Most = &r.me, menu(r.me, v.Current), maxForm
	v.Idle, v.Life = int(sessionIdle.Seconds()), int(r.sess.started.Add(sessionLife).Sub(d.now()).Seconds())
	if r.Method == http.MethodGet && (v.status == 0 || v.status == http.StatusOK) { // not beside a refusal
		v.Done = d.sessions.said(r.Request)
	}
	d.render(r.w, v)
}

// usualPage is what most pages fit into, in bytes.
const usualPage = 32 << 10

// render executes a page into memory first, so that half a page is never sent.
func (d *desk) render(w http.ResponseWriter, v view) {
	var b bytes.Buffer
	b.Grow(usualPage)
	v.MadeUp, v.Printed = d.madeUp, when(d.now())
	if err := d.pages[v.page].ExecuteTemplate(&b, "layout", v); err != nil {
		d.log.Error("page does not render", "page", v.page)
		refuse(w, http.StatusInternalServerError, "Sorry, something went wrong", "Nothing was changed by this page. Go back and try again.")
		return
	}
	page := b.Bytes()
	if v.Me != nil {
		page = signed(page, v.Me.Key)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if v.status != 0 {
		w.WriteHeader(v.status)
	}
	_, _ = w.Write(page)
}

// menu lists what an account may open.
func menu(a account, current string) []link {
	var m []link
	add := func(href, text string, roles ...lobby.Role) {
		for _, r := range roles {
			if r == a.Actor.Role {
				m = append(m, link{href, text, current == text})
				return
			}
		}
	}
	add("/dashboard", "Dashboard", lobby.Officer, lobby.Lead)
	add("/lobby/hpa2", "Lobby", lobby.Officer, lobby.Lead, lobby.DataProtection)
	add(typedPath, "Add case", lobby.Officer, lobby.Lead)
	add("/people", "People", lobby.ProviderUser)
	add("/lobby/hrs", "Lobby", lobby.ProviderUser)
	add("/search", "Search", lobby.Officer, lobby.Lead, lobby.DataProtection)
	add("/report/hpa2", "Reports", lobby.Lead, lobby.DataProtection, lobby.Auditor)
	add("/audit", "Audit", lobby.Lead, lobby.DataProtection, lobby.Auditor)
	add("/readings", "Who looked", lobby.Lead, lobby.DataProtection, lobby.Auditor)
	add("/subject", "Subject access", lobby.DataProtection)
	add("/model", "How matching works", lobby.Officer, lobby.Lead, lobby.Auditor)
	add("/import", "Import", lobby.Lead)
	add(upkeepPath, "Upkeep", lobby.Lead)
	return m
}

// home is the first page of whoever is logged in.
func (d *desk) home(r *request) (view, error) { return to(menu(r.me, "")[0].Href) }
