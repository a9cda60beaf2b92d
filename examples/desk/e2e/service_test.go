package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// Each test walks sentences of the service; examples/desk/README.md says which.

// rosalind is somebody whom a provider adds.
var rosalind = map[string]string{"given": "Rosalind", "family": "Quayle-Test", "born": "14 2 1991", "phone": "07700 900124"}

// menu follows the link with that text in the menu on the left.
func (v *visitor) menu(text string) {
	v.t.Helper()
	v.choose(`//nav[@aria-label="Desk"]//a[contains(., "` + text + `")]`)
}

func TestTheLobbyIsOpenedFromTheLeftAndACaseIsChosen(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.menu("Lobby")
	require.Contains(t, v.text(), "cases waiting, oldest first")
	for _, channel := range []string{"Self-referral", "Duty to Refer", "Third party"} {
		require.Contains(t, v.text(), channel)
	}
	v.follow("HRS (")
	for _, channel := range []string{"Referral partner", "Provider"} {
		require.Contains(t, v.text(), channel)
	}
	at := v.href("table tbody a")
	v.choose("table tbody a")
	require.Equal(t, at, v.path())
	require.Contains(t, strings.ToLower(v.text()), "reference "+strings.ToLower(at[len(at)-8:]))
}

func TestNoWorkIsDoneBeforeTheCaseIsAssigned(t *testing.T) {
	v := visit(t, desk(t), "devon")
	v.add(rosalind)
	path := v.path()
	v.as("amira")
	v.open(path)
	require.Contains(t, v.text(), "before you start any work on it")
	for _, work := range []string{"Save task", "Start support", "Put on the waiting list", "Correct these details"} {
		require.NotContains(t, v.text(), work)
	}
	v.press("Assign lobby case")
	v.open(path)
	for _, work := range []string{"Save task", "Start support", "Put on the waiting list", "Correct these details"} {
		require.Contains(t, v.text(), work)
	}
	v.as("ben")
	v.open(path)
	require.NotContains(t, v.text(), "Save task")
	require.Contains(t, v.text(), "Amira Osei has been working on this case since")
}

func TestMatchesHaveARatingAndReasonsAndOpenTheClientInANewTab(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.take()
	text := v.text()
	require.Regexp(t, `\d+ of [\d,]+ clients`, text, "how many results are returned")
	require.Regexp(t, `(Very strong|Strong), `, text)
	require.Contains(t, text, "times likelier")
	for _, from := range []string{"Name: ", "National Insurance number: ", "Date of birth: ", "Email: ", "Phone: ", "Postcode: "} {
		require.Contains(t, text, from, "what the rating comes from")
	}
	require.Contains(t, text, "the more of them fit, the less sure any one of them is")
	require.NotContains(t, strings.Split(text, "In numbers")[0], "bits", "bits are for whoever asks")
	opened := chromedp.WaitNewTarget(v.ctx, func(i *target.Info) bool { return strings.Contains(i.URL, "/client/hpa2/") })
	v.click(`article a[target=_blank]`)
	ctx, cancel := chromedp.NewContext(v.ctx, chromedp.WithTargetID(<-opened))
	defer cancel()
	var client string
	require.NoError(t, chromedp.Run(ctx, chromedp.WaitVisible("h1", chromedp.ByQuery), chromedp.Text("main", &client, chromedp.ByQuery)))
	require.Contains(t, client, "Cases")
	require.Contains(t, client, "What has happened")
	require.Contains(t, v.path(), "/review", "the matches stay open")
	record := v.href(`article a[target=_blank]`)
	v.as("carys")
	v.open(record)
	seen, _, _ := strings.Cut(strings.SplitAfter(v.text(), "Seen by")[1], "What has happened")
	require.Contains(t, seen, "Amira Osei", "who looked")
}

func TestAssigningTakesOneMoreStepWhereTheMatchIsWeak(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.open("/lobby/hpa2?holder=nobody")
	v.choose(`//tr[contains(., "Weak,")]//th//a`)
	v.press("Assign lobby case")
	v.follow("Assign to this client")
	v.press("Assign to this client")
	require.True(t, v.there(`.problem a[href="#sure"]`), v.text())
	v.click("#sure")
	v.press("Assign to this client")
	require.Contains(t, v.text(), "Assigned to a client")
}

func TestAssigningUnderHPA2ClosesTheNewCaseWhereOneIsOpen(t *testing.T) {
	v := visit(t, desk(t), "amira")
	v.open("/lobby/hpa2?holder=nobody&sort=match")
	var cases []string
	v.do(chromedp.Evaluate(`[...document.querySelectorAll("table tbody th a")].map(a => a.getAttribute("href"))`, &cases))
	for _, path := range cases {
		v.open(path)
		v.press("Assign lobby case")
		first, _, _ := strings.Cut(v.text(), "None of these")
		if !strings.Contains(first, "already has open case") || !v.there("a[href*='/assign/']") {
			continue
		}
		v.do(chromedp.Evaluate(`[...document.querySelectorAll("article.match:not(.several)")].find(a => a.innerText.includes("already has open case"))?.querySelector("a[href*='/assign/']")?.setAttribute("id", "this")`, nil))
		if !v.there("#this") {
			continue
		}
		v.choose("#this")
		require.Contains(t, v.text(), "The new case will be closed automatically")
		require.Contains(t, v.text(), "This cannot be undone.")
		if v.there("#sure") {
			v.click("#sure")
		}
		v.press("Assign to this client")
		require.Contains(t, v.text(), "was closed automatically, because the client already had an open case")
		return
	}
	t.Fatal("no case of the demonstration matches a client with an open case")
}

func TestAssigningUnderHRSLeavesTheNewCaseOpen(t *testing.T) {
	v := visit(t, desk(t), "devon")
	v.takeFrom("amira", "devon", rosalind)
	v.follow("Create new client from lobby case")
	v.press("Create")
	require.Contains(t, v.text(), "HRS reference")
	v.takeFrom("amira", "devon", rosalind)
	require.Contains(t, v.text(), "beside open case")
	v.follow("Assign to this client")
	v.press("Assign to this client")
	require.Contains(t, v.text(), "The case is open.")
	v.open(v.href(`dl a[target=_blank]`))
	require.Equal(t, 2, strings.Count(v.text(), "Open\n"), v.text())
}

func TestRemovingIsConfirmedAndLeavesNothing(t *testing.T) {
	v := visit(t, desk(t), "amira")
	path := v.take()
	v.follow("Remove lobby case")
	require.Contains(t, v.text(), "This destroys the case for good")
	v.click("#r-spam")
	v.fill("confirm", strings.ToLower(path[len(path)-8:]))
	v.press("Remove lobby case")
	require.Contains(t, v.text(), "Lobby case removed")
	v.open(path)
	require.Contains(t, v.text(), "This lobby case was removed")
	for _, c := range [][2]string{{"amira", "/search"}, {"priya", "/subject"}} { // gone from searches and from subject access
		v.as(c[0])
		v.open(c[1])
		v.fill("ref", path[len(path)-8:])
		v.press(map[string]string{"/search": "Find", "/subject": "Download"}[c[1]])
		require.Contains(t, v.text(), "has that reference.")
	}

	v.as("ben") // who may not
	path = v.take()
	require.NotContains(t, v.text(), "Remove lobby case")
	v.open(path + "/remove")
	require.False(t, v.there("#confirm"), "whoever cannot is told before the form:\n%s", v.text())
}

func TestADecisionCannotBeUndoneOrTakenTwice(t *testing.T) {
	v := visit(t, desk(t), "amira")
	path := v.take()
	v.follow("Create new client from lobby case")
	require.Contains(t, v.text(), "This cannot be undone.")
	require.Contains(t, v.text(), "Look at these first:", "the stronger matches that are turned down")
	v.press("Create")
	require.Contains(t, v.text(), "Confirm that you have looked at them.")
	v.click("#sure")
	v.press("Create")
	require.Contains(t, v.text(), "New client created")
	v.open(path + "/create")
	require.Contains(t, v.text(), "This lobby case was already decided")
	v.open(path)
	for _, again := range []string{"Due in", "Overdue", "Waiting for", "Assign lobby case", "has been working"} {
		require.NotContains(t, strings.Split(v.text(), "What has happened")[0], again)
	}
}

func TestAProviderWorksOnTheCaseAndIsToldTheReferenceAfterwards(t *testing.T) {
	v := visit(t, desk(t), "devon")
	v.menu("People")
	v.add(rosalind)
	path := v.path()
	text := v.text()
	require.Contains(t, text, "Your access: Full")
	require.Contains(t, text, "Your access: Read Only")
	require.Contains(t, text, "Nothing is written yet. The authority does this task.")
	require.NotContains(t, text, "Panel decision", "a task of no access is hidden")
	require.NotContains(t, text, "HRS reference", "there is none before the decision")
	v.write("textarea", "Met on Tuesday.")
	v.press("Save task")
	v.fill("wl", "Supported flats")
	v.press("Put on the waiting list")
	v.fill("sup", "Floating support")
	v.press("Start support")
	require.Contains(t, v.text(), "Support has started: Floating support.")

	v.as("amira")
	v.open(path)
	for _, work := range []string{"Met on Tuesday.", "Supported flats", "Floating support", "Provider Access: None", "Provider Access: Read Only", "Provider Access: Full"} {
		require.Contains(t, v.text()+v.value("textarea"), work)
	}
	v.press("Assign lobby case")
	v.follow("Create new client from lobby case")
	v.press("Create")
	var reference string
	v.do(chromedp.Text(`//dt[contains(., "HRS reference")]/following-sibling::dd`, &reference, chromedp.BySearch))
	require.NotEmpty(t, reference)
	v.open(v.href(`dl a[target=_blank]`))
	for _, work := range []string{"Met on Tuesday.", "Supported flats", "Floating support", "First contact"} {
		require.Contains(t, v.text(), work, "the client's record has what was begun")
	}

	v.as("devon")
	require.Contains(t, v.text(), reference, "People tells the provider")
	v.open(path)
	require.Contains(t, v.text(), reference)
	require.Contains(t, v.text(), "The authority has accepted this case.")
}

// value is what is in the first input that a selector finds.
func (v *visitor) value(selector string) (s string) {
	v.t.Helper()
	if v.there(selector) {
		v.do(chromedp.Value(selector, &s, chromedp.ByQuery))
	}
	return s
}
