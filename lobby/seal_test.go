package lobby

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

func TestASealIsReadAsItWasWrittenAndNothingShorterIs(t *testing.T) {
	marks := []byte(strings.Repeat("m", 3*digestLen))
	whole := seal{
		Authority: "hackney", System: "hpa2", Record: "r-1", Officer: "amy", Identity: 300, Fence: -1,
		Model: strings.Repeat("x", 200), Destroys: []byte("twelve bytes"), Household: []byte("twelve bytes"), Clients: marks,
		Compared: []comparison{{"c-1", []string{"equal", "", "edit"}}, {"c-2", []string{"edit", "equal", "equal"}}},
	}
	for _, s := range []seal{whole, {Destroys: []byte{}, Household: []byte{}, Compared: []comparison{}, Clients: []byte{}}} {
		var got seal
		b := s.append(nil)
		require.True(t, got.read(b))
		require.Equal(t, s, got)
		for n := range len(b) - len(s.Clients) {
			require.False(t, new(seal).read(b[:n]), "the first %d bytes", n)
		}
	}
	require.False(t, new(seal).read([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}), "a length that is none")
}

func TestASealInWhichAByteIsAnotherDoesNoHarm(t *testing.T) {
	b := (&seal{Model: "m", Compared: []comparison{{"c-1", []string{"equal", "edit"}}}}).append(nil)
	for i := range b {
		for _, other := range []byte{0, 1, 2, 3, 0x7f, 0x80, 0xff} {
			changed := slices.Clone(b)
			changed[i] = other
			require.NotPanics(t, func() { new(seal).read(changed) })
		}
	}
}

func TestANumberThatIsNoneIsBad(t *testing.T) {
	for _, b := range []string{"", "\x80", strings.Repeat("\xff", 11)} {
		in := unsealing{b: []byte(b)}
		require.Zero(t, in.number())
		require.True(t, in.bad)
		in = unsealing{b: []byte(b)}
		require.Zero(t, in.uvarint())
		require.True(t, in.bad)
	}
}

func TestASealOfACodeThatIsNotThereIsNone(t *testing.T) {
	b := (&seal{Compared: []comparison{{"c-1", []string{"equal"}}}}).append(nil)
	require.True(t, new(seal).read(b))
	b[len(b)-1]++ // the place of the code
	require.False(t, new(seal).read(b))
}

func TestADigestThatIsMissingIsLikeNoOther(t *testing.T) {
	require.False(t, same(nil, nil))
	require.True(t, same([]byte{1}, []byte{1}))
	require.False(t, same([]byte{1}, []byte{2}))
}

func TestWhatIsLeftOfASealCanBeTakenWhole(t *testing.T) {
	in := unsealing{b: []byte("abc")}
	require.Equal(t, "abc", string(in.take(3)))
	require.Empty(t, in.take(0))
	require.False(t, in.bad)
	in.take(1)
	require.True(t, in.bad)
	in = unsealing{b: []byte{2, 'a', 'b'}}
	require.Equal(t, 2, in.count())
	require.False(t, in.bad)
	in = unsealing{b: []byte{3, 'a', 'b'}}
	require.Zero(t, in.count())
	require.True(t, in.bad)
}

// A mark says nothing to whoever lacks the key, and nothing that links two tokens.
func TestA3_AMarkIsOfItsKeyAndItsToken(t *testing.T) {
	mark := func(key, salt byte, a store.Authority, c store.ClientID) string {
		s, token := new(Service), new(seal)
		s.markKey[0], token.Salt[0] = key, salt
		return string(s.clientMark(token, Actor{Authority: a}, c))
	}
	require.Equal(t, mark(1, 1, "leeds", "c-1"), mark(1, 1, "leeds", "c-1"))
	seen := map[string]bool{}
	for _, m := range []string{
		mark(1, 1, "leeds", "c-1"), mark(2, 1, "leeds", "c-1"), mark(1, 2, "leeds", "c-1"), mark(1, 1, "york", "c-1"), mark(1, 1, "leeds", "c-2"),
	} {
		require.False(t, seen[m])
		seen[m] = true
	}
	require.NotEqual(t, newSeal().Salt, newSeal().Salt)
}
