package desk

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestANameIsNamedOneWay(t *testing.T) {
	for _, c := range []struct {
		given, family, want string
	}{
		{"", "", "Name not given"}, {"  ", "\u200b", "Name not given"}, {"MOHAMMED", "O’BRIEN-KHAN", "Mohammed O’Brien-Khan"}, {"ann", "lee", "Ann Lee"},
		{"Ann", "McKay", "Ann McKay"}, {"Ann\u202e", "Lee", "Ann Lee"}, {"محمد", "خان", "محمد خان"}, {"王", "小明", "王 小明"}, {"রহিম", "খান", "রহিম খান"},
	} {
		require.Equal(t, c.want, personName(matching.Person{Given: c.given, Family: c.family}))
	}
	o := open(t)
	path := recordPath("hpa2", o.arrives(matching.Person{Given: "Ann\u202eLee", Family: "Day", Born: "01/01/1963", OtherBorn: []string{"1963-01-10"}}))
	page := o.as("amira").page(path)
	require.NotContains(t, page, "\u202e")
	require.Contains(t, page, "<bdi>AnnLee Day</bdi>")
	require.Contains(t, page, "<bdi>1 January 1963</bdi> <span class=\"quiet small\">typed “<bdi>01/01/1963</bdi>”")
	require.Contains(t, page, "<dd><bdi>10 January 1963</bdi></dd>", "what reads in one way only is said once")
	require.Contains(t, page, "<title>Lobby case "+strings.ToUpper(path[len(path)-8:]))
}

func TestTheReferenceBoxKnowsWhatThePagesPrint(t *testing.T) {
	o := open(t)
	o.client("C0001316", person(), store.Case{ID: "H00003", System: store.HPA2, Channel: store.ChannelOfficerTyped, Opened: noon})
	path := recordPath("hpa2", o.arrives(person()))
	amira := o.as("amira")
	for typed, want := range map[string]string{
		strings.ToLower(path[len(path)-8:]): path, "c0001316": "/client/hpa2/C0001316", "H00003": "/client/hpa2/C0001316", " h00003 ": "/client/hpa2/C0001316",
		"client C0001316": "/client/hpa2/C0001316", "HPA2 case H00003": "/client/hpa2/C0001316", "Reference: " + path[len(path)-8:] + ".": path,
		path[len(path)-8:len(path)-4] + " " + path[len(path)-4:]: path, "#\u200bC0001316": "/client/hpa2/C0001316",
	} {
		require.Equal(t, want, amira.post("/search", url.Values{"reference": {typed}}).Header.Get("Location"), typed)
	}
	for _, typed := range []string{"C0001316", "c0001316", "Client C0001316", strings.ToLower(path[len(path)-8:])} {
		res := o.as("priya").post("/subject", url.Values{"reference": {typed}})
		require.Equal(t, http.StatusOK, res.StatusCode, "subject access by %s", typed)
	}
	for _, name := range []string{"Zebulon Markerfield", "markerfield"} {
		require.Contains(t, amira.page(amira.post("/search", url.Values{"reference": {name}}).Header.Get("Location")), "C0001316", name)
	}
	p := person()
	p.Emails = []string{"zebulon.markerfield@gmail.com"}
	o.client("C2", p)
	page := amira.searched(url.Values{"email": {"zebulon.markerfield@gmail.con"}})
	require.Contains(t, page, "Looked for as well: zebulon.markerfield@gmail.com.")
	require.Contains(t, page, "C2")
}

func TestEachTabHasItsOwnSearch(t *testing.T) {
	o := open(t)
	o.client("C1", matching.Person{Family: "Quayle"})
	o.client("C2", matching.Person{Family: "Renshaw"})
	amira := o.as("amira")
	one := amira.post("/search", url.Values{"family": {"Quayle"}}).Header.Get("Location")
	two := amira.post("/search", url.Values{"family": {"Renshaw"}}).Header.Get("Location")
	require.Contains(t, amira.page(one), "/client/hpa2/C1")
	require.Contains(t, amira.page(two), "/client/hpa2/C2")
	for range maxSearches {
		amira.post("/search", url.Values{"family": {"Other"}})
	}
	require.Contains(t, body(t, amira.get(one)), "This search is over")
	require.Contains(t, body(t, o.as("ben").get(two)), "This search is over", "and it is nobody else's")
}
