package normalise

// spelling gives the plain spelling of Latin letters that Unicode does not
// decompose, and of punctuation. Where passports spell a letter out (ICAO Doc 9303,
// part 3), that is followed if it is also what people type: Þ is TH, but Ø is O,
// not OE.
func spelling(r rune) (string, bool) {
	switch r {
	case 'Æ', 'æ', 'Ǽ', 'ǽ', 'Ǣ', 'ǣ':
		return "AE", true
	case 'Œ', 'œ':
		return "OE", true
	case 'ß', 'ẞ':
		return "SS", true
	case 'Þ', 'þ':
		return "TH", true
	case 'Ə', 'ə', 'Ɐ', 'Ⱥ':
		return "A", true
	case 'Ƀ', 'ƀ', 'Ɓ', 'ɓ':
		return "B", true
	case 'Ȼ', 'ȼ', 'Ƈ', 'ƈ':
		return "C", true
	case 'Đ', 'đ', 'Ð', 'ð', 'Ɖ', 'ɖ', 'Ɗ', 'ɗ':
		return "D", true
	case 'Ɛ', 'ɛ', 'Ǝ', 'ǝ', 'Ɇ', 'ɇ':
		return "E", true
	case 'Ƒ', 'ƒ':
		return "F", true
	case 'Ɠ', 'ɠ', 'Ɣ', 'ɣ', 'Ǥ', 'ǥ':
		return "G", true
	case 'Ħ', 'ħ', 'Ɦ', 'ɦ':
		return "H", true
	case 'ı', 'Ɨ', 'ɨ', 'Ɩ', 'ɩ':
		return "I", true
	case 'ȷ', 'Ɉ', 'ɉ':
		return "J", true
	case 'ĸ', 'Ƙ', 'ƙ', 'Ꝁ', 'ꝁ':
		return "K", true
	case 'Ł', 'ł', 'Ƚ', 'ƚ', 'Ɫ', 'ɫ', 'Ꝉ', 'ꝉ':
		return "L", true
	case 'Ŋ', 'ŋ':
		return "NG", true
	case 'Ɲ', 'ɲ', 'Ƞ', 'ƞ':
		return "N", true
	case 'Ø', 'ø', 'Ǿ', 'ǿ', 'Ɔ', 'ɔ', 'Ɵ', 'ɵ':
		return "O", true
	case 'Ƥ', 'ƥ':
		return "P", true
	case 'Ɋ', 'ɋ':
		return "Q", true
	case 'Ɍ', 'ɍ', 'Ɽ', 'ɽ':
		return "R", true
	case 'Ŧ', 'ŧ', 'Ƭ', 'ƭ', 'Ʈ', 'ʈ', 'Ⱦ', 'ⱦ':
		return "T", true
	case 'Ʉ', 'ʉ', 'Ʊ', 'ʊ':
		return "U", true
	case 'Ʋ', 'ʋ', 'Ʌ', 'ʌ':
		return "V", true
	case 'Ƿ', 'ƿ', 'Ⱳ', 'ⱳ':
		return "W", true
	case 'Ƴ', 'ƴ', 'Ɏ', 'ɏ', 'Ȝ', 'ȝ':
		return "Y", true
	case 'Ƶ', 'ƶ', 'Ʒ', 'ʒ', 'Ȥ', 'ȥ':
		return "Z", true
	}
	return punctuation(r)
}

// punctuation gives the one form of every dash, apostrophe and quotation mark.
func punctuation(r rune) (string, bool) {
	switch r {
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '﹣', '－', '⁃', '־', '・':
		return "-", true
	case '‘', '’', '‚', '‛', '′', '‵', '´', 'ʹ', 'ʻ', 'ʼ', 'ʽ', 'ʾ', 'ʿ', 'ˈ', 'ˊ', 'ˋ', '՚', '׳', 'Ꞌ', 'ꞌ', 'ʔ', 'ʕ', '＇':
		return "'", true
	case '“', '”', '„', '‟', '″', '«', '»':
		return `"`, true
	case '·', 'ـ': // Catalan ela geminada; the stretch of an Arabic letter
		return "", true
	}
	return "", false
}
