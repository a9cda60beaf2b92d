package desk

import (
	"net/url"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestALeadIsToldOfEveryFaultOfARemovalAtOnce(t *testing.T) {
	o := open(t)
	devon, carys := o.as("devon"), o.as("carys")
	started, quiet := devon.added(url.Values{"family": {"Quayle"}}), devon.added(url.Values{"family": {"Holt"}})
	devon.post(started+"/support", url.Values{"service": {"Refuge"}, "was": {""}})
	for path, want := range map[string][]string{started: {"r-duplicate", "override", "confirm"}, quiet: {"r-duplicate", "confirm"}} {
		carys.post(path+"/claim", nil)
		page := body(t, carys.post(path+"/remove", url.Values{"token": {token(t, carys.page(path+"/remove"))}}))
		var told []string
		for _, m := range regexp.MustCompile(`<li><a href="#([^"]+)">`).FindAllStringSubmatch(page, -1) {
			told = append(told, m[1])
		}
		require.Equal(t, want, told)
	}
}
