package e2e

import (
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
