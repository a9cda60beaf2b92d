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
		"a referral":    {`{"reference":"1","channel":"self-referral","given":"Ann"}`, http.StatusCreated},
		"no reference":  {`{"channel":"self-referral","given":"Ann"}`, http.StatusBadRequest},
		"not JSON":      {`Ann`, http.StatusBadRequest},
		"nothing":       {``, http.StatusBadRequest},
		"null":          {`null`, http.StatusBadRequest},
		"misspelled":    {`{"reference":"2","channel":"self-referral","given":"Ann","famliy":"Lee"}`, http.StatusBadRequest},
		"two at once":   {`{"reference":"2","channel":"self-referral","given":"Ann"}{"channel":"self-referral","given":"Bea"}`, http.StatusBadRequest},
		"Latin-1":       {`{"reference":"2","channel":"self-referral","given":"Ren` + "\xe9" + `"}`, http.StatusBadRequest},
		"a bracket":     {`{"reference":"2","channel":"self-referral","given":"Ann"}]`, http.StatusBadRequest},
		"with a line":   {`{"reference":"3","channel":"self-referral","given":"Bea"}` + "\n", http.StatusCreated},
		"not a channel": {`{"reference":"2","channel":"pigeon","given":"Ann"}`, http.StatusBadRequest},
		"endless":       {`{"reference":"2","given":"` + strings.Repeat("A", 1<<20), http.StatusBadRequest},
		"too long":      {`{"reference":"2","channel":"self-referral","given":"` + strings.Repeat("A", 2000) + `"}`, http.StatusRequestEntityTooLarge},
		"nothing in it": {`{"reference":"2","channel":"self-referral","consent":true}`, http.StatusBadRequest},
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
