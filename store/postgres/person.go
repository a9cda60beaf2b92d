package postgres

import (
	"errors"
	"strings"

	"github.com/caselobby/caselobby/matching"
)

// A search reads dozens of people and needs nothing else of their rows, so a
// person has a column of its own, in a form that is read without a parser: the
// fields in order, each ended by U+001F, the values of a list each ended by
// U+001E. A backslash before these three means the character itself.
const (
	endField = '\x1f'
	endValue = '\x1e'
	escape   = '\\'
)

var errPerson = errors.New("postgres: unreadable person")

func encodePerson(p matching.Person) string {
	var b strings.Builder
	for _, s := range []string{p.Given, p.Middle, p.Family, p.Born, p.NINO} {
		writeText(&b, s)
		b.WriteByte(endField)
	}
	for _, list := range [][]string{p.FormerFamily, p.Emails, p.Phones, p.Postcodes, p.PreviousPostcodes} {
		for _, s := range list {
			writeText(&b, s)
			b.WriteByte(endValue)
		}
		b.WriteByte(endField)
	}
	return b.String()
}

func writeText(b *strings.Builder, s string) {
	if !strings.ContainsAny(s, "\x1e\x1f\\") {
		b.WriteString(s)
		return
	}
	for i := range len(s) {
		if c := s[i]; c == endField || c == endValue || c == escape {
			b.WriteByte(escape)
		}
		b.WriteByte(s[i])
	}
}

// decodePerson is the inverse of encodePerson; an empty list comes back nil.
// The error quotes nothing.
func decodePerson(s string) (matching.Person, error) {
	var p matching.Person
	r := reader{rest: s}
	for _, field := range []*string{&p.Given, &p.Middle, &p.Family, &p.Born, &p.NINO} {
		*field = r.text(endField)
	}
	for _, field := range []*[]string{&p.FormerFamily, &p.Emails, &p.Phones, &p.Postcodes, &p.PreviousPostcodes} {
		*field = r.list()
	}
	if r.bad || r.rest != "" {
		return matching.Person{}, errPerson
	}
	return p, nil
}

// reader takes an encoded person apart.
type reader struct {
	rest string
	bad  bool
}

// text reads up to the next end, and past it.
func (r *reader) text(end byte) string {
	for i := 0; i < len(r.rest); i++ {
		switch r.rest[i] {
		case end:
			s := r.rest[:i]
			r.rest = r.rest[i+1:]
			return unescape(s)
		case escape:
			i++
		}
	}
	r.bad, r.rest = true, ""
	return ""
}

func (r *reader) list() []string {
	var list []string
	for !r.bad && !strings.HasPrefix(r.rest, string(endField)) {
		list = append(list, r.text(endValue))
	}
	r.rest = strings.TrimPrefix(r.rest, string(endField))
	return list
}

func unescape(s string) string {
	if strings.IndexByte(s, escape) < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == escape && i+1 < len(s) {
			i++
		}
		b = append(b, s[i])
	}
	return string(b)
}
