package desk

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

// taskForm is the form of the first task on a page that its reader may change.
func taskForm(t *testing.T, page, path, note string) (action string, form url.Values) {
	t.Helper()
	_, rest, ok := strings.Cut(page, `action="`+path+`/task/`)
	require.True(t, ok, "no task to write to")
	task, rest, _ := strings.Cut(rest, `"`)
	return path + "/task/" + task, url.Values{"note": {note}, "as": {hidden(t, rest, "as")}, "was": {hidden(t, rest, "was")}}
}

func TestAFormThatSomebodyElseLeftOpenIsNotSentInTheirPlace(t *testing.T) {
	o := open(t)
	path := recordPath("hpa2", o.arrives(person()))
	amira, ben := o.as("amira"), o.as("ben")
	form := url.Values{"as": {hidden(t, amira.page(path), "as")}}
	res := ben.post(path+"/claim", form) // in the same browser, where Ben has logged in meanwhile
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	page := body(t, res)
	require.Contains(t, page, "Ben Carter has logged in since")
	require.Contains(t, page, "opened by Amira Osei")
	require.NotContains(t, ben.page(path), "Assigned to", "nobody has taken it")
	require.Equal(t, http.StatusSeeOther, amira.post(path+"/claim", form).StatusCode)
}

func TestWhatOneTypedIsKeptForNobodyElse(t *testing.T) {
	o := open(t)
	devon := o.as("devon")
	devon.post("/logout", nil)
	page := body(t, devon.post("/add", url.Values{"as": {"devon"}, "phone": {"07700 900123"}, "given": {"Ann"}, "family": {"Quayle"}}))
	require.Regexp(t, `(?s)"kept\.as".*"kept\.family".*"kept\.given".*"kept\.phone"`, page, "in one order, each time")
	for account, want := range map[string]bool{"devon": true, "amira": false} {
		again := o.as("")
		res := again.post("/login", url.Values{"account": {account}, "back": {hidden(t, page, "back")}, "send": {hidden(t, page, "send")},
			"kept.as": {hidden(t, page, "kept.as")}, "kept.family": {hidden(t, page, "kept.family")}})
		require.Equal(t, want, res.Header.Get("Location") == "/add", account)
		again.cookie = res.Cookies()[len(res.Cookies())-1]
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Host = deskHost
		r.AddCookie(again.cookie)
		sess, _ := o.desk.sessions.of(r)
		require.Equal(t, want, sess.draft != nil, account)
	}
}

func TestALogInThatEndedLeadsBackToAPageWhateverWasSent(t *testing.T) {
	o := open(t)
	o.client("C1", person())
	amira, path := o.held(person())
	for _, sent := range []string{"claim", "release", "reassign", "member", "assign/C1", "create", "remove", "task/x", "waiting-list", "waiting-list/leave", "support", "support/undo", "amend"} {
		require.Equal(t, http.StatusOK, amira.get(formPage(path+"/"+sent)).StatusCode, sent)
	}
	for _, sent := range []string{"/lobby/hpa2/bulk", "/lobby/hpa2/save", "/lobby/hpa2/forget", "/search", "/case", "/model/check", "/client/hpa2/C1/erase"} {
		require.NotEqual(t, http.StatusNotFound, amira.get(formPage(sent)).StatusCode, sent)
	}
	amira.post("/logout", nil)
	page := body(t, amira.post("/lobby/hpa2/bulk", url.Values{"act": {"claim"}, "record": {strings.Split(path, "/")[3]}}))
	res := amira.post("/login", url.Values{"account": {"amira"}, "back": {hidden(t, page, "back")}, "send": {hidden(t, page, "send")}, "kept.record": {hidden(t, page, "kept.record")}})
	amira.cookie = res.Cookies()[len(res.Cookies())-1]
	require.Contains(t, amira.page(res.Header.Get("Location")), " checked aria-label=", "what was ticked is ticked")
}

func TestWorkThatIsRefusedIsHandedBackToWhoeverTypedIt(t *testing.T) {
	o := open(t)
	devon := o.as("devon")
	path := devon.added(url.Values{"family": {"Quayle"}})
	amira, carys := o.taken(path), o.as("carys")
	action, note := taskForm(t, amira.page(path), path, "Met on Tuesday.\r\nAnxious.")
	details := url.Values{"family": {"Quail"}, "details": {"A bed for tonight."}}
	carys.post(path+"/reassign", url.Values{"officer": {"carys.vaughan"}})
	for name, refused := range map[string]struct {
		res   *http.Response
		typed []string
	}{
		"a note":     {amira.post(action, note), []string{"Met on Tuesday.", "Anxious."}},
		"a decision": {amira.post(path+"/create", nil), nil},
	} {
		page := body(t, refused.res)
		require.Equal(t, http.StatusConflict, refused.res.StatusCode, name)
		require.Contains(t, page, "<h1>Somebody else has this lobby case</h1>")
		require.Contains(t, page, "Carys Vaughan has been working on it since")
		require.Equal(t, len(refused.typed) > 0, strings.Contains(page, "<h2>What you typed</h2>"), name)
		for _, typed := range refused.typed {
			require.Contains(t, page, typed, name)
		}
	}
	carys.post(path+"/create", url.Values{"token": {token(t, carys.page(path+"/create"))}})
	res := devon.post(path+"/amend", details)
	require.Equal(t, http.StatusConflict, res.StatusCode)
	page := body(t, res)
	require.Contains(t, page, "already decided")
	require.Contains(t, page, "Quail")
	require.Contains(t, page, "A bed for tonight.")
}

func TestANoteThatSomebodyElseWroteMeanwhileIsNotOverwrittenUnseen(t *testing.T) {
	o := open(t)
	devon := o.as("devon")
	path := devon.added(url.Values{"family": {"Quayle"}})
	amira := o.taken(path)
	action, hers := taskForm(t, amira.page(path), path, "Hers")
	_, his := taskForm(t, devon.page(path), path, "His,\r\nin two lines")
	require.Equal(t, http.StatusSeeOther, devon.post(action, his).StatusCode)
	require.Equal(t, http.StatusSeeOther, devon.post(action, his).StatusCode, "a double click is no conflict")

	hers.Set("done", "yes")
	res := amira.post(action, hers)
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	page := body(t, res)
	require.Contains(t, page, "Somebody changed this task after you opened the page")
	require.Contains(t, page, "His,")
	require.Contains(t, page, "\nHers</textarea>", "hers is still typed")
	require.Regexp(t, `name="done" value="yes" checked`, page)
	require.Contains(t, devon.page(path), "His,")

	_, again := taskForm(t, page, path, "Hers")
	require.Equal(t, http.StatusSeeOther, amira.post(action, again).StatusCode, "having seen his, she may save hers")
	require.Contains(t, devon.page(path), "Hers")
}

func TestDetailsThatSomebodyElseCorrectedMeanwhileAreNotTakenAwayUnseen(t *testing.T) {
	o := open(t)
	devon := o.as("devon")
	path := devon.added(url.Values{"family": {"Quayle"}})
	amira := o.taken(path)
	was := hidden(t, amira.page(path+"/amend"), "was")
	require.Equal(t, http.StatusSeeOther, devon.post(path+"/amend", url.Values{"family": {"Quayle"}, "phone": {"07700 900124"}, "was": {was}}).StatusCode)

	form := url.Values{"family": {"Quaile"}, "phone": {""}, "was": {was}}
	res := amira.post(path+"/amend", form)
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	page := body(t, res)
	require.Contains(t, page, "Phone number is now “07700 900124”.")
	require.Contains(t, page, "Last name is now “Quayle”.")
	require.Contains(t, page, `value="Quaile"`, "what she typed stands")
	require.Contains(t, amira.page(path), "07700 900124")

	form.Set("was", hidden(t, page, "was"))
	require.Equal(t, http.StatusSeeOther, amira.post(path+"/amend", form).StatusCode)
	rec, err := o.desk.systems[store.HRS].Record(t.Context(), accounts[0].Actor, store.RecordID(strings.Split(path, "/")[3]))
	require.NoError(t, err)
	require.Empty(t, rec.Person.Phones)
}

func TestANameThatCannotBeSeenIsNone(t *testing.T) {
	o := open(t)
	for _, unseen := range []string{" \u200b\u202e", "\u3164", "\ufe0f\u200d"} {
		page := body(t, o.as("devon").post("/add", url.Values{"family": {unseen}, "anyway": {"yes"}}))
		require.Contains(t, page, "Enter a last name.")
		amira := o.as("amira")
		require.Contains(t, body(t, amira.post("/search", url.Values{"reference": {unseen}})), "Enter a reference, a case number or a name.")
		require.Contains(t, body(t, amira.post("/search", url.Values{"given": {unseen}, "phone": {unseen}})), "Fill in at least one detail")
		page = body(t, amira.post("/case", url.Values{"family": {"Quayle"}, "system": {"hpa2"}, "member-1-relation": {"partner"}, "member-1-given": {unseen}, "member-1-family": {""}}))
		require.Contains(t, page, "enter a first or a last name")
	}
}

// sentAfter sends a form after its log-in has ended, logs in again, and returns the page that
// follows, on which the form should be.
func (o *office) sentAfter(account, path string, form url.Values) (b *browser, page string) {
	o.t.Helper()
	b = o.as(account)
	b.post("/logout", nil)
	form.Set("as", account)
	asked := body(o.t, b.post(path, form))
	again := url.Values{"account": {account}, "back": {hidden(o.t, asked, "back")}, "send": {hidden(o.t, asked, "send")}}
	for field, vs := range form {
		again["kept."+field] = vs
	}
	res := b.post("/login", again)
	b.cookie = res.Cookies()[len(res.Cookies())-1]
	return b, b.page(res.Header.Get("Location"))
}

func TestWhatWasTypedIntoAnyFormOutlivesTheLogIn(t *testing.T) {
	o := open(t)
	o.client("C1", person())
	_, path := o.held(person())
	hrs := o.as("devon").added(url.Values{"family": {"Quayle"}})
	id := lastOf(path)
	for _, c := range []struct {
		account, path string
		form          url.Values
		kept          []string
	}{
		{"amira", "/search", url.Values{"reference": {"71786D89"}}, []string{`value="71786D89"`}},
		{"amira", "/search", url.Values{"family": {"Quayle"}}, []string{`value="Quayle"`}},
		{"amira", "/lobby/hpa2/save", url.Values{"name": {"Mine, overdue"}}, []string{`value="Mine, overdue"`, `<details class="filter" open>`}},
		{"amira", path + "/remove", url.Values{"reason": {"spam"}, "confirm": {"7178"}}, []string{`value="spam" checked`, `value="7178"`}},
		{"carys", "/lobby/hpa2/bulk", url.Values{"act": {"reassign"}, "record": {id}, "officer": {"ben.carter"}}, []string{`value="` + id + `" checked`, `value="ben.carter" selected`}},
		{"carys", path + "/reassign", url.Values{"officer": {"ben.carter"}}, []string{`value="ben.carter" selected`}},
		{"carys", "/upkeep/retention", url.Values{"records": {"365"}, "readings": {"182"}}, []string{`value="365" selected`, `value="182" selected`}},
		{"elin", "/audit", url.Values{"record": {"71786D89"}, "from": {"1 6 2026"}}, []string{`value="71786D89"`, `value="1 6 2026"`}},
		{"elin", "/readings", url.Values{"record": {"71786D89"}, "client": {"C7"}}, []string{`value="71786D89"`, `value="C7"`}},
		{"priya", "/subject", url.Values{"reference": {"C1"}}, []string{`value="C1"`}},
		{"priya", "/client/hpa2/C1/erase", url.Values{"confirm": {"C-1"}}, []string{`value="C-1"`}},
		{"devon", "/add", url.Values{"family": {"Quail"}, "details": {"A bed."}}, []string{`value="Quail"`, "A bed."}},
		{"devon", hrs + "/amend", url.Values{"family": {"Quail"}, "details": {"A bed."}}, []string{`value="Quail"`, "A bed."}},
		{"devon", hrs + "/support", url.Values{"service": {"Refuge"}}, []string{`value="Refuge" selected`}},
		{"devon", hrs + "/waiting-list", url.Values{"service": {"Hostel"}}, []string{`value="Hostel" selected`}},
	} {
		_, page := o.sentAfter(c.account, c.path, c.form)
		for _, kept := range c.kept {
			require.Contains(t, page, kept, c.path)
		}
	}
}

func TestWhatWasTypedBeforeTheLogInIsNotLaidOverWhatCameLater(t *testing.T) {
	o := open(t)
	o.client("C1", person())
	_, path := o.held(person())
	amira, page := o.sentAfter("amira", "/lobby/hpa2/bulk", url.Values{"act": {"claim"}, "record": {lastOf(path)}})
	require.Contains(t, page, " checked aria-label=")
	require.Equal(t, http.StatusOK, amira.post("/lobby/hpa2/bulk", url.Values{"act": {"claim"}, "record": {lastOf(path)}}).StatusCode)
	require.NotContains(t, amira.page("/lobby/hpa2"), " checked aria-label=", "it was done")

	priya, _ := o.sentAfter("priya", "/subject", url.Values{"reference": {"C1"}})
	require.Equal(t, "application/json; charset=utf-8", priya.post("/subject", url.Values{"reference": {"C1"}}).Header.Get("Content-Type"))
	require.NotContains(t, priya.page("/subject"), `value="C1"`, "it was sent")

	amira, _ = o.sentAfter("amira", path+"/remove", url.Values{"reason": {"spam"}, "confirm": {"OLD"}})
	page = body(t, amira.post(path+"/remove", url.Values{"reason": {"test"}, "confirm": {"NEW"}}))
	require.Contains(t, page, `value="NEW"`)
	require.Contains(t, page, `value="test" checked`)
	require.NotContains(t, page, `value="OLD"`)
}

func TestAnAddressThatFormsAreSentToLeadsToTheirPage(t *testing.T) {
	o := open(t)
	_, path := o.held(person())
	amira := o.as("amira")
	for sent, form := range map[string]string{
		path + "/claim": path, path + "/release": path, path + "/reassign": path, path + "/task/x": path, path + "/waiting-list": path,
		path + "/waiting-list/leave": path, path + "/support": path, path + "/support/undo": path, path + "/member": path + "/review",
		"/lobby/hpa2/bulk?due=over": "/lobby/hpa2?due=over", "/lobby/hpa2/save": "/lobby/hpa2", "/lobby/hpa2/forget": "/lobby/hpa2",
		"/model/check": "/model", "/model/learn": "/model", "/upkeep/reindex": "/upkeep", "/upkeep/retention": "/upkeep",
		"/job/x/cancel": "/job/x", "/job/x/confirm": "/job/x", "/import/0/cancel": "/import/0", "/stay": "/", "/logout": "/",
		"/lobby/hpa2/": "/lobby/hpa2", "/lobby/hpa2/?due=over": "/lobby/hpa2?due=over", path + "/review/": path + "/review", "/client/hpa2/C%2F1/": "/client/hpa2/C%2F1",
	} {
		res := amira.get(sent)
		require.Equal(t, http.StatusSeeOther, res.StatusCode, sent)
		require.Equal(t, form, res.Header.Get("Location"), sent)
	}
	require.Equal(t, http.StatusOK, amira.get("/lobby/hpa2").StatusCode, "no address logs out")
	require.Equal(t, http.StatusNotFound, amira.post("/lobby/hpa2/", nil).StatusCode, "what is sent goes nowhere else")
	for _, none := range []string{"/nowhere/", `/\elsewhere.example/`, "/%2felsewhere.example/", "/static/"} {
		require.Equal(t, http.StatusNotFound, amira.get(none).StatusCode, none)
	}
}

func TestAServiceThatSomebodyElseChoseMeanwhileIsNotTakenAwayUnseen(t *testing.T) {
	o := open(t)
	devon := o.as("devon")
	path := devon.added(url.Values{"family": {"Quayle"}})
	amira := o.taken(path)
	for _, c := range []struct{ start, back, done string }{
		{"/waiting-list", "/waiting-list/leave", "Taken off the waiting list."}, {"/support", "/support/undo", "it had not started"},
	} {
		hostel, refuge := url.Values{"service": {"Hostel"}, "was": {""}}, url.Values{"service": {"Refuge"}, "was": {""}}
		require.Equal(t, http.StatusSeeOther, amira.post(path+c.start, hostel).StatusCode)
		require.Equal(t, http.StatusSeeOther, amira.post(path+c.start, hostel).StatusCode, "a second click makes what is there")
		res := devon.post(path+c.start, refuge) // from a page that showed none
		require.Equal(t, http.StatusBadRequest, res.StatusCode)
		page := body(t, res)
		require.Contains(t, page, "somebody chose Hostel.")
		require.Contains(t, page, "Nothing was saved.")

		require.Equal(t, http.StatusBadRequest, devon.post(path+c.back, url.Values{"was": {"Refuge"}}).StatusCode)
		res = amira.post(path+c.back, url.Values{"was": {"Hostel"}})
		require.Contains(t, amira.page(res.Header.Get("Location")), c.done)
		require.Equal(t, http.StatusSeeOther, amira.post(path+c.back, url.Values{"was": {"Hostel"}}).StatusCode, "a second click")
	}
	devon.post(path+"/support", url.Values{"service": {"Hostel"}})
	res := devon.post(path+"/support", url.Values{"service": {"Refuge"}})
	require.Equal(t, http.StatusConflict, res.StatusCode)
	require.Contains(t, body(t, res), "Support has started already")
}

func TestANoteKeepsTheLinesThatItBeginsWith(t *testing.T) {
	o := open(t)
	devon := o.as("devon")
	path := devon.added(url.Values{"family": {"Quayle"}})
	action, form := taskForm(t, devon.page(path), path, "\r\nSecond line.")
	devon.post(action, form)
	require.Regexp(t, `<textarea[^>]*>\n\r?\nSecond line\.`, devon.page(path), "a browser leaves out the first line break")
}

func TestALongFormGoesOverALogInToo(t *testing.T) {
	o := open(t)
	long := strings.Repeat("x", maxForm-200)
	_, page := o.sentAfter("devon", "/add", url.Values{"family": {"Quayle"}, "details": {long}})
	require.Contains(t, page, long)
}

func TestWhatIsTooLongIsHandedBack(t *testing.T) {
	o := open(t)
	devon, long := o.as("devon"), strings.Repeat("Slept in a car. ", maxForm/16)
	path := devon.added(url.Values{"family": {"Quayle"}})
	task, form := taskForm(t, devon.page(path), path, long)
	for action, form := range map[string]url.Values{
		"/add": {"family": {"Holt"}, "details": {long}, "member-1-relation": {"child"}, "member-1-given": {"Ada"}, "member-1-born": {"3 4 2020"}}, task: form,
	} {
		res := devon.post(action, form)
		require.Equal(t, http.StatusRequestEntityTooLarge, res.StatusCode)
		page := body(t, res)
		require.Contains(t, page, "What you typed")
		require.Contains(t, page, strings.TrimSpace(long))
		require.Equal(t, action == "/add", strings.Contains(page, "Child: Ada") && strings.Contains(page, "3 4 2020"))
	}
	require.NotContains(t, devon.page(path), "Slept in a car")
	require.NotContains(t, devon.page("/people"), "Holt")

	_, page := o.sentAfter("devon", "/add", url.Values{"family": {"Holt"}, "details": {long}})
	require.Contains(t, page, long, "over a log-in too")
	res := devon.post("/add", url.Values{"family": {strings.Repeat("x", maxRead)}})
	require.Equal(t, http.StatusRequestEntityTooLarge, res.StatusCode, "what nobody types is not read")
}
