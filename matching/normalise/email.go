package normalise

import (
	"strings"
	"unicode"
)

// ParseEmail reads an e-mail address: the first in the text that is whole, or
// else that can be used, or else the first. See [ParseEmails].
func ParseEmail(s string) Email {
	if e, ok := plainEmail(s); ok {
		return e
	}
	return best(ParseEmails(s), func(e Email) Quality { return e.Quality })
}

// ParseEmails reads every e-mail address in a text, in the order typed, those that
// cannot be used too. An absent text has none.
//
// An address is folded for comparison: lower case, without a plus-tag, and without
// dots where the provider ignores them; googlemail.com is gmail.com, as Google
// delivers both to one box.
//
// An address needs an @ and a dotted domain; longer than 254 bytes (RFC 5321,
// errata 1690) it is [Invalid]. So is one with a space in it, as what follows the
// space may be half of it; in front of an address only a label, another address, or
// a phone number, or a name parted from it by a comma, colon, bracket or < may stand. noemail@…,
// test@… and the like are [Placeholder]. A domain one slip away from a large
// provider's is kept as typed and [Email.Misspelled] names what was probably meant.
func ParseEmails(s string) []Email {
	if e, ok := plainEmail(s); ok {
		return []Email{e}
	}
	t, ok := emailText(s)
	if !ok {
		return nil
	}
	out := readEmails(t)
	if len(out) == 0 {
		e := noEmail(Invalid, ReasonForm)
		if why, ok := nothing(t); ok {
			e = noEmail(Placeholder, why)
		}
		out = append(out, e)
	}
	for i := range out {
		told(&out[i].Quality, &out[i].Why, s)
	}
	return out
}

func noEmail(q Quality, why Reason) Email { return Email{Quality: q, Why: why} }

// plainEmail reads a text that is nothing but an address, as most are.
func plainEmail(s string) (Email, bool) {
	if s == "" || strings.IndexByte(beforeAddress, s[0]) >= 0 || !isPlain(s) || strings.ContainsAny(s, emailMarks+" /:='*?") {
		return Email{}, false
	}
	e := address(strings.ToLower(s))
	return e, e.Quality.Usable()
}

// address judges one address in lower case.
func address(t string) Email {
	t = strings.TrimPrefix(t, "www.") // as sites begin, and boxes do not
	at := strings.LastIndexByte(t, '@')
	user, domain := t[:max(at, 0)], t[at+1:]
	if at >= 0 && strings.HasPrefix(domain, ".") || strings.Contains(domain, "..") {
		domain = strings.ReplaceAll(strings.TrimLeft(domain, "."), "..", ".") // no domain has an empty label
	}
	switch {
	case strings.IndexByte(t, '*') >= 0, strings.Contains(user, "..."): // ann.qu...@example.com
		return noEmail(Invalid, ReasonMasked)
	case !validUser(user) || !validDomain(domain):
		return noEmail(Invalid, ReasonForm)
	case len(t) > 254:
		return noEmail(Invalid, ReasonLength)
	}
	if i := strings.IndexByte(user, '+'); i > 0 {
		user = user[:i]
	}
	if domain == "googlemail.com" {
		domain = "gmail.com"
	}
	meant := misspelled(domain)
	if (domain == "gmail.com" || meant == "gmail.com" || meant == "googlemail.com") && strings.IndexByte(user, '.') >= 0 {
		user = strings.ReplaceAll(user, ".", "")
	}
	switch {
	case user == "":
		return noEmail(Invalid, ReasonForm)
	case noMailbox(user, domain):
		return noEmail(Placeholder, ReasonPlaceholder)
	}
	e := Email{User: user, Domain: domain, Misspelled: meant, Quality: Valid}
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

// validUser accepts what RFC 5322 calls an atom with dots, and letters of any script.
func validUser(u string) bool {
	return u != "" && len(u) <= 64 && !strings.ContainsFunc(u, func(r rune) bool {
		return !alnum(r) && (r >= 0x80 || strings.IndexByte(".!#$%&'*+-/=?^_`{|}~", byte(r)) < 0)
	})
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
	return dots > 0 && len(last) >= 2 && last[len(last)-1] != '-' && (digitsIn([]byte(last)) == 0 || strings.HasPrefix(last, "xn--"))
}

func alnum(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// noMailbox reports whether an address was typed only because a form demanded one.
func noMailbox(user, domain string) bool {
	if lexicon[domain]&noMailboxes != 0 {
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
	if (string(c) == "NO" || string(c) == "NA") && (misspelled(domain) != "" || lexicon[domain]&provider != 0) {
		return true // too short for a mailbox there
	}
	is := lexicon[string(c)]
	return is&noUser != 0 || is&exampleUser != 0 && strings.HasPrefix(domain, user+".") || len(c) > 2 && (is&standsIn != 0 && (is&yetName == 0 || is&formWord != 0) || empty(c))
}
