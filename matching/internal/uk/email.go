package uk

import (
	"strings"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/similarity"
)

// A Mailbox is an e-mail address, its domain as it was probably meant.
type Mailbox struct {
	text  string
	named bool // the user is made of a name: see ofName
	share float64
	user  user // of the asker's addresses, so that it is worked out once; else empty
}

// user is the part of an address before the @.
type user struct {
	text   string
	mask   uint32 // of its letters
	digits int    // how many it has
}

// userOf returns what stands before the last @ of an address, "" if there is none.
func userOf(address string) user {
	u := user{text: address[:max(strings.LastIndexByte(address, '@'), 0)]}
	for i := range len(u.text) {
		switch c := u.text[i] | 0x20; {
		case 'a' <= c && c <= 'z':
			u.mask |= 1 << (c - 'a')
		case '0' <= u.text[i] && u.text[i] <= '9':
			u.digits++
		}
	}
	return u
}

// domain is what follows the user.
func (m *Mailbox) domain(u *user) string { return m.text[min(len(u.text)+1, len(m.text)):] }

// compareEmails compares addresses, and the names where it matters to them.
func compareEmails(a, b *Person) fs.Outcome {
	o, named := mailboxes(a, b)
	if !named {
		return o
	}
	name, _ := compareNames(&a.Name, &b.Name)
	return amongNamesakes(o, named, name.Level)
}

// amongNamesakes lowers a likeness of addresses made of names to what it says between
// namesakes, if the names of the two people are alike.
func amongNamesakes(o fs.Outcome, named bool, name int) fs.Outcome {
	if named && name != fs.Null && name <= nameOtherSurname {
		o.Level = emailNamesake
	}
	return o
}

// mailboxes finds the closest two of all addresses. Named reports whether they are only
// alike, and made of a name: then the names of the two people matter.
func mailboxes(a, b *Person) (best fs.Outcome, named bool) {
	if len(a.Emails) == 0 || len(b.Emails) == 0 {
		return fs.Outcome{Level: fs.Null}, false
	}
	best = fs.Outcome{Level: emailDiffers}
	for i := range a.Emails {
		for j := range b.Emails {
			x, y := &a.Emails[i], &b.Emails[j]
			o := compareMailboxes(x, y)
			if o.Level < best.Level {
				named = o.Level == emailAlike && (x.named || y.named)
			}
			best = closer(best, o)
		}
	}
	return best, named
}

// emailAlikeFrom is the Jaro–Winkler similarity from which two users are alike.
const emailAlikeFrom = .92

var emailsAlike = thresholdOf(emailAlikeFrom)

// compareMailboxes compares two addresses. Most are made of their owner's name: two
// namesakes often have john.smith84 and john.smith91, so a likeness of such users counts
// for less.
func compareMailboxes(x, y *Mailbox) fs.Outcome {
	named := x.named || y.named
	if x.text == y.text {
		return fs.Outcome{Level: emailEqual, Frequency: x.shareAs(named)}
	}
	u, v := x.user, userOf(y.text)
	if u.text == "" {
		u = userOf(x.text)
	}
	if u.text != v.text && u.mask != v.mask && looseOnes.ruleOut(u.mask, v.mask, u.text, v.text) {
		return fs.Outcome{Level: emailDiffers}
	}
	letters := u.mask == v.mask && sameKind(u.text, v.text, isLetter)
	switch {
	case u.digits == v.digits && !(named && letters) && oneSlip(&u, &v, x.domain(&u), y.domain(&v)) && sameKind(u.text, v.text, isDigit):
		return fs.Outcome{Level: emailSlip, Frequency: x.shareAs(named)}
	case u.text == v.text && (u.digits >= 2 || !named && len(u.text) >= 6):
		return fs.Outcome{Level: emailUser}
	case letters && u.mask != 0, alikeUsers(&u, &v):
		return fs.Outcome{Level: emailAlike}
	}
	return fs.Outcome{Level: emailDiffers}
}

func alikeUsers(u, v *user) bool {
	if max(len(u.text), len(v.text)) <= maxName && emailsAlike.ruleOut(u.mask, v.mask, u.text, v.text) {
		return false
	}
	return similarity.JaroWinkler(clip(u.text), clip(v.text)) >= emailAlikeFrom
}

// shareAs is the share of the address. It is larger where the address is made of a name:
// people forget the digits or the dots of theirs, and give that of a namesake.
func (m *Mailbox) shareAs(named bool) float64 {
	switch {
	case !named || m.share == 0:
		return m.share
	case m.user.digits >= 2:
		return max(m.share, 6e-5)
	}
	return max(m.share, 1e-3)
}

// oneSlip reports whether two addresses are one edit apart, in the user or in the
// domain.
func oneSlip(u, v *user, domainU, domainV string) bool {
	return domainU == domainV && similarity.OneEdit(u.text, v.text) ||
		u.text == v.text && similarity.OneEdit(domainU, domainV)
}

func isLetter(c byte) bool { c |= 0x20; return 'a' <= c && c <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

// sameKind reports whether two texts have the same characters of a kind in the
// same order: john.smith and j-ohnsmith the same letters.
func sameKind(a, b string, kind func(byte) bool) bool {
	i, j := 0, 0
	for {
		for i < len(a) && !kind(a[i]) {
			i++
		}
		for j < len(b) && !kind(b[j]) {
			j++
		}
		if i == len(a) || j == len(b) {
			return i == len(a) && j == len(b)
		}
		if a[i] != b[j] {
			return false
		}
		i, j = i+1, j+1
	}
}
