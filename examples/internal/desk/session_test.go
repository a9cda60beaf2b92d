package desk

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

func TestASessionDoesNotPrintWhomItLookedFor(t *testing.T) {
	s := session{search: map[string]matching.Person{"1": {Given: "Jane", Family: "Marker"}}, draft: &draft{"/add", url.Values{"family": {"Marker"}}}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		require.NotContains(t, fmt.Sprintf(verb, s), "Marker", verb)
		require.NotContains(t, fmt.Sprintf(verb, &s), "Marker", verb)
	}
}

func TestAPageKnowsHowLongItsLogInLastsAtMost(t *testing.T) {
	o := open(t)
	now := noon
	o.desk.now = func() time.Time { return now }
	o.desk.sessions.now = o.desk.now
	amira := o.as("amira")
	for left := 8 * 3600; left > 0; left -= 1200 {
		require.Contains(t, amira.page("/search"), fmt.Sprintf(`data-idle="1800" data-life="%d"`, left))
		now = now.Add(20 * time.Minute)
	}
	now = now.Add(time.Second)
	require.Equal(t, http.StatusSeeOther, amira.get("/search").StatusCode, "eight hours are over")
}

func TestOneClickKeepsALogIn(t *testing.T) {
	o := open(t)
	now := noon
	o.desk.sessions.now = func() time.Time { return now }
	amira, ben := o.as("amira"), o.as("ben")
	now = now.Add(sessionIdle - time.Minute)
	require.Equal(t, http.StatusSeeOther, amira.post("/stay", nil).StatusCode)
	now = now.Add(2 * time.Minute)
	require.Equal(t, http.StatusOK, amira.get("/lobby/hpa2").StatusCode)
	require.Equal(t, http.StatusSeeOther, ben.get("/lobby/hpa2").StatusCode, "who did not click is asked to log in")
}
