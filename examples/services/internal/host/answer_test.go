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
