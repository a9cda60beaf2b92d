package e2e

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// take opens the waiting case with the strongest match and claims it.
func (v *visitor) take() (path string) {
	v.t.Helper()
	v.open("/lobby/hpa2?holder=nobody&sort=match")
	v.choose("table tbody a")
	path = v.path()
	v.press("Assign lobby case")
	require.Equal(v.t, path+"/review", v.path())
	return path
}

// TestAllThreeDecisionsByKeyboardAlone takes them also in a window that is 1280 px wide
// at 400 %, and in colours of the reader's own.
func TestAllThreeDecisionsByKeyboardAlone(t *testing.T) {
	v := visit(t, desk(t), "amira")
	t.Run("at the usual size", func(t *testing.T) { v.within(t).decideThree() })
	t.Run("at 400 %", func(t *testing.T) {
		v := v.within(t)
		v.do(chromedp.EmulateViewport(320, 225))
		v.decideThree()
		require.LessOrEqual(t, v.across(), int64(320))
	})
	t.Run("in forced colours", func(t *testing.T) {
		v := v.within(t)
		v.width(1280)
		v.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}, {Name: "prefers-reduced-motion", Value: "reduce"}}))
		v.decideThree()
	})
}

// decideThree takes each of the three decisions once.
func (v *visitor) decideThree() {
	v.t.Helper()
	claim := func() {
		v.open("/lobby/hpa2?holder=nobody&sort=match")
		v.choose("table tbody a")
		v.enter("Assign lobby case")
	}
	claim()
	v.enter("Assign to this client")
	v.enter("Assign to this client")
	require.Contains(v.t, v.text(), "Assigned to a client")

	claim()
	v.enter("Create new client")
	v.tabTo("I have looked at them")
	v.do(chromedp.KeyEvent(" "))
	v.enter("Create a new client anyway")
	require.Contains(v.t, v.text(), "New client created")

	claim()
	v.enter("Remove lobby case")
	var reference string
	v.do(chromedp.Text("#h-confirm", &reference, chromedp.ByQuery))
	reference = strings.TrimSpace(strings.TrimPrefix(reference, "It is "))
	v.tabTo("Duplicate")
	v.do(chromedp.KeyEvent(" "))
	v.tabTo("confirm")
	v.do(chromedp.KeyEvent(reference))
	v.enter("Remove lobby case")
	require.Contains(v.t, v.text(), "Lobby case removed")
}

// TestAProviderWorksByKeyboardAlone adds a client and works on the tasks.
func TestAProviderWorksByKeyboardAlone(t *testing.T) {
	v := visit(t, desk(t), "devon")
	v.open("/people")
	v.tabTo("Add client")
	if !walked("noscript") {
		v.do(chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible("#add-client", chromedp.ByQuery))
		require.Equal(t, "button", v.focused(), "the pop-up has the focus")
	}
	v.leave(chromedp.KeyEvent(kb.Enter))
	require.Equal(t, "/add", v.path())
	v.tabTo("f-family")
	v.do(chromedp.KeyEvent("Quayle"))
	v.enter("Add client")
	require.Contains(t, v.text(), "is added to the lobby")
	v.tabTo("Service")
	v.do(chromedp.KeyEvent("Floating"))
	v.enter("Put on the waiting list")
	require.Contains(t, v.text(), "Put on the waiting list of Floating support.")
	v.tabTo("Note")
	v.do(chromedp.KeyEvent("Rang."))
	v.tabTo("This task is done")
	v.do(chromedp.KeyEvent(" "))
	v.enter("Save task")
	require.Contains(t, v.text(), "The task is saved.")
}

func TestTheWholeStoryWithoutScripts(t *testing.T) {
	v := visit(t, desk(t), "devon")
	v.scripts(false)
	v.open("/add")
	for field, text := range map[string]string{"given": "Rosalind", "family": "Quayle-Test", "born": "14/02/1991", "postcode": "no fixed abode"} {
		v.fill("f-"+field, text)
	}
	v.press("Add client")
	path := v.path()
	v.fill("sup", "Floating support")
	v.press("Start support")
	require.Contains(t, v.text(), "Floating support")
	v.press("Save task")
	require.NotContains(t, v.text(), "Panel decision")

	v.scripts(true) // to log in; the rest again without
	v = visit(t, v.desk, "amira")
	v.scripts(false)
	v.open(path)
	v.press("Assign lobby case")
	v.follow("Create new client")
	v.press("Create")
	require.Contains(t, v.text(), "HRS reference")
	v.open(path + "/done")
	require.Contains(t, v.text(), "New client created", "the success page opens again")
}

func TestTwoOfficersRaceForOneCase(t *testing.T) {
	at := desk(t)
	amira, ben := visit(t, at, "amira"), visit(t, at, "ben")
	amira.open("/lobby/hpa2?holder=nobody")
	amira.choose("table tbody a")
	ben.open(amira.path())
	var both sync.WaitGroup
	for _, v := range []*visitor{amira, ben} {
		both.Go(func() { v.press("Assign lobby case") })
	}
	both.Wait()
	won, lost := amira.text(), ben.text()
	if strings.Contains(lost, "Potential matches") {
		won, lost = lost, won
	}
	require.Contains(t, won, "Potential matches")
	require.Contains(t, lost, "Somebody else has this lobby case")
	require.Contains(t, lost, "has been working on it since")
}

func TestBackAndADoubleClickDecideOnce(t *testing.T) {
	v := visit(t, desk(t), "amira")
	path := v.take()
	v.follow("Assign to this client")
	v.chooseTwice(`//main//button[contains(., "Assign to this client")]`)
	require.Contains(t, v.text(), "Assigned to a client")

	// Back may bring the form again as it was, without loading it. It is worked
	// by script, since the driver does not see such a page come.
	v.do(chromedp.Evaluate(`history.back()`, nil))
	v.until(`location.pathname != "` + path + `/done" && document.readyState == "complete"`)
	var again bool
	v.do(chromedp.Evaluate(`(b => { if (b) b.click(); return !!b })(document.querySelector("main form[action*=assign] button"))`, &again))
	if again {
		v.until(`location.pathname == "` + path + `/done"`)
	}
	v.open(path)
	require.Equal(t, 1, strings.Count(v.text(), "Assigned to a client\n"), "decided once, says the timeline:\n%s", v.text())
}

// until waits for a condition on the page.
func (v *visitor) until(condition string) {
	v.t.Helper()
	require.Eventually(v.t, func() bool {
		var ok bool
		return chromedp.Run(v.ctx, chromedp.Evaluate(condition, &ok)) == nil && ok
	}, patience, 100*time.Millisecond, condition)
}

func TestALeadTakesOverAndTheFirstOfficerIsTold(t *testing.T) {
	at := desk(t)
	amira, carys := visit(t, at, "amira"), visit(t, at, "carys")
	path := amira.take()
	carys.open(path)
	carys.fill("officer", "carys.vaughan")
	carys.press("Reassign or take over")
	require.Contains(t, carys.text(), "Assigned to you")
	amira.open(path + "/create")
	require.Contains(t, amira.text(), "Carys Vaughan has been working on it since")
}
