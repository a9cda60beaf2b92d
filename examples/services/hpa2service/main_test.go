package main

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/services/internal/hosttest"
)

type obj = map[string]any

var sam = obj{"given": "Samuel", "family": "Okafor", "born": "12 March 1979", "phones": []string{"07700900321"}}

func TestAReferralOfAClientWithAnOpenCaseIsClosedAtOnce(t *testing.T) {
	url, base, d := hosttest.Serve(t, open)
	portal, amy, ben, lena := hosttest.As(t, d, base, "portal"), hosttest.As(t, d, base, "amy"), hosttest.As(t, d, base, "ben"), hosttest.As(t, d, base, "lena")
	amy(http.StatusNoContent, "PUT", "/clients/C-1", obj{"person": sam})
	amy(http.StatusCreated, "POST", "/clients/C-1/cases", obj{"id": "H-1"})
	portal(http.StatusForbidden, "PUT", "/clients/C-1", obj{"person": sam})

	web := obj{"reference": "F-1", "person": obj{"given": "Sam", "family": "Okafor", "born": "12/03/1979", "phones": []string{"07700 900321"}}}
	first := portal(http.StatusCreated, "POST", "/referrals/self", web)
	again := portal(http.StatusOK, "POST", "/referrals/self", web)
	require.Equal(t, first["record"], again["record"])
	portal(http.StatusConflict, "POST", "/referrals/self", obj{"reference": "F-1", "person": obj{"given": "Rosa", "family": "Lind", "born": ""}})
	portal(http.StatusCreated, "POST", "/referrals/duty-to-refer", obj{"reference": "1", "organisation": "Hospital", "consent": true, "person": obj{"given": "Nora", "family": "Holt", "born": ""}})
	portal(http.StatusCreated, "POST", "/referrals/third-party", obj{"reference": "1", "organisation": "Charity", "consent": true, "person": obj{"given": "Otto", "family": "Brandt", "born": ""}})
	portal(http.StatusBadRequest, "POST", "/referrals/self", obj{"referral": "F-1"})
	portal(http.StatusForbidden, "GET", "/lobby", nil)

	page := amy(http.StatusOK, "GET", "/lobby?limit=2", nil)
	require.Len(t, page["records"], 2)
	require.Len(t, amy(http.StatusOK, "GET", "/lobby?limit=2&after="+page["next"].(string), nil)["records"], 1)

	id := first["record"].(string)
	amy(http.StatusOK, "POST", "/lobby/"+id+"/claim", nil)
	ben(http.StatusConflict, "POST", "/lobby/"+id+"/claim", nil)
	v := amy(http.StatusOK, "GET", "/lobby/"+id+"/review", nil)
	match := v["matches"].([]any)[0].(obj)
	require.Equal(t, "C-1", match["client"])
	require.Contains(t, match["effects"].([]any)[0], "H-1")

	decided := amy(http.StatusOK, "POST", "/lobby/"+id+"/assign", obj{"client": "C-1", "token": v["token"]})
	require.Equal(t, true, decided["closed"])
	require.Equal(t, decided, amy(http.StatusOK, "POST", "/lobby/"+id+"/assign", obj{"client": "C-1", "token": v["token"]}), "the same again")
	require.Equal(t, 1, hosttest.Count(t, url, `SELECT count(*) FROM casework WHERE client = 'C-1' AND closed_because = ''`))
	require.Equal(t, 1, hosttest.Count(t, url, `SELECT count(*) FROM casework WHERE record <> '' AND closed_because <> ''`))
	require.Equal(t, "accepted", portal(http.StatusOK, "GET", "/outcomes/"+id, nil)["status"])
	require.Equal(t, "not-found", refused(t, d, base, "ben", "GET", "/lobby/nowhere"))

	amy(http.StatusNoContent, "POST", "/clients/C-1/cases/H-1/close", obj{"because": "housed"})
	amy(http.StatusNoContent, "PUT", "/clients/C-1", obj{"person": sam, "restricted": true})
	ben(http.StatusNotFound, "GET", "/clients/C-1", nil)
	require.Len(t, lena(http.StatusOK, "GET", "/clients/C-1", nil)["cases"], 2)
}

func refused(t *testing.T, d *hosttest.Document, base, account, method, path string) string {
	t.Helper()
	c, err := hosttest.LogIn(d, account, base)
	require.NoError(t, err)
	return c.Refused(method, path)
}

func TestAHostsFailureUndoesTheDecision(t *testing.T) {
	url, base, d := hosttest.Serve(t, open)
	portal, amy := hosttest.As(t, d, base, "portal"), hosttest.As(t, d, base, "amy")
	id := portal(http.StatusCreated, "POST", "/referrals/self", obj{"reference": "F-1", "person": sam})["record"].(string)
	amy(http.StatusOK, "POST", "/lobby/"+id+"/claim", nil)
	token := amy(http.StatusOK, "GET", "/lobby/"+id+"/review", nil)["token"]
	hosttest.Exec(t, url, `ALTER TABLE casework ADD CONSTRAINT closed CHECK (record = '')`)
	c, err := hosttest.LogIn(d, "amy", base)
	require.NoError(t, err)
	require.Equal(t, http.StatusServiceUnavailable, c.Once(t, "POST", "/lobby/"+id+"/create", obj{"token": token}))
	require.Equal(t, 0, hosttest.Count(t, url, `SELECT count(*) FROM lobby_client`))
	require.Equal(t, "claimed", amy(http.StatusOK, "GET", "/lobby/"+id, nil)["state"])
	hosttest.Exec(t, url, `ALTER TABLE casework DROP CONSTRAINT closed`)
	require.Equal(t, "created", amy(http.StatusOK, "POST", "/lobby/"+id+"/create", obj{"token": token})["kind"])
	require.Equal(t, 1, hosttest.Count(t, url, `SELECT count(*) FROM client c JOIN lobby_client l ON l.id = c.id`))
}

func TestEveryEventIsMailedOnce(t *testing.T) {
	url := hosttest.Postgres(t)
	d := hosttest.Open(t)
	i := hosttest.Start(t, hosttest.Build(t), url)
	portal := hosttest.As(t, d, "http://"+i.Address, "portal")
	for _, n := range []string{"1", "2", "3"} {
		portal(http.StatusCreated, "POST", "/referrals/self", obj{"reference": n, "person": sam})
	}
	mailed := func(n int, body string) {
		t.Helper()
		require.Eventually(t, func() bool { return hosttest.Count(t, url, `SELECT count(*) FROM mail WHERE body = '`+body+`'`) == n }, 5*time.Minute, 50*time.Millisecond)
	}
	mailed(3, "Somebody waits in the lobby.")

	amy := hosttest.As(t, d, "http://"+i.Address, "amy")
	waits := amy(http.StatusOK, "GET", "/lobby", nil)["records"].([]any)
	path := func(n int) string { return "/lobby/" + waits[n].(obj)["id"].(string) }
	token := func(n int) string {
		amy(http.StatusOK, "POST", path(n)+"/claim", nil)
		return amy(http.StatusOK, "GET", path(n)+"/review", nil)["token"].(string)
	}
	amy(http.StatusOK, "POST", path(0)+"/create", obj{"token": token(0)})
	amy(http.StatusOK, "POST", path(1)+"/remove", obj{"token": token(1), "reason": "spam", "confirm": waits[1].(obj)["id"]})
	mailed(1, "Your case 1 was accepted.")
	mailed(1, "Your case was not accepted.")
	require.Equal(t, 5, hosttest.Count(t, url, `SELECT count(*) FROM mail`))
}
