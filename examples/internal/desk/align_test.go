package desk

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func lettered(rs []stretch) string {
	var b strings.Builder
	for _, r := range rs {
		if r.Differs {
			b.WriteString("[" + r.Text + "]")
		} else {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func TestTwoTextsAreSetLetterUnderLetter(t *testing.T) {
	for _, c := range [][4]string{
		{"Jacqueline", "Jaqueline", "Ja[c]queline", "Ja[·]queline"},
		{"AB123456C", "AB123465C", "AB1234[56]C", "AB1234[65]C"},
		{"1980-03-31", "1980-03-13", "1980-03-[31]", "1980-03-[13]"},
		{"SMITH", "smyth", "SM[I]TH", "sm[y]th"},
		{"Jose\u0301", "Jose", "Jos[é]", "Jos[e]"}, {"Jose\u0301s", "José", "José[s]", "José[·]"}, {"x\u0303y", "xy", "[x\u0303]y", "[x]y"},
		{"محمد", "محمود", "محم[·]د", "محم[و]د"},
		{"Ann", "Bob", "", ""}, {"Same", "same", "", ""}, {"", "x", "", ""}, {strings.Repeat("a", 61), "a", "", ""},
	} {
		ours, theirs := aligned(c[0], c[1])
		require.Equal(t, c[2:], []string{lettered(ours), lettered(theirs)}[:2], c[0])
	}
}

func TestAnAlignmentLosesNoLetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.StringMatching(`[ab]{1,12}`).Draw(t, "a"), rapid.StringMatching(`[abc]{1,12}`).Draw(t, "b")
		ours, theirs := aligned(a, b)
		if ours == nil {
			return
		}
		bare := func(rs []stretch) string {
			var s strings.Builder
			for _, r := range rs {
				s.WriteString(strings.ReplaceAll(r.Text, gap, ""))
			}
			return s.String()
		}
		require.Equal(t, a, bare(ours))
		require.Equal(t, b, bare(theirs))
		require.Len(t, theirs, len(ours))
		for i := range ours {
			require.Len(t, []rune(theirs[i].Text), len([]rune(ours[i].Text)))
			require.Equal(t, ours[i].Differs, theirs[i].Differs)
		}
	})
}

func TestOnlyWhatDiffersAsItIsComparedIsMarked(t *testing.T) {
	for _, c := range []struct {
		field, ours, theirs, level string
		marked                     bool
	}{
		{"phones", "01689222096", "01689 222096", "Same", false}, {"phones", "01689222096", "01689222095", "Different", true},
		{"nino", "ET420542B", "et 42 05 42 b", "Same", false}, {"family", "Ahmadi", "Ahmady", "Different", true},
	} {
		r := aspects[c.field].compare([]string{c.ours}, []string{c.theirs})
		require.Equal(t, c.level, r.Level, c.ours)
		require.Equal(t, c.marked, len(r.OursBy) > 0 && len(r.TheirsBy) > 0, c.ours)
	}
}
