package desk

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

// A host numbers its clients as it likes, and every link and form still leads to them.
func TestAClientIsReachedWhateverIsInItsNumber(t *testing.T) {
	for _, id := range []store.ClientID{"C1", "HB/2024/17", "a?b#c", "100%41", "A 1", "Ñ-7", `"<b>'`, ".", "..", "~", "~.", "a/../b", "//"} {
		t.Run(string(id), func(t *testing.T) {
			o := open(t)
			o.client(id, person())
			amira, path := o.held(person())
			inAddress := segment(id)
			pages := []string{path + "/review", path + "/create", path + "/compare/" + inAddress, path + "/assign/" + inAddress, clientPath("hpa2", id)}
			reached := map[string]bool{}
			for _, page := range pages {
				for _, m := range href.FindAllStringSubmatch(amira.page(page), -1) {
					link := html.UnescapeString(m[1])
					reached[link] = true
					require.Less(t, amira.get(link).StatusCode, http.StatusBadRequest, "%s: %s", page, link)
				}
			}
			for _, page := range pages {
				require.True(t, reached[page] || strings.HasSuffix(page, "/create"), page)
			}

			b, page := o.sentAfter("priya", clientPath("hpa2", id)+"/erase", url.Values{"confirm": {"no"}})
			require.Contains(t, page, `value="no"`, "what was typed outlives the log-in")
			action := html.UnescapeString(between(t, page, `<form method="post" action="/client`, `"`))
			require.Contains(t, body(t, b.post("/client"+action, url.Values{"confirm": {"never"}})), `value="never"`)

			res := amira.post(path+"/assign/"+inAddress, url.Values{"token": {token(t, amira.page(path+"/assign/"+inAddress))}})
			require.Equal(t, path+"/done", res.Header.Get("Location"))
			require.Equal(t, http.StatusOK, amira.get(html.UnescapeString(between(t, amira.page(path+"/done"), `<dt>Client</dt><dd><a href="`, `"`))).StatusCode)

			res = b.post("/client"+action, url.Values{"confirm": {string(id)}})
			require.Contains(t, b.page(res.Header.Get("Location")), "is erased.")
		})
	}
}
