package desk

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

var robin = matching.Person{Given: "Robin", Family: "Quayle", Born: "1986-05-06", NINO: "QQ123456C"}

// family is a case, taken by Amira, of a person with Robin, who is client R1, and a child.
func (o *office) family() (amira *browser, path string) {
	o.t.Helper()
	o.client("R1", robin)
	rc, err := o.desk.systems[store.HPA2].Receive(o.t.Context(), intake, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: person(),
		Household: []store.Member{{Relation: "partner", Person: robin}, {Relation: "child", Person: matching.Person{Given: "Ada", Family: "Markerfield", Born: "2019-01-02"}}}})
	require.NoError(o.t, err)
	path = recordPath("hpa2", rc.ID)
	amira = o.taken(path)
	return amira, path
}

func TestAHouseholdIsDrawnWithWhoItMayBeAndTheTableSaysTheSame(t *testing.T) {
	o := open(t)
	amira, path := o.family()
	page := amira.page(path + "/review")
	picture := between(t, page, `<svg class="drawn"`, "</svg>")
	_, table, _ := strings.Cut(page, "they may be.</p>")
	for _, name := range []string{"Zebulon Quill Markerfield", "Robin Quayle", "Ada Markerfield"} {
		require.Contains(t, picture, short(name))
		require.Contains(t, table, `<th scope="row"><bdi>`+name+`</bdi>`)
	}
	require.Equal(t, 1, strings.Count(picture, `class="drawn-together"`))
	require.Equal(t, 1, strings.Count(picture, `class="drawn-may"`))
	require.Contains(t, picture, "client R1")
	require.Contains(t, table, "Robin Quayle, client R1")
	require.Equal(t, 2, strings.Count(table, "Nobody likely"), "the applicant and the child")
	require.NotContains(t, amira.page(recordPath("hpa2", o.arrives(matching.Person{Given: "Ann", Family: "Lee"}))+"/review"), "<svg class=\"drawn\"", "nothing is drawn of one person alone")
}

func TestAnOfficerSaysWhichClientAMemberIsAndTakesItBack(t *testing.T) {
	o := open(t)
	amira, path := o.family()
	page := amira.page(path + "/review")
	member := hidden(t, page, "member")
	form := url.Values{"member": {member}, "client": {"R1"}}
	require.Equal(t, path+"/review", amira.post(path+"/member", form).Header.Get("Location"))
	page = amira.page(path + "/review")
	require.Contains(t, page, "It is kept that this member of the household is client R1.")
	require.Contains(t, page, `class="drawn-is"`)
	require.Contains(t, page, "An officer says so")
	require.Equal(t, http.StatusConflict, o.as("ben").post(path+"/member", form).StatusCode, "it is for whoever holds the case")

	require.Equal(t, path+"/done", amira.post(path+"/create", url.Values{"token": {token(t, amira.page(path+"/create"))}}).Header.Get("Location"))
	page = amira.page("/client/hpa2/R1")
	require.Contains(t, page, "Lives with")
	require.Contains(t, page, "Zebulon Quill Markerfield")
	require.Contains(t, page, "Ada Markerfield")

	amira, path = open(t).family()
	member = hidden(t, amira.page(path+"/review"), "member")
	amira.post(path+"/member", url.Values{"member": {member}, "client": {"R1"}})
	amira.post(path+"/member", url.Values{"member": {member}})
	page = amira.page(path + "/review")
	require.Contains(t, page, "It is taken back")
	require.NotContains(t, page, `class="drawn-is"`)
	for _, form := range []url.Values{{"member": {"9-00"}, "client": {"R1"}}, {"member": {member}, "client": {"nobody"}}} {
		res := amira.post(path+"/member", form)
		require.Equal(t, http.StatusConflict, res.StatusCode)
		require.Contains(t, body(t, res), "Look again: something has changed")
	}
}

func TestAClientIsDrawnWithTheCasesThatMayBeAboutIt(t *testing.T) {
	o := open(t)
	o.client("C1", person())
	amira := o.as("amira")
	require.NotContains(t, amira.page("/client/hpa2/C1"), `<svg class="drawn"`)
	id := o.arrives(person())
	page := amira.page("/client/hpa2/C1")
	require.Contains(t, between(t, page, `<svg class="drawn"`, "</svg>"), "lobby case "+reference(id))
	require.Contains(t, page, `<a href="`+recordPath("hpa2", id)+`">`)
}

func TestThePictureHoldsWhateverNamesHold(t *testing.T) {
	g := graph{households: [][]figured{{{name: `<script>"&'` + strings.Repeat("x", 300), who: "<b>"}, {name: strings.Repeat("محمد", 99)}}}}
	g.tie(0, "k", figured{name: "</text>", who: "&"}, tie{Sure: "<i>"}, false)
	svg := string(g.draw())
	require.NotRegexp(t, `<(script|b|i)\b`, svg)
	require.Equal(t, string(g.draw()), svg)
	for _, m := range regexp.MustCompile(`<text[^>]*>([^<]*)</text>`).FindAllStringSubmatch(svg, -1) {
		require.LessOrEqual(t, len([]rune(m[1])), drawnLetters+len("&lt;script&gt;&#34;&amp;&#39;"))
	}
	require.Equal(t, 7, strings.Count(svg, "<text"))
}
