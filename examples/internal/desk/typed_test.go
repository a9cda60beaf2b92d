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

// typed is the page that the form of a typed case leads to.
func (b *browser) typed(form url.Values) string {
	b.o.t.Helper()
	res := b.post(typedPath, form)
	require.Equal(b.o.t, http.StatusSeeOther, res.StatusCode, "%s", body(b.o.t, res))
	return res.Header.Get("Location")
}

func TestAnOfficerTypesACaseAndDecidesItLikeAnyOther(t *testing.T) {
	o := open(t)
	o.client("C1", person())
	amira := o.as("amira")
	require.Contains(t, amira.page("/dashboard"), `href="/case"`)
	p := person()
	form := url.Values{"system": {"hpa2"}, "claim": {"yes"}, "urgent": {"yes"}, "given": {p.Given}, "family": {p.Family}, "born": {p.Born}, "key": {hidden(t, amira.page(typedPath), "key")},
		"member-1-relation": {"partner"}, "member-1-given": {"Robin"}, "member-1-family": {"Quayle"}, "member-2-relation": {""}}
	review := amira.typed(form)
	require.Contains(t, review, "/review")
	page := amira.page(review)
	require.Contains(t, page, "is added to the lobby")
	require.Contains(t, page, "client C1", "whoever is a client already is found")
	require.Contains(t, page, "Assign to this client")
	record := amira.page(review[:len(review)-len("/review")])
	require.Contains(t, record, "Robin Quayle")
	require.Contains(t, record, "Urgent")

	require.NotContains(t, amira.typed(form), "/review", "the same form sent again is the same case")
	require.Contains(t, amira.page("/lobby/hpa2"), "1 case waiting")
	form.Set("given", "Joan")
	require.Contains(t, body(t, amira.post(typedPath, form)), "This form was sent before with other details")

	form = url.Values{"system": {"hrs"}, "family": {"Holt"}}
	path := amira.typed(form)
	require.Contains(t, amira.page(path), "Assign lobby case", "and is not assigned to whoever does not want it")
	for _, who := range []string{"devon", "priya", "elin"} {
		require.Equal(t, http.StatusForbidden, o.as(who).get(typedPath).StatusCode, who)
		require.Equal(t, http.StatusForbidden, o.as(who).post(typedPath, form).StatusCode, who)
	}
}

func TestAHouseholdIsCorrectedWithoutLosingWhatTheFormDoesNotAsk(t *testing.T) {
	o := open(t)
	rc, err := o.desk.systems[store.HPA2].Receive(t.Context(), intake, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: person(),
		Household: []store.Member{{Relation: "lodger", Person: matching.Person{Given: "Robin", Family: "Quayle", NINO: "QQ123456C"}}, {Relation: "child", Person: matching.Person{Given: "Ada"}}}})
	require.NoError(t, err)
	path := recordPath("hpa2", rc.ID)
	amira := o.taken(path)
	page := amira.page(path + "/amend")
	require.Contains(t, page, `<option value="lodger" selected>Lodger</option>`, "a relation that is not on the list stays")
	form := url.Values{"family": {"Markerfield"}, "household": {hidden(t, page, "household")},
		"member-1-relation": {"lodger"}, "member-1-given": {"Robyn"}, "member-1-family": {"Quayle"}, "member-2-relation": {""}, "member-3-relation": {"partner"}, "member-3-given": {"Sam"}}
	require.Equal(t, http.StatusSeeOther, amira.post(path+"/amend", form).StatusCode)
	rec, err := o.desk.lists[store.HPA2].Record(t.Context(), host, rc.ID)
	require.NoError(t, err)
	require.Equal(t, []store.Member{{Relation: "lodger", Person: matching.Person{Given: "Robyn", Family: "Quayle", NINO: "QQ123456C"}}, {Relation: "partner", Person: matching.Person{Given: "Sam"}}}, rec.Household)

	require.Equal(t, http.StatusSeeOther, amira.post(path+"/amend", form).StatusCode, "the same form again makes what stands already")
	rec, err = o.desk.lists[store.HPA2].Record(t.Context(), host, rc.ID)
	require.NoError(t, err)
	require.Len(t, rec.Household, 2)
	require.Equal(t, "QQ123456C", rec.Household[0].Person.NINO)

	form.Set("member-1-given", "Rob")
	res := amira.post(path+"/amend", form) // made of the household as it was before
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	page = body(t, res)
	require.Contains(t, page, "Somebody corrected the household meanwhile")
	require.Contains(t, page, `value="Sam"`)
	require.NotContains(t, page, `value="Ada"`)

	form = url.Values{"family": {"Markerfield"}, "household": {hidden(t, page, "household")}, "member-1-relation": {"child"}}
	require.Contains(t, body(t, amira.post(path+"/amend", form)), `<a href="#f-member-1-given">`)
	form.Set("member-1-relation", "")
	require.Equal(t, http.StatusSeeOther, amira.post(path+"/amend", form).StatusCode)
	require.NotContains(t, amira.page(path), "Sam")
}

func TestAFaultOfTheHouseholdIsToldWhereItIs(t *testing.T) {
	o := open(t)
	amira := o.as("amira")
	long := strings.Repeat("x", store.MaxText+1)
	for name, c := range map[string]struct{ field, value, at string }{
		"a long name":             {"member-2-family", long, "f-member-2-family"},
		"a relation of no words":  {"member-2-relation", "child\x00", "f-member-2-relation"},
		"a name that is not seen": {"member-2-given", "\u200b", "f-member-2-given"},
		"what they need":          {"details", "a\x00b", "details"},
		"bytes that are no text":  {"details", "Jos\xe9", "details"},
	} {
		form := url.Values{"family": {"Markerfield"}, "system": {"hpa2"}, "member-1-relation": {"child"}, "member-1-given": {"Ada"}, "member-2-relation": {"child"}}
		if c.field != "member-2-given" {
			form.Set("member-2-given", "Ben")
		}
		form.Set(c.field, c.value)
		res := amira.post("/case", form)
		require.Equal(t, http.StatusBadRequest, res.StatusCode, name)
		require.Contains(t, body(t, res), `<a href="#`+c.at+`">`, name)
	}
}

func TestFaultsAreToldInTheOrderOfThePageAndEachFieldOnce(t *testing.T) {
	o := open(t)
	amira := o.as("amira")
	form := url.Values{"given": {"👩"}, "family": {"\u200b"}, "born": {"99/99/2020"}, "member-1-relation": {"child"}, "details": {"\x00"}}
	at := func(page string) (ids []string) {
		summary := between(t, page, `<div class="problem"`, "</div>")
		for _, m := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(summary, -1) {
			ids = append(ids, m[1])
		}
		return ids
	}
	require.Equal(t, []string{"sys-hpa2", "f-given", "f-family", "f-born", "f-member-1-given", "details"}, at(body(t, amira.post("/case", form))))
	form.Set("anyway", "yes")
	page := body(t, amira.post("/case", form))
	require.Equal(t, []string{"sys-hpa2", "f-family", "f-member-1-given", "details"}, at(page), "what is to stand is no fault")
	require.Contains(t, page, `name="anyway" value="yes" checked`)
}

func TestWhatWasAddedAndNotAssignedIsAssignedWhenItIsSentAgain(t *testing.T) {
	o := open(t)
	amira := o.as("amira")
	form := url.Values{"system": {"hpa2"}, "family": {"Quayle"}, "key": {strings.Repeat("0", 32)}}
	path := amira.post("/case", form).Header.Get("Location")
	form.Set("claim", "yes")
	require.Equal(t, path, amira.post("/case", form).Header.Get("Location"))
	page := amira.page(path)
	require.Contains(t, page, "Added already: Quayle is in the lobby once")
	require.Contains(t, page, "Assigned to you")
}

func TestAMemberOfNoKnownRelationIsNamedAsOneOfTheHousehold(t *testing.T) {
	for relation, want := range map[string]string{"": "Of the household", " ": "Of the household", "\u200b": "Of the household", "partner": "Partner", "épouse": "Épouse"} {
		require.Equal(t, want, relationOf(store.Member{Relation: relation}))
	}
	o := open(t)
	amira := o.as("amira")
	path := amira.typed(url.Values{"system": {"hpa2"}, "family": {"Quayle"}, "claim": {"yes"}, "member-1-relation": {""}, "member-1-given": {"Robin"}})
	require.Contains(t, amira.page(strings.TrimSuffix(path, "/review")), "<h3><bdi>Of the household</bdi>: <bdi>Robin</bdi></h3>")
}
