package main

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/services/internal/host"
	"github.com/caselobby/caselobby/examples/services/internal/hosttest"
)

type obj = map[string]any

// begin serves from this process, on a PostgreSQL of its own.
func begin(t *testing.T) (url, base string, d *hosttest.Document) {
	t.Helper()
	url = hosttest.Postgres(t)
	h, routes, err := open(t.Context(), host.Config{Database: url, Authority: "E08000035", TokenKey: []byte("thirty-two bytes, of a test alone")})
	require.NoError(t, err)
	t.Cleanup(h.Close)
	server := httptest.NewServer(h.Handler(routes))
	t.Cleanup(server.Close)
	d = hosttest.Open(t)
	d.Held(t, routes)
	return url, server.URL, d
}

func logIn(t *testing.T, d *hosttest.Document, base, account string) func(want int, method, path string, in any) obj {
	t.Helper()
	c, err := hosttest.LogIn(d, account, base)
	require.NoError(t, err)
	return func(want int, method, path string, in any) obj {
		t.Helper()
		var out obj
		status, err := c.Do(method, path, in, &out)
		require.NoError(t, err)
		require.Equal(t, want, status, "%s %s", method, path)
		return out
	}
}

var (
	mia   = obj{"given": "Mia", "family": "Novak", "born": "4 July 1995", "phones": []string{"07700 900654"}}
	tasks = []obj{
		{"id": "risk", "type": "risk-assessment", "title": "Risk assessment"},
		{"id": "consent", "type": "consent", "title": "Signed consent"},
		{"id": "safe", "type": "safeguarding", "title": "Safeguarding note"},
	}
)

func TestWhatProvidersDidIsCarriedIntoTheCase(t *testing.T) {
	url, base, d := begin(t)
	pat, hana, gus, amy := logIn(t, d, base, "pat"), logIn(t, d, base, "hana"), logIn(t, d, base, "gus"), logIn(t, d, base, "amy")
	pat(http.StatusBadRequest, "POST", "/cases", obj{"reference": "R-1", "complete": false, "provider": "haven", "person": mia})
	id := pat(http.StatusCreated, "POST", "/cases", obj{"reference": "R-1", "complete": true, "provider": "haven", "person": mia, "tasks": tasks})["record"].(string)

	seen := hana(http.StatusOK, "GET", "/lobby/"+id+"/tasks", nil)["tasks"].([]any)
	require.Len(t, seen, 2, "a type without access is not seen")
	hana(http.StatusNoContent, "POST", "/lobby/"+id+"/tasks/risk", obj{"done": true})
	hana(http.StatusForbidden, "POST", "/lobby/"+id+"/tasks/consent", obj{"done": true})
	gus(http.StatusNotFound, "GET", "/lobby/"+id+"/tasks", nil)
	gus(http.StatusForbidden, "POST", "/lobby/"+id+"/support", obj{"service": "floating"})
	hana(http.StatusNoContent, "POST", "/lobby/"+id+"/waiting-list", obj{"service": "refuge"})
	hana(http.StatusNoContent, "DELETE", "/lobby/"+id+"/waiting-list", nil)
	hana(http.StatusNoContent, "POST", "/lobby/"+id+"/waiting-list", obj{"service": "floating"})
	hana(http.StatusNoContent, "POST", "/lobby/"+id+"/support", obj{"service": "floating"})
	hana(http.StatusForbidden, "POST", "/lobby/"+id+"/claim", nil)
	require.Zero(t, hosttest.Count(t, url, `SELECT (SELECT count(*) FROM client) + (SELECT count(*) FROM casework) + (SELECT count(*) FROM counter)`), "before a decision")

	amy(http.StatusOK, "POST", "/lobby/"+id+"/claim", nil)
	token := amy(http.StatusOK, "GET", "/lobby/"+id+"/review", nil)["token"]
	amy(http.StatusConflict, "POST", "/lobby/"+id+"/remove", obj{"reason": "test", "confirm": id, "token": token})
	decided := amy(http.StatusOK, "POST", "/lobby/"+id+"/create", obj{"token": token})
	require.Equal(t, "HRS-000001", decided["reference"])
	k := amy(http.StatusOK, "GET", "/clients/"+decided["client"].(string), nil)
	one := k["cases"].([]any)[0].(obj)
	require.Equal(t, obj{"id": decided["case"], "open": true, "waits_for": "floating", "support_by": "floating", "tasks": 3.0}, one)
	require.Equal(t, 1, hosttest.Count(t, url, `SELECT count(*) FROM client WHERE reference = 'HRS-000001'`))

	second := hana(http.StatusCreated, "POST", "/added-clients", obj{"reference": "H-7", "person": mia})["record"].(string)
	amy(http.StatusOK, "POST", "/lobby/"+second+"/claim", nil)
	v := amy(http.StatusOK, "GET", "/lobby/"+second+"/review", nil)
	amy(http.StatusOK, "POST", "/lobby/"+second+"/assign", obj{"client": decided["client"], "token": v["token"]})
	require.Equal(t, 2, hosttest.Count(t, url, `SELECT count(*) FROM casework WHERE closed_because = ''`), "it stays open beside the first")
}

func TestAReferenceThatCameToNothingIsNoGap(t *testing.T) {
	url, base, d := begin(t)
	hana, amy := logIn(t, d, base, "hana"), logIn(t, d, base, "amy")
	next := func(n string) (id string, token any) {
		id = hana(http.StatusCreated, "POST", "/added-clients", obj{"reference": n, "person": obj{"given": "Leo" + n, "family": "Marsh" + n, "born": ""}})["record"].(string)
		amy(http.StatusOK, "POST", "/lobby/"+id+"/claim", nil)
		return id, amy(http.StatusOK, "GET", "/lobby/"+id+"/review", nil)["token"]
	}
	first, token := next("1")
	hosttest.Exec(t, url, `ALTER TABLE casework ADD CONSTRAINT closed CHECK (record = '')`)
	c, err := hosttest.LogIn(d, "amy", base)
	require.NoError(t, err)
	require.Equal(t, http.StatusServiceUnavailable, c.Once(t, "POST", "/lobby/"+first+"/create", obj{"token": token}))
	hosttest.Exec(t, url, `ALTER TABLE casework DROP CONSTRAINT closed`)
	require.Equal(t, "HRS-000001", amy(http.StatusOK, "POST", "/lobby/"+first+"/create", obj{"token": token})["reference"])
	second, token := next("2")
	require.Equal(t, "HRS-000002", amy(http.StatusOK, "POST", "/lobby/"+second+"/create", obj{"token": token})["reference"])
}
