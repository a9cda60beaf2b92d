package main

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/services/internal/hosttest"
)

// Who writes a front end by the document gets the answers that it describes, and can get every
// one of them.
func TestEveryAnswerOfTheDocumentIsGiven(t *testing.T) {
	url, base, d := hosttest.Serve(t, open)
	d.Strict(t, url, base, map[string]string{"/referrals/": "portal"})
	hosttest.Unserved(t, base)
	portal, amy, ben, lena := hosttest.As(t, d, base, "portal"), hosttest.As(t, d, base, "amy"), hosttest.As(t, d, base, "ben"), hosttest.As(t, d, base, "lena")
	person := func(given string) obj { return obj{"given": given, "family": "Okafor", "born": "12/03/1979"} }
	arrives := func(path string, body obj) (id string) {
		id = portal(http.StatusCreated, "POST", path, body)["record"].(string)
		require.Equal(t, id, portal(http.StatusOK, "POST", path, body)["record"], "the same again")
		amy(http.StatusForbidden, "POST", path, body)
		body["person"] = person("Other")
		portal(http.StatusConflict, "POST", path, body)
		return id
	}
	token := func(id string) any { return amy(http.StatusOK, "GET", "/lobby/"+id+"/review", nil)["token"] }

	var ids []string
	for _, path := range []string{"/referrals/self", "/referrals/duty-to-refer", "/referrals/third-party"} {
		body := obj{"reference": "F-1", "person": person("Sam")}
		if path != "/referrals/self" {
			body["organisation"], body["consent"] = "Hospital", false
		}
		ids = append(ids, arrives(path, body))
		removed := portal(http.StatusCreated, "POST", path, with(body, "reference", "F-2"))["record"].(string)
		amy(http.StatusOK, "POST", "/lobby/"+removed+"/claim", nil)
		amy(http.StatusOK, "POST", "/lobby/"+removed+"/remove", obj{"reason": "test", "confirm": removed, "token": token(removed)})
		portal(http.StatusGone, "POST", path, with(body, "reference", "F-2"))
		ids = append(ids, removed)
	}
	waits, removed, decided, held := ids[0], ids[1], ids[2], ids[4]
	hosttest.Decisions(t, portal, http.StatusForbidden, waits)
	hosttest.Decisions(t, amy, http.StatusNotFound, "nowhere")
	hosttest.Decisions(t, amy, http.StatusGone, removed)
	for id, status := range map[string]int{"nowhere": http.StatusNotFound, removed: http.StatusGone, waits: http.StatusOK} {
		amy(status, "GET", "/lobby/"+id, nil)
	}
	for id, status := range map[string]int{"nowhere": http.StatusNotFound, removed: http.StatusOK, waits: http.StatusOK} {
		portal(status, "GET", "/outcomes/"+id, nil)
	}
	portal(http.StatusForbidden, "GET", "/lobby/"+waits, nil)
	portal(http.StatusForbidden, "GET", "/lobby", nil)
	for _, query := range []string{"?limit=0", "?limit=-1", "?limit=x", "?limit=501", "?limit=100000", "?limit=", "?limit=%2B1", "?limit=01", "?after=", "?after=x", "?limit=1&limit=2", "?limt=1", "?limit=%zz", "?limit=1;after="} {
		amy(http.StatusBadRequest, "GET", "/lobby"+query, nil)
	}
	amy(http.StatusOK, "GET", "/lobby?limit=1", nil)
	amy(http.StatusOK, "GET", "/lobby?limit=500", nil)

	amy(http.StatusOK, "POST", "/lobby/"+waits+"/claim", nil)
	amy(http.StatusNoContent, "POST", "/lobby/"+waits+"/release", nil)
	amy(http.StatusOK, "POST", "/lobby/"+decided+"/claim", nil)
	amy(http.StatusOK, "POST", "/lobby/"+decided+"/create", obj{"token": token(decided)})
	hosttest.Decisions(t, ben, http.StatusConflict, decided)
	amy(http.StatusOK, "POST", "/lobby/"+held+"/claim", nil)
	v := amy(http.StatusOK, "GET", "/lobby/"+held+"/review", nil)
	ben(http.StatusConflict, "POST", "/lobby/"+held+"/create", obj{"token": v["token"]})
	amy(http.StatusOK, "POST", "/lobby/"+held+"/assign", obj{"client": v["matches"].([]any)[0].(obj)["client"], "token": v["token"]})

	lena(http.StatusNoContent, "PUT", "/clients/C-1", obj{"person": person("Ada"), "restricted": true})
	lena(http.StatusOK, "GET", "/clients/C-1", nil)
	amy(http.StatusNotFound, "GET", "/clients/C-1", nil)
	amy(http.StatusNotFound, "PUT", "/clients/C-1", obj{"person": person("Ada"), "restricted": false})
	portal(http.StatusForbidden, "GET", "/clients/C-1", nil)
	portal(http.StatusForbidden, "PUT", "/clients/C-1", obj{"person": person("Ada")})
	portal(http.StatusForbidden, "POST", "/clients/C-1/cases", obj{"id": "H-1"})
	portal(http.StatusForbidden, "POST", "/clients/C-1/cases/H-1/close", obj{"because": "housed"})
	amy(http.StatusNotFound, "POST", "/clients/C-9/cases", obj{"id": "H-1"})
	amy(http.StatusNotFound, "POST", "/clients/C-1/cases/H-1/close", obj{"because": "housed"})
	amy(http.StatusNotFound, "POST", "/clients/C-1/cases", obj{"id": "H-1"})
	lena(http.StatusCreated, "POST", "/clients/C-1/cases", obj{"id": "H-1"})
	lena(http.StatusOK, "POST", "/clients/C-1/cases", obj{"id": "H-1"})
	require.Equal(t, strings.ReplaceAll(fmt.Sprint(amy(http.StatusNotFound, "GET", "/clients/C-9", nil)), "C-9", "C-1"), fmt.Sprint(amy(http.StatusNotFound, "GET", "/clients/C-1", nil)))
	for path, body := range map[string]obj{"/cases": {"id": "H-2"}, "/cases/H-1/close": {"because": "housed"}, "/cases/H-2/close": {"because": "housed"}} {
		nobody := amy(http.StatusNotFound, "POST", "/clients/C-9"+path, body)
		hidden := amy(http.StatusNotFound, "POST", "/clients/C-1"+path, body)
		require.Equal(t, strings.ReplaceAll(fmt.Sprint(nobody), "C-9", "C-1"), fmt.Sprint(hidden), "who is hidden is refused as nobody is")
	}
	lena(http.StatusNoContent, "POST", "/clients/C-1/cases/H-1/close", obj{"because": "housed"})
	lena(http.StatusConflict, "POST", "/clients/C-1/cases", obj{"id": "H-1"})

	for _, id := range []string{"%00", "%FF"} { // to those who may not see everybody as well
		amy(http.StatusBadRequest, "PUT", "/clients/"+id, obj{"person": person("Ada")})
		amy(http.StatusBadRequest, "POST", "/clients/"+id+"/cases", obj{"id": "H-1"})
		amy(http.StatusBadRequest, "POST", "/clients/"+id+"/cases/H-1/close", obj{"because": "housed"})
	}

	d.Failing(t, url, base)
	d.Provoked(t)
}

func with(body obj, field string, value any) obj {
	changed := maps.Clone(body)
	changed[field] = value
	return changed
}

func TestTheHostsCasesAreTheLobbys(t *testing.T) {
	url, base, d := hosttest.Serve(t, open)
	amy := hosttest.As(t, d, base, "amy")
	for _, id := range []string{"C-1", "C-2"} {
		amy(http.StatusNoContent, "PUT", "/clients/"+id, obj{"person": obj{"given": "Ada", "family": "Byte" + id, "born": "", "nino": "QQ123456C"}})
	}
	require.Equal(t, 2, hosttest.Count(t, url, `SELECT count(*) FROM client WHERE nino = 'QQ123456C'`), "what is given is kept")
	amy(http.StatusCreated, "POST", "/clients/C-1/cases", obj{"id": "H-1"})
	amy(http.StatusConflict, "POST", "/clients/C-2/cases", obj{"id": "H-1"})
	require.Empty(t, amy(http.StatusOK, "GET", "/clients/C-2", nil)["cases"], "the id is another client's")
	for _, because := range []string{"", "  "} {
		amy(http.StatusBadRequest, "POST", "/clients/C-1/cases/H-1/close", obj{"because": because})
	}
	amy(http.StatusNoContent, "POST", "/clients/C-1/cases/H-1/close", obj{"because": "housed"})
	amy(http.StatusNoContent, "POST", "/clients/C-1/cases/H-1/close", obj{"because": "moved away"})
	one := amy(http.StatusOK, "GET", "/clients/C-1", nil)["cases"].([]any)[0].(obj)
	require.Equal(t, "housed", one["closed_because"])
	require.Equal(t, 1, hosttest.Count(t, url, `SELECT count(*) FROM casework WHERE closed_because = 'housed'`), "closed before, it stays as it was")
}

func TestAnOrganisationIsOneHoweverItIsTyped(t *testing.T) {
	url, base, d := hosttest.Serve(t, open)
	portal := hosttest.As(t, d, base, "portal")
	send := func(status int, organisation string) obj {
		return portal(status, "POST", "/referrals/duty-to-refer", obj{"reference": "W-1", "organisation": organisation, "consent": true, "person": sam})
	}
	first := send(http.StatusCreated, "St Ann Ward")["record"]
	for _, typed := range []string{" St Ann Ward", "St Ann Ward\u00a0", "St  Ann\tWard"} {
		require.Equal(t, first, send(http.StatusOK, typed)["record"], "%q", typed)
	}
	for _, typed := range []string{" W-1\t", "\ufeffW-1", "W-\u200b1", "\u202aW-1\u202c"} {
		again := obj{"reference": typed, "organisation": "St Ann Ward", "consent": true, "person": sam}
		require.Equal(t, first, portal(http.StatusOK, "POST", "/referrals/duty-to-refer", again)["record"], "nor another reference: %q", typed)
	}
	send(http.StatusConflict, "St Ann\u200b Ward") // which is another in what is kept of it
	send(http.StatusConflict, "ST ANN WARD")       // which says so otherwise, and is told
	send(http.StatusCreated, "St Anne Ward")
	require.Equal(t, 2, hosttest.Count(t, url, `SELECT count(*) FROM lobby_record`))
}

func TestAReviewSaysWhyClientsMayBeMissing(t *testing.T) {
	url, base, d := hosttest.Serve(t, open)
	portal, amy := hosttest.As(t, d, base, "portal"), hosttest.As(t, d, base, "amy")
	reviewed := func(reference string, person obj) any {
		id := portal(http.StatusCreated, "POST", "/referrals/self", obj{"reference": reference, "person": person})["record"].(string)
		return amy(http.StatusOK, "GET", "/lobby/"+id+"/review", nil)["incomplete"]
	}
	require.Nil(t, reviewed("1", sam))
	require.Equal(t, []any{"too-little-known"}, reviewed("2", obj{"given": "", "family": "", "born": "", "postcodes": []string{"LS1 4AP"}}))
	waits := portal(http.StatusCreated, "POST", "/referrals/self", obj{"reference": "3", "person": sam})["record"].(string)
	require.NotContains(t, amy(http.StatusOK, "GET", "/lobby", nil), "unreadable")
	hosttest.Exec(t, url, `UPDATE lobby_record SET body = '{"x": 1}' WHERE id = '`+waits+`'`)
	require.Equal(t, []any{waits}, amy(http.StatusOK, "GET", "/lobby", nil)["unreadable"])
}

func TestAReferralWithoutAReferenceIsNotTaken(t *testing.T) {
	url, base, d := hosttest.Serve(t, open)
	portal := hosttest.As(t, d, base, "portal")
	for _, reference := range []string{"", " ", "\t"} {
		portal(http.StatusBadRequest, "POST", "/referrals/self", obj{"reference": reference, "person": sam})
	}
	require.Zero(t, hosttest.Count(t, url, `SELECT count(*) FROM lobby_record`), "sent twice it would be two")
}

// atOnce makes a request several times at once, and counts the answers.
func atOnce(t *testing.T, d *hosttest.Document, base, account, method, path string, body obj) map[int]int {
	t.Helper()
	const times = 8
	answers := make(chan int, times)
	var all sync.WaitGroup
	for range times {
		all.Go(func() {
			c, err := hosttest.LogIn(d, account, base)
			if err == nil {
				var status int
				if status, err = c.Do(method, path, body, nil); err == nil {
					answers <- status
				}
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	close(answers)
	n := map[int]int{}
	for status := range answers {
		n[status]++
	}
	return n
}

func TestTheSameSentAtOnceIsDoneOnce(t *testing.T) {
	url, base, d := hosttest.Serve(t, open)
	amy := hosttest.As(t, d, base, "amy")
	require.Equal(t, map[int]int{204: 8}, atOnce(t, d, base, "amy", "PUT", "/clients/C-1", obj{"person": sam}))
	require.Equal(t, map[int]int{201: 1, 200: 7}, atOnce(t, d, base, "amy", "POST", "/clients/C-1/cases", obj{"id": "H-1"}))
	require.Equal(t, map[int]int{204: 8}, atOnce(t, d, base, "amy", "POST", "/clients/C-1/cases/H-1/close", obj{"because": "housed"}))
	require.Equal(t, map[int]int{201: 1, 200: 7}, atOnce(t, d, base, "portal", "POST", "/referrals/self", obj{"reference": "F-1", "person": sam}))
	id := amy(http.StatusOK, "GET", "/lobby", nil)["records"].([]any)[0].(obj)["id"].(string)
	require.Equal(t, map[int]int{200: 8}, atOnce(t, d, base, "amy", "POST", "/lobby/"+id+"/claim", nil))
	require.Equal(t, map[int]int{409: 8}, atOnce(t, d, base, "ben", "POST", "/lobby/"+id+"/claim", nil))
	v := amy(http.StatusOK, "GET", "/lobby/"+id+"/review", nil)
	assign := func() map[int]int {
		return atOnce(t, d, base, "amy", "POST", "/lobby/"+id+"/assign", obj{"client": "C-1", "token": v["token"]})
	}
	require.Equal(t, map[int]int{200: 8}, assign(), "each is answered as the first was")
	require.Equal(t, map[int]int{200: 8}, assign(), "and so it is later")
	require.Equal(t, 2, hosttest.Count(t, url, `SELECT count(*) FROM casework`))
	require.Equal(t, 1, hosttest.Count(t, url, `SELECT count(*) FROM client`))
}
