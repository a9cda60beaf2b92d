package e2e

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// fill sets an input of the page.
func (v *visitor) fill(id, text string) {
	v.t.Helper()
	v.write("#"+id, text)
}

// focused is the id and the class of the element with the focus.
func (v *visitor) focused() (at string) {
	v.t.Helper()
	v.do(chromedp.Evaluate(`document.activeElement.id + " " + document.activeElement.className`, &at))
	return strings.TrimSpace(at)
}

func TestFaultsAreASummaryWithTheFocusAndLinksToTheFields(t *testing.T) {
	v := visit(t, desk(t), "devon")
	v.open("/add")
	v.fill("f-given", "Rosalind")
	v.fill("f-born", "99/99/2020")
	v.press("Add client")
	v.until(`document.activeElement.className == "problem"`) // the summary has the focus
	var title string
	v.do(chromedp.Title(&title))
	require.Contains(t, title, "Error: ")
	var seen []string
	v.do(chromedp.Evaluate(`["f-family", "f-born"].map(id => { const i = document.getElementById(id);
		return [i.getAttribute("aria-invalid"), document.getElementById(i.getAttribute("aria-describedby").split(" ").pop()).innerText.length > 10].join() })`, &seen))
	require.Equal(t, []string{"true,true", "true,true"}, seen)
	v.click(`.problem a[href="#f-family"]`)
	require.Equal(t, "f-family", v.focused(), "a link of the summary leads into the field")
	var kept string
	v.do(chromedp.Value("#f-given", &kept, chromedp.ByQuery))
	require.Equal(t, "Rosalind", kept)
	v.fill("f-family", "Quayle")
	v.click("#f-born")
	v.press("Add client")
	require.Contains(t, v.text(), "they will not help to find the person")
	v.click("#anyway")
	v.press("Add client")
	require.Contains(t, v.text(), "Rosalind Quayle is added to the lobby")
	v.until(`document.activeElement.matches(".said[role=status]")`) // what was done has the focus
	v.open(v.path())
	require.NotContains(t, v.text(), "is added to the lobby", "it is said once")
}

func TestTheSecondClickIsStoppedAndALaterOneIsMeant(t *testing.T) {
	v := visit(t, desk(t), "priya")
	v.open("/subject") // where the page stays while a file is sent
	var sent []bool
	v.do(chromedp.Evaluate(`(() => { let at = 5000; performance.now = () => at; const form = document.querySelector("main form[method=post]");
		const click = (after) => { at += after; const e = new Event("submit", { cancelable: true }); form.dispatchEvent(e); return !e.defaultPrevented };
		return [click(0), click(200), click(1500), click(200)] })()`, &sent))
	require.Equal(t, []bool{true, false, true, false}, sent)
}

func TestWhatIsTooLongToSendStaysOnThePage(t *testing.T) {
	v := visit(t, desk(t), "devon")
	v.open("/add")
	v.fill("f-family", "Quayle")
	v.do(chromedp.Evaluate(`document.querySelector("#details").value = "x\n".repeat(20_000)`, nil))
	v.click("form[action='/add'] button")
	v.until(`document.activeElement.className == "problem long"`)
	require.Equal(t, "/add", v.path())
	require.Contains(t, v.text(), "what you typed is still here")
	v.do(chromedp.Evaluate(`document.querySelector("#details").value = "A bed for tonight."`, nil))
	v.press("Add client")
	require.Contains(t, v.text(), "Quayle is added to the lobby")
}

func TestANoteOutlivesTheEndOfTheLogIn(t *testing.T) {
	v := visit(t, desk(t), "devon")
	v.add(map[string]string{"family": "Quayle"})
	path := v.path()
	v.write("textarea", "Met on Tuesday, anxious.")
	v.logOut()
	v.press("Save task")
	require.Contains(t, v.text(), "Nothing was saved.")
	v.click("#as-devon")
	v.press("Log in")
	require.Equal(t, path, v.path())
	var note string
	v.do(chromedp.Value("textarea", &note, chromedp.ByQuery))
	require.Equal(t, "Met on Tuesday, anxious.", note)
	v.press("Save task")
	require.Contains(t, v.text(), "The task is saved.")
}

func TestAFormIsSentInTheNameOfWhoeverOpenedIt(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.open("/case")
	v.click("#sys-hpa2")
	v.fill("f-family", "Quayle")
	v.script(`fetch("/logout", {method: "POST"}).then(() => fetch("/login", {method: "POST", body: new URLSearchParams({account: "ben"})})).then(r => r.status)`, nil) // in another tab
	v.press("Add case")
	require.Contains(t, v.text(), "Ben Carter has logged in since")
	v.accessible("a form of somebody else")
	v.click("#as-amira")
	v.press("Log in")
	require.Equal(t, "Quayle", v.value("#f-family"))
	v.press("Add case")
	require.Contains(t, v.text(), "is added to the lobby")
}

func TestANoteOfTwoIsNotOverwrittenUnseen(t *testing.T) {
	at := desk(t)
	devon, amira := visit(t, at, "devon"), visit(t, at, "amira")
	devon.add(rosalind)
	amira.open(devon.path())
	amira.press("Assign lobby case")
	amira.open(devon.path())
	amira.write("textarea", "She has a key.")
	devon.write("textarea", "Met on Tuesday.\nAnxious.")
	devon.press("Save task")
	amira.press("Save task")
	require.Contains(t, amira.text(), "Somebody changed this task after you opened the page")
	require.Contains(t, amira.text(), "Met on Tuesday.\nAnxious.")
	require.Equal(t, "She has a key.", amira.value("textarea"))
	amira.accessible("a note of two")
	amira.write("textarea", "Met on Tuesday. Anxious. She has a key.")
	amira.press("Save task")
	require.Contains(t, amira.text(), "The task is saved.")
}

func TestADoubleClickWithoutScriptsAddsOnce(t *testing.T) {
	v := visit(t, desk(t), "devon")
	v.open("/people")
	before := strings.Count(v.text(), "Rosalind")
	v.scripts(false)
	v.open("/add")
	v.fill("f-given", "Rosalind")
	v.fill("f-family", "Quayle")
	v.pressTwice("Add client")
	v.open("/people")
	require.Equal(t, before+1, strings.Count(v.text(), "Rosalind"))
}

func TestAProviderAddsAClientByThePopUp(t *testing.T) {
	v := visit(t, desk(t), "devon")
	require.Equal(t, "/people", v.path(), "People is the first page")
	if !walked("noscript") {
		v.popUp()
	}
	v.scripts(false)
	v.open("/people")
	v.choose("a.add")
	require.Equal(t, "/add", v.path(), "and it is a page without scripts")
}

// popUp opens the pop-up of the green button on People, closes it, and goes on from it.
func (v *visitor) popUp() {
	v.t.Helper()
	v.click("a.add")
	v.do(chromedp.WaitVisible("#add-client", chromedp.ByQuery))
	var dots int
	v.do(chromedp.Evaluate(`document.querySelectorAll("a.add svg circle").length`, &dots))
	require.Equal(v.t, 3, dots, "three white dots")
	v.do(chromedp.KeyEvent(kb.Escape), chromedp.WaitNotVisible("#add-client", chromedp.ByQuery))
	require.Equal(v.t, "button add", v.focused(), "the focus comes back")
	v.click("a.add")
	v.choose("#add-client a")
	require.Equal(v.t, "/add", v.path())
}

func TestTheLobbyIsWorkedBySingleKeys(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.open("/lobby/hpa2?holder=nobody&sort=match")
	first := v.href("table tbody a")
	key := func(k string) { v.do(chromedp.KeyEvent(k)) }
	key("j")
	var at string
	v.do(chromedp.Evaluate(`document.activeElement.getAttribute("href")`, &at))
	require.Equal(t, first, at)
	v.leave(chromedp.KeyEvent(kb.Enter))
	key("?")
	v.until(`document.getElementById("keys").open`)
	key(kb.Escape)
	v.leave(chromedp.KeyEvent("c"))
	require.Equal(t, first+"/review", v.path())
	v.leave(chromedp.KeyEvent("1"))
	require.Contains(t, v.path(), "/compare/")
	v.do(chromedp.Evaluate(`localStorage.setItem("keys", "off")`, nil))
	key("?")
	var open bool
	v.do(chromedp.Evaluate(`document.getElementById("keys").open`, &open))
	require.False(t, open, "single keys can be turned off")
}

func TestNothingThatHasTheFocusIsOutOfSight(t *testing.T) {
	v := visit(t, desk(t), "amira")
	for _, w := range []int64{1280, 320} {
		v.width(w)
		v.open("/lobby/hpa2")
		for range 40 {
			var size []float64
			v.do(chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(`(r => [r.width, r.height, r.right, r.left])(document.activeElement.getBoundingClientRect())`, &size))
			require.True(t, size[0] >= 8 && size[1] >= 8 && size[2] > 0 && size[3] < float64(w), "at %d px: %v", w, size)
		}
		require.True(t, v.there("#sort"), "the list can be sorted at every width")
	}
}

// longNames are in scripts whose letters are joined, run from right to left, or are stacked.
var longNames = map[string]string{
	"latin": strings.Repeat("Wolfeschlegelsteinhausen", 21)[:500], "arabic": strings.Repeat("محمدعبدالرحمن", 38), "chinese": strings.Repeat("歐陽司馬諸葛", 50), "bengali": strings.Repeat("চট্টোপাধ্যায়", 24),
}

// crowded is a desk on which every field that people fill in is as long as it may be,
// 1,000 cases wait, and 50 clients fit one of them.
func crowded(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, rows [][]string) string {
		f, err := os.Create(filepath.Join(dir, name))
		require.NoError(t, err)
		w := csv.NewWriter(f)
		require.NoError(t, w.WriteAll(rows))
		require.NoError(t, f.Close())
		return f.Name()
	}
	clients, cases := [][]string{{"id", "given_name", "family_name", "date_of_birth", "email", "phone", "postcode", "former_family_name"}}, [][]string{{"id", "channel", "given_name", "family_name", "date_of_birth", "email", "phone", "postcode"}}
	for i := range 50 {
		clients = append(clients, []string{fmt.Sprintf("C%03d", i), "Rosalind", "Quayle", "1991-02-14", "", "", "", ""})
	}
	for name, long := range longNames {
		clients = append(clients, []string{"L" + name, long, long, "1990-01-01", "a@" + strings.Repeat("b", 60) + ".org", strings.Repeat("0", 90), long[:30], long})
		cases = append(cases, []string{"L" + name, "self-referral", long, long, "1990-01-01", strings.Repeat("a", 200) + "@example.org", strings.Repeat("0", 90), long[:30]})
	}
	cases = append(cases, []string{"fifty", "self-referral", "Rosalind", "Quayle", "1991-02-14", "", "", ""})
	for i := range 1000 {
		cases = append(cases, []string{fmt.Sprintf("W%04d", i), "self-referral", fmt.Sprintf("Given%d", i), "Holt", "", "", "", ""})
	}
	return desk(t, "-clients", write("clients.csv", clients), "-cases", write("cases.csv", cases))
}

// narrow requires that the page is no wider than its window, at three widths.
func (v *visitor) narrow(at string) {
	v.t.Helper()
	for _, w := range []int64{1280, 768, 320} { // 320 is 1280 at 400 %
		v.width(w)
		require.LessOrEqual(v.t, v.across(), w, at)
	}
}

func TestACrowdedDesk(t *testing.T) {
	v := visit(t, crowded(t), "amira")
	t.Run("has no page that is wider than its window, whatever a field holds", func(t *testing.T) { v.within(t).everywhereNarrow() })
	t.Run("shows fifty who fit equally well", func(t *testing.T) { v.within(t).fifty() })
}

// everywhereNarrow goes through the pages of a crowded desk, on which names are long.
func (v *visitor) everywhereNarrow() {
	v.t.Helper()
	v.open("/lobby/hpa2")
	require.Contains(v.t, v.text(), "1,005 cases waiting")
	v.narrow("list")
	var covered, squeezed []string
	for _, w := range []int64{320, 768, 1280} {
		v.width(w)
		v.do(chromedp.Evaluate(`[...document.querySelectorAll("tbody th")].filter(h => h.querySelector("a").getBoundingClientRect().left < h.querySelector("input").getBoundingClientRect().right).map(h => h.innerText)`, &covered))
		require.Empty(v.t, covered, "a box stands beside its name at %d px", w)
	}
	v.do(chromedp.Evaluate(`[...document.querySelectorAll("thead th, tbody tr:last-child td")].filter(c => c.clientHeight > 80).map(c => c.innerText)`, &squeezed))
	require.Empty(v.t, squeezed, "a long name leaves the others their room")
	for _, path := range v.hrefs("/lobby/hpa2", "table tbody th a")[:len(longNames)] {
		v.narrowCase(path)
	}
	for name := range longNames {
		v.open("/client/hpa2/L" + name)
		v.narrow("client " + name)
	}
	v.open("/search")
	v.fill("f-family", longNames["latin"])
	v.press("Search")
	v.narrow("search")
	v.open("/dashboard")
	v.narrow("dashboard")
	for name, long := range longNames {
		v.narrowHousehold(name, string([]rune(long)[:60]))
	}
	v.as("carys")
	for _, path := range []string{"/audit", "/readings", "/report/hpa2", "/upkeep", "/model"} {
		v.open(path)
		v.narrow(path)
	}
}

// narrowCase goes through the pages of a case, from its record to each decision.
func (v *visitor) narrowCase(path string) {
	v.t.Helper()
	v.open(path)
	v.narrow("record")
	v.press("Assign lobby case")
	v.narrow("review")
	if v.there("a.compare") {
		v.open(v.href("a.compare"))
		v.narrow("compare")
		v.open(strings.Replace(v.path(), "/compare/", "/assign/", 1))
		v.narrow("assign")
	}
	for _, page := range []string{"create", "remove", "amend"} {
		v.open(path + "/" + page)
		v.narrow(page)
	}
}

// narrowHousehold adds a case of two people with long names, and goes through its pages.
func (v *visitor) narrowHousehold(script, name string) {
	v.t.Helper()
	v.open("/case")
	v.click("#sys-hpa2")
	for _, id := range []string{"f-given", "f-family", "f-member-1-given", "f-member-1-family"} {
		v.fill(id, name)
	}
	v.fill("f-member-1-relation", "partner")
	v.press("Add case")
	require.Contains(v.t, v.text(), "is added to the lobby")
	require.True(v.t, v.there("svg.drawn"))
	v.narrow("household " + script)
	v.open(strings.TrimSuffix(v.path(), "/review"))
	v.narrow("record of a household " + script)
}

// fifty requires that all of fifty equal matches are shown.
func (v *visitor) fifty() {
	v.t.Helper()
	v.as("amira")
	v.open("/lobby/hpa2?sort=name&page=41")
	v.click(`//main//a[contains(., "Rosalind Quayle")]`)
	v.until(`location.pathname.split("/").length == 4`)
	v.press("Assign lobby case")
	n := 0
	v.do(chromedp.Evaluate(`[...document.querySelectorAll("a.compare")].filter(a => a.checkVisibility()).length`, &n))
	require.Equal(v.t, 50, n, "none of them is folded away")
	v.narrow("fifty candidates")
	v.accessible("fifty candidates")
}

func TestForcedColoursKeepWhatMatters(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}))
	v.household()
	review := v.path()
	for _, path := range []string{"/dashboard", "/lobby/hpa2", "/search", "/case", "/model", review, strings.TrimSuffix(review, "/review"), v.href("a.compare")} {
		v.open(path)
		v.accessible(path + " in forced colours")
	}
	v.open(review)
	v.picture("forced-colours")
}

func TestPrintLeavesControlsOutAndSaysWhoPrinted(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.take()
	v.open(strings.TrimSuffix(v.path(), "/review"))
	v.do(emulation.SetEmulatedMedia().WithMedia("print"))
	var text string
	v.do(chromedp.Evaluate(`document.body.innerText`, &text))
	require.Contains(t, text, "Printed by Amira Osei, ")
	for _, control := range []string{"Put back into the lobby", "Correct these details", "Log out", "Review potential matches"} {
		require.NotContains(t, text, control)
	}
	var name string
	v.open("/lobby/hpa2")
	v.do(chromedp.Evaluate(`document.querySelector("tbody a").textContent`, &name), chromedp.Evaluate(`document.body.innerText`, &text))
	require.Contains(t, text, name, "a list is printed with whom it lists")
	require.NotContains(t, text, "Assign to me")
}

// What stands in a field is not printed with its form.
func TestTheNoteOfATaskIsPrinted(t *testing.T) {
	v := visit(t, desk(t), "devon")
	v.add(map[string]string{"family": "Quayle"})
	v.write(".card textarea", "Met on Tuesday.")
	v.press("Save task")
	v.do(emulation.SetEmulatedMedia().WithMedia("print"))
	require.Contains(t, v.text(), "Met on Tuesday.")
}
