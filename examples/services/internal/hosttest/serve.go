package hosttest

import (
	"context"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/services/internal/host"
)

// Serve runs the service that open makes within this process, on a PostgreSQL of its own, and
// checks its routes against the document.
func Serve(t *testing.T, open func(context.Context, host.Config) (*host.Host, []host.Route, error)) (url, base string, d *Document) {
	t.Helper()
	url = Postgres(t)
	h, routes, err := open(t.Context(), host.Config{Database: url, Authority: "E08000035", TokenKey: []byte("thirty-two bytes, of a test alone")})
	require.NoError(t, err)
	t.Cleanup(h.Close)
	server := httptest.NewServer(h.Handler(routes))
	t.Cleanup(server.Close)
	d = Open(t)
	d.Held(t, routes)
	return url, server.URL, d
}

// Decisions takes every step from a claim to a decision, and requires the same status of each.
func Decisions(t *testing.T, do func(want int, method, path string, in any) map[string]any, want int, id string) {
	t.Helper()
	do(want, "POST", "/lobby/"+id+"/claim", nil)
	do(want, "POST", "/lobby/"+id+"/release", nil)
	do(want, "GET", "/lobby/"+id+"/review", nil)
	do(want, "POST", "/lobby/"+id+"/assign", map[string]any{"client": "C-1", "token": "x"})
	do(want, "POST", "/lobby/"+id+"/create", map[string]any{"token": "x"})
	do(want, "POST", "/lobby/"+id+"/remove", map[string]any{"reason": "spam", "confirm": id, "token": "x"})
}

// As logs an account in, and returns a function that makes a request as it, requires a status,
// and returns the answer.
func As(t *testing.T, d *Document, base, account string) func(want int, method, path string, in any) map[string]any {
	t.Helper()
	c, err := LogIn(d, account, base)
	require.NoError(t, err)
	return func(want int, method, path string, in any) map[string]any {
		t.Helper()
		var out map[string]any
		status, err := c.Do(method, path, in, &out)
		require.NoError(t, err)
		require.Equal(t, want, status, "%s %s", method, path)
		return out
	}
}
