package similarity

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// random returns pairs of which many are alike: words of a small alphabet, the
// second often the first with a few edits.
func random(r *rand.Rand, alphabet string, most int) (string, string) {
	letters := []rune(alphabet)
	draw := func() []rune {
		w := make([]rune, r.IntN(most+1))
		for i := range w {
			w[i] = letters[r.IntN(len(letters))]
		}
		return w
	}
	a := draw()
	if r.IntN(3) == 0 {
		return string(a), string(draw())
	}
	b := append([]rune(nil), a...)
	for range r.IntN(4) {
		if len(b) == 0 {
			break
		}
		switch i := r.IntN(len(b)); r.IntN(4) {
		case 0:
			b[i] = letters[r.IntN(len(letters))]
		case 1:
			b = append(b[:i], b[i+1:]...)
		case 2:
			b = append(b[:i], append([]rune{letters[r.IntN(len(letters))]}, b[i:]...)...)
		case 3:
			if i > 0 {
				b[i], b[i-1] = b[i-1], b[i]
			}
		}
	}
	return string(a), string(b)
}

func TestFastFormsEqualTheTextbook(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, c := range []struct {
		name, alphabet string
		most, pairs    int
	}{
		{"short words of few letters", "ABC", 9, 120_000},
		{"names", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 13, 100_000},
		{"addresses about as long as a machine word", "abcdefgh0123@.-", 68, 8_000},
		{"numbers", "0123456789", 11, 60_000},
		{"other scripts", "ABÉÈЖאß", 9, 20_000},
	} {
		for range c.pairs {
			a, b := random(r, c.alphabet, c.most)
			x, y := []rune(a), []rune(b)
			jaro, jw, osa := textbookJaro(x, y), textbookJaroWinkler(x, y), textbookEdit(x, y, true)
			if Jaro(a, b) != jaro || JaroWinkler(a, b) != jw || OSA(a, b) != osa {
				t.Fatalf("%s: %q and %q: Jaro %v want %v, Jaro–Winkler %v want %v, OSA %v want %v",
					c.name, a, b, Jaro(a, b), jaro, JaroWinkler(a, b), jw, OSA(a, b), osa)
			}
			if Below(LettersOf(a), LettersOf(b), jw) {
				t.Fatalf("%s: %q and %q: Jaro–Winkler %v is said to be below itself", c.name, a, b, jw)
			}
			if back := JaroWinkler(b, a); back != jw && max(back-jw, jw-back) > 1e-15 {
				t.Fatalf("%s: %q and %q: %v one way, %v the other", c.name, a, b, jw, back)
			}
			if short(a) && short(b) {
				if OneEdit(a, b) != (osa == 1) {
					t.Fatalf("%s: %q and %q: one edit %v at distance %d", c.name, a, b, OneEdit(a, b), osa)
				}
			}
		}
	}
}

func TestPublishedValuesAreMet(t *testing.T) {
	for _, c := range []struct {
		a, b              string
		jaro, jaroWinkler float64
	}{
		// W. E. Winkler, "Overview of Record Linkage and Current Research
		// Directions" (US Census Bureau, 2006), table of name pairs.
		{"MARTHA", "MARHTA", .944, .961},
		{"DIXON", "DICKSONX", .767, .813},
		{"DWAYNE", "DUANE", .822, .840},
		{"SHACKLEFORD", "SHACKELFORD", .970, .982},
		{"DUNNINGHAM", "CUNNIGHAM", .896, .896},
		{"NICHLESON", "NICHULSON", .926, .956},
		{"JONES", "JOHNSON", .790, .832},
		{"MASSEY", "MASSIE", .889, .933},
		{"ABROMS", "ABRAMS", .889, .922},
		{"JERALDINE", "GERALDINE", .926, .926},
		{"MICHELLE", "MICHAEL", .869, .921},
		{"JULIES", "JULIUS", .889, .933},
		{"TANYA", "TONYA", .867, .880},
		{"SEAN", "SUSAN", .783, .805},
		{"JON", "JOHN", .917, .933},
		// The boost starts above 0.7, nothing matches out of reach, and an empty
		// string is like nothing.
		{"ABCDEF", "ABXYZW", .556, .556},
		{"AB", "BA", 0, 0},
		{"A", "A", 1, 1},
		{"", "", 0, 0},
		{"A", "", 0, 0},
		{"2001", "2007", .833, .883},
		{"JOSÉ", "JOSE", .833, .883},
	} {
		require.InDelta(t, c.jaro, Jaro(c.a, c.b), .0006, "Jaro of %s and %s", c.a, c.b)
		require.InDelta(t, c.jaroWinkler, JaroWinkler(c.a, c.b), .0006, "Jaro–Winkler of %s and %s", c.a, c.b)
	}
}

func TestASwapIsOneEditForOSAAndTwoForLevenshtein(t *testing.T) {
	for _, c := range []struct {
		a, b             string
		osa, levenshtein int
	}{
		{"", "", 0, 0},
		{"", "ABC", 3, 3},
		{"ABC", "", 3, 3},
		{"AB", "BA", 1, 2},
		{"CBA", "BCA", 1, 2},
		{"CA", "ABC", 3, 3},
		{"KITTEN", "SITTING", 3, 3},
		{"19850112", "19851012", 1, 2},
		{"JOSÉ", "JOSE", 1, 1},
		{"ЖАН", "АЖН", 1, 2},
		{strings.Repeat("A", 64), strings.Repeat("A", 63) + "B", 1, 1},
		{strings.Repeat("A", 65), strings.Repeat("A", 64) + "B", 1, 1},
	} {
		require.Equal(t, c.osa, OSA(c.a, c.b), "%s and %s", c.a, c.b)
		require.Equal(t, c.levenshtein, Levenshtein(c.a, c.b), "%s and %s", c.a, c.b)
	}
}

func TestLevenshteinEqualsTheTextbookUpToItsCap(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 5_000 {
		a, b := random(r, "ABCÉ", 14)
		require.Equal(t, textbookEdit([]rune(a), []rune(b), false), Levenshtein(a, b))
	}
	long := strings.Repeat("é", MaxLevenshtein)
	require.Equal(t, 3, Levenshtein(long+"ABC", long))
	require.Equal(t, 0, Levenshtein(long+"ABC", long+"XYZ"), "what follows is not looked at")
}

func TestOneEditIsOneSlipOfTheHand(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		edit       bool
	}{
		{"equal numbers are not off", "7700900123", "7700900123", false},
		{"one digit replaced", "7700900123", "7700900128", true},
		{"two neighbours swapped", "7700900123", "7700900132", true},
		{"two digits replaced", "7700900123", "7700900187", false},
		{"a swap at a distance", "7700900123", "7702900103", false},
		{"a digit missing", "7700900123", "770090123", true},
		{"a digit too many", "AB123456", "AB1234567", true},
		{"two digits missing", "AB123456", "AB1234", false},
		{"nothing", "", "", false},
		{"something for nothing", "1", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.edit, OneEdit(c.a, c.b))
			require.Equal(t, c.edit, OneEdit(c.b, c.a))
		})
	}
}

func TestBelowIsTightEnoughToBeUseful(t *testing.T) {
	words := strings.Fields("SMITH JONES TAYLOR BROWN WILLIAMS WILSON JOHNSON DAVIES PATEL WRIGHT WALKER WHITE EDWARDS HUGHES GREEN HALL LEWIS HARRIS CLARKE KHAN")
	asked, below := 0, 0
	for _, a := range words {
		for _, b := range words {
			if a != b {
				asked++
				if Below(LettersOf(a), LettersOf(b), .8) {
					below++
				}
			}
		}
	}
	require.Greater(t, below*100, asked*80, "most different names are told apart without comparing them")
	require.False(t, Below(LettersOf("ÉMILE"), LettersOf("X"), 1))
}

func TestComparingDoesNotAllocate(t *testing.T) {
	require.Zero(t, testing.AllocsPerRun(100, func() {
		JaroWinkler("CHRISTOPHER", "KRISTOFER")
		OSA("CHRISTOPHER", "KRISTOFER")
		Below(LettersOf("CHRISTOPHER"), LettersOf("KRISTOFER"), .8)
	}))
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() { Phonetic("CHRISTOPHER") }), 1.)
}

func FuzzSimilarity(f *testing.F) {
	f.Add("MARTHA", "MARHTA")
	f.Add("É\xff", "\xfe")
	f.Add(strings.Repeat("A", 65), "")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 300 || len(b) > 300 {
			return
		}
		x, y := []rune(a), []rune(b)
		require.Equal(t, textbookJaroWinkler(x, y), JaroWinkler(a, b))
		require.Equal(t, textbookEdit(x, y, true), OSA(a, b))
		require.Equal(t, textbookEdit(x, y, false), Levenshtein(a, b))
		require.False(t, Below(LettersOf(a), LettersOf(b), JaroWinkler(a, b)))
		require.Equal(t, OneEdit(a, b), OneEdit(b, a))
	})
}
