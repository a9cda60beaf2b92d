package postgres

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// nasty text is short and full of what the encoding gives a meaning.
var nasty = rapid.StringOfN(rapid.RuneFrom([]rune("aé\\\x1e\x1f\x00\n")), 0, 6, -1)

func TestAPersonComesBackWhateverItsTextIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := func(label string) string { return nasty.Draw(t, label) }
		list := func(label string) (l []string) {
			return append(l, rapid.SliceOfN(nasty, 0, 3).Draw(t, label)...)
		}
		p := matching.Person{Given: text("given"), Middle: text("middle"), Family: text("family"), Born: text("born"), NINO: text("nino"),
			FormerFamily: list("former"), Emails: list("emails"), Phones: list("phones"), Postcodes: list("postcodes"), PreviousPostcodes: list("previous")}
		got, err := decodePerson(encodePerson(p))
		require.NoError(t, err)
		require.Equal(t, p, got)
	})
}

func TestWhatIsNotAPersonIsRefused(t *testing.T) {
	whole := encodePerson(matching.Person{Given: "Ada", Emails: []string{"ada@example.com"}})
	for cut := range len(whole) {
		_, err := decodePerson(whole[:cut])
		require.ErrorIs(t, err, errPerson, "cut at %d", cut)
	}
	_, err := decodePerson(whole + "more")
	require.ErrorIs(t, err, errPerson)
	_, err = decodePerson(strings.Repeat("\\", 9))
	require.ErrorIs(t, err, errPerson)
}

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
		require.ElementsMatch(t, want, m.join(followed, append(counted, slotOf("client"))))
	})
}

func TestTwoAuthoritiesMixAKeyDifferently(t *testing.T) {
	for k := range matching.Key(1000) {
		require.NotEqual(t, mixerOf("E09000012").mix(k), mixerOf("E08000035").mix(k))
	}
}

func TestTheSizeIsSpreadOverEverySlot(t *testing.T) {
	seen := map[int64]int{}
	for i := range 8000 {
		seen[slotOf(store.ClientID(strings.Repeat("c", i%7)+string(rune('a'+i%26))+strings.Repeat("x", i/26%300)))]++
	}
	require.Len(t, seen, slots)
}
