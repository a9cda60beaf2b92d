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

// ways are those in which the stories are walked beside the usual one. Several at once
// are named with commas between.
var ways = []string{
	"noscript", // scripts are turned off in the browser
	"narrow",   // a window that is 1280 px by 900 px wide, at 400 %
	"forced",   // colours of the reader's own
	"keys",     // Tab, Enter, Space and arrows instead of the mouse
}

var as = flag.String("as", "", "walk the stories of the README in `ways`: "+strings.Join(ways, ", "))

// walked reports whether the stories are walked in that way.
func walked(way string) bool { return slices.Contains(strings.Split(*as, ","), way) }

// chooseStories has a way walk all stories, unless others are asked for by name.
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

// stories are the tests that the README names: of the service, and of what the desk has
// beside it.
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

// scripted skips a story that a script tells, and says what there is without.
func scripted(t *testing.T, without string) {
	t.Helper()
	if walked("noscript") {
		t.Skip("a script does this; without: " + without)
	}
}

// ready has a window be as the way wants it.
func (v *visitor) ready() {
	v.t.Helper()
	v.width(1280)
	v.dark(false)
	v.scripts(true)
}

// arrived holds a page that has come to the way in which it is looked at.
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

// script runs one of the test's own, whether the page has scripts or not.
func (v *visitor) script(source string, result any) {
	v.t.Helper()
	if walked("noscript") {
		v.do(emulation.SetScriptExecutionDisabled(false)) // those of the page are past
		defer v.scripts(false)
	}
	v.do(chromedp.Evaluate(source, result, awaited))
}

// logOut ends the log-in in another tab.
func (v *visitor) logOut() {
	v.t.Helper()
	v.script(`fetch("/logout", {method: "POST", redirect: "manual"}).then(() => 0)`, nil)
}

// TestAFewStoriesInEachWay is what the gate walks of them; -as walks them all.
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
