package desk

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestEveryKindOfRefusalHasWordsOfItsOwn(t *testing.T) {
	kinds := []error{
		lobby.ErrNotFound, lobby.ErrDenied, lobby.ErrInvalid, lobby.ErrTooLarge, lobby.ErrChannel, lobby.ErrDraft, lobby.ErrClaimed,
		lobby.ErrNotHeld, lobby.ErrDecided, lobby.ErrRemoved, lobby.ErrStale, lobby.ErrNotConfirmed, lobby.ErrSupportStarted, lobby.ErrGone,
		lobby.ErrReference, lobby.ErrBusy, lobby.ErrRestart, lobby.ErrUnknown, lobby.ErrUnreadable, lobby.ErrStore, lobby.ErrBroken,
		context.Canceled, context.DeadlineExceeded,
	}
	for _, kind := range kinds {
		v := trouble(&lobby.Error{Kind: kind}, lobby.Actor{})
		require.NotEqual(t, http.StatusInternalServerError, v.status, kind)
		require.NotEqual(t, "Sorry, something went wrong", v.Title, kind)
	}
	source, err := os.ReadFile("../../../lobby/kind.go")
	require.NoError(t, err)
	require.Equal(t, len(kinds), strings.Count(string(source), "\n\t{"), "as many as the lobby lists")
}

func TestARefusalLeadsToWhereItsReaderCanGo(t *testing.T) {
	o := open(t)
	amira, path := o.held(person())
	ben := o.as("ben")
	require.Contains(t, body(t, ben.get(path+"/create")), `class="back" href="`+path+`"`, "the case can be read")
	amira.post(path+"/remove", url.Values{"token": {token(t, amira.page(path+"/remove"))}, "reason": {"spam"}, "confirm": {lobby.Short(store.RecordID(lastOf(path)))}})
	for _, page := range []string{path, path + "/review"} {
		res := amira.get(page)
		require.Equal(t, http.StatusGone, res.StatusCode)
		require.NotContains(t, body(t, res), `class="back"`, "it leads to the same refusal")
	}
	for account, first := range map[string]string{"amira": "Dashboard", "devon": "People", "priya": "Lobby", "elin": "Reports"} {
		require.Contains(t, body(t, o.as(account).get("/nothing")), `<a href="/">Go to `+first+`</a>`, account)
	}
}
