package normalise

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// restored unmangles s as often as it was mangled. It must see s before invisible
// characters are dropped, as a byte may have become one.
func restored(s string) string {
	for {
		t := unmangled(s)
		if len(t) == len(s) {
			return s
		}
		s = t
	}
}

// unmangled puts right text whose UTF-8 was read as Windows-1252 or Latin-1 and
// stored so ("JosÃ©" for "José", "â€™" for an apostrophe).
//
// Accented letters and curled quotation marks meet in honest text too, so a
// sequence counts only where it gives a Latin letter or a common sign, or where
// another one follows at once, as in every mangled word of another script.
func unmangled(s string) string {
	var b strings.Builder
	done := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		c, n := sequence(s[i:])
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s[i:])
			i += n
			continue
		}
		_, next := sequence(s[i+n:])
		if next == 0 && !common(c, s[i:i+n]) {
			i += n
			continue
		}
		b.WriteString(s[done:i])
		for ; n > 0; c, n = sequence(s[i:]) {
			b.WriteRune(c)
			i += n
		}
		done = i
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// sequence reads one character of UTF-8 whose bytes stand at the start of s as
// characters of Windows-1252, and the length of these; 0 if there is none.
func sequence(s string) (c rune, n int) {
	var raw [utf8.UTFMax]byte
	for k := range raw {
		r, size := decodeRune(s[n:])
		b, ok := byte1252(r)
		if !ok || k == 0 && (r < 0xC2 || r > 0xF4) {
			return 0, 0
		}
		raw[k] = b
		n += size
		if k > 0 && utf8.FullRune(raw[:k+1]) {
			c, size = utf8.DecodeRune(raw[:k+1])
			if c == utf8.RuneError || size != k+1 {
				return 0, 0
			}
			return c, n
		}
	}
	return 0, 0
}

// common reports whether c, which stands alone among ASCII in mangled text, is likely there,
// as letters of European languages are. From is what it was mangled to.
func common(c rune, from string) bool {
	switch {
	case c < 0xA0:
		return false
	case c < 0x180, c >= 0x1E00 && c <= 0x1EFF, c >= 0x2010 && c <= 0x2026, c == 0xFEFF, c == 0x2122, c == 0x20AC:
		return true
	case c < 0x250, c >= 0x300 && c < 0x340: // È and a closing quotation mark may be meant
		return !strings.ContainsAny(from, "‘’“”–—ŠŒŽšœžŸ»º") || c >= 0x218 && c <= 0x21B && !strings.Contains(from, "’")
	}
	return false
}

// byte1252 is the inverse of windows1252, and takes the controls of Latin-1 too.
func byte1252(r rune) (byte, bool) {
	switch {
	case r < 0x80 || r == utf8.RuneError:
		return 0, false
	case r <= 0xFF:
		return byte(r), true
	}
	at := slices.Index(high1252, r)
	return 0x80 + byte(at), at >= 0
}
