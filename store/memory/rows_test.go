package memory

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestARowHasANumberWhileItIsThere(t *testing.T) {
	r := newRows[string, int]()
	put := func(id string) number {
		row := len(id)
		return r.put(id, &row)
	}
	a, b, c := put("a"), put("bb"), put("ccc")
	require.Equal(t, []number{1, 2, 3}, []number{a, b, c})
	require.Equal(t, 2, *r.get("bb"))
	require.Nil(t, r.get("d"))

	require.Equal(t, b, r.take("bb"))
	require.Nil(t, r.get("bb"))
	require.Nil(t, r.rows[b], "the row is still held")
	require.Equal(t, 2, r.len())

	require.Equal(t, b, put("dddd"), "a number that is free is given again")
	require.Equal(t, number(4), put("eeeee"))
	require.Equal(t, []*int{r.get("a"), r.get("dddd"), r.get("eeeee")}, r.each([]number{4, 1, 2, 1, 4}), "once each")
}
