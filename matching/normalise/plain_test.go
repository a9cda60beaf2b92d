package normalise

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// The short cuts for plain text read it as the long way does.

func TestPlainAddressesAreReadAsOthersAre(t *testing.T) {
	_, plain := plainEmail("Jo.Bloggs+home@Example.com")
	require.True(t, plain, "or nothing below is looked at")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(
			rapid.StringMatching(`[a-zA-Z0-9.!#$%&'*+/=?^_{|}~-]{1,12}@[a-z0-9.-]{1,12}\.(com|co\.uk|c0m)[.!?:,]?`),
			rapid.StringMatching(`[a-z.]{0,8}(\?subject=|@|%40|&#64;)[a-z.@]{1,8}\.uk`),
			rapid.StringMatching(`[ a-z.@:\\]{1,16}`),
		).Draw(t, "address")
		e, ok := plainEmail(s)
		if !ok {
			return
		}
		text, ok := emailText(s)
		require.True(t, ok)
		require.Equal(t, []Email{e}, readEmails(text), s)
	})
}

func TestPlainTextIsClean(t *testing.T) {
	require.True(t, isPlain("Jo Bloggs"), "or nothing below is looked at")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ -~\t]{0,12}`)).Draw(t, "text")
		if isPlain(s) {
			require.Equal(t, s, tidy(restored(decoded(s))))
		}
	})
}

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
