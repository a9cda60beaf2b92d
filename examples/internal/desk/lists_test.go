package desk

import (
	"context"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// crowd receives n cases, of all ages and channels, and has Ben take some.
func (o *office) crowd(n int) (ids []store.RecordID) {
	o.t.Helper()
	channels := channelsOf(store.HPA2)
	for i := range n {
		at := noon.Add(-time.Duration(n-i) * 6 * time.Hour)
		require.NoError(o.t, o.desk.past(store.HPA2, at, func(s *lobby.Service) error {
			rc, err := s.Receive(o.t.Context(), intake, lobby.Arrival{Channel: channels[i%len(channels)], Urgent: i%7 == 0, Person: matching.Person{Given: fmt.Sprintf("Given%02d", (i*37)%n), Family: "Holt"}})
			if err == nil && i%5 == 0 {
				_, err = s.Claim(o.t.Context(), accounts[1].Actor, rc.ID)
			}
			ids = append(ids, rc.ID)
			return err
		}))
	}
	return ids
}

var named = regexp.MustCompile(`<bdi>(Given\d\d Holt)</bdi>`)

// everybody is the names on all pages of a list.
func (b *browser) everybody(path string) (names []string) {
	b.o.t.Helper()
	next := regexp.MustCompile(`rel="next" href="([^"]+)"`)
	for path != "" {
		page := b.page(path)
		for _, m := range named.FindAllStringSubmatch(page, -1) {
			names = append(names, m[1])
		}
		path = ""
		if m := next.FindStringSubmatch(page); m != nil {
			path = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	return names
}

func TestTheWholeListIsSortedAndFilteredNotThePageInView(t *testing.T) {
	o := open(t)
	o.crowd(60)
	amira := o.as("amira")
	names := amira.everybody("/lobby/hpa2?sort=name")
	require.Len(t, names, 60)
	require.IsIncreasing(t, names, "over all pages")
	require.Contains(t, amira.page("/lobby/hpa2?sort=name&page=2"), "60 cases waiting, by name. 26 to 50 are on this page.")
	require.Contains(t, amira.page("/lobby/hpa2?sort=name"), `aria-sort="ascending"`)
	require.Contains(t, amira.page("/lobby/hpa2?page=99"), "51 to 60 are on this page", "a list that grew shorter ends before")
	require.Contains(t, amira.page("/lobby/hpa2?page=2"), `rel="prev" href="/lobby/hpa2"`)

	page := amira.page("/lobby/hpa2")
	require.Less(t, len(page), 60_000, "bytes of a page of the list")
	for _, f := range []string{"channel", "holder", "due", "age"} {
		for _, m := range regexp.MustCompile(`<option value="([a-z.-]+)"( selected)?>[^<]* \((\d+)\)</option>`).FindAllStringSubmatch(between(t, page, `name="`+f+`">`, "</select>"), -1) {
			require.Len(t, amira.everybody("/lobby/hpa2?"+f+"="+m[1]), atoi(t, m[3]), "%s %s", f, m[1])
		}
	}
	require.Contains(t, page, ">HPA2 (60)</a>")
	require.Contains(t, page, ">HRS (0)</a>")
	require.Contains(t, page, "<title>Lobby, HPA2 –")
	require.Contains(t, amira.page("/lobby/hpa2?page=99"), "<title>Lobby, HPA2, page 3 –", "pages are told apart")
}

func atoi(t *testing.T, s string) (n int) {
	t.Helper()
	_, err := fmt.Sscan(s, &n)
	require.NoError(t, err)
	return n
}

func TestAListThatCannotBeFilteredOrSortedSoSaysSo(t *testing.T) {
	o := open(t)
	for n := range maxRated + 1 {
		o.arrives(matching.Person{Given: fmt.Sprintf("Given%03d", n), Family: "Holt"})
	}
	amira := o.as("amira")
	for _, none := range []string{"channel=pigeon", "holder=somebody.gone", "due=never", "age=ancient", "sort=luck", "page=0"} {
		for _, list := range []string{"", "/list.csv"} {
			if list == "" || !strings.HasPrefix(none, "page") {
				require.Equal(t, http.StatusBadRequest, amira.get("/lobby/hpa2"+list+"?"+none).StatusCode, none+list)
			}
		}
	}
	require.Contains(t, body(t, amira.get("/lobby/hpa2?holder=somebody.gone")), "a filter that is there no longer")
	page := amira.page("/lobby/hpa2?sort=match")
	tooMany := "Up to 200 cases are sorted by their strongest match, and 201 fit the filters. They are oldest first instead"
	require.Contains(t, page, tooMany)
	require.Contains(t, page, "201 cases waiting, oldest first.")
	page = body(t, amira.post("/lobby/hpa2/bulk?sort=match", url.Values{"act": {"claim"}}))
	require.Contains(t, page, "Tick the cases first", "what was not done is told as well")
	require.Contains(t, page, tooMany)
}

func TestEveryNumberOfTheDashboardOpensTheListOfWhatItCounts(t *testing.T) {
	o := open(t)
	o.crowd(40)
	for _, who := range []string{"amira", "ben", "carys"} {
		b := o.as(who)
		page := b.page("/dashboard")
		require.Equal(t, "/dashboard", b.get("/").Header.Get("Location"), "it is the first page")
		links := regexp.MustCompile(`<a href="(/lobby/hpa2[^"]*)"(?: class="bad")?>(?:<span class="big">)?(\d+)<`).FindAllStringSubmatch(page, -1)
		require.Greater(t, len(links), 15)
		for _, m := range links {
			require.Len(t, b.everybody(strings.ReplaceAll(m[1], "&amp;", "&")), atoi(t, m[2]), m[1])
		}
		require.Equal(t, who == "carys", strings.Contains(page, "Cases by officer"))
		require.Contains(t, page, "This week <strong>")
	}
}

func TestTheListAsAFileIsSafeForSpreadsheets(t *testing.T) {
	o := open(t)
	for _, name := range []string{"=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "Ann"} {
		o.arrives(matching.Person{Given: name, Family: "Holt"})
	}
	res := o.as("amira").get("/lobby/hpa2/list.csv?sort=name")
	require.Equal(t, `attachment; filename="lobby.csv"`, res.Header.Get("Content-Disposition"))
	require.Contains(t, res.Header.Get("Content-Type"), "text/csv")
	text, begins := strings.CutPrefix(body(t, res), "\ufeff")
	require.True(t, begins, "spreadsheets are told that it is UTF-8")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 7)
	for _, r := range rows {
		for _, cell := range r {
			require.NotContains(t, "=+-@\t\r", (cell + " ")[:1], "%q", cell)
		}
	}
	require.Equal(t, []string{"'=a", "'+a", "a-", "' =a"}, safe("=a", "+a", "a-", " =a"))
	for cell, want := range map[string]string{
		"01234567": "'01234567", "12345E67": "'12345E67", "00000000": "'00000000", // as references may be
		"12345678": "12345678", "1E4116FE": "1E4116FE", "E1234567": "E1234567", "0": "0", "2026-06-04 12:32": "2026-06-04 12:32", "Ann": "Ann", "": "",
	} {
		require.Equal(t, []string{want}, safe(cell), "a spreadsheet would write another number")
	}
}

// keeps has the browser send the cookie that an answer set, beside its log-in.
func (b *browser) keeps(res *http.Response) (kept *http.Cookie) {
	b.o.t.Helper()
	require.Len(b.o.t, res.Cookies(), 1)
	kept = res.Cookies()[0]
	b.header = http.Header{"Cookie": {b.cookie.Name + "=" + b.cookie.Value + "; " + kept.Name + "=" + kept.Value}}
	return kept
}

func TestFiltersAreSavedInTheBrowserOfTheirOfficer(t *testing.T) {
	o := open(t)
	o.crowd(10)
	amira := o.as("amira")
	res := amira.post("/lobby/hpa2/save", url.Values{"name": {"Old <ones>"}, "query": {"age=old&sort=due&page=3&evil=1&due=never"}})
	require.Equal(t, "/lobby/hpa2?age=old&sort=due", res.Header.Get("Location"), "what the list does not know is not kept")
	kept := amira.keeps(res)
	require.True(t, kept.HttpOnly && kept.MaxAge > 300*24*3600)
	page := amira.page("/lobby/hpa2")
	require.Contains(t, page, "Old &lt;ones&gt;")
	require.Contains(t, page, `<a href="/lobby/hpa2?age=old&amp;sort=due">`)

	again := open(t).as("amira") // the desk starts anew
	again.keeps(&http.Response{Header: http.Header{"Set-Cookie": {kept.String()}}})
	require.Contains(t, again.page("/lobby/hrs"), "<bdi>Old &lt;ones&gt;</bdi>, HPA2</a>", "the list of either system says whose filters they are")
	ben := o.as("ben")
	ben.keeps(&http.Response{Header: http.Header{"Set-Cookie": {kept.String()}}})
	require.NotContains(t, ben.page("/lobby/hpa2"), "Old &lt;ones&gt;", "in one browser each officer has their own")

	res = amira.post("/lobby/hrs/save", url.Values{"name": {"Old <ones>"}, "query": {"due=over"}})
	amira.keeps(res)
	page = amira.page(res.Header.Get("Location"))
	require.Contains(t, page, "Those that had this name before are forgotten.")
	require.NotContains(t, page, "/lobby/hpa2?age=old")

	res = amira.post("/lobby/hpa2/forget", url.Values{"name": {"Old <ones>"}})
	amira.keeps(res)
	require.NotContains(t, amira.page("/lobby/hrs"), "Old &lt;ones&gt;")
	res = amira.post("/lobby/hpa2/save", url.Values{"name": {" "}, "query": {"age=old"}})
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	page = body(t, res)
	require.Contains(t, page, `<a href="#save-as">`)
	require.Contains(t, page, `<option value="old" selected>`, "and the filters stay")
}

func TestWhatABrowserKeepsIsBoundedAndNotBelieved(t *testing.T) {
	o := open(t)
	amira := o.as("amira")
	for i := range 3 * maxSaved {
		amira.keeps(amira.post("/lobby/hpa2/save", url.Values{"name": {fmt.Sprintf("%02d%s", i, strings.Repeat("ü", 29))}, "query": {"age=old&sort=due&holder=nobody&due=soon"}}))
	}
	_, value, _ := strings.Cut(amira.header.Get("Cookie"), "saved-amira.osei=")
	require.LessOrEqual(t, len(value), maxSavedSize)
	page := amira.page("/lobby/hpa2")
	require.Contains(t, page, fmt.Sprintf("%02dü", 3*maxSaved-1), "the latest stays")
	for _, text := range []string{"x", `[{"n":"Evil","p":"https://elsewhere.example","q":""}]`, `[{"n":"Evil","p":"/lobby/none","q":"a"}]`, `[{"n":"Evil","p":"/lobby/hpa2","q":"%zz"}]`, `{}`} {
		amira.keeps(&http.Response{Header: http.Header{"Set-Cookie": {savedCookie("amira.osei") + "=" + base64.RawURLEncoding.EncodeToString([]byte(text))}}})
		require.NotContains(t, amira.page("/lobby/hpa2"), "Evil", text)
	}
}

func TestDataProtectionErasesAClientByTypingItsNumber(t *testing.T) {
	o := open(t)
	o.client("C1", person())
	amira, priya := o.as("amira"), o.as("priya")
	require.NotContains(t, amira.page("/client/hpa2/C1"), "Erase this client")
	require.Equal(t, http.StatusForbidden, amira.get("/client/hpa2/C1/erase").StatusCode)
	require.Equal(t, http.StatusForbidden, amira.post("/client/hpa2/C1/erase", url.Values{"confirm": {"C1"}}).StatusCode)
	require.Contains(t, priya.page("/client/hpa2/C1"), "/client/hpa2/C1/erase")
	res := priya.post("/client/hpa2/C1/erase", url.Values{"confirm": {"C2"}})
	require.Contains(t, body(t, res), "Nothing was erased.")
	require.Equal(t, "/client/hpa2/C1", priya.post("/client/hpa2/C1/erase", url.Values{"confirm": {"c1"}}).Header.Get("Location"))
	page := priya.page("/client/hpa2/C1")
	require.Contains(t, page, "Client C1 is erased.")
	for _, m := range markers {
		require.NotContains(t, page, m)
	}
}

// slow is a file without an end, until it is told to stop.
type slow struct{ rows int }

func (s *slow) Read(b []byte) (int, error) {
	s.rows++
	if s.rows == 1 {
		return copy(b, "id,given_name,family_name\n"), nil
	}
	return copy(b, fmt.Sprintf("X%d,Ada,Example\n", s.rows)), nil
}

func TestAnImportCanBeStoppedAndSaysHowFarItCame(t *testing.T) {
	o := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	job := &importJob{Clients: true, Started: noon.Add(-10 * time.Second), cancel: cancel}
	o.desk.imports.jobs = append(o.desk.imports.jobs, job)
	done := make(chan struct{})
	go func() { o.desk.load(ctx, job, "upload.csv", new(slow)); close(done) }()
	carys := o.as("carys")
	require.Equal(t, http.StatusForbidden, o.as("amira").post("/import/0/cancel", nil).StatusCode)
	require.Eventually(t, func() bool { return job.body(noon).Rows > 1000 }, time.Minute, time.Millisecond)
	page := carys.page("/import/0")
	require.Contains(t, page, "Stop the import")
	require.Contains(t, page, " rows a second")
	require.Equal(t, "/import/0", carys.post("/import/0/cancel", nil).Header.Get("Location"))
	<-done
	page = carys.page("/import/0")
	require.Contains(t, page, "Stopped before the end")
	require.Contains(t, page, "what was read before is in")
}

func TestTheAuditTrailIsListedFromADay(t *testing.T) {
	o := open(t)
	o.crowd(60) // one in six hours, up to noon of 4 June
	elin := o.as("elin")
	first := func(page string) string { return between(t, page, `<th scope="row" class="at">`, "<") }
	require.Equal(t, "20 May 2026 at 12:32pm", first(elin.page("/audit")))
	for _, typed := range []string{"1 6 2026", "2026-06-01", "01/06/2026", "1.6.26", "1 6 26", "1st June 2026", "Mon 1 Jun 2026", "20260601", "1 June 2026 at 12:32am", "1 June 2026 at 9:00pm"} {
		page := elin.page("/audit?from=" + url.QueryEscape(typed))
		require.Equal(t, "1 June 2026 at 12:32am", first(page), typed)
		require.Contains(t, page, "happened from 1 June 2026 on", "it says which day it took")
	}
	for typed, day := range map[string]string{"1 7 26": "1 July 2026", "1 7 2031": "1 July 2031"} { // which have yet to come
		require.Contains(t, elin.page("/audit?from="+url.QueryEscape(typed)), "Nothing is written from "+day+" on.")
	}
	require.Contains(t, elin.page("/audit?from=1+7+98"), "happened from 1 July 1998 on")
	next := html.UnescapeString(between(t, elin.page("/audit?from=21+5+2026"), `<p><a href="`, `"`))
	require.NotEqual(t, "21 May 2026 at 12:32am", first(elin.page(next)), "the next page goes on")
	for _, typed := range []string{"the past", "31 2 2026", "1/13/2026", "2026-31-05", "6/2026", "2026", "1 6 2026 or 2 6 2026"} {
		res := elin.get("/audit?from=" + url.QueryEscape(typed))
		require.Equal(t, http.StatusBadRequest, res.StatusCode, typed)
		page := body(t, res)
		require.Contains(t, page, `<a href="#from">Enter one day`, typed)
		require.NotContains(t, page, "happened from", typed)
	}
}

func TestAListShowsRatingsToThoseWhoDecideAlone(t *testing.T) {
	o := open(t)
	o.client("C1", person())
	o.arrives(person())
	for account, shown := range map[string]bool{"amira": true, "carys": true, "priya": false} {
		page := o.as(account).page("/lobby/hpa2")
		require.Equal(t, shown, strings.Contains(page, "Strongest match"), account)
		want := http.StatusBadRequest
		if shown {
			want = http.StatusOK
		}
		require.Equal(t, want, o.as(account).get("/lobby/hpa2?sort=match").StatusCode, account)
	}
	for _, path := range []string{"/lobby/hpa2", "/lobby/hpa2/list.csv"} {
		require.Equal(t, http.StatusNotFound, o.as("devon").get(path).StatusCode, "a provider has nothing to do with that system")
	}
}

func TestACaseSaysWhenItIsDueAndWhetherItIsUrgent(t *testing.T) {
	for _, c := range []struct {
		in     time.Duration
		urgent bool
		want   tag
	}{
		{-3 * time.Hour, false, tag{"bad", "Overdue by 3 hours"}},
		{-3 * time.Hour, true, tag{"bad", "Urgent, overdue by 3 hours"}},
		{0, false, tag{"bad", "Due now"}},
		{0, true, tag{"bad", "Urgent, due now"}},
		{5 * time.Hour, false, tag{"warn", "Due in 5 hours"}},
		{5 * time.Hour, true, tag{"warn", "Urgent, due in 5 hours"}},
		{5 * 24 * time.Hour, true, tag{"warn", "Urgent, due in 5 days"}},
		{5 * 24 * time.Hour, false, tag{"", "Due in 5 days"}},
	} {
		require.Equal(t, c.want, *dueTag(store.Record{Due: noon.Add(c.in), Urgent: c.urgent}, noon))
	}
	require.Nil(t, dueTag(store.Record{Urgent: true}, noon))
}
