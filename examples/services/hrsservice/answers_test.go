package main

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/services/internal/hosttest"
)

// Who writes a front end by the document gets the answers that it describes, and can get every
// one of them.
func TestEveryAnswerOfTheDocumentIsGiven(t *testing.T) {
	url, base, d := hosttest.Serve(t, open)
	d.Strict(t, url, base, map[string]string{"/cases": "pat", "/added-clients": "hana"})
	hosttest.Unserved(t, base)
	pat, hana, gus := hosttest.As(t, d, base, "pat"), hosttest.As(t, d, base, "hana"), hosttest.As(t, d, base, "gus")
	amy, ben, lena := hosttest.As(t, d, base, "amy"), hosttest.As(t, d, base, "ben"), hosttest.As(t, d, base, "lena")
	token := func(id string) any { return amy(http.StatusOK, "GET", "/lobby/"+id+"/review", nil)["token"] }

	// A case of each sender's: one that waits, one that was removed, one that is decided.
	var waits, removed, decided string
	for _, sender := range []struct {
		as   func(int, string, string, any) obj
		path string
		body func(reference, given string) obj
	}{
		{pat, "/cases", func(reference, given string) obj {
			return obj{"reference": reference, "complete": true, "provider": "haven", "person": obj{"given": given, "family": "Novak", "born": "4 July 1995"}, "tasks": tasks}
		}},
		{hana, "/added-clients", func(reference, given string) obj {
			return obj{"reference": reference, "person": obj{"given": given, "family": "Novak", "born": "4 July 1995"}, "tasks": tasks}
		}},
	} {
		arrives := func(reference string) string {
			return sender.as(http.StatusCreated, "POST", sender.path, sender.body(reference, "Mia"))["record"].(string)
		}
		waits, removed, decided = arrives("1"), arrives("2"), arrives("3")
		require.Equal(t, waits, sender.as(http.StatusOK, "POST", sender.path, sender.body("1", "Mia"))["record"], "the same again")
		sender.as(http.StatusConflict, "POST", sender.path, sender.body("1", "Leo"))
		amy(http.StatusForbidden, "POST", sender.path, sender.body("1", "Mia"))
		amy(http.StatusOK, "POST", "/lobby/"+removed+"/claim", nil)
		amy(http.StatusOK, "POST", "/lobby/"+removed+"/remove", obj{"reason": "test", "confirm": removed, "token": token(removed)})
		sender.as(http.StatusGone, "POST", sender.path, sender.body("2", "Mia"))
	}

	theirs := pat(http.StatusCreated, "POST", "/cases", obj{"reference": "8", "complete": true, "provider": "haven", "person": mia})["record"].(string)
	pat(http.StatusOK, "GET", "/outcomes/"+theirs, nil)
	hana(http.StatusForbidden, "GET", "/outcomes/"+theirs, nil) // her organisation works on it, and did not send it
	pat(http.StatusForbidden, "POST", "/added-clients", obj{"reference": "1", "person": obj{"given": "Mia", "family": "Novak", "born": ""}})
	for _, provider := range []string{"haven", "nowhere"} { // who may not send is told that, and not what else is wrong
		sent := obj{"reference": "9", "complete": true, "provider": provider, "person": obj{"given": "Mia", "family": "Novak", "born": ""}}
		hana(http.StatusForbidden, "POST", "/cases", sent)
		amy(http.StatusForbidden, "POST", "/cases", sent)
	}

	work := func(do func(int, string, string, any) obj, status int, id string) {
		t.Helper()
		do(status, "POST", "/lobby/"+id+"/tasks/risk", obj{"done": true})
		do(status, "POST", "/lobby/"+id+"/waiting-list", obj{"service": "floating"})
		do(status, "DELETE", "/lobby/"+id+"/waiting-list", nil)
		do(status, "POST", "/lobby/"+id+"/support", obj{"service": "floating"})
		do(status, "DELETE", "/lobby/"+id+"/support", nil)
	}
	for id, status := range map[string]int{"nowhere": http.StatusNotFound, removed: http.StatusGone} {
		hosttest.Decisions(t, amy, status, id)
		work(hana, status, id)
		amy(status, "GET", "/lobby/"+id, nil)
		hana(status, "GET", "/lobby/"+id+"/tasks", nil)
	}
	hosttest.Decisions(t, hana, http.StatusForbidden, waits)
	work(pat, http.StatusForbidden, waits)
	work(hana, http.StatusNoContent, waits)
	work(amy, http.StatusConflict, waits)
	pat(http.StatusForbidden, "GET", "/lobby/"+waits+"/tasks", nil)
	pat(http.StatusForbidden, "GET", "/lobby/"+waits, nil)
	gus(http.StatusNotFound, "GET", "/lobby/"+waits, nil)
	hana(http.StatusOK, "GET", "/lobby/"+waits, nil)
	hana(http.StatusNotFound, "POST", "/lobby/"+waits+"/tasks/nowhere", obj{"done": true})
	hana(http.StatusOK, "GET", "/lobby/"+waits+"/tasks", nil)
	amy(http.StatusOK, "POST", "/lobby/"+waits+"/claim", nil)
	amy(http.StatusNoContent, "POST", "/lobby/"+waits+"/release", nil)

	amy(http.StatusOK, "POST", "/lobby/"+decided+"/claim", nil)
	client := amy(http.StatusOK, "POST", "/lobby/"+decided+"/create", obj{"token": token(decided)})["client"]
	hosttest.Decisions(t, ben, http.StatusConflict, decided)
	work(hana, http.StatusConflict, decided)
	amy(http.StatusOK, "POST", "/lobby/"+waits+"/claim", nil)
	amy(http.StatusOK, "POST", "/lobby/"+waits+"/assign", obj{"client": client, "token": token(waits)})
	for id, status := range map[string]int{"nowhere": http.StatusNotFound, removed: http.StatusOK, waits: http.StatusOK} {
		hana(status, "GET", "/outcomes/"+id, nil)
	}

	lena(http.StatusNoContent, "PUT", "/clients/C-1", obj{"person": mia, "restricted": true})
	amy(http.StatusNotFound, "GET", "/clients/C-1", nil)
	amy(http.StatusNotFound, "PUT", "/clients/C-1", obj{"person": mia, "restricted": false})
	lena(http.StatusNoContent, "PUT", "/clients/C-1", obj{"person": mia, "restricted": false})
	lena(http.StatusOK, "GET", "/clients/C-1", nil)
	hana(http.StatusForbidden, "GET", "/clients/C-1", nil)
	hana(http.StatusForbidden, "PUT", "/clients/C-1", obj{"person": mia})
	hana(http.StatusForbidden, "POST", "/clients/C-1/cases", obj{"id": "S-1"})
	hana(http.StatusForbidden, "POST", "/clients/C-1/cases/S-1/close", obj{"because": "moved"})
	amy(http.StatusNotFound, "POST", "/clients/C-9/cases", obj{"id": "S-1"})
	amy(http.StatusCreated, "POST", "/clients/C-1/cases", obj{"id": "S-1"})
	amy(http.StatusOK, "POST", "/clients/C-1/cases", obj{"id": "S-1"})
	amy(http.StatusNotFound, "POST", "/clients/C-1/cases/S-2/close", obj{"because": "moved"})
	amy(http.StatusNoContent, "POST", "/clients/C-1/cases/S-1/close", obj{"because": "moved"})
	amy(http.StatusConflict, "POST", "/clients/C-1/cases", obj{"id": "S-1"})
	pat(http.StatusForbidden, "GET", "/lobby", nil)
	amy(http.StatusOK, "GET", "/lobby?limit=1", nil)
	amy(http.StatusBadRequest, "GET", "/lobby?limit=x", nil)

	d.Failing(t, url, base)
	d.Provoked(t)
}
