package desk

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Amira's own cases are "me" to her, and her name is what a colleague's link to them says.
func TestALinkOfAColleaguesOpensTheSameList(t *testing.T) {
	o := open(t)
	ids := o.crowd(3)
	amira := o.taken(recordPath("hpa2", ids[1]))
	hers := amira.everybody("/lobby/hpa2?holder=me")
	require.Len(t, hers, 1)
	const link = "/lobby/hpa2?holder=amira.osei"
	require.Equal(t, hers, o.as("carys").everybody(link))
	require.Equal(t, hers, amira.everybody(link))
	require.Contains(t, amira.page(link), `<option value="me" selected>`)
	require.Equal(t, amira.page("/lobby/hpa2/list.csv?holder=me"), amira.page("/lobby/hpa2/list.csv?holder=amira.osei"))
}
