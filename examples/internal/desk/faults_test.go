package desk

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// added sends the form by which a provider adds a client, and returns the path of the case.
func (b *browser) added(form url.Values) string {
	b.o.t.Helper()
	res := b.post("/add", form)
	require.Equal(b.o.t, http.StatusSeeOther, res.StatusCode, "%s", body(b.o.t, res))
	return res.Header.Get("Location")
}

// hidden is the value of a form's hidden field.
func hidden(t *testing.T, page, name string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, `name="`+name+`" value="`)
	require.True(t, ok, "no field %s", name)
	v, _, _ := strings.Cut(rest, `"`)
	return html.UnescapeString(v)
}

func TestWhatIsSaidOfACaseFollowsItsStateItsHolderAndItsReader(t *testing.T) {
	amira, ben, carys, devon := accounts[0].Actor, accounts[1].Actor, accounts[2].Actor, accounts[3].Actor
	at := func(hours int) time.Time { return noon.Add(time.Duration(hours) * time.Hour) }
	base := store.Record{System: store.HRS, Received: at(-72), Due: at(-1), Provider: northgate}
	waiting, claimed, created, closed, removed := base, base, base, base, base
	waiting.State = store.StateWaiting
	claimed.State, claimed.Claim = store.StateClaimed, &store.Claim{Officer: ben.ID, Since: at(-2)}
	created.State, created.Claim, created.Decision = store.StateCreated, claimed.Claim, &store.Decision{Kind: store.StateCreated, By: ben.ID, At: at(-24)}
	closed.State, closed.Claim, closed.Decision = store.StateAssigned, claimed.Claim, &store.Decision{Kind: store.StateAssigned, By: ben.ID, At: at(-24), Closed: true}
	removed.State, removed.Decision = store.StateRemoved, &store.Decision{Kind: store.StateRemoved, At: at(-24)}
	for _, c := range []struct {
		name                            string
		rec                             store.Record
		me                              lobby.Actor
		status, time, told              string
		due, claim, holds, takes, ended bool
	}{
		{"waiting, officer", waiting, amira, "Waiting", "Waiting for 3 days", "", true, true, false, false, false},
		{"waiting, provider", waiting, devon, "Waiting", "Waiting for 3 days", "", true, false, false, false, false},
		{"claimed, holder", claimed, ben, "Assigned to you", "Waiting for 3 days", "", true, false, true, false, false},
		{"claimed, another", claimed, amira, "Assigned to Ben Carter", "Waiting for 3 days", "Ben Carter has been working on this case since 4 June 2026 at 10:32am.", true, false, false, false, false},
		{"claimed, lead", claimed, carys, "Assigned to Ben Carter", "Waiting for 3 days", "Ben Carter has been working on this case since 4 June 2026 at 10:32am.", true, false, false, true, false},
		{"created, officer", created, amira, "New client created", "Decided on 3 June 2026 at 12:32pm by Ben Carter, after 2 days", "", false, false, false, false, true},
		{"created, lead", created, carys, "New client created", "Decided on 3 June 2026 at 12:32pm by Ben Carter, after 2 days", "", false, false, false, false, true},
		{"created, provider", created, devon, "Accepted", "Decided on 3 June 2026", "The authority has accepted this case.", false, false, false, false, true},
		{"closed, holder", closed, ben, "Assigned to a client", "Decided on 3 June 2026", "The new case was closed automatically", false, false, false, false, true},
		{"removed, provider", removed, devon, "Removed", "Decided on 3 June 2026", "The authority did not accept this case.", false, false, false, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := situationOf(c.rec, c.me, noon)
			require.Equal(t, c.status, s.Status.Text)
			require.Contains(t, s.Time, c.time)
			require.Contains(t, s.Told, c.told)
			require.Equal(t, c.told == "", s.Told == "")
			require.Equal(t, []bool{c.due, c.claim, c.holds, c.takes, c.ended}, []bool{s.Due != nil, s.Claim, s.Holds, s.Takeover, s.Decided})
			if s.Decided {
				require.NotContains(t, s.Told+s.Time, "has been working")
				require.NotContains(t, s.Time, "Waiting")
			}
		})
	}
}

func TestTheSameFormSentAgainIsTheSameCase(t *testing.T) {
	o := open(t)
	devon := o.as("devon")
	form := url.Values{"key": {hidden(t, devon.page("/add"), "key")}, "family": {"Quayle"}, "given": {"Rosalind"}}
	first := devon.added(form)
	require.Contains(t, devon.page(first), "Rosalind Quayle is added to the lobby, reference ")
	require.NotContains(t, devon.page(first), "is added to the lobby", "it is said once")
	require.Equal(t, first, devon.added(form))
	require.Contains(t, devon.page(first), "Added already")
	require.Equal(t, 1, strings.Count(devon.page("/people"), `<th scope="row">`))

	form.Set("given", "Joan")
	res := devon.post("/add", form)
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	page := body(t, res)
	require.Contains(t, page, "This form was sent before with other details")
	require.Contains(t, page, `value="Joan"`)
	form.Set("key", hidden(t, page, "key"))
	require.NotEqual(t, first, devon.added(form))
}

func TestEveryFaultOfAFormIsToldAtItsFieldAndNothingTypedIsLost(t *testing.T) {
	o := open(t)
	devon, priya, carys := o.as("devon"), o.as("priya"), o.as("carys")
	provided := devon.added(url.Values{"family": {"Quayle"}})
	amira, mine := o.held(person())
	token := token(t, amira.page(mine+"/remove"))
	long := strings.Repeat("x", 5000)
	for name, c := range map[string]struct {
		b      *browser
		path   string
		form   url.Values
		faults []string // the inputs
		keeps  string
	}{
		"no last name and what is not understood": {devon, "/add", url.Values{"given": {"Kept"}, "born": {"99/99/2020"}, "nino": {"hello"}}, []string{"f-family", "f-born", "f-nino"}, `value="Kept"`},
		"too many phones":                         {devon, "/add", url.Values{"family": {"Kept"}, "phone": {strings.Repeat("07700 900123;", 60)}}, []string{"f-phone"}, `value="Kept"`},
		"too long a name":                         {devon, "/add", url.Values{"family": {long}, "given": {"Kept"}}, []string{"f-family"}, `value="Kept"`},
		"a NUL":                                   {devon, "/add", url.Values{"family": {"Quay\x00le"}, "given": {"Kept"}}, []string{"f-family"}, `value="Kept"`},
		"too long a need":                         {devon, "/add", url.Values{"family": {"Kept"}, "details": {strings.Repeat("x", 20000)}}, []string{"details"}, `value="Kept"`},
		"a typed case without system and name":    {amira, "/case", url.Values{"given": {"Kept"}, "born": {"99/99/2020"}}, []string{"sys-hpa2", "f-family", "f-born"}, `value="Kept"`},
		"a household of nobody":                   {amira, "/case", url.Values{"given": {"Kept"}, "family": {"Holt"}, "system": {"hrs"}, "member-1-relation": {"child"}, "member-1-born": {"99/99/2020"}}, []string{"f-member-1-given", "f-member-1-born"}, `value="Kept"`},
		"a dash for a name":                       {amira, "/case", url.Values{"system": {"hpa2"}, "family": {"-"}, "anyway": {"yes"}}, []string{"f-family"}, `value="-"`},
		"a correction without name":               {devon, provided + "/amend", url.Values{"given": {"Kept"}}, []string{"f-family"}, `value="Kept"`},
		"no waiting list":                         {devon, provided + "/waiting-list", nil, []string{"wl"}, ""},
		"an unknown service":                      {devon, provided + "/support", url.Values{"service": {"Anything"}}, []string{"sup"}, ""},
		"an empty search":                         {amira, "/search", url.Values{"family": {" "}}, []string{"f-given"}, ""},
		"an empty reference":                      {amira, "/search", url.Values{"reference": {""}}, []string{"ref"}, ""},
		"an unknown reference":                    {amira, "/search", url.Values{"reference": {"Z9999"}}, []string{"ref"}, `value="Z9999"`},
		"no reason and no reference":              {amira, mine + "/remove", url.Values{"token": {token}, "confirm": {"wrong"}}, []string{"r-duplicate", "confirm"}, `value="wrong"`},
		"no subject":                              {priya, "/subject", url.Values{"reference": {"Z9"}}, []string{"ref"}, `value="Z9"`},
		"no officer":                              {carys, mine + "/reassign", url.Values{"officer": {"nobody"}}, []string{"officer"}, ""},
		"nobody to log in as":                     {o.as(""), "/login", url.Values{"account": {"nobody"}}, []string{"as-amira"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			res := c.b.post(c.path, c.form)
			require.Equal(t, http.StatusBadRequest, res.StatusCode)
			page := body(t, res)
			require.Contains(t, page, "<title>Error: ")
			require.Contains(t, page, `class="problem" role="alert" tabindex="-1" autofocus`)
			require.Contains(t, page, "novalidate")
			for _, f := range c.faults {
				require.Contains(t, page, `<a href="#`+f+`">`)
				require.Contains(t, page, `id="`+f+`"`)
			}
			require.Contains(t, page, `class="error" id="e-`)
			require.Contains(t, page, c.keeps)
		})
	}
}

func TestWhatWillNotBeUsedIsToldAtTheFormAndMayStand(t *testing.T) {
	o := open(t)
	devon := o.as("devon")
	form := url.Values{"family": {"Quayle"}, "born": {"99/99/2020"}}
	page := body(t, devon.post("/add", form))
	require.Contains(t, page, "they will not help to find the person")
	require.Contains(t, page, "Use these anyway")
	devon.added(url.Values{"family": {"Quayle"}, "postcode": {"no fixed abode"}}) // is an answer
	path := devon.added(anyway(form))

	page = devon.page(path + "/amend")
	require.Contains(t, page, `value="99/99/2020"`)
	require.Equal(t, path, devon.post(path+"/amend", url.Values{"family": {"Quayle"}, "born": {"1 2 1980"}, "details": {"Leaves hospital on Monday."}}).Header.Get("Location"))
	page = devon.page(path)
	require.Contains(t, page, "The details are corrected.")
	require.Contains(t, page, "1 February 1980")
	require.Contains(t, page, "Leaves hospital")
	require.Equal(t, path, devon.post(path+"/amend", url.Values{"family": {"Quail"}}).Header.Get("Location"))
	page = devon.page(path)
	require.Contains(t, page, "1 February 1980", "a form without the field empties nothing")
	require.Contains(t, page, "Leaves hospital")

	require.Equal(t, http.StatusConflict, o.as("ben").get(path+"/amend").StatusCode, "an officer claims first")
}

func TestTypedWorkOutlivesTheLogIn(t *testing.T) {
	o := open(t)
	devon := o.as("devon")
	path := devon.added(url.Values{"family": {"Quayle"}})
	page := devon.page(path)
	_, rest, _ := strings.Cut(page, `action="`+path+`/task/`)
	task, _, _ := strings.Cut(rest, `"`)
	devon.post("/logout", nil)
	form := url.Values{"note": {"Met on Tuesday, “very” anxious & cold."}}
	res := devon.post(path+"/task/"+task, form)
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	page = body(t, res)
	require.Contains(t, page, "Your log-in ended.")
	require.Contains(t, page, "Nothing was saved.")

	again := o.as("")
	res = again.post("/login", url.Values{"account": {"devon"}, "back": {hidden(t, page, "back")}, "send": {hidden(t, page, "send")}, "kept.note": {hidden(t, page, "kept.note")}})
	require.Equal(t, path, res.Header.Get("Location"))
	again.cookie = res.Cookies()[len(res.Cookies())-1]
	require.Contains(t, again.page(path), html.EscapeString(form.Get("note")))
	require.Equal(t, http.StatusSeeOther, again.post(path+"/task/"+task, form).StatusCode)
	form.Set("note", "Something else")
	again.post(path+"/task/"+task, form)
	require.Contains(t, again.page(path), "Something else", "what was saved is not laid over again")

	// A page that was asked for before the log-in is opened after it.
	res = o.as("").get(path)
	require.Equal(t, "/login?back="+url.QueryEscape(path), res.Header.Get("Location"))
}

func TestALogInLeadsToPagesOfThisDeskOnly(t *testing.T) {
	o := open(t)
	for _, back := range []string{"https://elsewhere.example/", "//elsewhere.example", `/\elsewhere.example`, "javascript:alert(1)", "elsewhere"} {
		res := o.as("").post("/login", url.Values{"account": {"amira"}, "back": {back}})
		require.Equal(t, "/", res.Header.Get("Location"), back)
	}
}

func TestEveryActSaysOnceWhatWasDone(t *testing.T) {
	o := open(t)
	devon, carys := o.as("devon"), o.as("carys")
	path := devon.added(url.Values{"family": {"Quayle"}})
	for _, c := range []struct {
		b          *browser
		act, field string
		value      string
		says       string
	}{
		{devon, "/waiting-list", "service", services[0], "Put on the waiting list of Floating support."},
		{devon, "/waiting-list/leave", "", "", "Taken off the waiting list."},
		{devon, "/support", "service", services[1], "Support has started: Supported flats."},
		{devon, "/support/undo", "", "", "Support is taken back"},
		{carys, "/claim", "", "", "is assigned to you."},
		{carys, "/reassign", "officer", "ben.carter", "is now with Ben Carter."},
		{carys, "/reassign", "officer", "carys.vaughan", "is now with Carys Vaughan."},
		{carys, "/release", "", "", "is back in the lobby."},
	} {
		res := c.b.post(path+c.act, url.Values{c.field: {c.value}})
		require.Equal(t, http.StatusSeeOther, res.StatusCode, c.act)
		to := res.Header.Get("Location")
		page := c.b.page(to)
		require.Contains(t, page, `role="status"`, c.act)
		require.Contains(t, page, c.says)
		require.NotContains(t, c.b.page(to), c.says, "once")
	}
}

func TestThePagesOfADecidedCaseSayWhatBecameOfIt(t *testing.T) {
	o := open(t)
	devon, ben := o.as("devon"), o.as("ben")
	path := devon.added(url.Values{"family": {"Quayle"}})
	devon.post(path+"/support", url.Values{"service": {services[0]}})
	amira := o.taken(path)
	require.Contains(t, ben.page(path+"/review"), "Amira Osei has been working on this case since")
	amira.post(path+"/create", url.Values{"token": {token(t, amira.page(path+"/create"))}})

	done := amira.page(path + "/done")
	require.Contains(t, done, "3 tasks and the support that has started went over into it.")
	for _, b := range []*browser{devon, amira, ben} {
		page := b.page(path)
		require.NotContains(t, page, "Due in")
		require.NotContains(t, page, "Waiting for")
		require.NotContains(t, page, "has been working")
	}
	require.Equal(t, path, devon.get(path+"/done").Header.Get("Location"), "a provider is told on the case's own page")
	ref := strings.TrimSpace(between(t, done, "HRS reference</dt><dd><strong>", "</strong>"))
	for _, page := range []string{devon.page(path), devon.page("/people")} {
		require.Contains(t, page, "Accepted")
		require.Contains(t, page, ref, "the provider is told the reference")
	}
	client := amira.page(between(t, done, `<dt>Client</dt><dd><a href="`, `"`))
	for _, want := range []string{"First contact", "Support started", "Floating support", "New client created", "Open"} {
		require.Contains(t, client, want)
	}

	_, path = o.held(person())
	amira.post(path+"/create", url.Values{"token": {token(t, amira.page(path+"/create"))}})
	require.NotContains(t, amira.page(path+"/done"), "went over", "nothing did")
}

func between(t *testing.T, s, before, after string) string {
	t.Helper()
	_, rest, ok := strings.Cut(s, before)
	require.True(t, ok, before)
	v, _, ok := strings.Cut(rest, after)
	require.True(t, ok, after)
	return v
}

func TestWhoCannotRemoveIsToldBeforeTheForm(t *testing.T) {
	o := open(t)
	devon := o.as("devon")
	path := devon.added(url.Values{"family": {"Quayle"}})
	devon.post(path+"/support", url.Values{"service": {services[0]}})
	amira := o.taken(path)
	page := amira.page(path + "/remove")
	require.Contains(t, page, "Only a lead officer can remove this case: ask Carys Vaughan.")
	require.NotContains(t, page, `name="confirm"`)
	carys := o.as("carys")
	carys.post(path+"/reassign", url.Values{"officer": {"carys.vaughan"}})
	page = carys.page(path + "/remove")
	require.Contains(t, page, `name="override"`)
	res := carys.post(path+"/remove", url.Values{"token": {token(t, page)}, "reason": {"duplicate"}, "confirm": {strings.ToLower(lobby.Short(store.RecordID(path[strings.LastIndex(path, "/")+1:])))}})
	require.Contains(t, body(t, res), "confirm that its record is lost")
}

func TestAWeakMatchAsksForOneMoreStep(t *testing.T) {
	o := open(t)
	o.smiths()
	amira, path := o.held(matching.Person{Family: "Smith"})
	page := amira.page(path + "/assign/S07")
	require.Contains(t, page, "I have compared them")
	form := url.Values{"token": {token(t, page)}}
	res := amira.post(path+"/assign/S07", form)
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	require.Contains(t, body(t, res), "Confirm that you have compared them. Nothing was assigned.")
	form.Set("sure", "yes")
	require.Equal(t, path+"/done", amira.post(path+"/assign/S07", form).Header.Get("Location"))
}

func TestANewClientBesideALikelyOneAsksForOneMoreStep(t *testing.T) {
	o := open(t)
	amira, path := o.held(person())
	page := amira.page(path + "/create")
	require.NotContains(t, page, "I have looked at them", "nobody is likely")
	o.client("C1", person())
	res := amira.post(path+"/create", url.Values{"token": {token(t, page)}})
	require.Equal(t, http.StatusConflict, res.StatusCode, "who has appeared since is told first")

	page = amira.page(path + "/create")
	form := url.Values{"token": {token(t, page)}, "asked": {hidden(t, page, "asked")}}
	res = amira.post(path+"/create", form)
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	page = body(t, res)
	require.Contains(t, page, `<a href="#sure">Confirm that you have looked at them. Nothing was created.</a>`)
	require.Contains(t, page, `id="sure" name="sure" value="yes" aria-invalid="true" aria-describedby="e-sure"`)
	form.Set("sure", "yes")
	for range 2 {
		require.Equal(t, path+"/done", amira.post(path+"/create", form).Header.Get("Location"))
	}
}

func TestIdsCanBeReadOutAndNeverComeTwice(t *testing.T) {
	n, seen := newIDs(noon), map[string]bool{}
	for range 10_000 {
		id := n.next()
		require.Len(t, id, 11)
		require.False(t, seen[id])
		seen[id] = true
	}
	require.False(t, seen[newIDs(noon.Add(time.Second)).next()], "nor after a restart")
}

func TestAFolderDoesNotListItself(t *testing.T) {
	o := open(t)
	for _, path := range []string{"/static/", "/static"} {
		require.NotContains(t, body(t, o.as("amira").get(path)), "desk.css\">desk", path)
		require.Equal(t, http.StatusNotFound, o.as("amira").get(path).StatusCode, path)
	}
}
