package uk

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching/normalise"
)

// romanise writes names in Cyrillic and Greek letters in Latin ones, so that a name is
// compared with the one in the person's passport. Other scripts stay: they leave out
// vowels, or are read otherwise from one language to the next.
func romanise(n *normalise.Name) {
	if n.Latin {
		return
	}
	lists := append(append([][]string{n.Given, n.Family, n.Bare}, n.Former...), n.FormerBare...)
	for _, o := range n.Also {
		lists = append(lists, o.Given, o.Family, o.Bare)
	}
	letters := russian
	if slices.ContainsFunc(lists, func(list []string) bool { return strings.ContainsAny(strings.Join(list, ""), "ІЇЄҐ") }) {
		letters = ukrainian
	}
	for _, list := range lists {
		for i, w := range list {
			list[i] = roman(w, letters())
		}
	}
}

// roman writes a word in Latin letters; as it is, if some of its letters are not known.
func roman(w string, letters *strings.Replacer) string {
	r := letters.Replace("^" + w)
	if r == "" || strings.ContainsFunc(r, func(c rune) bool { return c >= utf8.RuneSelf }) {
		return w
	}
	return r
}

// The letters much as passports write them: of Russian and what has its letters close to
// ICAO Doc 9303, part 3, but for Ъ, which in names is a Bulgarian vowel, and for what
// begins a word; of Ukrainian after resolution 55 of the Cabinet of Ministers, 2010; of
// Greek close to ELOT 743. A ^ stands before the first letter of a word.
var (
	russian   = lettersOf("И I Г G ^Є YE Є E " + cyrillic + greek)
	ukrainian = lettersOf("И Y ЗГ ZGH Г H ^Є YE Є IE ^Й Y ^Ї YI " + cyrillic + greek)
)

const (
	cyrillic = "^Ю YU ^Я YA А A Б B В V Ґ G Д D Е E Ё E Ж ZH З Z І I Ї I Й I К K Л L М M Н N О O П P Р R С S Т T У U Ф F Х KH Ц TS Ч CH Ш SH Щ SHCH " +
		"Ъ A Ы Y Э E Ю IU Я IA Ў U Ђ DJ Ј J Љ LJ Њ NJ Ћ C Џ DZ Ѓ GJ Ќ KJ Ѕ DZ Ә A Ғ G Қ K Ң N Ө O Ұ U Ү U Һ H "
	greek = "ΟΥ OU ΑΥ AV ΕΥ EV ΓΓ NG ΓΞ NX ΓΧ NCH ^ΜΠ B Α A Β V Γ G Δ D Ε E Ζ Z Η I Θ TH Ι I Κ K Λ L Μ M Ν N Ξ X Ο O Π P Ρ R Σ S Τ T Υ Y Φ F Χ CH Ψ PS Ω O "
)

// lettersOf reads pairs when they are first asked for: most programs meet no such name.
func lettersOf(pairs string) func() *strings.Replacer {
	return sync.OnceValue(func() *strings.Replacer {
		return strings.NewReplacer(append(strings.Fields(pairs), "Ь", "", "^", "")...)
	})
}
