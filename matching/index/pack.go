package index

import (
	"encoding/binary"
	"math/bits"
	"strings"

	"github.com/caselobby/caselobby/matching"
)

// A packed person is
//
//	 0  id, place of the surnames, place of the forename: four bytes each
//	12  date of birth as eight decimal digits, YYYYMMDD, four bits each
//	16  how many middle names and phones, e-mails and postcodes; whether there is a NINO
//	20  NINO, eight bytes
//	    phones, eight bytes each: the length and up to fifteen digits
//	    postcodes, five bytes each
//	    middle names, the place of each in four bytes
//	    e-mails: place of the domain in four bytes, the packed user
type packed []byte

const fixedBytes = 20

var le = binary.LittleEndian

func (b packed) id() uint32         { return le.Uint32(b) }
func (b packed) surnames() uint32   { return le.Uint32(b[4:]) }
func (b packed) forename() uint32   { return le.Uint32(b[8:]) }
func (b packed) born() uint32       { return le.Uint32(b[12:]) }
func (b packed) middles() int       { return int(b[16] & 15) }
func (b packed) phones() int        { return int(b[16] >> 4) }
func (b packed) emails() int        { return int(b[17]) }
func (b packed) postcodes() int     { return int(b[18]) }
func (b packed) hasNINO() bool      { return b[19] != 0 }
func (b packed) afterNINO() int     { return fixedBytes + 8*int(b[19]) }
func (b packed) atPostcodes() int   { return b.afterNINO() + 8*b.phones() }
func (b packed) atMiddles() int     { return b.atPostcodes() + 5*b.postcodes() }
func (b packed) atEmails() int      { return b.atMiddles() + 4*b.middles() }
func (b packed) nino() uint64       { return le.Uint64(b[fixedBytes:]) }
func (b packed) phone(i int) uint64 { return phoneAt(b[b.afterNINO():], i) }

// phoneAt returns a phone of those at the beginning of b.
func phoneAt(b []byte, i int) uint64 { return le.Uint64(b[8*i:]) }

func (b packed) middle(i int) uint32 { return le.Uint32(b[b.atMiddles()+4*i:]) }

// cutMailbox returns the user and the place of the domain of the e-mail address at
// the beginning of s, and what follows.
func cutMailbox(s string) (user matching.PackedUser, domain uint32, rest string) {
	user = matching.PackedUser(s[4:])
	return user, uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24, s[4+user.Len():]
}

// end returns the length of the packed person.
func (b packed) end() int {
	all := text(b[b.atEmails():])
	rest := all
	for range b.emails() {
		_, _, rest = cutMailbox(rest)
	}
	return b.atEmails() + len(all) - len(rest)
}

// pack appends a person. What does not fit is left out: a number that is longer
// than any telephone's.
func (n *names) pack(b []byte, id uint32, p *matching.Parts) []byte {
	from := len(b)
	b = le.AppendUint32(b, id)
	b = le.AppendUint32(b, n.addSurnames(p.Surnames))
	b = le.AppendUint32(b, n.addForename(p.Forename))
	b = le.AppendUint32(b, decimal(p.Year)<<16|decimal(p.Month)<<8|decimal(p.Day))
	b = append(b, 0, 0, 0, 0)
	head := packed(b[from:])
	if len(p.NINO) == 8 {
		head[19] = 1
		b = append(b, p.NINO...)
	}
	phones := 0
	for _, t := range p.Phones {
		if d, ok := digits(t); ok {
			b = le.AppendUint64(b, d)
			phones++
		}
	}
	for _, c := range p.Postcodes {
		code := n.postcode(c)
		b = append(b, byte(code), byte(code>>8), byte(code>>16), byte(code>>24), byte(code>>32))
	}
	for _, w := range p.Middles {
		b = le.AppendUint32(b, n.addWord(w))
	}
	for _, e := range p.Emails {
		b = le.AppendUint32(b, n.addText(e.Domain))
		b = matching.PackUser(b, e.User)
	}
	head = packed(b[from:])
	head[16] = byte(len(p.Middles) | phones<<4)
	head[17], head[18] = byte(len(p.Emails)), byte(len(p.Postcodes))
	return b
}

// unpack returns the person, sharing no memory with the arena.
func (n *names) unpack(b packed) matching.Parts {
	p := matching.Parts{Year: number(b.born() >> 16), Month: number(b.born() >> 8 & 0xff), Day: number(b.born() & 0xff)}
	p.Surnames = matching.PackedSurnames(n.at(b.surnames())).Unpack()
	p.Forename = matching.PackedForename(n.at(b.forename())).Unpack()
	if b.hasNINO() {
		p.NINO = string(b[fixedBytes : fixedBytes+8])
	}
	for i := range b.phones() {
		p.Phones = append(p.Phones, phoneText(b.phone(i)))
	}
	for i := range b.postcodes() {
		p.Postcodes = append(p.Postcodes, n.postcodeText(b.postcode(i)))
	}
	for i := range b.middles() {
		p.Middles = append(p.Middles, matching.PackedWord(n.at(b.middle(i))).Unpack())
	}
	rest := text(b[b.atEmails():])
	for range b.emails() {
		var user matching.PackedUser
		var domain uint32
		user, domain, rest = cutMailbox(rest)
		p.Emails = append(p.Emails, matching.Mailbox{User: strings.Clone(user.Text()), Domain: strings.Clone(n.textAt(domain))})
	}
	return p
}

// decimal writes a number of up to four digits, four bits each.
func decimal(n int) uint32 {
	return uint32(n/1000)<<12 | uint32(n/100%10)<<8 | uint32(n/10%10)<<4 | uint32(n%10)
}

func number(d uint32) int {
	return int(d>>12&15)*1000 + int(d>>8&15)*100 + int(d>>4&15)*10 + int(d&15)
}

// digits packs up to fifteen digits and, in the upper four bits, how many.
func digits(s string) (uint64, bool) {
	if len(s) == 0 || len(s) > 15 {
		return 0, false
	}
	d := uint64(len(s)) << 60
	for i := range len(s) {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		d |= uint64(c) << (4 * i)
	}
	return d, true
}

func phoneText(d uint64) string {
	b := make([]byte, d>>60)
	for i := range b {
		b[i] = '0' + byte(d>>(4*i)&15)
	}
	return string(b)
}

// oneOff reports whether two different numbers of equally many characters of so
// many bits differ in one character or in two swapped neighbours.
func oneOff(x, y uint64, size int) bool {
	d := x ^ y
	at := bits.TrailingZeros64(d) / size * size
	if d>>at>>size == 0 {
		return true
	}
	one := uint64(1)<<size - 1
	return d>>at>>size>>size == 0 && x>>at&one == y>>at>>size&one && y>>at&one == x>>at>>size&one
}
