package desk

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// loginBody is the log-in page.
type loginBody struct {
	Accounts []account
	Back     string      // the page to go on with
	Send     string      // where the form goes that was sent without a log-in
	Kept     []keptField // what was typed into that form
	File     bool        // that form had a file, which is not kept
	Ended    bool
	Now      string // who is logged in, if somebody else opened the form
	Was      string // who opened the form
}

// keptField is one answer of a form that goes over a log-in.
type keptField struct{ Name, Value string }

// keptPrefix marks the answers of a form in the log-in form.
const keptPrefix = "kept."

// askLogin asks for a log-in where there is none, or where a form was opened by another
// account than now's. What was typed is kept in the log-in page, and only there: the desk
// remembers nothing of strangers.
func (d *desk) askLogin(w http.ResponseWriter, r *http.Request, now account) {
	_, err := r.Cookie(cookieName(r))
	if r.Method != http.MethodPost {
		q := url.Values{}
		if r.URL.Path != "/" {
			q.Set("back", r.URL.RequestURI())
		}
		if err == nil {
			q.Set("ended", "yes")
		}
		http.Redirect(w, r, "/login"+query(q), http.StatusSeeOther)
		return
	}
	b := loginBody{Accounts: accounts, Send: r.URL.EscapedPath(), Back: formPage(r.URL.EscapedPath()) + query(r.URL.Query()), Ended: true, Now: now.Name, File: r.URL.Path == "/import"}
	if was, ok := accountOf(r.PostForm.Get(whose)); ok {
		b.Was = was.Name
	}
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		for _, v := range r.PostForm[name] {
			if name != "token" {
				b.Kept = append(b.Kept, keptField{keptPrefix + name, v})
			}
		}
	}
	d.render(w, view{page: "login", Title: "Log in", status: http.StatusUnauthorized, Body: b})
}

func query(q url.Values) string {
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func (d *desk) showLogin(w http.ResponseWriter, r *http.Request) {
	back := r.FormValue("back")
	if !own(back) {
		back = "/"
	}
	if _, ok := d.sessions.of(r); ok {
		http.Redirect(w, r, back, http.StatusSeeOther)
		return
	}
	d.render(w, view{page: "login", Title: "Log in", Body: loginBody{Accounts: accounts, Back: back, Ended: r.FormValue("ended") != ""}})
}

func (d *desk) login(w http.ResponseWriter, r *http.Request) {
	b := loginBody{Accounts: accounts, Back: r.PostFormValue("back"), Send: r.PostFormValue("send")}
	form := url.Values{}
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		if field, ok := strings.CutPrefix(name, keptPrefix); ok {
			form[field] = r.PostForm[name]
			for _, v := range form[field] {
				b.Kept = append(b.Kept, keptField{name, v})
			}
		}
	}
	if !own(b.Back) {
		b.Back = "/"
	}
	a, ok := accountOf(r.PostFormValue("account"))
	if !ok {
		d.render(w, view{page: "login", Title: "Log in", status: http.StatusBadRequest, Body: b, Problem: wrong("as-"+accounts[0].Key, "Choose one of the accounts.")})
		return
	}
	d.sessions.end(w, r) // a log-in never continues an older session
	var kept *draft
	switch was := form.Get(whose); {
	case was != "" && was != a.Key: // another account does not see what was typed
		b.Back = "/"
	case own(b.Send) && b.Send != "":
		kept = &draft{b.Send, form}
	}
	d.sessions.start(w, r, a, kept)
	http.Redirect(w, r, b.Back, http.StatusSeeOther)
}

func (d *desk) logout(w http.ResponseWriter, r *http.Request) {
	d.sessions.end(w, r)
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

// stay does nothing but use the log-in, which is how it goes on for somebody who is warned
// that it is about to end.
func (d *desk) stay(r *request) (view, error) { return to(r.backOr("/")) }

// backOr is the page of this desk that a form names, or another.
func (r *request) backOr(other string) string {
	if b := r.PostFormValue("back"); b != "" && own(b) {
		return b
	}
	return other
}
