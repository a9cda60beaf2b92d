package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestEveryKindOfRefusalHasACodeOfItsOwn(t *testing.T) {
	var listed []string
	codes := map[string]bool{}
	for _, k := range lobby.Kinds() {
		require.Regexp(t, regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`), k.Code)
		require.False(t, codes[k.Code], k.Code)
		codes[k.Code] = true
		for _, err := range []error{k.Kind, &lobby.Error{Kind: k.Kind}, fmt.Errorf("api: %w", &lobby.Error{Op: "assign", Kind: k.Kind})} {
			require.Equal(t, k.Code, lobby.KindCode(err))
		}
		listed = append(listed, k.Kind.Error())
	}
	declared := sentinels(t)
	require.Greater(t, len(declared), 15)
	for _, text := range declared {
		require.Contains(t, listed, text, "a kind without a code")
	}
	require.Len(t, listed, len(declared)+2, "beside the kinds, the two of the context")
	require.Empty(t, lobby.KindCode(nil))
	require.Empty(t, lobby.KindCode(errors.New("of somebody else's")))
}

// sentinels are the texts of what errors.go declares as Err….
func sentinels(t *testing.T) (texts []string) {
	file, err := parser.ParseFile(token.NewFileSet(), "errors.go", nil, 0)
	require.NoError(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Err") {
			return true
		}
		text := spec.Values[0].(*ast.CallExpr).Args[0].(*ast.BasicLit).Value
		texts = append(texts, strings.Trim(text, `"`))
		return true
	})
	return texts
}

// A refusal has one code: the outermost error says how an operation ended, whatever
// the store's or the host's own cause was.
func TestACodeIsThatOfTheOperationAndNotOfItsCause(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := w.Record(ctx, amy, "r")
	require.Equal(t, "cancelled", lobby.KindCode(err))
	_, err = w.Record(t.Context(), amy, "r")
	require.Equal(t, "not-found", lobby.KindCode(err))
	slow := w.On(&flaky{Store: w.store, cause: context.DeadlineExceeded, reads: 1})
	_, err = slow.Events(t.Context(), host, store.EventQuery{})
	require.Equal(t, "deadline", lobby.KindCode(err))
	unknown := w.On(&flaky{Store: w.store, cause: context.DeadlineExceeded, commits: 99})
	require.Equal(t, "unknown", lobby.KindCode(unknown.Acknowledge(t.Context(), host, "mailer", "e")))
}

// What a host's own function fails with is the cause, and says nothing of the kind.
func TestAKindIsNotThatOfItsCause(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.Readings = func(context.Context, []store.Event) error { return lobby.ErrNotFound }
	})
	_, err := w.Record(t.Context(), amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
	require.ErrorIs(t, err, lobby.ErrNotFound)
	require.Equal(t, "store", lobby.KindCode(err))
}

func TestErrorsAreOneKindAndTellWhatTheyMust(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	_, err := w.Create(t.Context(), amy, id, "")
	require.Equal(t, "lobby: create: record "+string(id)+": not held by this officer (unclaimed)", err.Error())
	v := w.held(amy, id)
	_, err = w.Create(t.Context(), ben, id, v.Token)
	require.Contains(t, err.Error(), ": not held by this officer, but by amy since 2026-03-02T09:00:")
	_, err = w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.Equal(t, "lobby: assign: record "+string(id)+": field client: not found", err.Error())
	w.client("c-1", jane)
	_, err = w.Create(t.Context(), amy, id, v.Token)
	require.Equal(t, "lobby: create: record "+string(id)+": changed since the review: client-appeared c-1", err.Error())
	_, err = w.Create(t.Context(), amy, id, w.look(amy, id).Token)
	require.NoError(t, err)
	_, err = w.Claim(t.Context(), ben, id)
	e := refusal(t, err, lobby.ErrDecided)
	require.Contains(t, err.Error(), ": already decided: created at 2026-03-02T09:00:")
	require.Empty(t, e.Decision.Key, "what only the library needs stays in it")
	require.Empty(t, e.Decision.Compared)
	for _, verb := range []string{"%v", "%s", "%+v", "%#v", "%q", "%x"} {
		require.Equal(t, err.Error(), fmt.Sprintf(verb, err))
	}
	require.False(t, errors.Is(err, lobby.ErrRemoved))
	require.Equal(t, "client-merged c-1 into c-2", lobby.Changed{What: lobby.ChangedMerged, Client: "c-1", Into: "c-2"}.String())
}
