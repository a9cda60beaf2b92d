package desk

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var href = regexp.MustCompile(`href="(/[^"]*)"`)

// dump is everything in the store, as bytes.
func (o *office) dump() string {
	o.t.Helper()
	var b strings.Builder
	rs, err := o.desk.store.Records(o.t.Context(), store.Query{Authority: authority, Limit: store.MaxPage})
	require.NoError(o.t, err)
	for _, r := range rs.Records {
		b.Write(must(o.t)(store.EncodeRecord(r)))
	}
	for after := (store.EventCursor{}); ; {
		es, err := o.desk.store.Events(o.t.Context(), store.EventQuery{Authority: authority, After: after, Limit: store.MaxPage})
		require.NoError(o.t, err)
		for _, e := range es {
			after = store.EventCursor{At: e.At, ID: e.ID}
			b.Write(must(o.t)(store.EncodeEvent(e)))
			if e.Client != "" {
				rows, err := o.desk.store.Rows(o.t.Context(), authority, store.IDs{Clients: []store.ClientID{e.Client}})
				require.NoError(o.t, err)
				for _, c := range rows.Clients {
					b.Write(must(o.t)(store.EncodeClient(c)))
				}
			}
		}
		if len(es) < store.MaxPage {
			return b.String()
		}
	}
}

func must(t *testing.T) func([]byte, error) []byte {
	return func(b []byte, err error) []byte {
		t.Helper()
		require.NoError(t, err)
		return b
	}
}

// It follows every link that an account finds, for all accounts, and compares the store.
func TestNoGetChangesAnything(t *testing.T) {
	o := open(t)
	require.NoError(t, o.desk.fill(t.Context()))
	before := o.dump()
	require.NotEmpty(t, before)
	for _, a := range accounts {
		b, seen := o.as(a.Key), map[string]bool{}
		queue := []string{"/", "/lobby/hrs", "/search", "/model", "/report/hrs"}
		for len(queue) > 0 && len(seen) < 250 {
			path := queue[0]
			queue = queue[1:]
			if seen[path] {
				continue
			}
			seen[path] = true
			res := b.get(path)
			require.Less(t, res.StatusCode, http.StatusInternalServerError, path)
			for _, m := range href.FindAllStringSubmatch(body(t, res), -1) {
				queue = append(queue, html.UnescapeString(m[1]))
			}
			if to := res.Header.Get("Location"); to != "" {
				queue = append(queue, to)
			}
		}
		require.Greater(t, len(seen), 5, a.Key)
	}
	require.Equal(t, before, o.dump())
}
