package sql

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokEnd    tokenKind = iota
	tokWord             // a bare name or keyword
	tokQuoted           // a quoted name
	tokString           // a text literal
	tokNumber
	tokSymbol
)

type token struct {
	kind tokenKind
	text string // without quotes, escapes undone
	at   int    // byte offset in the source
}

// is reports whether the token is the keyword, in any case.
func (t token) is(keyword string) bool {
	return t.kind == tokWord && strings.EqualFold(t.text, keyword)
}

func (t token) symbol(s string) bool { return t.kind == tokSymbol && t.text == s }

func (t token) String() string {
	if t.kind == tokEnd {
		return "the end"
	}
	return fmt.Sprintf("%q", t.text)
}

// symbols, longest first.
var symbols = []string{
	"->", "||", "::", "<=", ">=", "<>", "!=", "==",
	"=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", ".", ":", ";", "%", "^", "{", "}", "?", "@", "&", "|", "~", "!", "#", "$",
}

// lex splits a condition into tokens.
func lex(e Engine, src string) ([]token, error) {
	if !utf8.ValidString(src) {
		return nil, fmt.Errorf("the condition is not valid UTF-8")
	}
	var tokens []token
	for i := 0; i < len(src); {
		if n := blank(src[i:]); n > 0 {
			i += n
			continue
		}
		t, n, err := next(e, src[i:])
		if err != nil {
			return nil, fmt.Errorf("at byte %d: %w", i, err)
		}
		t.at = i
		tokens = append(tokens, t)
		i += n
	}
	return append(tokens, token{at: len(src)}), nil
}

// blank returns the length of the white space or comment at the start of s.
func blank(s string) int {
	switch {
	case strings.HasPrefix(s, "--"):
		if n := strings.IndexByte(s, '\n'); n >= 0 {
			return n + 1
		}
		return len(s)
	case strings.HasPrefix(s, "/*"):
		if n := strings.Index(s, "*/"); n >= 0 {
			return n + 2
		}
		return 0 // read as symbols, and refused
	case strings.ContainsRune(" \t\r\n\f\v", rune(s[0])):
		return 1
	}
	return 0
}

func next(e Engine, s string) (token, int, error) {
	switch c := s[0]; {
	case c == '\'':
		return quoted(s, c, tokString, e.spark())
	case c == '"' && e.spark():
		return quoted(s, c, tokString, true)
	case c == '"', c == '`' && e.spark():
		return quoted(s, c, tokQuoted, false)
	case digit(c), c == '.' && len(s) > 1 && digit(s[1]):
		return number(s)
	}
	if n := wordLength(s); n > 0 {
		return token{kind: tokWord, text: s[:n]}, n, nil
	}
	for _, sym := range symbols {
		if strings.HasPrefix(s, sym) {
			return token{kind: tokSymbol, text: sym}, len(sym), nil
		}
	}
	r, _ := utf8.DecodeRuneInString(s)
	return token{}, 0, fmt.Errorf("unknown character %q", r)
}

// quoted reads a literal or name up to its closing quote; a doubled quote
// stands for one, and where escapes are known a backslash protects what follows.
func quoted(s string, quote byte, kind tokenKind, escapes bool) (token, int, error) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && escapes && i+1 < len(s):
			i++
			if s[i] != quote && s[i] != '\\' {
				return token{}, 0, fmt.Errorf("escape \\%c is not known", s[i])
			}
			b.WriteByte(s[i])
		case s[i] != quote:
			b.WriteByte(s[i])
		case i+1 < len(s) && s[i+1] == quote:
			b.WriteByte(quote)
			i++
		default:
			return token{kind: kind, text: b.String()}, i + 1, nil
		}
	}
	return token{}, 0, fmt.Errorf("quote %c is not closed", quote)
}

func number(s string) (token, int, error) {
	n := 0
	digits := func() {
		for n < len(s) && digit(s[n]) {
			n++
		}
	}
	digits()
	if n < len(s) && s[n] == '.' {
		n++
		digits()
	}
	if n < len(s) && (s[n] == 'e' || s[n] == 'E') {
		mark := n
		n++
		if n < len(s) && (s[n] == '+' || s[n] == '-') {
			n++
		}
		start := n
		if digits(); n == start {
			n = mark
		}
	}
	if wordLength(s[n:]) > 0 {
		return token{}, 0, fmt.Errorf("a number runs into a name")
	}
	return token{kind: tokNumber, text: s[:n]}, n, nil
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func wordLength(s string) int {
	for i, r := range s {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r) && r != '$') {
			return i
		}
	}
	return len(s)
}
