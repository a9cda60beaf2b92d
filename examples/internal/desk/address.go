package desk

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// segment is an id within an address: a host's may hold a slash, as in HB/2024/17.
func segment(id any) string { return url.PathEscape(fmt.Sprint(id)) }

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

// formOf leads from an address that forms are sent to, which stays in the browser with
// what was wrong, to the page on which the form stands.
func (d *desk) formOf(r *request) (view, error) {
	page := formPage(r.URL.EscapedPath())
	if page == r.URL.EscapedPath() {
		page = "/"
	}
	return to(page + query(r.URL.Query()))
}

// formPage is the page on which the form of an address stands.
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

// own reports whether an address is a page of this desk.
func own(path string) bool {
	u, err := url.Parse(path)
	return err == nil && strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.Contains(path, `\`) && u.Host == "" && u.Scheme == ""
}
