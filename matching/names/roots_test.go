package names

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is related must be found: under its code, a shared root, or the other
// name as a root. By rule, only names of one code are related at all.
func TestWhatIsRelatedSharesACodeOrARoot(t *testing.T) {
	table := All()
	pairs := 0
	for a, name := range table.names[:len(table.related)] {
		for _, r := range table.related[a] {
			other := table.names[r.id]
			pairs++
			x, y := Prepare(name), Prepare(other)
			require.Equal(t, Related(name, other, x, y), Related(other, name, y, x), "%s and %s either way round", name, other)
			if x.Code == y.Code && x.Code != 0 {
				continue
			}
			under := append([]string{name}, Roots(name)...)
			require.True(t, slices.ContainsFunc(append([]string{other}, Roots(other)...), func(root string) bool {
				return slices.Contains(under, root)
			}), "%s and %s", name, other)
		}
		require.LessOrEqual(t, len(table.roots[a]), MaxRoots)
	}
	require.Greater(t, pairs, 40000)
}

func TestNoPairOfTheTablesIsDroppedForWantOfRoots(t *testing.T) {
	full := newTable()
	full.addAll(unpack())
	for a, name := range full.names {
		for _, r := range full.related[a] {
			other := full.names[r.id]
			require.NotEqual(t, Unrelated, Related(name, other, Prepare(name), Prepare(other)), "%s and %s", name, other)
		}
	}
}
