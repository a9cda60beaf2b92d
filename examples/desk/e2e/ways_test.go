package e2e

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// ways are other ways to walk the stories than with a mouse and scripts in a wide window.
// Several at once are separated by commas.
var ways = []string{
	"noscript", // scripts are turned off in the browser
	"narrow",   // a window that is 1280 px by 900 px wide, at 400 %
	"forced",   // colours of the reader's own
	"keys",     // Tab, Enter, Space and arrows instead of the mouse
}

var as = flag.String("as", "", "walk the stories of the README in `ways`: "+strings.Join(ways, ", "))

// walked reports whether -as names that way.
func walked(way string) bool { return slices.Contains(strings.Split(*as, ","), way) }

// chooseStories chooses all stories if -as is given, unless -run chooses tests.
func chooseStories() error {
	if *as == "" {
		return nil
	}
	for way := range strings.SplitSeq(*as, ",") {
		if !slices.Contains(ways, way) {
			return fmt.Errorf("-as %s: it is one of %s", way, strings.Join(ways, ", "))
		}
	}
	if flag.Lookup("test.run").Value.String() != "" {
		return nil
	}
	service, more, err := stories()
	if err != nil {
		return err
	}
	return flag.Set("test.run", "^("+strings.Join(append(service, more...), "|")+")$")
}

// stories are the tests that the README names: those of the service, and those of what the desk
// has in addition.
func stories() (service, more []string, err error) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		return nil, nil, err
	}
	of := func(table string) (tests []string) {
		for _, row := range regexp.MustCompile("(?m)^\\|.*\\| `(Test\\w+)` \\|$").FindAllStringSubmatch(table, -1) {
			tests = append(tests, row[1])
		}
		return tests
	}
	first, second, _ := strings.Cut(string(readme), "## What it has beside that")
	return of(first), of(second), nil
}

// scripted skips a story that needs scripts if they are off, and says what a reader has instead.
func scripted(t *testing.T, without string) {
	t.Helper()
	if walked("noscript") {
		t.Skip("a script does this; without: " + without)
	}
}

// ready sets up a window for the way in which the stories are walked.
func (v *visitor) ready() {
	v.t.Helper()
	v.width(1280)
	v.dark(false)
	v.scripts(true)
}

// arrived checks that the page that has come is shown in that way.
func (v *visitor) arrived() {
	v.t.Helper()
	if walked("narrow") {
		require.LessOrEqual(v.t, v.across(), int64(320), "%s scrolls sideways", v.path())
	}
	for way, as := range map[string]string{"noscript": `typeof idle == "undefined"`, "forced": `matchMedia("(forced-colors: active)").matches`} {
		if !walked(way) {
			continue
		}
		var so bool
		v.do(chromedp.Evaluate(as, &so))
		require.True(v.t, so, "%s is not %s", v.path(), way)
	}
}

func (v *visitor) scripts(on bool) {
	v.t.Helper()
	v.do(emulation.SetScriptExecutionDisabled(!on || walked("noscript")))
}

// script runs a script of the test, even where those of the page are off.
func (v *visitor) script(source string, result any) {
	v.t.Helper()
	if walked("noscript") {
		v.do(emulation.SetScriptExecutionDisabled(false)) // those of the page do not run after it has loaded
		defer v.scripts(false)
	}
	v.do(chromedp.Evaluate(source, result, awaited))
}

// logOut ends the log-in as another tab would, without leaving the page.
func (v *visitor) logOut() {
	v.t.Helper()
	v.script(`fetch("/logout", {method: "POST", redirect: "manual"}).then(() => 0)`, nil)
}

// TestAFewStoriesInEachWay walks two stories in each way; -as walks all of them.
func TestAFewStoriesInEachWay(t *testing.T) {
	if *as != "" {
		t.Skip("all are walked " + *as)
	}
	defer func() { *as = "" }()
	for _, way := range []string{"noscript", "forced", "keys,narrow"} {
		*as = way
		t.Run(way, func(t *testing.T) {
			t.Run("an officer refuses a weak match", TestAssigningTakesOneMoreStepWhereTheMatchIsWeak)
			t.Run("a provider adds somebody", TestNoWorkIsDoneBeforeTheCaseIsAssigned)
		})
	}
}
