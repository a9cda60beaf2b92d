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
		"and", "or", "now", "was", "goes", "by", "SMITH", "Van", "Nguyen", "bin", "FNU", "Surname", "deceased", "DeHaro", "SmithJones", "G/medhin", "JP", "Captain", "Senior", "As", "Sayed", "of", "MBE", "MA", "y", "baby of", "Twin",
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
	signs := []string{"", "", " ", "\n", ";", "-", "/", ".", "(", ")", "+", "@", ", ", "?"}
	texts := map[string]*rapid.Generator[string]{
		"postcode": mix(append([]string{"or", "**", "FIQQ", "1ZZ", "XXX", "75008", "LS", "SW", "A", "Z", "ZZ99", "3VZ", "NFA", "GIR", "BFPO", "AA", "2AB"}, digits...), signs),
		"nino":     mix(append([]string{"or", "**", "XX", "QQ", "TN", "JG", "A", "D", "M", "NI", "OO", "ab"}, digits...), signs),
		"date":     mix(append([]string{"Jan", "december", "May", "Fehefin", "st", "of", "XX", "yyyy", "??", "T", "Z", "dob", "or", "23:00", "1985", "05/09/85", "_", "--"}, digits...), signs),
		"phone":    mix(append([]string{"and", "**", "E+11", ".0", "/", "+33", "+39", "+7 8", "+44", "(0)", "ext", "x", "tel", "or", "+353", "0113"}, digits...), signs),
		"email":    mix(append([]string{"jo", "and", "***", "co", "uk", "jo@ex.org", "gmail.com", "googlemail.com", "gmial.com", ".", "+x", "noemail", "<", ">", "mailto:", "é"}, digits...), signs),
	}
	rapid.Check(t, func(t *rapid.T) {
		for _, p := range ParsePostcodes(texts["postcode"].Draw(t, "postcode")) {
			require.Equal(t, retold(p), retold(ParsePostcode(p.String())))
		}
		for _, n := range ParseNINOs(texts["nino"].Draw(t, "nino")) {
			require.Equal(t, retoldNINO(n), retoldNINO(ParseNINO(n.String())))
		}
		d := ParseDate(texts["date"].Draw(t, "date"))
		if d.Quality == Invalid { // "invalid" does not say why
			d.Why = ReasonForm
		}
		require.Equal(t, d, ParseDate(d.String()))
		for _, h := range ParsePhones(texts["phone"].Draw(t, "phone")) {
			require.Equal(t, retoldPhone(h), retoldPhone(ParsePhone(h.String())))
		}
		for _, e := range ParseEmails(texts["email"].Draw(t, "email")) {
			require.Equal(t, retoldEmail(e), retoldEmail(ParseEmail(e.String())))
		}
	})
}

// What only the typing tells is left out of what must read back.
func retold(p Postcode) Postcode { p.Repaired, p.Why = false, ""; return p }
func retoldNINO(n NINO) NINO     { n.Why = ""; return n }
func retoldPhone(p Phone) Phone  { p.Why = ""; return p }
func retoldEmail(e Email) Email  { e.Why = ""; return e }
