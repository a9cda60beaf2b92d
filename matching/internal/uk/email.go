package uk

import (
	"strings"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/similarity"
)

// A Mailbox is an e-mail address, its domain as it was probably meant.
type Mailbox struct {
	text   string
	at     int    // where the @ stands in text
	mask   uint32 // of the letters of the user
	digits int    // how many digits the user has
	named  bool   // the user is made of a name, see ofName
	share  float64
}

func newMailbox(text string, named bool) Mailbox {
	m := Mailbox{text: text, at: max(strings.LastIndexByte(text, '@'), 0), named: named}
	for i := range m.at {
		switch c := text[i] | 0x20; {
		case 'a' <= c && c <= 'z':
			m.mask |= 1 << (c - 'a')
		case '0' <= text[i] && text[i] <= '9':
			m.digits++
		}
	}
	return m
}

func (m *Mailbox) user() string   { return m.text[:m.at] }
func (m *Mailbox) domain() string { return m.text[min(m.at+1, len(m.text)):] }

func compareEmails(a, b *Person) fs.Outcome {
	if len(a.Emails) == 0 || len(b.Emails) == 0 {
		return fs.Outcome{Level: fs.Null}
	}
	best := fs.Outcome{Level: emailDiffers}
	for i := range a.Emails {
		for j := range b.Emails {
			best = closer(best, compareMailboxes(&a.Emails[i], &b.Emails[j]))
		}
	}
	return best
}

// emailAlikeFrom is the Jaro–Winkler similarity from which two users are alike.
const emailAlikeFrom = .92

// compareMailboxes knows that most addresses are made of their owner's name: two
// namesakes often have john.smith84 and john.smith91, so a likeness of such users
// says hardly more than the name has said.
func compareMailboxes(x, y *Mailbox) fs.Outcome {
	named := x.named || y.named
	if x.text == y.text {
		return fs.Outcome{Level: emailEqual, Frequency: x.shareAs(named)}
	}
	u, v := x.user(), y.user()
	if u != v && rulesOutLikeness(x.mask, y.mask, len(u), len(v)) && x.mask != y.mask {
		return fs.Outcome{Level: emailDiffers}
	}
	letters := sameKind(u, v, isLetter)
	switch {
	case x.digits == y.digits && !(named && letters) && x.oneSlip(y) && sameKind(u, v, isDigit):
		return fs.Outcome{Level: emailSlip, Frequency: x.shareAs(named)}
	case u == v && (x.digits >= 2 || !named && len(u) >= 6):
		return fs.Outcome{Level: emailUser}
	case letters && x.mask != 0, similarity.JaroWinkler(clip(u), clip(v)) >= emailAlikeFrom:
		return fs.Outcome{Level: emailAlike}
	}
	return fs.Outcome{Level: emailDiffers}
}

// shareAs is the share of the address, which is larger where it is made of a name: people forget the digits or the dots of theirs and give that of a
// namesake.
func (m *Mailbox) shareAs(named bool) float64 {
	switch {
	case !named || m.share == 0:
		return m.share
	case m.digits >= 2:
		return max(m.share, 6e-5)
	}
	return max(m.share, 3e-4)
}

// oneSlip reports whether two addresses are one edit apart, in the user or in the
// domain.
func (m *Mailbox) oneSlip(o *Mailbox) bool {
	return m.domain() == o.domain() && similarity.OneEdit(m.user(), o.user()) ||
		m.user() == o.user() && similarity.OneEdit(m.domain(), o.domain())
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
