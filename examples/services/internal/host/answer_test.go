package host

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
)

// A new kind of refusal without a status would be answered as an unknown failure.
func TestEveryKindOfRefusalHasAStatus(t *testing.T) {
	kinds := []error{
		lobby.ErrNotFound, lobby.ErrDenied, lobby.ErrInvalid, lobby.ErrTooLarge, lobby.ErrChannel, lobby.ErrDraft, lobby.ErrClaimed,
		lobby.ErrNotHeld, lobby.ErrDecided, lobby.ErrRemoved, lobby.ErrStale, lobby.ErrNotConfirmed, lobby.ErrSupportStarted, lobby.ErrGone,
		lobby.ErrReference, lobby.ErrBusy, lobby.ErrRestart, lobby.ErrUnknown, lobby.ErrUnreadable, lobby.ErrStore, lobby.ErrBroken,
		context.Canceled, context.DeadlineExceeded,
	}
	for _, kind := range kinds {
		require.Contains(t, statuses, lobby.KindCode(kind))
	}
	require.Len(t, statuses, len(kinds))
	source, err := os.ReadFile("../../../../lobby/kind.go")
	require.NoError(t, err)
	require.Equal(t, len(kinds), strings.Count(string(source), "\n\t{"), "as many as the lobby lists")
}

func TestARefusalNamesTheFieldAsItWasSentAndWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		err  error
		want Refusal
	}{
		{&lobby.Error{Kind: lobby.ErrTooLarge, Field: "key", Code: "too-long"}, Refusal{Code: "too-large", Field: "reference", Detail: "too-long"}},
		{&lobby.Error{Kind: lobby.ErrTooLarge, Field: "sender", Code: "too-long"}, Refusal{Code: "too-large", Field: "organisation", Detail: "too-long"}},
		{&lobby.Error{Kind: lobby.ErrTooLarge, Field: "referrer.contact", Code: "too-long"}, Refusal{Code: "too-large", Field: "contact", Detail: "too-long"}},
		{&lobby.Error{Kind: lobby.ErrInvalid, Field: "arrival", Code: "empty"}, Refusal{Code: "invalid", Field: "person", Detail: "empty"}},
		{&lobby.Error{Kind: lobby.ErrInvalid, Field: "family", Code: "nul"}, Refusal{Code: "invalid", Field: "family", Detail: "nul"}},
		{&lobby.Error{Kind: lobby.ErrInvalid, Field: "case.closed-because", Code: "empty"}, Refusal{Code: "invalid", Field: "because", Detail: "empty"}},
		{&lobby.Error{Kind: lobby.ErrStale, Changed: []lobby.Changed{{What: lobby.ChangedUnseen, Client: "C-1"}}}, Refusal{Code: "stale", Detail: "client-unseen"}},
		{&lobby.Error{Kind: lobby.ErrStale, Code: "token-foreign", Changed: []lobby.Changed{{What: lobby.ChangedToken}}}, Refusal{Code: "stale", Detail: "token-foreign"}},
		{Wrong("provider"), Refusal{Code: "body", Field: "provider"}},
	} {
		_, got := new(Host).refuse(httptest.NewRequest(http.MethodPost, "/lobby", nil), c.err)
		require.NotEmpty(t, got.Text)
		got.Text = ""
		require.Equal(t, c.want, got)
	}
}

func TestAPanicTellsNothingOfAnybody(t *testing.T) {
	var log bytes.Buffer
	h := &Host{log: slog.New(slog.NewTextHandler(&log, nil))}
	routes := []Route{{Method: "POST", Path: "/login", Do: func(*Call) (int, any, error) { panic("Samuel Okafor, 07700 900321") }}}
	w := httptest.NewRecorder()
	h.Handler(routes).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/login", nil))
	require.Equal(t, http.StatusServiceUnavailable, w.Code)
	require.JSONEq(t, `{"code": "failed", "text": "Try again."}`, w.Body.String())
	require.Contains(t, log.String(), "failed")
	require.NotContains(t, w.Body.String()+log.String(), "Okafor")
}

func TestAnAnswerIsKeptByNobodyAndSaysWhatItIs(t *testing.T) {
	for status, header := range map[int]string{http.StatusUnauthorized: "WWW-Authenticate", http.StatusServiceUnavailable: "Retry-After"} {
		w := httptest.NewRecorder()
		write(w, status, Refusal{})
		require.NotEmpty(t, w.Header().Get(header))
		require.Equal(t, "no-store", w.Header().Get("Cache-Control"))
	}
	w := httptest.NewRecorder()
	write(w, http.StatusNoContent, nil)
	require.Empty(t, w.Header().Get("Content-Type"), "where there is no body")
}
