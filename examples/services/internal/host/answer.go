package host

import (
	"cmp"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/caselobby/caselobby/lobby"
)

// Route is one operation of a service: what OpenAPI calls an operation on a path.
type Route struct {
	Method, Path string
	Asks         []string // the parameters of its query
	Takes        any      // the zero value of what the body is decoded into; nil for none
	Do           func(*Call) (status int, answer any, err error)
}

// Call is one request.
type Call struct {
	*http.Request
	Actor lobby.Actor
	Query url.Values
}

// Refusal is the answer to a request that is refused: codes for programs, and text for people.
type Refusal struct {
	Code   string `json:"code"`             // the kind of refusal, which never changes
	Field  string `json:"field,omitempty"`  // what it is about, as the operation calls it
	Detail string `json:"detail,omitempty"` // the code of what exactly is wrong, or has changed
	Text   string `json:"text"`
}

// Handler serves the routes. Every answer is JSON, or has no body.
func (h *Host) Handler(routes []Route) http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.HandleFunc(r.Method+" "+r.Path, func(w http.ResponseWriter, req *http.Request) {
			status, answer, err := h.serve(r, req)
			if err != nil {
				status, answer = h.refuse(req, err)
			}
			write(w, status, answer)
		})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		served, pattern := mux.Handler(r)
		if at := r.URL.EscapedPath(); path.Clean(at) != at { // net/http would redirect to the clean path
			served, pattern = http.NotFoundHandler(), ""
		}
		if pattern == "" {
			served.ServeHTTP(&unserved{w}, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// write sends an answer. No cache keeps it, as it may tell of people.
func write(w http.ResponseWriter, status int, answer any) {
	head := w.Header()
	head.Set("Cache-Control", "no-store")
	head.Set("X-Content-Type-Options", "nosniff")
	switch status {
	case http.StatusUnauthorized:
		head.Set("WWW-Authenticate", "Bearer")
	case http.StatusServiceUnavailable:
		head.Set("Retry-After", "1")
	}
	if answer != nil {
		head.Set("Content-Type", "application/json")
	}
	w.WriteHeader(status)
	if answer != nil {
		_ = json.NewEncoder(w).Encode(answer) // it fails only if the client has gone
	}
}

// unserved turns the plain-text 404 and 405 of net/http into a Refusal.
type unserved struct{ http.ResponseWriter }

func (w *unserved) WriteHeader(status int) {
	refusal := Refusal{Code: "not-found", Text: "There is no such operation."}
	if status == http.StatusMethodNotAllowed {
		refusal = Refusal{Code: "method", Text: "The path takes another method."}
	}
	write(w.ResponseWriter, status, refusal)
}

// Write drops the text of net/http.
func (w *unserved) Write(words []byte) (int, error) { return len(words), nil }

func (h *Host) serve(r Route, req *http.Request) (status int, answer any, err error) {
	defer func() {
		if recover() != nil { // the value is left out: it may hold something of a person
			err = errPanic
		}
	}()
	c := &Call{Request: req}
	if r.Path != "/login" {
		if c.Actor, err = h.actor(req); err != nil {
			return 0, nil, err
		}
	}
	if c.Query, err = query(req, r.Asks); err != nil {
		return 0, nil, err
	}
	if err := unconditional(req); err != nil {
		return 0, nil, err
	}
	if r.Takes == nil {
		if err := c.withoutBody(); err != nil {
			return 0, nil, err
		}
	}
	status, answer, err = r.Do(c)
	return status, answer, toldTo(c.Actor, err)
}

// sentAs is what the bodies of the operations call a field of the lobby's: the last part of its
// name, but for those that have another.
func sentAs(field string) string {
	if _, last, inner := strings.Cut(field, "."); inner {
		field = last
	}
	return cmp.Or(map[string]string{"key": "reference", "sender": "organisation", "arrival": "person", "closed-because": "because"}[field], field)
}

// detail is the code of what exactly is wrong, or of the first thing that has changed.
func detail(e *lobby.Error) string {
	if e.Code == "" && len(e.Changed) > 0 {
		return string(e.Changed[0].What)
	}
	return e.Code
}

var errPanic = errors.New("an operation panicked")

// statuses has the HTTP status of every kind of the lobby's errors, by its code.
var statuses = map[string]int{
	"not-found": http.StatusNotFound, "denied": http.StatusForbidden, "invalid": http.StatusBadRequest,
	"too-large": http.StatusRequestEntityTooLarge, "channel": http.StatusBadRequest, "draft": http.StatusBadRequest,
	"claimed": http.StatusConflict, "not-held": http.StatusConflict, "decided": http.StatusConflict, "stale": http.StatusConflict,
	"not-confirmed": http.StatusBadRequest, "support-started": http.StatusConflict, "reference": http.StatusConflict,
	"removed": http.StatusGone, "gone": http.StatusGone, "busy": http.StatusServiceUnavailable, "restart": http.StatusServiceUnavailable, "unknown": http.StatusServiceUnavailable,
	"store": http.StatusServiceUnavailable, "unreadable": http.StatusServiceUnavailable, "broken": http.StatusServiceUnavailable,
	"cancelled": http.StatusServiceUnavailable, "deadline": http.StatusServiceUnavailable,
}

// refuse turns an error into an answer. What is no refusal is logged, and answered with 503.
func (h *Host) refuse(r *http.Request, err error) (int, Refusal) {
	if errors.Is(err, errLogin) {
		return http.StatusUnauthorized, Refusal{Code: "log-in", Text: "Log in first."}
	}
	var e *lobby.Error
	if status, ok := statuses[lobby.KindCode(err)]; ok && errors.As(err, &e) {
		return status, Refusal{Code: lobby.KindCode(err), Field: sentAs(e.Field), Detail: detail(e), Text: e.Error()}
	}
	if not := (*notTaken)(nil); errors.As(err, &not) {
		return not.status, Refusal{Code: not.code, Field: not.field, Text: "This is not what the operation takes."}
	}
	if errors.Is(err, errCase) {
		return http.StatusConflict, Refusal{Code: "case-taken", Text: "There is a case of this id, closed or another client's: open this one under its own."}
	}
	// Errors of PostgreSQL may quote rows, which are people's: only their state is told.
	state := ""
	if p := new(pgconn.PgError); errors.As(err, &p) {
		state = p.Code
	}
	h.log.LogAttrs(r.Context(), slog.LevelError, "failed", slog.String("method", r.Method), slog.String("pattern", r.Pattern), slog.String("sqlstate", state))
	return http.StatusServiceUnavailable, Refusal{Code: "failed", Text: "Try again."}
}
