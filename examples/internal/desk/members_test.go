package desk

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestWhatIsNotUsedOfAHouseholdMayStandToo(t *testing.T) {
	devon := open(t).as("devon")
	for born, used := range map[string]bool{"3 4 2015": true, "2015": true, "": true, "99/99/2020": false, "not sure": false} {
		form := url.Values{"family": {"Quayle"}, "member-1-relation": {"child"}, "member-1-given": {"Ada"}, "member-1-born": {born}}
		res := devon.post("/add", form)
		page := body(t, res)
		require.Equal(t, used, res.StatusCode == http.StatusSeeOther, born)
		require.Equal(t, !used, strings.Contains(page, `<a href="#f-member-1-born">`) && strings.Contains(page, "Use these anyway"), born)
		require.Contains(t, devon.page(devon.added(anyway(form))), "Child</bdi>: <bdi>Ada", born)
	}
	page := body(t, devon.post("/add", anyway(url.Values{"family": {"Quayle"}, "member-1-relation": {"child"}, "member-1-born": {"99/99/2020"}})))
	require.Contains(t, page, `<a href="#f-member-1-given">`, "a name has to be given")
	require.NotContains(t, page, `<a href="#f-member-1-born">`)
}

func TestAMemberWhoIsLinkedIsCorrectedAndIsToBeLinkedAgain(t *testing.T) {
	for born, said := range map[string]string{"1986-05-06": "The details are corrected.", "1986-05-07": "One of the household was said to be a client, and is not any more"} {
		o := open(t)
		amira, path := o.family()
		amira.post(path+"/member", url.Values{"member": {hidden(t, amira.page(path+"/review"), "member")}, "client": {"R1"}})
		page := amira.page(path + "/amend")
		form := url.Values{
			"household": {hidden(t, page, "household")}, "was": {hidden(t, page, "was")}, "given": {"Zebulon"}, "family": {"Markerfield"}, "born": {"1987-03-09"},
			"member-1-relation": {"partner"}, "member-1-given": {"Robin"}, "member-1-family": {"Quayle"}, "member-1-born": {born},
			"member-2-relation": {"child"}, "member-2-given": {"Ada"}, "member-2-family": {"Markerfield"}, "member-2-born": {"2019-01-03"},
		}
		require.Equal(t, path, amira.post(path+"/amend", form).Header.Get("Location"), born)
		require.Contains(t, amira.page(path), said)
		rec, err := o.desk.systems["hpa2"].Record(t.Context(), host, store.RecordID(path[strings.LastIndex(path, "/")+1:]))
		require.NoError(t, err)
		require.Equal(t, born, rec.Household[0].Person.Born)
		require.Equal(t, born == robin.Born, rec.Household[0].Client == "R1", "who is not as before may be somebody else")
		require.Equal(t, "2019-01-03", rec.Household[1].Person.Born)
	}
}

// A link that a page does not show would be to somebody who is hidden: the history of a case
// does not tell of one either, but to whoever may see the restricted.
func TestTheHistoryTellsOfALinkToWhoMaySeeIt(t *testing.T) {
	o := open(t)
	amira, path := o.family()
	amira.post(path+"/member", url.Values{"member": {hidden(t, amira.page(path+"/review"), "member")}, "client": {"R1"}})
	said := kindWords(lobby.KindMemberLinked)
	require.Contains(t, o.as("carys").page(path), said)
	require.NotContains(t, amira.page(path), said)
	require.Contains(t, amira.page(path), kindWords(lobby.KindAmended))
	devon, _ := accountOf("devon")
	require.False(t, toldTo(devon.Actor, store.Event{Kind: lobby.KindMemberLinked}))
}
