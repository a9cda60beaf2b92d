package normalise

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold reduces a word or a phrase to what is compared: upper-case letters A–Z
// and digits, words parted by one space. Accents go, letters that no accent
// explains are spelt out (Ł is L, ß is SS, þ is TH), apostrophes vanish and all
// other punctuation parts words. Scripts other than Latin stay, in NFKC and
// upper case, less their optional vowel signs and accents.
//
// Fold is idempotent and returns at most [MaxBytes] bytes; text that is folded
// already is returned as it is.
func Fold(s string) string {
	s = plain(s)
	if isFolded(s) {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		switch c := s[i]; {
		case isWord(c):
			b = append(b, c)
		case isApostrophe(c):
		case len(b) > 0 && b[len(b)-1] != ' ':
			b = append(b, ' ')
		}
	}
	return strings.TrimRight(string(b), " ")
}

func isFolded(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if !isWord(c) && (c != ' ' || last == ' ') {
			return false
		}
		last = c
	}
	return last != ' ' || s == ""
}

// isWord reports whether c belongs to a word of plain text.
func isWord(c byte) bool { return isLetter(c) || isDigit(c) || c >= utf8.RuneSelf }

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// isApostrophe counts the grave accent, which people type for an apostrophe.
func isApostrophe(c byte) bool { return c == '\'' || c == '`' }

// upper returns the ASCII byte c in upper case.
func upper(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// plain cleans s and folds its letters and digits, but keeps its punctuation:
// every kind of dash is the ASCII hyphen, every kind of apostrophe the ASCII one, and
// other punctuation beyond ASCII is a space. Whatever is not ASCII in the result is a
// letter of another script.
func plain(s string) string {
	s = Clean(s)
	if isASCII(s) {
		return strings.ToUpper(s)
	}
	return folded(s, false)
}

// spelled is [plain], but keeps the case that was typed.
func spelled(s string) string {
	s = Clean(s)
	if isASCII(s) {
		return s
	}
	return folded(s, true)
}

// folded folds clean text, and keeps its case if cased.
func folded(s string, cased bool) string {
	f := folder{out: make([]byte, 0, len(s)+8), cased: cased}
	for _, r := range s {
		f.write(r)
		if len(f.out) > MaxBytes {
			break
		}
	}
	out := string(f.out)
	if f.foreign {
		out = norm.NFKC.String(out)
	}
	return tidy(out)
}

// folder folds one character after another.
type folder struct {
	out     []byte
	cased   bool // lower case stays
	keep    bool // marks on the letter just written stay: see optionalMarks
	foreign bool // a letter other than A–Z was written
}

// spell writes s, the spelling of r.
func (f *folder) spell(r rune, s string) {
	if f.cased && unicode.IsLower(r) {
		s = strings.ToLower(s)
	}
	f.out, f.keep = append(f.out, s...), false
}

func (f *folder) write(r rune) {
	if r < utf8.RuneSelf {
		f.letter(r)
		return
	}
	if s, ok := spellings[r]; ok {
		f.spell(r, s)
		return
	}
	var b [utf8.UTFMax]byte
	if d := norm.NFKD.Properties(b[:utf8.EncodeRune(b[:], r)]).Decomposition(); len(d) > 0 {
		for _, r := range string(d) {
			f.letter(r)
		}
		return
	}
	f.letter(r)
}

// letter writes a character that does not decompose.
func (f *folder) letter(r rune) {
	if r >= 0x300 && unicode.Is(unicode.M, r) {
		if f.keep {
			f.out = utf8.AppendRune(f.out, r)
		}
		return
	}
	capital := unicode.ToUpper(r)
	f.keep = false
	if capital < utf8.RuneSelf {
		if f.cased && unicode.IsLower(r) {
			capital = unicode.ToLower(capital)
		}
		f.out = append(f.out, byte(capital))
		return
	}
	if s, ok := spellings[capital]; ok {
		f.spell(r, s)
		return
	}
	if !f.cased {
		r = capital
	}
	switch {
	case invisible(r):
	case unicode.IsLetter(r):
		f.out, f.foreign = utf8.AppendRune(f.out, r), true
		f.keep = !optionalMarks(r)
	case unicode.IsDigit(r):
		f.out = append(f.out, digit(r))
	default:
		f.out = append(f.out, ' ')
	}
}

// optionalMarks reports whether r is of a script whose accents and vowel signs are often
// left out: Latin, Greek, Hebrew, Arabic. In others, such as Devanagari, the marks are
// the vowels, so they stay.
func optionalMarks(r rune) bool {
	return r < 0x400 || r >= 0x590 && r < 0x700 || r >= 0x1E00 && r < 0x2000 || r >= 0x2C60 && r < 0x2C80 || r >= 0xA720 && r < 0xA800
}

// digit returns the ASCII digit of a decimal digit of any script: Unicode
// encodes them in runs of ten.
func digit(r rune) byte {
	n := rune(0)
	for unicode.IsDigit(r - 1 - n) {
		n++
	}
	return '0' + byte(n%10)
}
