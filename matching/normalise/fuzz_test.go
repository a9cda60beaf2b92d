package normalise

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// hostile is text that has broken parsers: encodings, marks, direction, length.
var hostile = []string{
	"", " ", "\x00", "\xff\xfe", "Jos\xe9", "a\u0301\u0301\u0301", "\u202eevil", "zero\u200bwidth", "\ufeffBOM", "\ufdfa\ufdfa",
	strings.Repeat("\u0301", 200), strings.Repeat("ﷺ", 400), strings.Repeat("a ", 600), "１２３", "٠٧٧٠٠", "ǅ", "ŉ", "İ", "ΐ", "ᾳ", "각", "\U000e0041",
}

// requireText asserts what every text that leaves the package promises.
func requireText(t *testing.T, s string) {
	t.Helper()
	require.True(t, utf8.ValidString(s))
	require.NotContains(t, s, "\x00")
	require.LessOrEqual(t, len(s), 8*MaxBytes)
	require.Equal(t, -1, strings.IndexFunc(s, unicode.IsControl))
}

func FuzzClean(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := Clean(s)
		requireText(t, c)
		require.LessOrEqual(t, len(c), MaxBytes)
		require.Equal(t, c, Clean(c), "idempotent")
		require.Equal(t, c, strings.Join(strings.Fields(c), " "), "spaces folded")

		w := Fold(s)
		requireText(t, w)
		require.LessOrEqual(t, len(w), MaxBytes)
		require.Equal(t, w, Fold(w), "idempotent")
		require.Equal(t, w, Fold(c), "cleaning first changes nothing")
		require.Equal(t, w, strings.Map(unicode.ToUpper, w), "in capitals, as far as there are any")
	})
}

func FuzzName(f *testing.F) {
	for _, s := range append(slices.Clone(hostile), "Mr John", "Abdul Rahman", "Jean-Paul", "O' Brien", "van der Berg", "Smith née Jones", "Smith, John",
		"Smith (aka Jones/Brown)", "MIG_ERROR_X", "N/K", "Zia-ul-Haq", "A.K.A. Al-Hassan Jr", "st john-De La Cruz II",
		"Robert 'Bob' D'Angelo", "SMITH John, MBE", "Baby of Jane & John", "FNU Ahmed", "Ann **DO NOT USE** Smith - DECEASED", "a/l Raman", "Nguyen Van A", "J?n or goes by Jan Nov?k",
		"Jones (née Brown, now Smith), Ann", "van 't Hoff y As-Sayed", "DeHaro was St. MacTavish") {
		f.Add(s, "", "Smith", "")
		f.Add("Ann", s, s, s)
	}
	f.Fuzz(func(t *testing.T, given, middle, family, former string) {
		require.Equal(t, ParseNames(Names{Given: given, Middle: middle, Family: family, FormerFamily: []string{former}}), ParseName(given, middle, family, former))
		n := ParseNames(Names{Given: given, Middle: middle, Family: family, FormerFamily: []string{former}, KnownAs: []string{former, middle}})
		require.Equal(t, n.Quality.Usable(), len(n.Given)+len(n.Family) > 0)
		require.LessOrEqual(t, n.Middle, len(n.Given))
		require.Equal(t, len(n.Given) == 0, n.Middle == 0)
		require.LessOrEqual(t, len(n.Former), maxFormer)
		require.LessOrEqual(t, len(n.Also), maxFormer)
		require.Len(t, n.FormerBare, len(n.Former))
		words := append([][]string{n.Given, n.Family}, n.Former...)
		requireBare(t, n.Family, n.Bare)
		for i, f := range n.Former {
			requireBare(t, f, n.FormerBare[i])
		}
		for _, o := range n.Also {
			require.NotEmpty(t, o.Given)
			requireBare(t, o.Family, o.Bare)
			words = append(words, o.Given, o.Family)
		}
		if n.One {
			require.True(t, len(n.Given) == 0 || len(n.Family) == 0)
		}
		if n.Whole {
			require.True(t, len(n.Given) > 0 && len(n.Family) > 0)
		}
		ascii := true
		for _, parts := range words {
			for _, w := range parts {
				requireText(t, w)
				require.NotEmpty(t, w)
				require.Equal(t, -1, strings.IndexFunc(w, unicode.IsSpace))
				for _, r := range w {
					ascii = ascii && r < utf8.RuneSelf
					require.True(t, r >= 'A' && r <= 'Z' || r >= utf8.RuneSelf, "%q in %q", r, w)
				}
			}
		}
		if n.Quality.Usable() {
			require.Equal(t, ascii, n.Latin)
		}
		bounded := len(n.Former) >= maxFormer-1 || len(n.Also) >= maxFormer-1
		// Edd and SW are names where a field begins with them, and notes elsewhere: only the typing tells.
		note := slices.ContainsFunc(words, func(parts []string) bool { return slices.Contains(parts, "EDD") || slices.Contains(parts, "SW") })
		if s := n.String(); !bounded && !note && len(s) <= MaxBytes && len(given) <= MaxBytes && len(middle) <= MaxBytes && len(family) <= MaxBytes {
			requireReadsBack(t, n)
		}
		full := ParseFullName(family)
		if s := full.String(); len(s) <= MaxBytes && len(family) <= MaxBytes {
			requireReadsBack(t, full)
		}
	})
}

// requireBare asserts that every part of a name has one without its particle.
func requireBare(t *testing.T, parts, bare []string) {
	t.Helper()
	require.Len(t, bare, len(parts))
	for i, p := range parts {
		require.NotEmpty(t, bare[i])
		require.True(t, strings.HasSuffix(p, bare[i]), "%q of %q", bare[i], p)
	}
}

func FuzzPostcode(f *testing.F) {
	for _, s := range append(slices.Clone(hostile), "ls1 2ab", "SW1O OES", "GIRO AA", "BFPO 57", "ZZ99 3VZ", "LS1 2", "LS01 2AB", "n/a", "1 High St LS1 2AB", "LS6 3AA / LS7 4BB", "LS1* 2AB", "LS6 38A", "01001", "fiqq1zz", "E1 or E2") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		all := ParsePostcodes(s)
		require.Equal(t, Clean(s) == "", len(all) == 0)
		require.Equal(t, Clean(s) == "", ParsePostcode(s).Quality == Absent)
		for _, p := range append(all, ParsePostcode(s)) {
			requirePostcode(t, s, p)
		}
		if len(all) > 0 {
			require.Contains(t, all, ParsePostcode(s))
		}
	})
}

func requirePostcode(t *testing.T, s string, p Postcode) {
	t.Helper()
	requireText(t, p.String())
	require.Equal(t, p.Quality.Usable(), p.Area != "")
	requireWhy(t, p.Quality, p.Why)
	require.True(t, p.Quality == Placeholder || p.Pseudo == NotPseudo)
	require.True(t, p.Unit == "" || p.Quality >= Partial && len(p.Unit) >= 6 && len(p.Unit) <= 8)
	require.True(t, strings.HasPrefix(p.District, p.Area) || p.District == "")
	require.True(t, strings.HasPrefix(p.Sector, p.District) || p.Sector == "")
	require.True(t, strings.HasPrefix(p.Unit, p.Sector) || p.Unit == "")
	back := ParsePostcode(p.String())
	if len(s) > MaxBytes {
		p.Quality = back.Quality
	}
	require.Equal(t, retold(p), retold(back))
}

// requireWhy asserts that a value which is not used says why.
func requireWhy(t *testing.T, q Quality, why Reason) {
	t.Helper()
	if q != Absent && !q.Usable() {
		require.NotEmpty(t, why.Text())
	}
	if q == Absent {
		require.Empty(t, why)
	}
}

func FuzzNINO(f *testing.F) {
	for _, s := range append(slices.Clone(hostile), "QQ 12 34 56 C", "jg123457d", "A8I2345OD", "TN010190M", "11 a1 11 11", "NINO JG 12 34 57", "N/K", "JG123457D or JH 12 34 58 A", "JG ** ** 57 D") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		all := ParseNINOs(s)
		require.Equal(t, Clean(s) == "", len(all) == 0)
		require.Equal(t, Clean(s) == "", ParseNINO(s).Quality == Absent)
		for _, n := range append(all, ParseNINO(s)) {
			requireNINO(t, s, n)
		}
		if len(all) > 0 {
			require.Contains(t, all, ParseNINO(s))
		}
	})
}

func requireNINO(t *testing.T, s string, n NINO) {
	t.Helper()
	requireText(t, n.String())
	requireWhy(t, n.Quality, n.Why)
	require.Equal(t, n.Quality.Usable(), n.Class == NINOOrdinary)
	require.Equal(t, n.Class != NINONone, len(n.Stem) == 8)
	require.True(t, n.Quality != Valid || n.Suffix != "")
	back := ParseNINO(n.String())
	if len(s) > MaxBytes {
		n.Quality = back.Quality
	}
	require.Equal(t, retoldNINO(n), retoldNINO(back))
}

func FuzzDate(f *testing.F) {
	for _, s := range append(slices.Clone(hostile), "1990-12-31", "31/12/90", "Dec 1990", "31st of December 1990", "19901231", "XX/03/1990", "1/1", "1990-13-40",
		"05/09/19??", "Thu Sep 05 00:00:00 BST 1985", "1985-05-31T23:00:00.000Z", "05_09_1985", "5 or 6 Sep 1985", "1.9850905E+07", "5/9/85 & 6/9/85", "D.O.B. O5/O9/l985",
		"17 o Fehefin 1990", "0 5 0 9 1 9 8 5", "1985/86", "198505312300+0000", "05/--/1985", "05/09/2065") {
		f.Add(s, uint16(0))
		f.Add(s, uint16(20000))
	}
	f.Fuzz(func(t *testing.T, s string, days uint16) {
		latest := time.Time{}
		if days > 0 {
			latest = time.Date(1900, 1, int(days), 0, 0, 0, 0, time.UTC)
		}
		d := ParseDateBefore(s, latest)
		require.Equal(t, Clean(s) == "", d.Quality == Absent)
		require.Equal(t, d.Quality.Usable(), d.Year >= 1880)
		require.LessOrEqual(t, d.ordinal(), lastDay(latest)+ordinal(1, 0, 0))
		require.True(t, d.Month >= 0 && d.Month <= 12 && d.Day >= 0 && d.Day <= 31)
		require.True(t, d.Quality != Valid || d.Month > 0 && d.Day > 0)
		require.Equal(t, d.Quality == Valid || d.Quality == Absent, d.Why == "")
		require.True(t, d.Why == "" || d.Why.Text() != "")
		back := ParseDateBefore(d.String(), latest)
		if d.Quality == Invalid {
			require.Equal(t, ReasonForm, back.Why)
			d.Why = back.Why
		}
		if len(s) > MaxBytes {
			d.Quality, d.Why = back.Quality, back.Why
		}
		require.Equal(t, d, back)

		all := ParseDates(s, latest)
		require.Equal(t, d.Quality == Absent, len(all) == 0)
		for i, one := range all {
			require.NotContains(t, all[:i], one)
			require.True(t, len(all) == 1 || one.Quality.Usable())
		}
		if len(all) > 0 {
			require.Equal(t, ParseDateBefore(s, latest), all[0])
		}
	})
}

func FuzzPhone(f *testing.F) {
	for _, s := range append(slices.Clone(hostile), "07700 900123", "+44 (0)7700 900123", "0044 7700900123", "+353 1 234 5678", "0113 496 0123 ext 5", "07700900123/07700900456", "O7700 900123", "7700900123.0", "4.477009E+11", "7.700900123E+09", "+33 06 12 34 56 78", "07*** ***123", "496 0123 or 496 0124", "0113 496 0123/4\n+447700900123") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		all := ParsePhones(s)
		require.Equal(t, Clean(s) == "", len(all) == 0)
		require.Equal(t, Clean(s) == "", ParsePhone(s).Quality == Absent)
		for _, p := range append(all, ParsePhone(s)) {
			requirePhone(t, s, p)
		}
		if len(all) > 0 {
			require.Contains(t, all, ParsePhone(s))
		}
	})
}

func requirePhone(t *testing.T, s string, p Phone) {
	t.Helper()
	requireText(t, p.String())
	requireWhy(t, p.Quality, p.Why)
	require.Equal(t, p.Quality.Usable(), p.National != "")
	require.LessOrEqual(t, len(p.National), 15)
	require.False(t, p.Foreign && p.Mobile)
	require.Equal(t, -1, strings.IndexFunc(p.National+p.Extension, func(r rune) bool { return r < '0' || r > '9' }))
	back := ParsePhone(p.String())
	if len(s) > MaxBytes {
		p.Quality = back.Quality
	}
	require.Equal(t, retoldPhone(p), retoldPhone(back))
}

func FuzzEmail(f *testing.F) {
	for _, s := range append(slices.Clone(hostile), "Jo.Bloggs+x@googlemail.com", "Jo <jo@example.com>", "jo @ gmial.com", "noemail@none.com", "a@b.cd; e@f.gh", "ß@ſ.ﬀ", "'o@x.yz'", "a b@c.de", "a@b. co. uk", "a@b.co uk", "a@b,cd,e@f.gh", "j***@x.yz") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		all := ParseEmails(s)
		require.Equal(t, Clean(s) == "", len(all) == 0)
		require.Equal(t, Clean(s) == "", ParseEmail(s).Quality == Absent)
		for _, e := range append(all, ParseEmail(s)) {
			requireEmail(t, s, e)
		}
		if len(all) > 0 {
			require.Contains(t, all, ParseEmail(s))
		}
	})
}

func requireEmail(t *testing.T, s string, e Email) {
	t.Helper()
	requireText(t, e.String())
	requireWhy(t, e.Quality, e.Why)
	require.Equal(t, e.Quality.Usable(), e.Address != "")
	if e.Quality.Usable() {
		require.Equal(t, e.User+"@"+e.Domain, e.Address)
		require.LessOrEqual(t, len(e.Address), 254)
	}
	back := ParseEmail(e.String())
	if len(s) > MaxBytes {
		e.Quality = back.Quality
	}
	require.Equal(t, retoldEmail(e), retoldEmail(back))
}
