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

func TestTwoDesksOnOneMachineKeepALogInEach(t *testing.T) {
	here, there := open(t), open(t)
	amira := here.as("amira")
	ben := &browser{o: there, header: http.Header{"Host": {"127.0.0.1:8081"}}}
	ben.cookie = ben.post("/login", url.Values{"account": {"ben"}}).Cookies()[1]
	require.NotEqual(t, amira.cookie.Name, ben.cookie.Name, "a browser sends both to both")
	both := amira.cookie.Name + "=" + amira.cookie.Value + "; " + ben.cookie.Name + "=" + ben.cookie.Value
	amira.header = http.Header{"Cookie": {both}}
	ben.header.Set("Cookie", both)
	require.Contains(t, amira.page("/dashboard"), "Amira Osei")
	require.Contains(t, ben.page("/dashboard"), "Ben Carter")
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
