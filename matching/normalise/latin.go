package normalise

// spellings are the plain spellings of Latin letters that Unicode does not decompose,
// and the one form of every dash, apostrophe and quotation mark. Where passports spell a
// letter out (ICAO Doc 9303, part 3), that is followed if it is also what people type:
// Þ is TH, but Ø is O, not OE.
var spellings = func() map[rune]string {
	all := map[rune]string{}
	for _, s := range [...]struct{ plain, letters string }{
		{"AE", "ÆæǼǽǢǣ"},
		{"OE", "Œœ"},
		{"SS", "ßẞ"},
		{"TH", "Þþ"},
		{"A", "ƏəⱯȺ"},
		{"B", "ɃƀƁɓ"},
		{"C", "ȻȼƇƈ"},
		{"D", "ĐđÐðƉɖƊɗ"},
		{"E", "ƐɛƎǝɆɇ"},
		{"F", "Ƒƒ"},
		{"G", "ƓɠƔɣǤǥ"},
		{"H", "ĦħꞪɦ"},
		{"I", "ıƗɨƖɩ"},
		{"J", "ȷɈɉ"},
		{"K", "ĸƘƙꝀꝁ"},
		{"L", "ŁłȽƚⱢɫꝈꝉ"},
		{"NG", "Ŋŋ"},
		{"N", "ƝɲȠƞ"},
		{"O", "ØøǾǿƆɔƟɵ"},
		{"P", "Ƥƥ"},
		{"Q", "Ɋɋ"},
		{"R", "ɌɍⱤɽ"},
		{"T", "ŦŧƬƭƮʈȾⱦ"},
		{"U", "ɄʉƱʊ"},
		{"V", "ƲʋɅʌ"},
		{"W", "ǷƿⱲⱳ"},
		{"Y", "ƳƴɎɏȜȝ"},
		{"Z", "ƵƶƷʒȤȥ"},
		{"-", "‐‑‒–—―−﹘﹣－⁃־・"},
		{"'", "‘’‚‛′‵´ʹʻʼʽʾʿˈˊˋ՚׳Ꞌꞌʔʕ＇"},
		{`"`, "“”„‟″«»"},
		{"", "·ـ"}, // Catalan ela geminada; the stretch of an Arabic letter
	} {
		for _, r := range s.letters {
			all[r] = s.plain
		}
	}
	return all
}()
