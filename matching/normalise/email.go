package normalise

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ParseEmail reads the first e-mail address in a text and folds it for
// comparison: lower case, without a plus-tag, and without dots where the provider
// ignores them; googlemail.com is gmail.com, as Google delivers both to one box.
//
// An address needs an @ and a dotted domain; longer than 254 bytes (RFC 5321,
// errata 1690) it is [Invalid]. noemail@…, test@… and the like are [Placeholder].
// A domain one slip away from a large provider's is kept as typed and
// [Email.Misspelled] names what was probably meant.
func ParseEmail(s string) Email {
	t := Clean(s)
	if t == "" {
		return Email{}
	}
	t = firstAddress(t)
	at := strings.LastIndexByte(t, '@')
	if at < 0 {
		var buf [24]byte
		if c, whole := compact(buf[:], t); whole && standIn(c) {
			return Email{Quality: Placeholder}
		}
		return Email{Quality: Invalid}
	}
	user, domain := t[:at], t[at+1:]
	if !validUser(user) || !validDomain(domain) || len(t) > 254 {
		return Email{Quality: Invalid}
	}
	if i := strings.IndexByte(user, '+'); i > 0 {
		user = user[:i]
	}
	if domain == "googlemail.com" {
		domain = "gmail.com"
	}
	if domain == "gmail.com" && strings.IndexByte(user, '.') >= 0 {
		user = strings.ReplaceAll(user, ".", "")
	}
	if noMailbox(user, domain) {
		return Email{Quality: Placeholder}
	}
	e := Email{User: user, Domain: domain, Misspelled: misspelled(domain), Quality: atBest(Valid, s)}
	if e.Address = t; len(t) != len(user)+1+len(domain) {
		e.Address = user + "@" + domain
	}
	return e
}

// String prints the folded address.
func (e Email) String() string {
	if !e.Quality.Usable() {
		return e.Quality.word()
	}
	return e.Address
}

// firstAddress cuts the first address out of what may be "Jo <jo@example.com>",
// "mailto:jo@example.com" or several addresses, in lower case.
func firstAddress(t string) string {
	if isASCII(t) {
		t = strings.ToLower(t)
	} else {
		t = Clean(norm.NFKC.String(strings.ToLower(norm.NFKC.String(t))))
	}
	at := strings.IndexByte(t, '@')
	if at < 0 {
		return t
	}
	if strings.IndexByte(t, ' ') >= 0 {
		t = strings.NewReplacer(" @ ", "@", " @", "@", "@ ", "@", " .", ".", ". ", ".").Replace(t)
		at = strings.IndexByte(t, '@')
	}
	start := strings.LastIndexAny(t[:at], " <>;,:()[]\"") + 1
	if i := strings.IndexByte(t[at:], ','); i > 1 && at+i+1 < len(t) && alnum(rune(t[at+i+1])) && strings.IndexByte(t[at+i:], '@') < 0 {
		t = t[:at+i] + "." + t[at+i+1:] // jo@example,com
	}
	end := len(t)
	if i := strings.IndexAny(t[at:], " <>;,()[]\"'"); i >= 0 {
		end = at + i
	}
	return strings.TrimLeft(strings.TrimRight(t[start:end], "."), ".'")
}

// validUser accepts what RFC 5322 calls an atom with dots, and letters of any script.
func validUser(u string) bool {
	if u == "" || len(u) > 64 {
		return false
	}
	for _, r := range u {
		if !alnum(r) && (r >= 0x80 || strings.IndexByte(".!#$%&'*+-/=?^_`{|}~", byte(r)) < 0) {
			return false
		}
	}
	return true
}

// validDomain wants two labels or more and a top level of letters.
func validDomain(d string) bool {
	dots, label := 0, 0
	for i, r := range d {
		switch {
		case r == '.':
			if label == 0 || d[i-1] == '-' {
				return false
			}
			dots, label = dots+1, 0
			continue
		case r == '-' && label > 0:
		case !alnum(r):
			return false
		}
		label++
	}
	last := d[strings.LastIndexByte(d, '.')+1:]
	return dots > 0 && len(last) >= 2 && !isDigit(last[0]) && last[len(last)-1] != '-'
}

func alnum(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// noMailbox reports addresses typed because a form demanded one.
func noMailbox(user, domain string) bool {
	switch domain {
	case "none.com", "none.co.uk", "noemail.com", "noemail.co.uk", "nomail.com", "no.com", "na.com", "nil.com", "unknown.com",
		"test.com", "test.co.uk", "nowhere.com", "noreply.com", "invalid.com", "abc.com", "xxx.com", "notprovided.com":
		return true
	}
	var buf [24]byte
	c, whole := compact(buf[:], user)
	if !whole {
		return false
	}
	if len(c) > 0 && len(c) == len(user) && repeated(c) && len(c) <= 2 && strings.HasPrefix(domain, user+".") {
		return true // a@a.com
	}
	switch string(c) {
	case "NOEMAIL", "NOEMAILADDRESS", "NOMAIL", "NOADDRESS", "NOREPLY", "DONOTREPLY", "NOONE", "NOBODY", "NOTKNOWNYET", "FAKE", "TESTER", "ANONYMOUS":
		return true
	}
	return len(c) > 2 && standIn(c)
}
