package lobby_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestTheLogNamesTheClientOfAnOperation(t *testing.T) {
	var log strings.Builder
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	w.client("c-2", omar)
	w.client("c-4", omar)
	for name, c := range map[string]struct {
		do   func(ctx context.Context) error
		want []string
	}{
		"put": {func(ctx context.Context) error {
			return w.PutClient(ctx, host, lobby.ClientUpdate{ID: "c-1", Person: &jane})
		}, []string{"lobby: done", "client=c-1"}},
		"case":         {func(ctx context.Context) error { return w.PutCase(ctx, host, "c-2", open("k-1", store.HPA2)) }, []string{"lobby: done", "client=c-2"}},
		"case of none": {func(ctx context.Context) error { return w.PutCase(ctx, host, "c-99", open("k-1", store.HPA2)) }, []string{"lobby: refused", "client=c-99"}},
		"opened":       {func(ctx context.Context) error { _, err := w.Client(ctx, amy, "c-99"); return err }, []string{"lobby: refused", "client=c-99"}},
		"erased":       {func(ctx context.Context) error { return w.EraseClient(ctx, dora, "c-4") }, []string{"lobby: done", "op=erase-client", "client=c-4"}},
		"erased, none": {func(ctx context.Context) error { return w.EraseClient(ctx, dora, "c-98") }, []string{"lobby: refused", "client=c-98"}},
		"one of two": {func(ctx context.Context) error {
			_, err := w.PutClients(ctx, host, []lobby.ClientUpdate{{ID: "c-3", Person: &jane}, {ID: "c-97"}})
			return err
		}, []string{"lobby: refused", "client=c-97", "lobby: done"}},
		"no identifier": {func(ctx context.Context) error { return w.EraseClient(ctx, dora, "a\nb") }, []string{"lobby: refused", `client=""`}},
	} {
		t.Run(name, func(t *testing.T) {
			log.Reset()
			_ = c.do(t.Context())
			for _, said := range c.want {
				require.Contains(t, log.String(), said)
			}
		})
	}
}
