package normalise

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// What is quick to read is read as everything else is.
func TestPlainPhonesAreReadAsOthersAre(t *testing.T) {
	_, plain := plainPhone("07700 900123")
	require.True(t, plain, "or nothing below is looked at")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(
			rapid.StringMatching(`(\+44|0044|44|0)?[ (]?[1237][0-9]{2,4}[ )-]{0,2}[0-9]{2,7}[ -]{0,2}[0-9]{0,6}`),
			rapid.StringMatching(`\+?[0 ][0-9 ()-]{8,13}`),
			rapid.StringMatching(`0[127][0-9]{3} ?[0-9]{6}`),
		).Draw(t, "phone")
		p, ok := plainPhone(s)
		if !ok || len(s) > plainLength {
			return
		}
		text, ok := valuesText(s)
		require.True(t, ok)
		r := phoneReader{text: text}
		r.run()
		require.Equal(t, []Phone{p}, r.out, s)
	})
}
