package normalise

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// mix draws text out of the words and signs that a parser treats specially, in
// orders that nobody thought of.
func mix(words, signs []string) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, 7).Draw(t, "words") {
			b.WriteString(rapid.SampledFrom(words).Draw(t, "word"))
			b.WriteString(rapid.SampledFrom(signs).Draw(t, "sign"))
		}
		return b.String()
	})
}

type reporter interface {
	require.TestingT
	Helper()
}

// requireReadsBack asserts that a name is what it prints, but for what only the
// typing tells.
func requireReadsBack(t reporter, n Name) {
	t.Helper()
	back := ParseFullName(n.String())
	n.Whole, n.Why, back.Why = false, "", ""
	require.Equal(t, n, back, n.String())
}

func TestWhatANamePrintsReadsBack(t *testing.T) {
	names := mix([]string{
		"Ann", "Smith", "X", "O", "de", "la", "Mc", "van", "der", "al", "Abdul", "ul", "Jr", "II", "Junior", "Mr", "Mrs", "Sir", "Dr", "née", "aka", "known", "as", "also",
		"formerly", "maiden", "name", "N", "K", "not", "unknown", "Baby", "test", "MIG_ERROR_", "DUPLICATE_", "no", "show", "0", "J0", "é", "Йо", "李", "d'", "st", "E",
		"and", "or", "now", "was", "goes", "by", "SMITH", "Van", "Nguyen", "bin", "FNU", "Surname", "deceased", "DeHaro", "As", "Sayed", "of", "MBE", "MA", "y",
	}, []string{" ", "-", "'", ", ", " (", ") ", "/", ". ", "; ", "", " - ", `"`, "*", "?", " & "})
	rapid.Check(t, func(t *rapid.T) {
		given, middle, family, former := names.Draw(t, "given"), names.Draw(t, "middle"), names.Draw(t, "family"), names.Draw(t, "former")
		for _, n := range []Name{
			ParseName(given, middle, family, former),
			ParseNames(Names{Given: given, Family: family, KnownAs: []string{former, middle}}),
			ParseName("", "", family), ParseName(given, "", ""), ParseFullName(family),
		} {
			requireReadsBack(t, n)
		}
	})
}

func TestWhatAValuePrintsReadsBack(t *testing.T) {
	digits := []string{"0", "1", "2", "07", "44", "90", "19", "1990", "12", "31", "00", "7700900123", "123456", "O", "I"}
	signs := []string{"", "", " ", "-", "/", ".", "(", ")", "+", "@", ", ", "?"}
	texts := map[string]*rapid.Generator[string]{
		"postcode": mix(append([]string{"LS", "SW", "A", "Z", "ZZ99", "3VZ", "NFA", "GIR", "BFPO", "AA", "2AB"}, digits...), signs),
		"nino":     mix(append([]string{"QQ", "TN", "JG", "A", "D", "M", "NI", "OO", "ab"}, digits...), signs),
		"date":     mix(append([]string{"Jan", "december", "May", "st", "of", "XX", "yyyy", "T", "dob"}, digits...), signs),
		"phone":    mix(append([]string{"+44", "(0)", "ext", "x", "tel", "or", "+353", "0113"}, digits...), signs),
		"email":    mix(append([]string{"jo", "gmail.com", "googlemail.com", "gmial.com", ".", "+x", "noemail", "<", ">", "mailto:", "é"}, digits...), signs),
	}
	rapid.Check(t, func(t *rapid.T) {
		p := ParsePostcode(texts["postcode"].Draw(t, "postcode"))
		p.Repaired = false
		require.Equal(t, p, ParsePostcode(p.String()))
		n := ParseNINO(texts["nino"].Draw(t, "nino"))
		require.Equal(t, n, ParseNINO(n.String()))
		d := ParseDate(texts["date"].Draw(t, "date"))
		require.Equal(t, d, ParseDate(d.String()))
		h := ParsePhone(texts["phone"].Draw(t, "phone"))
		require.Equal(t, h, ParsePhone(h.String()))
		e := ParseEmail(texts["email"].Draw(t, "email"))
		require.Equal(t, e, ParseEmail(e.String()))
	})
}
