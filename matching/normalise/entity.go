package normalise

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxEntity is longer than every entity that stands for a letter or a sign.
const maxEntity = 32

// decoded reads the character references that a web form or an export left in the
// text: those of HTML, named (&eacute;), decimal (&#39;) and hexadecimal (&#x27;),
// those of URLs (%27, %C3%A9), of mails and cards (=C3=A9) and of JSON (\u00e9). Systems that write capitals
// write &EACUTE; too. One that was escaped twice (&amp;#39;) is read when the
// result is read again. A bare & stays.
//
// The names are those of https://html.spec.whatwg.org/#named-character-references
func decoded(s string) string {
	i := strings.IndexAny(s, referenceSigns)
	if i < 0 {
		return s
	}
	var b strings.Builder
	for ; i >= 0; i = strings.IndexAny(s, referenceSigns) {
		b.WriteString(s[:i])
		c, n := reference(s[i:])
		b.WriteString(c)
		s = s[i+n:]
	}
	b.WriteString(s)
	return b.String()
}

// referenceSigns begin a reference.
const referenceSigns = "&%\\="

// reference reads the reference at the start of s, or the sign alone, and how many
// bytes it takes.
func reference(s string) (c string, n int) {
	switch {
	case s[0] == '&':
		n = entity(s)
		return character(s[:n]), n
	case s[0] == '%' && len(s) > 2:
		if v, err := strconv.ParseUint(s[1:3], 16, 8); err == nil {
			return string([]byte{byte(v)}), 3
		}
	case strings.HasPrefix(s, `\u`) && len(s) > 5:
		if v, err := strconv.ParseUint(s[2:6], 16, 16); err == nil {
			return string(rune(v)), 6
		}
	case s[0] == '=':
		var b []byte
		for len(s) > n+2 && s[n] == '=' {
			v, err := strconv.ParseUint(s[n+1:n+3], 16, 8)
			if err != nil || v < utf8.RuneSelf {
				break
			}
			b, n = append(b, byte(v)), n+3
		}
		if len(b) > 1 { // not name=Eda
			return string(b), n
		}
	}
	return s[:1], 1
}

// entity returns the length of the reference at the start of s, 1 if only the &
// is there. A decimal one may lack its semicolon.
func entity(s string) int {
	for i := 1; i < min(len(s), maxEntity); i++ {
		switch c := upper(s[i]); {
		case c == ';':
			return i + 1
		case isLetter(c) || isDigit(c) || c == '#' && i == 1:
		default:
			return 1
		}
		if decimal := s[1] == '#' && i > 1 && isDigit(s[2]); decimal && (i+1 == len(s) || !isDigit(s[i+1]) && s[i+1] != ';') {
			return i + 1
		}
	}
	return 1
}

// character returns what the reference e stands for, or e itself if it is none.
func character(e string) string {
	if len(e) < 3 {
		return e
	}
	if c := html.UnescapeString(e); !strings.HasPrefix(c, "&") {
		return c
	}
	c := html.UnescapeString(strings.ToLower(e))
	if c == strings.ToLower(e) {
		return e
	}
	return c
}
