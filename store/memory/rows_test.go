package memory

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestARowKeepsItsNumber(t *testing.T) {
	r := newRows[string, int]()
	put := func(id string, row int) number { return r.put(id, &row) }
	require.Equal(t, []number{1, 2, 3}, []number{put("a", 1), put("b", 2), put("c", 3)})
	require.Equal(t, 2, *r.get("b"))
	require.Nil(t, r.get("d"))
	require.Equal(t, number(2), put("b", 7))
	require.Equal(t, 7, *r.get("b"))
	require.Len(t, r.rows, 4, "nothing is left of the row before")
	require.Equal(t, []*int{r.get("a"), r.get("c")}, r.each([]number{1, 3}))
	require.Equal(t, []*int{r.get("a"), r.get("c")}, r.named([]string{"c", "x", "a", "c", ""}), "by id, once each")
	require.Empty(t, r.named(nil))
}
