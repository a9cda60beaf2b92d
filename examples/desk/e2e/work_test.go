package e2e

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

func TestAnOfficerTypesACaseAndLosesNothingOfIt(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.open("/dashboard")
	v.choose(`//nav//a[contains(., "Add case")]`)
	v.fill("f-given", "Rosalind")
	v.fill("f-born", "99/99/2020")
	v.click(`//summary[contains(., "Others of the household")]`)
	v.fill("f-member-1-relation", "partner")
	v.press("Add case")
	v.until(`document.activeElement.className == "problem"`)
	for _, id := range []string{"sys-hpa2", "f-family", "f-born", "f-member-1-given"} {
		require.True(t, v.there(`.problem a[href="#`+id+`"]`), id)
		require.True(t, v.there("#"+id), id)
	}
	v.accessible("faults of a typed case")
	v.click(`.problem a[href="#f-member-1-given"]`)
	require.Equal(t, "f-member-1-given", v.focused(), "and the household is open")
	v.fill("f-member-1-given", "Robin")
	v.click("#sys-hpa2")
	v.fill("f-family", "Quayle")
	v.fill("f-born", "14 2 1991")
	v.logOut()
	v.press("Add case")
	require.Contains(t, v.text(), "Nothing was saved.")
	v.click("#as-amira")
	v.press("Log in")
	require.Equal(t, "/case", v.path())
	v.scripts(false)
	v.pressTwice("Add case")
	v.scripts(true)
	v.open("/lobby/hpa2?holder=me")
	require.Contains(t, v.text(), "1 case", "a double click adds one, and it is mine")
	v.choose("table tbody a")
	require.Contains(t, v.text(), "Rosalind Quayle")
	require.Contains(t, v.text(), "Robin")
}

// finished is a condition: the page of some work says that it has ended.
const finished = `document.readyState == "complete" && !!document.querySelector("main .done h2, main .problem h2")`

// stopped is a condition that presses Stop on the page of work, and is true once it has.
const stopped = `(b => b && /of 12,000 cases so far/.test(document.querySelector("main").innerText) && !!document.querySelector("progress") && (b.click(), window.pressed = true))(document.querySelector('form[action$="/cancel"] button'))`

// lookUntil waits for a condition on the page of some work. Without scripts it follows "Look
// again" until then.
func (v *visitor) lookUntil(condition string) {
	v.t.Helper()
	if !walked("noscript") {
		v.until(condition)
		return
	}
	for range 400 {
		var so bool
		if v.do(chromedp.Evaluate(condition, &so)); so {
			return
		}
		v.follow("Look again")
	}
	v.t.Fatalf("never %s", condition)
}

// lookRetired has the desk count what would go if all was kept for a week.
func (v *visitor) lookRetired() {
	v.t.Helper()
	v.open("/upkeep")
	v.fill("records", "7")
	v.fill("events", "7")
	v.press("Find out what would go")
	v.lookUntil(finished)
	require.Contains(v.t, v.text(), "Nothing has gone yet.")
}

func TestALeadLooksBeforeAnythingGoes(t *testing.T) {
	v := visit(t, desk(t), "carys")
	v.scripts(false)
	v.open("/upkeep")
	v.press("Find out what would go")
	require.Contains(t, v.text(), "Choose how long something is kept.")
	v.open("/upkeep")
	v.fill("records", "7")
	v.fill("events", "7")
	v.press("Find out what would go")
	for range 20 {
		if v.there("#confirm") {
			break
		}
		v.follow("Look again")
	}
	var typed string
	v.do(chromedp.Text("#h-confirm", &typed, chromedp.ByQuery))
	typed = strings.TrimSpace(strings.TrimPrefix(typed, "It is "))
	v.fill("confirm", "1")
	v.choose("main button.stop")
	require.Contains(t, v.text(), "Nothing was done.")
	require.True(t, v.there(`#confirm[aria-invalid="true"]`))
	v.fill("confirm", typed)
	v.choose("main button.stop")
	v.scripts(true)
	v.open(v.path())
	v.until(finished)
	require.Contains(t, v.text(), "have gone.")
	require.Contains(t, v.text(), "What has gone")
}

func TestLongWorkSaysHowFarItIsAndIsStopped(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.open("/model")
	v.press("Check the ratings")
	v.until(stopped) // at once: on a quick machine it takes a second or two
	v.until(`!window.pressed && document.readyState == "complete"`)
	v.lookUntil(finished)
	require.Contains(t, v.text(), "Stopped before the end.")
	v.open("/model")
	require.Contains(t, v.text(), "They can be checked")

	v.press("Check the ratings")
	v.lookUntil(`/[1-9][0-9,]* of 12,000 cases so far, [0-9,]+ cases a second, /.test(document.querySelector("main").innerText) || ` + finished)
	v.accessible("work that goes on")
	v.lookUntil(finished)
	require.Equal(t, "main", v.focused(), "the end is read out")
}

func TestTheCaseStandsBesideTheClientWithTheDecisionInView(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.take()
	v.open(v.href("a.compare"))
	type box struct{ Top, Bottom, Left float64 }
	boxes := func() (b []box) {
		v.do(chromedp.Evaluate(`[...document.querySelectorAll(".panes > section, .decide a.button")].map(e => (r => ({Top: r.top, Bottom: r.bottom, Left: r.left}))(e.getBoundingClientRect()))`, &b))
		require.Len(t, b, 3)
		return b
	}
	for _, w := range v.wide() {
		v.width(w)
		for _, scroll := range []string{"0", "document.documentElement.scrollHeight / 2", "document.documentElement.scrollHeight"} {
			v.do(chromedp.Evaluate(`scrollTo({top: `+scroll+`, behavior: "instant"})`, nil))
			b := boxes()
			require.Equal(t, b[0].Top, b[1].Top, "beside one another")
			require.Greater(t, b[1].Left, b[0].Left+200)
			require.True(t, b[2].Top >= 0 && b[2].Bottom <= 900, "the decision is in view: %v", b[2])
		}
	}
	v.width(768)
	b := boxes()
	require.GreaterOrEqual(t, b[1].Top, b[0].Bottom, "one below the other")
}

// wide are window widths at which two columns have room side by side.
func (v *visitor) wide() []int64 {
	if walked("narrow") {
		return nil
	}
	return []int64{1280, 1024}
}

func TestAHouseholdIsDrawnAndLinkedWithoutScripts(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.scripts(false)
	v.household()
	require.True(t, v.there("svg.drawn .drawn-together"))
	var rows, drawn int
	v.do(chromedp.Evaluate(`document.querySelectorAll("#drawn ~ table:has(button) tbody tr").length`, &rows), chromedp.Evaluate(`document.querySelectorAll("svg.drawn rect:not(.drawn-together)").length`, &drawn))
	require.True(t, rows >= 3 && drawn >= 4, "the table says what is drawn: %d rows, %d boxes", rows, drawn)
	v.press("They are one")
	require.Contains(t, v.text(), "It is kept that this member of the household is client")
	require.True(t, v.there("svg.drawn .drawn-is"))
	v.press("Take it back")
	require.False(t, v.there("svg.drawn .drawn-is"))
}

// household takes a case with a household of which somebody may be a client, and opens its
// review.
func (v *visitor) household() {
	v.t.Helper()
	for _, path := range v.hrefs("/lobby/hpa2?holder=nobody", "table tbody a") {
		v.open(path + "/review")
		if v.there("svg.drawn .drawn-together") && strings.Contains(v.text(), "Partner") {
			v.open(path)
			v.press("Assign lobby case")
			if v.there(`form[action$="/member"]`) {
				return
			}
		}
	}
	v.t.Fatal("no such case")
}

// hrefs are the addresses of all links that a selector finds on a page.
func (v *visitor) hrefs(path, selector string) (paths []string) {
	v.t.Helper()
	v.open(path)
	v.do(chromedp.Evaluate(fmt.Sprintf("[...document.querySelectorAll(%q)].map(a => a.getAttribute('href'))", selector), &paths))
	return paths
}

func TestAnOpenListTellsWhatCameAndMovesNothing(t *testing.T) {
	scripted(t, "a list that is loaded again shows it")
	at := desk(t)
	amira, devon := visit(t, at, "amira"), visit(t, at, "devon")
	amira.open("/lobby/hrs?sort=name")
	before := amira.text()
	for range 3 {
		devon.add(map[string]string{"given": "Rosalind", "family": "Quayle"})
	}
	amira.until(`document.getElementById("live").innerText.includes("3 new cases.")`)
	require.Contains(t, amira.text(), before[strings.Index(before, "Filter and sort"):], "nothing has moved by itself")
	amira.accessible("a list with news")
	amira.click("#live a")
	amira.until(`document.getElementById("live") && !document.getElementById("live").innerText && document.readyState == "complete"`)
	require.Contains(t, amira.text(), "by name", "as it was filtered and sorted")
}

// timed makes scripts wait for ms milliseconds where they would wait for that many minutes.
func (v *visitor) timed(minutes, ms int) {
	v.t.Helper()
	v.do(chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(fmt.Sprintf(`(at => { window.setTimeout = (f, ms, ...a) => at(f, ms == %d ? %d : ms, ...a) })(window.setTimeout)`, minutes*60000, ms)).Do(ctx)
		return err
	}))
}

func TestTheLogInWarnsBeforeItEndsAndOneClickStays(t *testing.T) {
	scripted(t, "what was typed waits for whoever logs in again")
	v := visit(t, desk(t), "devon")
	v.timed(28, 300)
	v.open("/add")
	v.fill("f-family", "Quayle")
	v.until(`document.getElementById("log-in-ends").open`)
	v.accessible("the warning")
	v.do(chromedp.KeyEvent(kb.Enter)) // the button has the focus
	v.until(`!document.getElementById("log-in-ends").open`)
	v.until(`document.getElementById("log-in-ends").open`) // and once more, as time goes on
	v.do(chromedp.KeyEvent(kb.Enter))
	var typed string
	v.do(chromedp.Value("#f-family", &typed, chromedp.ByQuery))
	require.Equal(t, "Quayle", typed)
	require.Equal(t, "/add", v.path())
	v.logOut()
	v.until(`document.getElementById("log-in-ends").open`)
	v.do(chromedp.KeyEvent(kb.Enter))
	v.until(`document.getElementById("log-in-ends").innerText.includes("Your log-in has ended")`)
}

func TestNobodyIsWarnedOfALogInThatAnotherTabKeeps(t *testing.T) {
	scripted(t, "there is no warning")
	v := visit(t, desk(t), "devon")
	v.timed(28, 300)
	v.open("/add")
	v.until(`document.getElementById("log-in-ends").open`)
	v.do(chromedp.Evaluate(`document.getElementById("log-in-ends").addEventListener("close", () => { window.taken = true })`, nil))
	v.do(chromedp.Evaluate(`void window.open("/people")`, nil, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithUserGesture(true) }))
	v.until(`window.taken === true`)
}

func TestALogInThatEndedSaysSoAndKeepsWhatIsTyped(t *testing.T) {
	v := visit(t, desk(t), "devon")
	v.timed(28, 300)
	v.timed(30, 600)
	v.open("/add")
	v.fill("f-family", "Quayle")
	v.until(`document.getElementById("log-in-ends").innerText.includes("Your log-in has ended")`)
	v.do(chromedp.KeyEvent(kb.Enter))
	v.until(`!document.getElementById("log-in-ends").open`)
	v.logOut()
	v.press("Add client")
	v.click("#as-devon")
	v.press("Log in")
	var typed string
	v.do(chromedp.Value("#f-family", &typed, chromedp.ByQuery))
	require.Equal(t, "Quayle", typed)
}

func TestSavedFiltersOutliveTheDesk(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.open("/lobby/hpa2?holder=nobody&sort=due")
	v.press("Save filters")
	require.True(t, v.there(`.problem a[href="#save-as"]`))
	v.fill("save-as", "Nobody’s, due first")
	v.press("Save filters")
	require.Contains(t, v.text(), "are saved as “Nobody’s, due first” in this browser")
	v.accessible("saved filters")

	v.desk = desk(t) // another process
	v.open("/login")
	v.click("#as-amira")
	v.press("Log in")
	v.open("/lobby/hrs")
	v.follow("Nobody’s, due first")
	require.Equal(t, "/lobby/hpa2", v.path())
	require.Contains(t, v.text(), "due first.")
	v.press("Forget the saved filters")
	require.NotContains(t, v.text(), "Nobody’s, due first, HPA2")
	require.Contains(t, v.text(), "are forgotten")
}

func TestDataProtectionErasesAClientForGood(t *testing.T) {
	v := visit(t, desk(t), "priya")
	v.search()
	client := v.href("table tbody a")
	number := client[strings.LastIndex(client, "/")+1:]
	v.open(client)
	var name string
	v.do(chromedp.Text("h1 bdi", &name, chromedp.ByQuery))
	v.follow("Erase this client")
	v.fill("confirm", "C0")
	v.press("Erase client")
	require.Contains(t, v.text(), "Type "+number+" to confirm. Nothing was erased.")
	v.fill("confirm", strings.ToLower(number))
	v.press("Erase client")
	require.Contains(t, v.text(), "Client "+number+" is erased.")
	require.NotContains(t, v.text(), name)
	v.search()
	require.NotContains(t, v.text(), number)
}
