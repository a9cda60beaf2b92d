package lobby

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASealIsReadAsItWasWrittenAndNothingShorterIs(t *testing.T) {
	marks := []byte(strings.Repeat("m", 3*digestLen))
	whole := seal{
		Authority: "hackney", System: "hpa2", Record: "r-1", Officer: "amy", Identity: 300, Fence: -1,
		Model: strings.Repeat("x", 200), Destroys: []byte("twelve bytes"), Household: []byte("twelve bytes"), Clients: marks,
		Compared: []compared{{"c-1", []string{"equal", "", "edit"}}, {"c-2", []string{"edit", "equal", "equal"}}},
	}
	for _, s := range []seal{whole, {Destroys: []byte{}, Household: []byte{}, Compared: []compared{}, Clients: []byte{}}} {
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
