package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// look is one page of one account, and how to get there. The looks share a desk, and none needs
// what another did.
type look struct {
	account, name string
	arrive        func(*visitor)
}

var looks = []look{
	{"", "login", func(v *visitor) { v.open("/login") }},
	{"amira", "list-hpa2", func(v *visitor) { v.open("/lobby/hpa2") }},
	{"amira", "list-hrs", func(v *visitor) { v.open("/lobby/hrs") }},
	{"amira", "record", func(v *visitor) { v.open("/lobby/hpa2"); v.choose("table tbody a") }},
	{"amira", "review", (*visitor).review},
	{"amira", "compare", func(v *visitor) {
		v.review()
		v.follow("Compare")
	}},
	{"amira", "assign", func(v *visitor) {
		v.review()
		v.follow("Assign to this client")
	}},
	{"amira", "create", func(v *visitor) {
		v.review()
		v.follow("Create new client")
	}},
	{"amira", "remove", func(v *visitor) {
		v.review()
		v.follow("Remove lobby case")
	}},
	{"amira", "remove-refused", func(v *visitor) {
		v.review()
		v.follow("Remove lobby case")
		v.click("#r-duplicate")
		v.fill("confirm", "wrong")
		v.press("Remove lobby case")
	}},
	{"amira", "search", func(v *visitor) { v.open("/search") }},
	{"amira", "search-results", (*visitor).search},
	{"amira", "search-name", func(v *visitor) {
		v.open("/search")
		v.fill("f-family", "Smith")
		v.press("Search")
		require.Contains(v.t, v.text(), "clients are called Smith")
	}},
	{"amira", "search-too-little", func(v *visitor) {
		v.open("/search")
		v.fill("f-postcode", "LS6")
		v.press("Search")
		require.Contains(v.t, v.text(), "too little")
	}},
	{"amira", "review-too-little", func(v *visitor) {
		v.takeFrom("amira", "devon", map[string]string{"family": "not entered"})
		require.Contains(v.t, v.text(), "Nobody was looked for")
	}},
	{"amira", "review-by-name", func(v *visitor) {
		v.takeFrom("amira", "devon", map[string]string{"family": "Smith"})
		require.Contains(v.t, v.text(), "fit equally well")
	}},
	{"amira", "client", func(v *visitor) { v.search(); v.open(v.href("table tbody a")) }},
	{"amira", "dashboard", func(v *visitor) { v.open("/dashboard") }},
	{"carys", "dashboard-lead", func(v *visitor) { v.open("/dashboard") }},
	{"amira", "list-filtered", func(v *visitor) { v.open("/lobby/hpa2?holder=nobody&sort=due") }},
	{"amira", "bulk-remove", func(v *visitor) {
		v.review()
		v.open("/lobby/hpa2?holder=me")
		v.click("table tbody input[type=checkbox]")
		v.press("Remove …")
		require.Contains(v.t, v.text(), "Will be removed")
	}},
	{"ben", "held-by-another", func(v *visitor) { v.open(v.heldByAmira("ben")) }},
	{"ben", "refused", func(v *visitor) { v.open(v.heldByAmira("ben") + "/create") }},
	{"ben", "done", func(v *visitor) {
		v.open("/lobby/hpa2?holder=nobody&sort=match")
		v.choose("table tbody a")
		v.press("Assign lobby case")
		v.follow("Assign to this client")
		v.press("Assign to this client")
	}},
	{"amira", "review-household", (*visitor).household},
	{"amira", "client-household", func(v *visitor) {
		v.household()
		v.press("They are one")
		path := v.href(`#drawn ~ table td[data-label="May be"] a[target]`)
		v.open(path)
	}},
	{"amira", "case", func(v *visitor) {
		v.open("/case")
		v.click(`//summary[contains(., "Others of the household")]`)
	}},
	{"amira", "case-faults", func(v *visitor) {
		v.open("/case")
		v.fill("f-born", "99/99/2020")
		v.fill("f-member-1-relation", "child")
		v.press("Add case")
		require.Contains(v.t, v.text(), "Choose which system")
	}},
	{"amira", "model", func(v *visitor) { v.open("/model") }},
	{"amira", "model-checked", func(v *visitor) {
		v.open("/model")
		v.press("Check the ratings")
		v.until(finished)
		v.open("/model")
	}},
	{"carys", "record-lead", func(v *visitor) { v.open(v.heldByAmira("carys")) }},
	{"carys", "report", func(v *visitor) { v.open("/report/hpa2") }},
	{"carys", "upkeep", func(v *visitor) { v.open("/upkeep") }},
	{"carys", "upkeep-looked", func(v *visitor) { v.lookRetired(); v.accessible("what would go") }},
	{"carys", "reindexed", func(v *visitor) { v.open("/upkeep"); v.press("Prepare everybody again"); v.until(finished) }},
	{"carys", "learnt", func(v *visitor) { v.open("/model"); v.press("Learn from decisions"); v.until(finished) }},
	{"carys", "audit", func(v *visitor) { v.open("/audit") }},
	{"carys", "who-looked", func(v *visitor) { v.open("/readings") }},
	{"carys", "import", func(v *visitor) { v.open("/import") }},
	{"carys", "audit-of-one", func(v *visitor) { v.open("/audit"); v.choose(`a[href^="/audit?record="]`) }},
	{"carys", "importing", func(v *visitor) {
		file := filepath.Join(v.t.TempDir(), "clients.csv")
		require.NoError(v.t, os.WriteFile(file, []byte("id,given_name,family_name\nX1,Ada,Example\n\"broken\n"), 0o600))
		v.open("/import")
		v.click("#k1")
		v.do(chromedp.SetUploadFiles("#file", []string{file}, chromedp.ByQuery))
		v.press("Import")
	}},
	{"devon", "provider-list", func(v *visitor) { v.open("/lobby/hrs") }},
	{"devon", "provider-record", func(v *visitor) { v.open("/lobby/hrs"); v.choose("table tbody a") }},
	{"devon", "people", func(v *visitor) { v.open("/people") }},
	{"devon", "people-pop-up", func(v *visitor) {
		v.open("/people")
		v.click("a[data-dialog]")
		v.do(chromedp.WaitVisible("#add-client", chromedp.ByQuery))
	}},
	{"devon", "add", func(v *visitor) { v.open("/add") }},
	{"devon", "add-faults", func(v *visitor) {
		v.open("/add")
		v.fill("f-born", "99/99/2020")
		v.press("Add client")
		require.Contains(v.t, v.text(), "Enter a last name.")
	}},
	{"devon", "correct", func(v *visitor) { v.add(map[string]string{"family": "Quayle"}); v.follow("Correct these details") }},
	{"devon", "add-further", func(v *visitor) {
		v.open("/add")
		v.click("details.further summary")
	}},
	{"devon", "record-unused", func(v *visitor) {
		v.add(map[string]string{"family": "Quayle", "phone": "0000; 07700 900124", "born": "99/99/2020", "previous-postcodes": "ZZ99 3VZ"})
		require.Contains(v.t, v.text(), "Not used for matching")
	}},
	{"priya", "erase", func(v *visitor) { v.search(); v.open(v.href("table tbody a")); v.follow("Erase this client") }},
	{"priya", "subject", func(v *visitor) { v.open("/subject") }},
	{"elin", "not-found", func(v *visitor) { v.open("/nothing") }},
}

// add adds a client by the form.
func (v *visitor) add(p map[string]string) {
	v.t.Helper()
	v.open("/add")
	v.click("details.further summary")
	for field, text := range p {
		v.fill("f-"+field, text)
	}
	v.press("Add client")
	if v.there("#anyway") {
		v.click("#anyway")
		v.press("Add client")
	}
}

// there reports whether a selector finds anything.
func (v *visitor) there(selector string) (found bool) {
	v.t.Helper()
	v.do(chromedp.Evaluate(fmt.Sprintf("!!document.querySelector(%q)", selector), &found))
	return found
}

// href is the address of the first link that a selector finds.
func (v *visitor) href(selector string) (path string) {
	v.t.Helper()
	v.do(chromedp.Evaluate(fmt.Sprintf("document.querySelector(%q).getAttribute('href')", selector), &path))
	return path
}

// takeFrom adds a client as a provider's user, and takes the case as an officer.
func (v *visitor) takeFrom(officer, provider string, p map[string]string) {
	v.t.Helper()
	v.as(provider)
	v.add(p)
	path := v.path()
	v.as(officer)
	v.open(path)
	v.press("Assign lobby case")
}

// review opens the review of a case that the officer holds, or takes one if there is none.
func (v *visitor) review() {
	v.t.Helper()
	v.open("/lobby/hpa2?holder=me&sort=match")
	if !v.there("table tbody a") {
		v.take()
		return
	}
	v.open(v.href("table tbody a") + "/review")
}

// heldByAmira has Amira hold a case, logs in as another account, and returns the path of the case.
func (v *visitor) heldByAmira(account string) (path string) {
	v.t.Helper()
	v.as("amira")
	v.review()
	path = strings.TrimSuffix(v.path(), "/review")
	v.as(account)
	return path
}

// search looks for somebody who is on the made-up register.
func (v *visitor) search() {
	v.t.Helper()
	v.open("/search")
	v.fill("f-given", "Mohammed")
	v.fill("f-family", "Khan")
	v.fill("f-born", "1 January 1990")
	v.press("Search")
}

// scenes are the windows in which each page is scanned. Plain is for machines without fonts.
var scenes = []struct {
	width       int64
	dark, plain bool
}{{1280, false, false}, {1280, true, true}, {768, false, false}, {768, true, false}, {320, true, false}, {320, false, true}}

func TestEveryPageAtEveryWidth(t *testing.T) {
	at, visitors := desk(t), map[string]*visitor{}
	for _, l := range looks {
		if visitors[l.account] == nil {
			visitors[l.account] = visit(t, at, l.account)
		}
		t.Run(l.name, func(t *testing.T) {
			v := visitors[l.account].within(t)
			l.arrive(v)
			for _, s := range scenes {
				v := v.within(t) // each has minutes of its own
				at := fmt.Sprintf("%s-%d-dark-%v-plain-%v", l.name, s.width, s.dark, s.plain)
				v.width(s.width)
				v.dark(s.dark)
				v.plain(s.plain)
				require.LessOrEqual(t, v.across(), s.width, "%s scrolls sideways", at)
				v.accessible(at)
				v.picture(at)
			}
			v.width(scenes[0].width)
			v.dark(false)
			v.within(t).sound(l.name)
		})
	}
}
