package host

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
)

// Every kind of refusal has a status: a new one is not answered as a failure that nobody
// knows.
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
