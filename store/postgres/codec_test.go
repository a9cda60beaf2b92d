package postgres

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestMixedKeysComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := mixerOf(store.Authority(rapid.String().Draw(t, "authority")))
		k := matching.Key(rapid.Uint64().Draw(t, "key"))
		require.Equal(t, k, m.unmix(m.mix(k)))
		keys := rapid.SliceOfDistinct(rapid.Uint64Range(0, 1<<63+50), rapid.ID).Draw(t, "keys")
		var want []matching.Key
		for _, k := range keys {
			want = append(want, matching.Key(k))
		}
		followed, counted := m.split(want)
		require.ElementsMatch(t, want, m.join(followed, append(counted, size, slots-1)))
	})
}

func TestTwoAuthoritiesMixAKeyDifferently(t *testing.T) {
	for k := range matching.Key(1000) {
		require.NotEqual(t, mixerOf("E09000012").mix(k), mixerOf("E08000035").mix(k))
	}
}
