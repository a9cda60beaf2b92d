package desk

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
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
