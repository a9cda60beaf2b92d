package sql

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The values are those of DuckDB 1.5.6 and 2.0.1 on x86-64. A threshold that lies
// between them is rare, but a level hangs on it.
func TestDuckDB2RoundsAProductAndItsSumOnce(t *testing.T) {
	doubles := func(items ...float64) Value {
		var list []Value
		for _, x := range items {
			list = append(list, Double(x))
		}
		return List(list)
	}
	for _, c := range []struct {
		sql      string
		l, r     Value
		one, two float64
	}{
		{"jaro_winkler_similarity(a_l, a_r)", Text("loae"), Text("leaen"), 0x1.9c28f5c28f5c2p-1, 0x1.9c28f5c28f5c3p-1},
		{"jaro_winkler_similarity(a_l, a_r)", Text("srio"), Text("stion"), 0x1.9c28f5c28f5c2p-1, 0x1.9c28f5c28f5c3p-1},
		{"jaro_winkler_similarity(a_l, a_r)", Text("oese"), Text("onsen"), 0x1.9c28f5c28f5c2p-1, 0x1.9c28f5c28f5c3p-1},
		{"list_cosine_similarity(a_l, a_r)", doubles(0, -1.7, .2), doubles(-.7, 1.7, -.4), -0x1.d829745e239f8p-1, -0x1.d829745e239f7p-1},
		{"list_cosine_similarity(a_l, a_r)", doubles(-.7, .8, -1.5), doubles(-1, -1.2, -.5), 0x1.4cce69d817ffcp-3, 0x1.4cce69d817ffbp-3},
	} {
		for engine, want := range map[Engine]float64{DuckDB15: c.one, DuckDB20: c.two} {
			program, condition := compiled(t, Settings{Engine: engine}, c.sql)
			l := program.Record(func(string) Value { return c.l })
			r := program.Record(func(string) Value { return c.r })
			f := program.Pair(&l, &r)
			require.Equal(t, showFloat(want), showFloat(condition.eval(f).float()), c.sql)
			require.NoError(t, f.Err())
			f.Release()
		}
	}
}
