package main

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/services/internal/hosttest"
)

type obj = map[string]any

var (
	mia   = obj{"given": "Mia", "family": "Novak", "born": "4 July 1995", "phones": []string{"07700 900654"}}
	tasks = []obj{
		{"id": "risk", "type": "risk-assessment", "title": "Risk assessment"},
		{"id": "consent", "type": "consent", "title": "Signed consent"},
		{"id": "safe", "type": "safeguarding", "title": "Safeguarding note"},
	}
)

func TestWhatProvidersDidIsCarriedIntoTheCase(t *testing.T) {
	url, base, d := hosttest.Serve(t, open)
	pat, hana, gus, amy := hosttest.As(t, d, base, "pat"), hosttest.As(t, d, base, "hana"), hosttest.As(t, d, base, "gus"), hosttest.As(t, d, base, "amy")
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
	for record, kind := range map[string]string{id: "created", second: "assigned"} {
		require.Equal(t, kind, amy(http.StatusOK, "GET", "/lobby/"+record, nil)["state"])
		require.Equal(t, "accepted", hana(http.StatusOK, "GET", "/lobby/"+record, nil)["state"], "a provider is not told whether its client was known")
		refused := hana(http.StatusConflict, "POST", "/lobby/"+record+"/waiting-list", obj{"service": "refuge"})
		require.NotContains(t, refused["text"], kind)
	}
}

func TestAPartnersCaseIsForAProviderWithUsersHere(t *testing.T) {
	url, base, d := hosttest.Serve(t, open)
	pat := hosttest.As(t, d, base, "pat")
	sent := func(provider string) obj {
		return obj{"reference": "R-1", "complete": true, "provider": provider, "person": mia, "tasks": tasks}
	}
	for _, nobodys := range []string{"", " ", "nowhere", "Haven", "refuge", "haven\x00"} {
		pat(http.StatusBadRequest, "POST", "/cases", sent(nobodys))
	}
	require.Zero(t, hosttest.Count(t, url, `SELECT count(*) FROM lobby_record`), "it would wait where nobody works on it")
	pat(http.StatusCreated, "POST", "/cases", sent("haven"))
}

func TestATaskOfNoKnownTypeIsRefused(t *testing.T) {
	url, base, d := hosttest.Serve(t, open)
	pat, hana := hosttest.As(t, d, base, "pat"), hosttest.As(t, d, base, "hana")
	for _, kind := range []string{"nowhere", "Consent", "consent "} {
		unknown := append([]obj{{"id": "x", "type": kind, "title": "Consent"}}, tasks...)
		pat(http.StatusBadRequest, "POST", "/cases", obj{"reference": "R-1", "complete": true, "provider": "haven", "person": mia, "tasks": unknown})
		hana(http.StatusBadRequest, "POST", "/added-clients", obj{"reference": "R-1", "person": mia, "tasks": unknown})
	}
	require.Zero(t, hosttest.Count(t, url, `SELECT count(*) FROM lobby_record`), "its provider would see nothing of the task")
}

func TestAReferenceThatCameToNothingIsNoGap(t *testing.T) {
	url, base, d := hosttest.Serve(t, open)
	hana, amy := hosttest.As(t, d, base, "hana"), hosttest.As(t, d, base, "amy")
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
