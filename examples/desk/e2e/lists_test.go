package e2e

import (
	"encoding/csv"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// TestEveryNumberOfTheDashboardOpensTheListThatItCounts follows each box and each cell.
func TestEveryNumberOfTheDashboardOpensTheListThatItCounts(t *testing.T) {
	v := visit(t, desk(t), "carys")
	v.open("/dashboard")
	for _, chart := range []string{"Arrivals by week", "Time to a decision", "Cases by officer"} {
		require.Contains(t, v.text(), chart)
	}
	var links [][2]string // the number, and where it leads
	v.do(chromedp.Evaluate(`[...document.querySelectorAll(".numbers a, .grid a, .bars a")].map(a => [(a.closest("li")?.querySelector(".big, strong") || a).firstChild.textContent.trim(), a.getAttribute("href")])`, &links))
	require.Greater(t, len(links), 20)
	counted := map[string]string{}
	for _, l := range links {
		counted[l[1]] = l[0]
	}
	for href, n := range counted {
		v.open(href)
		if n == "0" {
			require.Contains(t, v.text(), "No case is waiting here", href)
			continue
		}
		require.Regexp(t, fmt.Sprintf(`(?m)^%s cases?( of \d+)? waiting`, n), v.text(), href)
	}
}

func TestManyCasesAreTakenAndRemovedAtOnce(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.open("/lobby/hpa2?holder=nobody&channel=third-party")
	n := 0
	v.do(chromedp.Evaluate(`document.querySelectorAll("tbody tr").length`, &n))
	require.Greater(t, n, 3)
	legend := func() (s string) {
		v.do(chromedp.Text("fieldset legend", &s, chromedp.ByQuery))
		return s
	}
	if !walked("noscript") {
		v.click(`//fieldset//button[contains(., "Tick all")]`)
		require.Equal(t, fmt.Sprintf("With the %d cases that are ticked", n), legend())
		if !walked("narrow") { // where it would hide them
			var seen bool
			v.do(chromedp.Evaluate(`scrollTo(0, 0), (r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector("fieldset").getBoundingClientRect())`, &seen))
			require.True(t, seen, "what is done with them is in view")
		}
		v.accessible("cases that are ticked")
		v.click(`//fieldset//button[contains(., "Tick none")]`)
	}
	v.tickThree()
	if !walked("noscript") {
		require.Equal(t, "With the 3 cases that are ticked", legend())
	}
	v.press("Assign to me")
	require.Equal(t, 3, strings.Count(v.text(), "Assigned to you"), "a result for each:\n%s", v.text())
	v.follow("Back to the lobby")
	require.Contains(t, v.text(), fmt.Sprintf("%d cases of", n-3), "the filters are as they were")

	v.open("/lobby/hpa2?holder=me")
	v.tickThree()
	v.press("Remove …")
	require.Equal(t, 3, strings.Count(v.text(), "Will be removed"))
	v.click("#r-spam")
	v.fill("confirm", "remove 2")
	v.press("Remove 3 lobby cases")
	require.Contains(t, v.text(), "Type REMOVE 3 to confirm. Nothing was removed.")
	v.fill("confirm", "remove 3")
	v.press("Remove 3 lobby cases")
	require.Equal(t, 3, len(regexp.MustCompile(`(?m)\bRemoved$`).FindAllString(v.text(), -1)), "a result for each:\n%s", v.text())
	v.open("/lobby/hpa2?holder=me")
	require.Contains(t, v.text(), "No case is waiting here")
}

func (v *visitor) tickThree() {
	v.t.Helper()
	for range 3 {
		v.click("tbody input:not(:checked)")
	}
}

// sortByName sorts the list by the head of its column or, in a window too narrow for heads, by
// the form above it.
func (v *visitor) sortByName() {
	v.t.Helper()
	if walked("narrow") {
		v.click(`//summary[contains(., "Filter and sort")]`)
		v.fill("sort", "name")
		v.choose(`//form[.//*[@id="sort"]]//button`)
		return
	}
	v.choose(`thead a[href*="sort=name"]`)
}

func TestAListTellsItsNumbersAndIsTurnedAndTakenAway(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.open("/lobby/hpa2")
	all := regexp.MustCompile(`HPA2 \((\d+)\)`).FindStringSubmatch(v.text())
	require.NotNil(t, all, "a tab says how many wait")
	require.Contains(t, v.text(), all[1]+" cases waiting, oldest first. 1 to 25 are on this page.")
	first := v.href("tbody a")
	v.follow("Next page")
	require.NotEqual(t, first, v.href("tbody a"))
	require.Contains(t, v.text(), "26 to "+all[1]+" are on this page")
	v.follow("Previous page")
	require.Equal(t, first, v.href("tbody a"))
	v.sortByName()
	require.Contains(t, v.text(), "by name")
	var sorted string
	v.do(chromedp.Evaluate(`document.querySelector("th[aria-sort=ascending]").textContent.trim()`, &sorted))
	require.Equal(t, "Name", sorted)

	v.open("/lobby/hpa2?due=over&sort=name")
	var names []string
	var text string
	v.do(chromedp.Evaluate(`[...document.querySelectorAll("tbody th a")].map(a => a.innerText)`, &names))
	v.script(`fetch(document.querySelector("a[href*='list.csv']").href).then(r => r.text())`, &text)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, len(names)+1, "the file is the list as it is filtered")
	for i, name := range names {
		require.Equal(t, name, rows[i+1][1], "and sorted")
	}
}
