package desk

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func texts(ids []store.RecordID) (all []string) {
	for _, id := range ids {
		all = append(all, string(id))
	}
	return all
}

// Where a page takes or lists only so many, it says that there are more, and does nothing to a
// part of them.
func TestABoundThatIsReachedIsTold(t *testing.T) {
	o := open(t)
	ids := o.crowd(40)
	carys := o.as("carys")

	res := carys.post("/lobby/hpa2/bulk", url.Values{"act": {"claim"}, "record": texts(ids[:pageSize+1])})
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	require.Contains(t, body(t, res), "Tick at most 25 cases. Nothing was done: 26 are ticked.")
	require.NotContains(t, carys.page("/lobby/hpa2?holder=me"), "Given", "none was assigned")

	amira := o.as("amira")
	for i := range maxSaved + 1 {
		res = amira.post("/lobby/hpa2/save", url.Values{"name": {fmt.Sprintf("Filter %02d", i)}, "query": {"due=over"}})
		for _, c := range res.Cookies() {
			amira.header = http.Header{"Cookie": {amira.cookie.Name + "=" + amira.cookie.Value + "; " + c.Name + "=" + c.Value}}
		}
		require.Equal(t, http.StatusSeeOther, res.StatusCode)
	}
	amira.header = nil
	require.Contains(t, amira.page("/lobby/hpa2?due=over"), "The oldest, “Filter 00”, made room")

	path := recordPath("hpa2", ids[0])
	for range maxReadings + 3 {
		amira.page(path)
	}
	require.Contains(t, carys.page("/readings"), "earlier ones are not listed")
	require.Contains(t, carys.page("/readings?record=nobody"), "Nothing is written of that")
	require.Contains(t, body(t, carys.get("/audit?record=nobody")), "Nothing is written of that")
	id := string(ids[0])
	require.Contains(t, carys.page("/audit?record="+id), "<title>Audit, lobby case "+reference(ids[0])+" –")
	require.Contains(t, carys.page("/readings?record="+id), "<title>Who looked, lobby case "+reference(ids[0])+" –")
	o.client("C1", person())
	require.Contains(t, carys.page("/readings?client=C1"), "<title>Who looked, client C1 –")
	res = carys.get("/audit?record=" + strings.Repeat("x", store.MaxID+1))
	require.Equal(t, http.StatusRequestEntityTooLarge, res.StatusCode)
	require.Contains(t, body(t, res), "The address holds something that this page does not know")
}

func TestALongHistoryIsToldToItsEnd(t *testing.T) {
	o := open(t)
	amira, path := o.held(person())
	id := store.RecordID(lastOf(path))
	s := o.desk.systems["hpa2"]
	for range store.MaxPage/2 + 1 {
		require.NoError(t, s.Release(t.Context(), accounts[0].Actor, id))
		_, err := s.Claim(t.Context(), accounts[0].Actor, id)
		require.NoError(t, err)
	}
	require.NoError(t, s.Release(t.Context(), accounts[0].Actor, id))
	_, err := s.Claim(t.Context(), accounts[1].Actor, id)
	require.NoError(t, err)
	page := amira.page(path)
	require.Less(t, strings.Index(page, "Ben Carter"), strings.Index(page, "Lobby case assigned"))
	require.Contains(t, between(t, page, `class="timeline"`, "</li>"), "Lobby case assigned")
	require.Contains(t, between(t, page, `class="timeline"`, "</li>"), "Ben Carter", "the latest comes first")
	r := &request{Request: httptest.NewRequest(http.MethodGet, path, nil), me: accounts[0]}
	r.SetPathValue("system", "hpa2")
	r.SetPathValue("record", string(id))
	said, _, err := o.desk.news(r, 1)
	require.NoError(t, err)
	require.Contains(t, said, "by Ben Carter", "a stream tells the latest")
}

// A value that a form or an address cannot have is refused in words, and never taken for
// another one.
func TestWhatIsNoValueIsRefused(t *testing.T) {
	o := open(t)
	ids := o.crowd(6)
	for name, c := range map[string]struct {
		who  string
		send func(*browser) *http.Response
		says string
	}{
		"a period of a report": {"carys", func(b *browser) *http.Response { return b.get("/report/hpa2?days=abc") }, "not understood"},
		"a negative period":    {"carys", func(b *browser) *http.Response { return b.get("/report/hpa2?days=-7") }, "not understood"},
		"a time to keep something": {"carys", func(b *browser) *http.Response {
			return b.post("/upkeep/retention", url.Values{"records": {"365"}, "events": {"abc"}})
		}, "Choose one of the times"},
		"what to give cases to": {"carys", func(b *browser) *http.Response {
			return b.post("/lobby/hpa2/bulk", url.Values{"act": {"reassign"}, "officer": {"elin.marsh"}, "record": texts(ids[:2])})
		}, "Choose an officer or a lead"},
		"what a bulk does": {"carys", func(b *browser) *http.Response {
			return b.post("/lobby/hpa2/bulk", url.Values{"act": {"create"}, "record": texts(ids[:2])})
		}, "not understood"},
		"filters to save": {"amira", func(b *browser) *http.Response {
			return b.post("/lobby/hpa2/save", url.Values{"name": {"x"}, "query": {"%zz"}})
		}, "not understood"},
		"a long name for filters": {"amira", func(b *browser) *http.Response {
			return b.post("/lobby/hpa2/save", url.Values{"name": {strings.Repeat("ব", 61)}, "query": {""}})
		}, "at most 60 letters"},
		"a page that is no number as pages write it": {"amira", func(b *browser) *http.Response { return b.get("/lobby/hpa2?page=%2B1") }, "not understood"},
		"a filter that the list does not have":       {"amira", func(b *browser) *http.Response { return b.get("/lobby/hpa2?chanel=third-party") }, "does not know"},
		"a filter of another case of letters":        {"amira", func(b *browser) *http.Response { return b.get("/lobby/hpa2/list.csv?Due=over") }, "does not know"},
		"what a report does not ask":                 {"carys", func(b *browser) *http.Response { return b.get("/report/hpa2?period=7") }, "does not know"},
		"an answer in an address": {"amira", func(b *browser) *http.Response {
			return b.post(typedPath+"?family=Quayle", url.Values{"system": {"hpa2"}})
		}, "not understood"},
		"one answer twice": {"amira", func(b *browser) *http.Response {
			return b.post(typedPath, url.Values{"system": {"hpa2"}, "family": {"Quayle", "Quigley"}})
		}, "did not arrive whole"},
		"two cases in an address": {"carys", func(b *browser) *http.Response { return b.get("/audit?record=a&record=b") }, "damaged"},
		"two cases where one is asked for": {"carys", func(b *browser) *http.Response {
			return b.post("/readings", url.Values{"record": {"a", "b"}})
		}, "did not arrive whole"},
		"a version before the first": {"amira", func(b *browser) *http.Response { return b.get(recordPath("hpa2", ids[0]) + "/live?since=-1") }, "not understood"},
		"a time to come":             {"amira", func(b *browser) *http.Response { return b.get("/lobby/hpa2/live?since=9999-12-31T23:59:59Z") }, "not understood"},
	} {
		t.Run(name, func(t *testing.T) {
			res := c.send(o.as(c.who))
			require.Equal(t, http.StatusBadRequest, res.StatusCode)
			require.Contains(t, body(t, res), c.says)
		})
	}
	require.Equal(t, http.StatusSeeOther, o.as("amira").post("/lobby/hpa2/save", url.Values{"name": {strings.Repeat("ব", 60)}, "query": {""}}).StatusCode, "letters are counted, not bytes")
}

// Whoever follows a link that something was added to is one step from the page.
func TestAnAddressThatHoldsTooMuchLeadsToThePageWithoutIt(t *testing.T) {
	o := open(t)
	path := recordPath(store.HPA2, o.arrives(person()))
	amira := o.as("amira")
	for _, page := range []string{path, path + "/review", "/lobby/hpa2", "/search"} {
		res := amira.get(page + "?utm_source=mail")
		require.Equal(t, http.StatusBadRequest, res.StatusCode, page)
		require.Contains(t, body(t, res), `<a class="back" href="`+page+`">Open the page without it</a>`)
		require.Equal(t, http.StatusOK, amira.get(page).StatusCode, page)
	}
}

func TestAnUploadOfNothingInParticularIsNotRead(t *testing.T) {
	o := open(t)
	send := func(kind, file string) *http.Response {
		text := "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n" + kind + "\r\n"
		if file != "" {
			text += "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n" + file + "\r\n"
		}
		r := httptest.NewRequest(http.MethodPost, "/import", strings.NewReader(text+"--b--\r\n"))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		return o.as("carys").do(r)
	}
	res := send("nothing", "id,family_name\nX,Y\n")
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	require.Contains(t, body(t, res), "Choose what is in the file")
	res = send("cases", "")
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	require.Contains(t, body(t, res), `value="cases" checked`, "what was chosen stays")
}

func TestAListKeepsItsFiltersWhateverIsDoneInBulk(t *testing.T) {
	o := open(t)
	o.crowd(40)
	carys := o.as("carys")
	at := "/lobby/hpa2?due=over&amp;page=1&amp;sort=due"
	page := carys.page(strings.ReplaceAll(at, "&amp;", "&"))
	action := between(t, page, `action="/lobby/hpa2/bulk`, `"`)
	require.Equal(t, "?due=over&amp;page=1&amp;sort=due", action)
	bulk := "/lobby/hpa2/bulk" + strings.ReplaceAll(action, "&amp;", "&")
	id := between(t, page, `name="record" value="`, `"`)

	refused := body(t, carys.post(bulk, url.Values{"act": {"reassign"}, "officer": {"nobody"}, "record": {id}}))
	require.Contains(t, refused, `value="over" selected`)
	require.Contains(t, refused, `value="`+id+`" checked`, "what was ticked stays so")
	require.Contains(t, body(t, carys.post(bulk, url.Values{"act": {"claim"}})), `value="over" selected`)
	require.Contains(t, body(t, carys.post(bulk, url.Values{"act": {"claim"}, "record": {id}})), `href="`+at+`"`, "the way back")
	ask := body(t, carys.post(bulk, url.Values{"act": {"remove"}, "record": {id}}))
	require.Contains(t, ask, `action="/lobby/hpa2/bulk`+action+`"`)

	form := url.Values{"act": {"claim"}, "record": {id}}
	login := body(t, o.as("").post(bulk, form))
	require.Contains(t, login, `name="back" value="`+at+`"`, "over a log-in too")
}

func TestAStreamAnswersAHeadAtOnceAndLooksNoFurtherBackThanALogIn(t *testing.T) {
	o := open(t)
	o.desk.live.every = time.Millisecond
	ids := o.crowd(40) // one in six hours
	amira := o.as("amira")
	done := make(chan *http.Response, 1)
	go func() {
		done <- amira.do(httptest.NewRequest(http.MethodHead, recordPath("hpa2", ids[0])+"/live?since=0", nil))
	}()
	select {
	case res := <-done:
		require.Equal(t, http.StatusOK, res.StatusCode)
	case <-time.After(2 * time.Minute):
		t.Fatal("it waits for an end that never comes")
	}
	server := httptest.NewServer(o.handler)
	defer server.Close()
	said, stop := amira.hears(server, "/lobby/hpa2/live?since=0001-01-01T00:00:00Z")
	defer stop()
	require.Contains(t, <-said, "data: 1 new case.")
}

func TestNoCellOfTheListIsPartedIntoAFormula(t *testing.T) {
	o := open(t)
	for i, given := range []string{"=1+1", "\u200b=1+1", "\u3000@SUM(A1)", "a\t=2", "x;=1+1", "x\n=1", "＝1", `"=1`, "\u00ad-1"} {
		_, err := o.desk.systems["hpa2"].Receive(t.Context(), intake, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: matching.Person{Given: given, Family: "Holt"}})
		require.NoError(t, err)
	}
	text := strings.TrimPrefix(body(t, o.as("amira").get("/lobby/hpa2/list.csv")), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 10)
	for _, row := range rows {
		require.Len(t, row, 7)
		for _, cell := range row {
			require.NotRegexp(t, `^\s*[=+\-@＝＋－＠]`, cell)
		}
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		require.Regexp(t, `^"([^"]|"")*"(,"([^"]|"")*")*$`, line, "no separator of another kind stands outside of quotation marks")
	}
}

func TestNobodyIsChosenByWhoDidNotLook(t *testing.T) {
	o := open(t)
	path := recordPath("hpa2", o.arrives(person()))
	carys := o.as("carys")
	for _, page := range []string{path, "/lobby/hpa2"} {
		require.Contains(t, carys.page(page), `<option value="" selected>Choose an officer</option>`, page)
	}
	require.Equal(t, http.StatusBadRequest, carys.post(path+"/reassign", url.Values{"officer": {""}}).StatusCode)
	amira := o.taken(path)
	require.Contains(t, carys.page(path), `<option value="amira.osei" selected>`)
	carys.post(path+"/reassign", url.Values{"officer": {"ben.carter"}})
	page := body(t, amira.post("/lobby/hpa2/bulk", url.Values{"act": {"remove"}, "record": {lastOf(path)}}))
	require.Contains(t, page, "<h1>None of these can be removed</h1>")
	require.Contains(t, page, "<title>None of these can be removed")
	require.NotContains(t, page, "This destroys")
}
