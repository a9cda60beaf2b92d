package lobby

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// How many have a value is at least nobody, although a store may only estimate the one
// number, and the other of another instant.
func TestNobodyIsTakenOutOfACountTwice(t *testing.T) {
	const counted, other = matching.Key(1<<63 | 1), matching.Key(1<<63 | 2)
	l := &lineup{counts: []matching.KeyCount{{Key: 7, Clients: 5}, {Key: counted, Clients: 2}, {Key: other, Clients: 1}}}
	l.uncount([]matching.KeyCount{{Clients: 2}, {Clients: 3}})
	require.Equal(t, []matching.KeyCount{{Key: 7, Clients: 5}, {Key: counted}, {Key: other}}, l.counts)

	m := matching.UK(nil)
	jane := matching.Person{Given: "Jane", Family: "Doe", Born: "1990-05-17"}
	l = &lineup{matcher: m}
	for _, k := range m.Prepare(jane).Keys {
		l.counts = append(l.counts, matching.KeyCount{Key: k, Clients: 1})
	}
	hidden := []*store.Client{{ID: "c-1", Person: jane}, {ID: "c-2", Person: jane}}
	l.uncountFound(hidden)
	left := 0
	for _, c := range l.counts {
		if c.Key.CountOnly() {
			require.Equal(t, 1, c.Clients, "it led to nobody")
			left++
			continue
		}
		require.Zero(t, c.Clients)
	}
	require.Less(t, left, len(l.counts))
}

// Where nothing is probable, nothing is made of it that is no number.
func TestWhatIsImprobableOfAllStaysSo(t *testing.T) {
	var st standing
	st.Clients = []matching.Match{{ID: "c-1"}}
	st.reweigh(func(string) float64 { return 1 })
	require.Equal(t, []float64{0, 0, 0}, []float64{st.None, st.Missed, st.Clients[0].Probability})
}

// An authority has its log and its leases under a name of its own, however long it is.
func TestWhatIsBesideAnAuthorityFitsIntoAnID(t *testing.T) {
	longest := store.Authority(strings.Repeat("a", store.MaxID-len(readingSuffix)))
	require.Equal(t, longest+readingSuffix, readingsOf(longest))
	for _, a := range []store.Authority{longest + "a", longest + "aaaaa"} {
		beside := readingsOf(a)
		require.LessOrEqual(t, len(beside), store.MaxID)
		require.True(t, strings.HasSuffix(string(beside), string(readingSuffix)))
		require.NotEqual(t, readingsOf(a+"b"), beside)
	}
}
