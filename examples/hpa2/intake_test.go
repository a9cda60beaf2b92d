package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store/memory"
)

func TestTheWebFormIsAnsweredInStatuses(t *testing.T) {
	l := lobby.New(new(memory.Store), matching.UK(nil), lobby.HPA2(), nil)
	for name, tc := range map[string]struct {
		body string
		want int
	}{
		"a referral":    {`{"channel":"self-referral","given":"Ann"}`, http.StatusCreated},
		"not JSON":      {`Ann`, http.StatusBadRequest},
		"misspelled":    {`{"channel":"self-referral","given":"Ann","famliy":"Lee"}`, http.StatusBadRequest},
		"two at once":   {`{"channel":"self-referral","given":"Ann"}{"channel":"self-referral","given":"Bea"}`, http.StatusBadRequest},
		"with a line":   {`{"channel":"self-referral","given":"Bea"}` + "\n", http.StatusCreated},
		"not a channel": {`{"channel":"pigeon","given":"Ann"}`, http.StatusBadRequest},
		"endless":       {`{"given":"` + strings.Repeat("A", 1<<20), http.StatusBadRequest},
		"too long":      {`{"channel":"self-referral","given":"` + strings.Repeat("A", 2000) + `"}`, http.StatusRequestEntityTooLarge},
		"nothing in it": {`{"channel":"self-referral","consent":true}`, http.StatusBadRequest},
	} {
		res := httptest.NewRecorder()
		intake(l, webForm).ServeHTTP(res, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(tc.body)))
		require.Equal(t, tc.want, res.Code, name)
		require.NotContains(t, res.Body.String(), "Ann", name)
	}
	for _, want := range []struct {
		body   string
		status int
	}{
		{`{"reference":"1","channel":"duty-to-refer","organisation":"Hospital","given":"Ann"}`, http.StatusCreated},
		{`{"reference":"1","channel":"duty-to-refer","organisation":"Hospital","given":"Ann"}`, http.StatusOK},
		{`{"reference":"1","channel":"duty-to-refer","organisation":"Hospital","given":"Bea"}`, http.StatusConflict},
		{`{"reference":"1","channel":"duty-to-refer","organisation":"Prison","given":"Bea"}`, http.StatusCreated},
	} {
		res := httptest.NewRecorder()
		intake(l, webForm).ServeHTTP(res, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(want.body)))
		require.Equal(t, want.status, res.Code, want.body)
	}
	require.Equal(t, http.StatusGone, status(&lobby.Error{Kind: lobby.ErrRemoved}))
	require.Equal(t, http.StatusServiceUnavailable, status(errors.New("anything else")))
}
