package hosttest

import (
	"context"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/services/internal/host"
)

// Serve serves what open makes from this process, on a PostgreSQL of its own, and holds
// its routes to the document.
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

// As logs an account in, and returns how it makes requests, each of a status that it
// expects.
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
