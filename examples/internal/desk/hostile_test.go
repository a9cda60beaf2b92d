package desk

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Each request is refused, changes nothing, and leaves no trace of anybody in
// the answer or the log.
func TestHostileRequestsAreRefusedWithoutATrace(t *testing.T) {
	type setting struct {
		o       *office
		path    string // of a case that Amira holds
		claimed *browser
		form    url.Values
		foreign string // of a case of another authority
	}
	for name, c := range map[string]struct {
		status int
		send   func(setting) *http.Response
	}{
		"another authority's record": {404, func(s setting) *http.Response { return s.claimed.get(s.foreign) }},
		"a record that never was":    {404, func(s setting) *http.Response { return s.claimed.get("/lobby/hpa2/nobody") }},
		"a forged token": {409, func(s setting) *http.Response {
			return s.claimed.post(s.path+"/create", url.Values{"token": {strings.Repeat("A", 400)}})
		}},
		"another officer's form": {409, func(s setting) *http.Response { return s.o.as("ben").post(s.path+"/create", s.form) }},
		"a post from another site": {403, func(s setting) *http.Response {
			s.claimed.header = http.Header{"Sec-Fetch-Site": {"cross-site"}, "Origin": {"https://elsewhere.example"}}
			return s.claimed.post(s.path+"/create", s.form)
		}},
		"a post of unknown origin": {403, func(s setting) *http.Response {
			s.claimed.header = http.Header{"Sec-Fetch-Site": {""}}
			return s.claimed.post(s.path+"/create", s.form)
		}},
		"a body that is too large": {413, func(s setting) *http.Response {
			return s.claimed.post(s.path+"/support", url.Values{"service": {strings.Repeat("x", maxForm+1)}})
		}},
		"a compressed body": {415, func(s setting) *http.Response {
			s.claimed.header = http.Header{"Content-Encoding": {"gzip"}}
			return s.claimed.post(s.path+"/create", s.form)
		}},
		"another host's name": {421, func(s setting) *http.Response {
			s.claimed.header = http.Header{"Host": {"desk.elsewhere.example"}}
			return s.claimed.get(s.path)
		}},
		"a provider on an officer's page":     {403, func(s setting) *http.Response { return s.o.as("devon").get(s.path + "/review") }},
		"a provider taking a decision":        {403, func(s setting) *http.Response { return s.o.as("devon").post(s.path+"/create", s.form) }},
		"an officer removing without a right": {403, func(s setting) *http.Response { return s.o.as("ben").get("/subject") }},
		"a made-up place in the list":         {400, func(s setting) *http.Response { return s.claimed.get("/lobby/hpa2?page=2026~x") }},
		"nobody in particular":                {303, func(s setting) *http.Response { return s.o.as("").get(s.path) }},
		"a made-up session": {303, func(s setting) *http.Response {
			return (&browser{o: s.o, cookie: &http.Cookie{Name: "desk-log-in-8080", Value: strings.Repeat("0", 32)}}).get(s.path)
		}},
		"a made-up order of the list": {400, func(s setting) *http.Response { return s.claimed.get("/lobby/hpa2?sort=nino") }},
		"a provider's bulk": {403, func(s setting) *http.Response {
			return s.o.as("devon").post("/lobby/hpa2/bulk", url.Values{"act": {"claim"}, "record": {lastOf(s.path)}})
		}},
		"a bulk of an unknown act": {400, func(s setting) *http.Response {
			return s.claimed.post("/lobby/hpa2/bulk", url.Values{"act": {"create"}, "record": {lastOf(s.path)}})
		}},
		"an officer giving many away": {200, func(s setting) *http.Response {
			return s.o.as("ben").post("/lobby/hpa2/bulk", url.Values{"act": {"reassign"}, "officer": {"ben.carter"}, "record": {"elsewhere", "../x"}})
		}},
		"an officer removing many without the right": {403, func(s setting) *http.Response {
			return s.o.as("ben").post("/lobby/hpa2/bulk", url.Values{"act": {"removed"}, "record": {lastOf(s.path)}})
		}},
		"a bulk from another site": {403, func(s setting) *http.Response {
			s.claimed.header = http.Header{"Sec-Fetch-Site": {"cross-site"}, "Origin": {"https://elsewhere.example"}}
			return s.claimed.post("/lobby/hpa2/bulk", url.Values{"act": {"claim"}, "record": {lastOf(s.path)}})
		}},
		"the list as a file, by an auditor":  {403, func(s setting) *http.Response { return s.o.as("elin").get("/lobby/hpa2/list.csv") }},
		"another system's list as a file":    {404, func(s setting) *http.Response { return s.claimed.get("/lobby/other/list.csv") }},
		"a dashboard for a provider":         {403, func(s setting) *http.Response { return s.o.as("devon").get("/dashboard") }},
		"a provider's people, by an officer": {403, func(s setting) *http.Response { return s.claimed.get("/people") }},
		"a correction by who does not hold it": {409, func(s setting) *http.Response {
			return s.o.as("ben").post(s.path+"/amend", url.Values{"family": {"X"}})
		}},
		"a path out of the static files": {404, func(s setting) *http.Response {
			return s.claimed.get("/static/%2e%2e/main.go")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			s := setting{o: o}
			s.claimed, s.path = o.held(person())
			s.form = url.Values{"token": {token(t, s.claimed.page(s.path+"/create"))}}
			s.foreign = recordPath("hpa2", foreign(t, o))
			before := o.log.String()
			res := c.send(s)
			require.Equal(t, c.status, res.StatusCode)
			text := body(t, res) + strings.TrimPrefix(o.log.String(), before)
			if name != "a forged token" { // which comes back as the page to look at again
				for _, m := range markers {
					require.NotContains(t, text, m)
				}
			}
			for _, m := range markers {
				require.NotContains(t, o.log.String(), m)
			}
			pool, err := o.desk.store.Candidates(t.Context(), authority, nil, 1)
			n := pool.Size
			require.NoError(t, err)
			require.Zero(t, n, "something was created")
		})
	}
}

func lastOf(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// foreign receives a record in another authority.
func foreign(t *testing.T, o *office) store.RecordID {
	t.Helper()
	a := intake
	a.Authority = "elsewhere"
	rc, err := o.desk.systems["hpa2"].Receive(t.Context(), a, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: person()})
	require.NoError(t, err)
	return rc.ID
}

func TestScriptInEveryFieldIsText(t *testing.T) {
	const script = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`
	o := open(t)
	p := matching.Person{Given: script, Middle: script, Family: script, FormerFamily: []string{script}, Born: script, NINO: script,
		Emails: []string{script}, Phones: []string{script}, Postcodes: []string{script}, PreviousPostcodes: []string{script}}
	o.client("C1", p)
	rc, err := o.desk.systems["hpa2"].Receive(t.Context(), intake, lobby.Arrival{Channel: store.ChannelThirdParty, Person: p,
		Referrer: store.Referrer{Organisation: script, Contact: script}, Details: []byte(script), Household: []store.Member{{Relation: script, Person: p}}})
	require.NoError(t, err)
	path := recordPath("hpa2", rc.ID)
	amira := o.taken(path)
	results := amira.post("/search", url.Values{"given": {script}, "family": {script}, "postcode": {script}}).Header.Get("Location")
	for _, page := range []string{"/lobby/hpa2", path, path + "/review", path + "/create", path + "/remove", "/client/hpa2/C1", results} {
		text := amira.page(page)
		require.NotContains(t, text, "<script>alert", page)
		require.NotContains(t, text, "<img src=x", page)
	}
}

func TestEveryPageCarriesTheHeaders(t *testing.T) {
	o := open(t)
	for _, res := range []*http.Response{o.as("amira").get("/lobby/hpa2"), o.as("").get("/login"), o.as("amira").get("/nothing")} {
		require.Equal(t, policy, res.Header.Get("Content-Security-Policy"))
		require.Equal(t, "no-store", res.Header.Get("Cache-Control"))
		require.Equal(t, "nosniff", res.Header.Get("X-Content-Type-Options"))
		require.Equal(t, "no-referrer", res.Header.Get("Referrer-Policy"))
	}
	res := o.as("").post("/login", url.Values{"account": {"amira"}})
	c := res.Cookies()[len(res.Cookies())-1]
	require.True(t, c.HttpOnly && c.SameSite == http.SameSiteLaxMode && c.Path == "/" && c.Domain == "", "of this desk alone")
	require.False(t, c.Secure, "which WebKit does not keep of plain HTTP, on this machine neither")
}

func TestLoggingOutEndsTheSessionOnTheServer(t *testing.T) {
	o := open(t)
	amira := o.as("amira")
	amira.page("/lobby/hpa2")
	amira.post("/logout", nil)
	require.Equal(t, http.StatusSeeOther, amira.get("/lobby/hpa2").StatusCode, "the old cookie opens nothing")
}

func TestAPanicTellsNothing(t *testing.T) {
	o := open(t)
	h := secure(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(person().Family) }), o.desk.log)
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Host = "localhost"
	h.ServeHTTP(w, r)
	require.Equal(t, http.StatusInternalServerError, w.Code)
	require.NotContains(t, w.Body.String()+o.log.String(), "Markerfield")
	require.Contains(t, o.log.String(), "page failed")
}

// A form that arrives in part, or as another kind of content, must not pass for one that was
// left empty: that would delete the note of a task.
func TestHalfAFormChangesNothing(t *testing.T) {
	o := open(t)
	rc, err := o.desk.systems["hrs"].Receive(t.Context(), accounts[3].Actor, lobby.Arrival{Channel: store.ChannelProvider, Provider: northgate, Person: person(), Tasks: typedTasks(store.HRS)})
	require.NoError(t, err)
	devon, note := o.as("devon"), "Met on Tuesday."
	tasks, err := o.desk.systems["hrs"].Tasks(t.Context(), accounts[3].Actor, rc.ID)
	require.NoError(t, err)
	require.NoError(t, o.desk.systems["hrs"].UpdateTask(t.Context(), accounts[3].Actor, rc.ID, lobby.TaskUpdate{ID: tasks[0].ID, Note: &note}))
	path := recordPath("hrs", rc.ID)
	send := func(kind string, body io.Reader) int {
		r := httptest.NewRequest(http.MethodPost, path+"/task/"+string(tasks[0].ID), body)
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		return devon.do(r).StatusCode
	}
	const form = "application/x-www-form-urlencoded"
	for name, c := range map[string]struct {
		status int
		kind   string
		body   io.Reader
	}{
		"broken off":          {400, form, io.MultiReader(strings.NewReader("note=Met+on"), iotest.ErrReader(io.ErrUnexpectedEOF))},
		"damaged":             {400, form, strings.NewReader("done=yes&note=%zz")},
		"parted by semicolon": {400, form, strings.NewReader("done=yes;note=Rang")},
		"without the note":    {400, form, strings.NewReader("done=yes")},
		"of another kind":     {415, "multipart/form-data; boundary=b", strings.NewReader("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nRang\r\n--b--\r\n")},
		"no form":             {415, "application/json", strings.NewReader(`{"note": "Rang"}`)},
		"of no kind":          {415, "", strings.NewReader("note=Rang")},
	} {
		require.Equal(t, c.status, send(c.kind, c.body), name)
		require.Contains(t, devon.page(path), ">\n"+note+"</textarea>", name)
	}
	for _, damaged := range []string{"?due=over;sort=due", "?due=over&due=soon", "?page=1&page=1"} {
		require.Equal(t, http.StatusBadRequest, o.as("amira").get("/lobby/hpa2"+damaged).StatusCode, "half an address neither: %s", damaged)
	}
}
