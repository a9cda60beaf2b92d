package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

func TestAnOfficerTypesACaseAndLosesNothingOfIt(t *testing.T) {
	v := visit(t, engine(t), desk(t), "amira")
	v.open("/dashboard")
	v.leave(chromedp.Click(`//nav//a[contains(., "Add case")]`, chromedp.BySearch))
	v.fill("f-given", "Rosalind")
	v.fill("f-born", "99/99/2020")
	v.do(chromedp.Click(`//summary[contains(., "Others of the household")]`, chromedp.BySearch))
	v.fill("f-member-1-relation", "partner")
	v.press("Add case")
	v.until(`document.activeElement.className == "problem"`)
	for _, id := range []string{"sys-hpa2", "f-family", "f-born", "f-member-1-given"} {
		require.True(t, v.there(`.problem a[href="#`+id+`"]`), id)
		require.True(t, v.there("#"+id), id)
	}
	v.accessible("faults of a typed case")
	v.do(chromedp.Click(`.problem a[href="#f-member-1-given"]`, chromedp.ByQuery))
	require.Equal(t, "f-member-1-given", v.focused(), "and the household is open")
	v.do(chromedp.SendKeys("#f-member-1-given", "Robin", chromedp.ByQuery), chromedp.Click("#sys-hpa2", chromedp.ByQuery))
	v.fill("f-family", "Quayle")
	v.fill("f-born", "14 2 1991")
	v.do(chromedp.Evaluate(`fetch("/logout", {method: "POST"}).then(r => r.status)`, nil, awaited)) // in another tab
	v.press("Add case")
	require.Contains(t, v.text(), "Nothing was saved.")
	v.do(chromedp.Click("#as-amira", chromedp.ByQuery))
	v.press("Log in")
	require.Equal(t, "/case", v.path())
	v.scripts(false)
	v.leave(chromedp.DoubleClick(`//main//button[contains(., "Add case")]`, chromedp.BySearch))
	v.scripts(true)
	v.open("/lobby/hpa2?holder=me")
	require.Contains(t, v.text(), "1 case", "a double click adds one, and it is mine")
	v.choose("table tbody a")
	require.Contains(t, v.text(), "Rosalind Quayle")
	require.Contains(t, v.text(), "Robin")
}

// finished is true of the page of some work that has ended.
const finished = `document.readyState == "complete" && !!document.querySelector("main .done h2, main .problem h2")`

// lookRetired finds out what would go of what is older than a week.
func (v *visitor) lookRetired() {
	v.t.Helper()
	v.open("/upkeep")
	v.fill("records", "7")
	v.fill("events", "7")
	v.press("Find out what would go")
	v.until(finished)
	require.Contains(v.t, v.text(), "Nothing has gone yet.")
}

func TestALeadLooksBeforeAnythingGoes(t *testing.T) {
	v := visit(t, engine(t), desk(t), "carys")
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
	v.leave(chromedp.Click("main button.stop", chromedp.ByQuery))
	require.Contains(t, v.text(), "Nothing was done.")
	require.True(t, v.there(`#confirm[aria-invalid="true"]`))
	v.fill("confirm", typed)
	v.leave(chromedp.Click("main button.stop", chromedp.ByQuery))
	v.scripts(true)
	v.open(v.path())
	v.until(finished)
	require.Contains(t, v.text(), "have gone.")
	require.Contains(t, v.text(), "What has gone")
}

func TestLongWorkSaysHowFarItIsAndIsStopped(t *testing.T) {
	v := visit(t, engine(t), desk(t), "amira")
	v.open("/model")
	v.press("Check the ratings")
	v.until(`/[1-9][0-9,]* of 12,000 cases so far/.test(document.querySelector("main").innerText)`)
	require.True(t, v.there("progress"))
	v.accessible("work that goes on")
	v.until(`/ a second, /.test(document.querySelector("main").innerText)`)
	v.press("Stop")
	v.until(finished)
	require.Contains(t, v.text(), "Stopped before the end.")
	v.open("/model")
	require.Contains(t, v.text(), "They can be checked")
}
