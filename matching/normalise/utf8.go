package normalise

import (
	"strings"
	"unicode/utf8"
)

// ToUTF8 returns text as valid UTF-8, for whoever must store it: each byte that
// is none is read as [Clean] reads it, as Windows-1252. Valid text is returned as
// it is. The five bytes that Windows-1252 does not use (81, 8D, 8F, 90 and 9D)
// become the control characters of the same number, which Clean leaves out.
func ToUTF8(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := decodeRune(s[i:])
		b.WriteRune(r)
		i += n
	}
	return b.String()
}
