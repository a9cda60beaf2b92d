package desk

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/caselobby/caselobby/lobby"
)

// ofList are the parameters of a list: its filters, its order and its page.
var ofList = []string{"channel", "holder", "due", "age", "sort", "page"}

// asks are the parameters that pages have in their addresses, by the path of the pattern.
var asks = map[string][]string{
	"/lobby/{system}": ofList, "/lobby/{system}/list.csv": ofList, "/lobby/{system}/bulk": ofList,
	"/lobby/{system}/live": {"since"}, "/lobby/{system}/{record}/live": {"since"},
	"/report/{system}": {"days"}, "/audit": {"record", "after", "from"}, "/readings": {"record", "client"},
}

// asksFor refuses a parameter that the page does not have. A filter with a slip in its name
// would be left unread, and the list of all cases would look as if it were filtered. The
// refusal leads to the page without it: programs add to links that people send.
func asksFor(r *http.Request) error {
	_, path, _ := strings.Cut(r.Pattern, " ")
	for name := range r.URL.Query() {
		if r.Pattern != "/" && !slices.Contains(asks[path], name) {
			return &lobby.Error{Kind: lobby.ErrInvalid, Field: "query"}
		}
	}
	return nil
}

// number reads a whole number as pages write one: +1 and 01 are none.
func number(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err == nil && strconv.Itoa(n) != text {
		err = strconv.ErrSyntax
	}
	return n, err
}

// segment writes an id as a part of an address: a host's own ids may hold a slash, as in
// HB/2024/17. Browsers take . and .. for steps in the path, however they are escaped: a tilde
// stands before these, and before whatever begins with one.
func segment(id any) string {
	s := fmt.Sprint(id)
	if s == "." || s == ".." || strings.HasPrefix(s, "~") {
		s = "~" + s
	}
	return url.PathEscape(s)
}

// part is an id as segment wrote it into the address.
func (r *request) part(name string) string { return strings.TrimPrefix(r.PathValue(name), "~") }

// noPage answers for addresses that no page has. One with a slash at its end, as people
// type them, leads to the page without it.
func noPage(mux *http.ServeMux) handler {
	return func(r *request) (view, error) {
		if at, slash := strings.CutSuffix(r.URL.Path, "/"); slash && r.Method == http.MethodGet {
			page := *r.URL
			page.Path, page.RawPath = at, strings.TrimSuffix(page.RawPath, "/")
			if _, pattern := mux.Handler(&http.Request{Method: r.Method, Host: r.Host, URL: &page}); pattern != "/" {
				return to(page.RequestURI())
			}
		}
		return view{}, errNoPage
	}
}

// formOf redirects a GET of an address that only takes forms to the page that has the form.
// A form that was refused leaves its own address in the browser, and people reload it.
func (d *desk) formOf(r *request) (view, error) {
	page := formPage(r.URL.EscapedPath())
	if page == r.URL.EscapedPath() {
		page = "/"
	}
	return to(page + query(r.URL.Query()))
}

// formPage is the path of the page that has the form which is sent to path.
func formPage(path string) string {
	if parts := strings.Split(strings.Trim(path, "/"), "/"); len(parts) > 3 && parts[0] == "lobby" {
		switch parts[3] {
		case "assign", "create", "remove", "amend":
			return path
		case "member":
			return strings.TrimSuffix(path, "member") + "review"
		}
		return "/" + strings.Join(parts[:3], "/")
	}
	for _, end := range []string{"/bulk", "/save", "/forget", "/cancel", "/confirm", "/reindex", "/retention", "/check", "/learn"} {
		path = strings.TrimSuffix(path, end)
	}
	return path
}

// own reports whether an address leads to this desk and to no other host.
func own(path string) bool {
	u, err := url.Parse(path)
	return err == nil && strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.Contains(path, `\`) && u.Host == "" && u.Scheme == ""
}
