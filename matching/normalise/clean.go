package normalise

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean is what every parser does to a text first. It returns at most [MaxBytes] bytes of
// valid UTF-8, without NUL, control, bidirectional or zero-width characters,
// trimmed, and with every run of white space folded to one space. Case,
// accents and punctuation stay.
//
// What an encoding did to the text is undone: a byte that is no UTF-8 is read as
// Windows-1252, which is what old exports are written in; UTF-8 that was read as that is
// read again ("JosÃ©" is José), and so are the references of HTML ("O&#39;Brien"), URLs and
// JSON, however often the text was encoded. The result is for comparing, and not safe to
// put into a page: a < that was escaped is bare again. Clean is idempotent; text that is
// clean already is returned as it is.
func Clean(s string) string {
	if isPlain(s) {
		return s
	}
	s = capped(s)
	for {
		t := decoded(s)
		if !isClean(t) {
			t = tidy(restored(t))
		}
		if t == s {
			return s
		}
		s = t
	}
}

// tidy drops what cannot be seen and folds white space.
func tidy(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for i := 0; i < len(s); {
		r, n := decodeRune(s[i:])
		i += n
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case invisible(r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return strings.TrimRight(capped(b.String()), " ")
}

// capped cuts s to MaxBytes without cutting through a character.
func capped(s string) string {
	if len(s) <= MaxBytes {
		return s
	}
	n := MaxBytes
	for n > MaxBytes-utf8.UTFMax && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// isClean reports whether s is printable ASCII with single inner spaces; it
// says no to all other text, clean or not.
func isClean(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' ' || s == ""
}

// isPlain reports whether Clean has nothing to do for s, as for most texts: it is clean,
// short enough, and holds no sign that begins a reference.
func isPlain(s string) bool {
	return len(s) <= MaxBytes && isClean(s) && !strings.ContainsAny(s, referenceSigns)
}

// invisible reports whether r shows nothing and so says nothing: controls,
// format characters (zero-width, bidirectional, soft hyphen), fillers,
// variation selectors, private use, and the mark of a character lost before.
func invisible(r rune) bool {
	switch {
	case r < ' ' || r >= 0x7F && r < 0xA0:
		return true
	case r < 0xAD:
		return false
	case r == utf8.RuneError, r == 0x034F, r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r)
}

// high1252 are the characters of Windows-1252 from 0x80 to 0x9F.
// https://encoding.spec.whatwg.org/#windows-1252
var high1252 = []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

// decodeRune reads the first character of s, and a byte that begins none in Windows-1252.
func decodeRune(s string) (r rune, n int) {
	if r, n = utf8.DecodeRuneInString(s); r == utf8.RuneError && n == 1 {
		r = windows1252(s[0])
	}
	return r, n
}

// windows1252 reads one byte in the encoding that web forms fall back to.
func windows1252(c byte) rune {
	if c < 0x80 || c >= 0xA0 {
		return rune(c)
	}
	return high1252[c-0x80]
}
