package host

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/caselobby/caselobby/lobby"
)

// Route is one operation of a service: what OpenAPI calls an operation on a path.
type Route struct {
	Method, Path string
	Takes        any // the zero value of what the body is decoded into; nil for none
	Do           func(*Call) (status int, answer any, err error)
}

// Call is one request.
type Call struct {
	*http.Request
	Actor lobby.Actor
}

// errBody is a body that is not what the operation takes. What the decoder says of it is
// not answered: it may quote a person.
var errBody = errors.New("not what this operation takes")

// Body decodes the request.
func (c *Call) Body(v any) error {
	d := json.NewDecoder(http.MaxBytesReader(nil, c.Request.Body, 64<<10))
	d.DisallowUnknownFields()
	if d.Decode(v) != nil {
		return errBody
	}
	return nil
}

// Refusal is the answer of whatever is refused: codes, and words for whoever reads them.
type Refusal struct {
	Code   string `json:"code"`             // of the kind, which never changes
	Detail string `json:"detail,omitempty"` // how
	Text   string `json:"text"`
}

// Handler serves the routes.
func (h *Host) Handler(routes []Route) http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.HandleFunc(r.Method+" "+r.Path, func(w http.ResponseWriter, req *http.Request) {
			status, answer, err := h.serve(r, req)
			if err != nil {
				status, answer = h.refuse(req, err)
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			if answer != nil {
				_ = json.NewEncoder(w).Encode(answer) // whoever asked is gone
			}
		})
	}
	return mux
}

func (h *Host) serve(r Route, req *http.Request) (status int, answer any, err error) {
	c := &Call{Request: req}
	if r.Path != "/login" {
		if c.Actor, err = h.actor(req); err != nil {
			return 0, nil, err
		}
	}
	return r.Do(c)
}

// statuses are what the kinds of refusal are to HTTP. What is not here is no kind of the
// lobby's.
var statuses = map[string]int{
	"not-found": http.StatusNotFound, "denied": http.StatusForbidden, "invalid": http.StatusBadRequest,
	"too-large": http.StatusRequestEntityTooLarge, "channel": http.StatusBadRequest, "draft": http.StatusBadRequest,
	"claimed": http.StatusConflict, "not-held": http.StatusConflict, "decided": http.StatusConflict, "stale": http.StatusConflict,
	"not-confirmed": http.StatusBadRequest, "support-started": http.StatusConflict, "reference": http.StatusConflict,
	"removed": http.StatusGone, "gone": http.StatusGone, "busy": http.StatusServiceUnavailable, "restart": http.StatusServiceUnavailable, "unknown": http.StatusServiceUnavailable,
	"store": http.StatusServiceUnavailable, "unreadable": http.StatusServiceUnavailable, "broken": http.StatusServiceUnavailable,
	"cancelled": http.StatusServiceUnavailable, "deadline": http.StatusServiceUnavailable,
}

func (h *Host) refuse(r *http.Request, err error) (int, Refusal) {
	switch {
	case errors.Is(err, errLogin):
		return http.StatusUnauthorized, Refusal{Code: "log-in", Text: "Log in first."}
	case errors.Is(err, errBody):
		return http.StatusBadRequest, Refusal{Code: "body", Text: "This is not what the operation takes."}
	}
	var e *lobby.Error
	if status, ok := statuses[lobby.KindCode(err)]; ok && errors.As(err, &e) {
		return status, Refusal{Code: lobby.KindCode(err), Detail: e.Code, Text: e.Error()}
	}
	// Errors of PostgreSQL may quote rows, which are people's: only their state is told.
	state := ""
	if p := new(pgconn.PgError); errors.As(err, &p) {
		state = p.Code
	}
	h.log.LogAttrs(r.Context(), slog.LevelError, "failed", slog.String("method", r.Method), slog.String("pattern", r.Pattern), slog.String("sqlstate", state))
	return http.StatusServiceUnavailable, Refusal{Code: "failed", Text: "Try again."}
}
