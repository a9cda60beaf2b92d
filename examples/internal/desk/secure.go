package desk

import (
	"errors"
	"log/slog"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"strings"
)

// The most bytes of a request: of a form that is taken, of one that is read only to hand
// back what was typed, and of an upload.
const (
	maxForm   = 64 << 10
	maxRead   = 4 * maxForm
	maxUpload = 64 << 20
)

const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// secure wraps the desk's routes in what every page needs, whatever it shows.
func secure(next http.Handler, log *slog.Logger) http.Handler {
	guarded := crossOrigin(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		defer func() {
			if e := recover(); e != nil {
				// The value may hold personal data: only where it happened is logged.
				log.ErrorContext(r.Context(), "page failed", "route", r.Pattern, "stack", frames(debug.Stack()))
				refuse(w, http.StatusInternalServerError, "Sorry, something went wrong", "Nothing was changed by this page. Go back and try again.")
			}
		}()
		if !local(r.Host) {
			refuse(w, http.StatusMisdirectedRequest, "Not served under this name", "The desk answers to the names of this machine only, such as 127.0.0.1 and localhost.")
			return
		}
		guarded.ServeHTTP(w, r)
	})
}

// crossOrigin refuses requests that other sites make a browser send. The
// standard library lets a request pass that names no origin at all, as a
// program would send it; the desk serves browsers only and refuses that too.
func crossOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusForbidden, "Not sent from this desk", "The request came from another site and was refused. Nothing was changed.")
	}))
	inner := protection.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			switch {
			case r.Header.Get("Origin") == "" && r.Header.Get("Sec-Fetch-Site") == "":
				refuse(w, http.StatusForbidden, "Not sent from this desk", "The request does not say where it comes from and was refused. Nothing was changed.")
				return
			case r.Header.Get("Content-Encoding") != "":
				refuse(w, http.StatusUnsupportedMediaType, "Not accepted", "Compressed requests are not accepted.")
				return
			}
			limit, sent, many := int64(maxRead), "application/x-www-form-urlencoded", ""
			switch {
			case r.URL.Path == "/import":
				limit, sent = maxUpload, "multipart/form-data"
			case r.URL.Path == "/login": // it holds the form that was sent without a log-in, under longer names
				limit, many = 3*limit, keptPrefix+"record"
			case strings.HasSuffix(r.URL.Path, "/bulk"): // of cases that are ticked
				many = "record"
			}
			if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); r.ContentLength != 0 && kind != sent {
				refuse(w, http.StatusUnsupportedMediaType, "Not accepted", "The request is no form of this desk. Nothing was changed.")
				return
			}
			r.Body = http.MaxBytesReader(w, r.Body, limit)
			var tooLarge *http.MaxBytesError
			switch err := r.ParseForm(); {
			case errors.As(err, &tooLarge):
				refuse(w, http.StatusRequestEntityTooLarge, "That is too long", "The form is longer than the desk accepts. Nothing was changed.")
				return
			case err != nil || twice(r.PostForm, many): // half a form would look like one that was left empty
				refuse(w, http.StatusBadRequest, "That did not arrive whole", "The form was broken off or damaged on its way. Nothing was changed. Go back and send it again.")
				return
			}
		} else if q, err := url.ParseQuery(r.URL.RawQuery); err != nil || twice(q, "") { // a filter that is not read would not be missed
			refuse(w, http.StatusBadRequest, "That was not understood", "The address is damaged. Open the page from the menu.")
			return
		}
		inner.ServeHTTP(w, r)
	})
}

// twice reports whether an address or a form gives one field several values, of which all but
// the first would be left unread; except the one that may have many.
func twice(q url.Values, many string) bool {
	for name, vs := range q {
		if len(vs) > 1 && name != many {
			return true
		}
	}
	return false
}

// tooLong reports whether a form is longer than any that is taken. What was typed into it
// is handed back: a browser that goes back shows it empty.
func tooLong(r *http.Request) bool { return len(r.PostForm) > 0 && r.ContentLength > maxForm }

// local reports whether a Host header names this machine: a page elsewhere
// whose name was pointed at a loopback address gets nothing.
func local(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	} else {
		name = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	}
	ip, err := netip.ParseAddr(name)
	return strings.EqualFold(name, "localhost") || err == nil && ip.Unmap().IsLoopback()
}

// frames keeps the function names of a stack and drops argument values.
func frames(stack []byte) string {
	var names []string
	for line := range strings.Lines(string(stack)) {
		if strings.HasPrefix(line, "\t") {
			file, _, _ := strings.Cut(strings.TrimSpace(line), " ")
			names = append(names, file[strings.LastIndexByte(file, '/')+1:])
		}
	}
	return strings.Join(names[:min(len(names), 12)], " ")
}

// refuse answers without any template or session, so that it cannot fail.
// Both texts are constants of this program.
func refuse(w http.ResponseWriter, code int, title, text string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(code)
	_, _ = w.Write([]byte(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>` +
		title + ` – Caselobby desk</title><link rel="stylesheet" href="/static/desk.css"></head><body><main class="wide frame" id="main"><div><h1>` +
		title + `</h1><p>` + text + `</p><p><a href="/">Go to the first page</a></p></div></main></body></html>`))
}
