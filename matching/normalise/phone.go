package normalise

import "strings"

// ParsePhone reads a telephone number: the first in the text that is whole, or
// else that can be used, or else the first. See [ParsePhones].
func ParsePhone(s string) Phone {
	if p, ok := plainPhone(s); ok {
		return p
	}
	return best(ParsePhones(s), func(p Phone) Quality { return p.Quality })
}

// ParsePhones reads every telephone number in a text, in the order typed, those
// that cannot be used too. Whatever joins them will do: a slash, a comma, words, a
// line break, a space. Labels, remarks and house numbers are no numbers. An absent
// text has none.
//
// A number is British unless it says otherwise. +44, 0044, 044 and a bracketed (0)
// are understood, an extension is kept apart, and a number with another country's
// code keeps that code and loses the 0 (or 8, 06, 1) that is dialled within that
// country only. What a spreadsheet makes of a number is read too, the 0 it ate and
// the ".0" it added; one of which it kept a few digits (4.47701E+11) is none.
//
// A British number is [Valid] with ten digits after the trunk 0, or nine where
// those exist (01 and 0800). Without area code, or foreign without its +, it is
// [Partial]. A made-up run of digits (0123456789, 07000 000000) is [Placeholder].
// Ofcom's plan says which numbers are mobiles, 071–075, 077–079 and 07624 (070 and
// 076 are not), and which are nobody's: 04, 06, of 05 all but 055 and 056, and of 02 all
// but 020, 023, 024, 028 and 029. What is dialled before a number for text relay (18001) is
// dropped. A number that was dictated (oh double seven …) is read, one after "not" is not.
//
// [Phone.Why] is [ReasonPart] where digits after a number belong to none
// ("0113 496 0123/4").
func ParsePhones(s string) []Phone {
	if p, ok := plainPhone(s); ok && len(s) <= plainLength {
		return []Phone{p}
	}
	t, ok := valuesText(s)
	if !ok {
		return nil
	}
	if strings.Contains(t, "10^") {
		t = powers.Replace(t)
	}
	r := phoneReader{text: spokenDigits(t)}
	r.run()
	if len(r.out) == 0 {
		r.out = append(r.out, r.none())
	}
	for i := range r.out {
		told(&r.out[i].Quality, &r.out[i].Why, s)
	}
	return r.out
}

// powers writes a power of ten as most spreadsheets do: 4.47701x10^11.
var powers = strings.NewReplacer("x10^", "E+", "x 10^", "E+", "X10^", "E+", "*10^", "E+", "* 10^", "E+")

// plainLength is the longest text in which a whole number leaves no room for a second one.
const plainLength = 14

// plainPhone reads a text that is one number with spaces, dashes and brackets in it, as
// most are, without the work of looking for several.
func plainPhone(s string) (Phone, bool) {
	var buf [maxDigits]byte
	d, plus := buf[:0], false
	for i := 0; i < len(s) && len(s) <= MaxBytes; i++ {
		switch c := s[i]; {
		case isDigit(c) && len(d) < len(buf):
			d = append(d, c)
		case c == '+' && len(d) == 0:
			plus = true
		case c == '(' && len(d) > 0 && strings.HasPrefix(s[i:], "(0)"):
			i += 2
		case c != ' ' && c != '-' && c != '(' && c != ')':
			return Phone{}, false
		}
	}
	if len(d) < minDigits {
		return Phone{}, false
	}
	p := phoneNumber(d, 0, plus)
	return p, p.Quality == Valid && !p.Foreign
}

// String prints the number as it is dialled: "07700900123", "+35312345678",
// "01134960123 ext 5".
func (p Phone) String() string {
	if !p.Quality.Usable() {
		return p.Quality.word()
	}
	s := p.National
	switch {
	case p.Foreign && p.Quality == Valid:
		s = "+" + s
	case !p.Foreign && len(s) >= 9:
		s = "0" + s
	}
	if p.Extension != "" {
		s += " ext " + p.Extension
	}
	return s
}

func noPhone(q Quality, why Reason) Phone { return Phone{Quality: q, Why: why} }

// phoneNumber judges the digits of one number. Lead is how many stood together at its
// beginning; plus says that a + stood before them.
func phoneNumber(d []byte, lead int, plus bool) Phone {
	if !plus && len(d) >= len("18001")+len("0169773123") && (string(d[:6]) == "180010" || string(d[:6]) == "180020") { // by text relay
		d = d[len("18001"):]
	}
	if !plus && len(d) > 4 && d[0] == '0' && d[1] == '0' {
		plus, d = true, d[2:]
	}
	switch {
	case len(d) > maxDigits:
		return noPhone(Invalid, ReasonForm)
	case repeated(d) && len(d) > 1:
		return noPhone(Placeholder, ReasonPlaceholder)
	case len(d) > 2 && string(d[:2]) == "44" && (plus || len(d) >= 11):
		return british(strings.TrimPrefix(string(d[2:]), "0"))
	case len(d) >= 12 && string(d[:3]) == "044": // no national number is as long
		return british(strings.TrimPrefix(string(d[3:]), "0"))
	case d[0] == '0':
		return british(string(d[1:]))
	case plus && len(d) == 10 && strayPlus(d):
		return british(string(d))
	case plus:
		return foreign(d)
	case len(d) == 10 && strings.IndexByte("12378", d[0]) >= 0: // a spreadsheet ate the 0
		return british(string(d))
	case len(d) >= 11 && len(d) <= 15:
		return foreignBare(d, lead)
	case len(d) >= 6 && len(d) <= 8: // no area code
		switch {
		case runOfDigits(string(d)):
			return noPhone(Placeholder, ReasonPlaceholder)
		case d[0] == '1': // other numbers begin so: a date, half a reference
			return noPhone(Invalid, ReasonForm)
		}
		return Phone{National: string(d), Quality: Partial}
	}
	return noPhone(Invalid, ReasonForm)
}

// british judges the digits after the trunk 0. London's 0171 and 0181 became 020 7 and 020 8
// on 22 April 2000, and are nobody's since.
func british(n string) Phone {
	if strings.HasPrefix(n, "171") || strings.HasPrefix(n, "181") {
		n = "20" + n[1:2] + n[3:]
	}
	whole := len(n) == 10 || len(n) == 9 && (n[0] == '1' && n[1] != '1' && n[2] != '1' || strings.HasPrefix(n, "800"))
	switch {
	case madeUp(n):
		return noPhone(Placeholder, ReasonPlaceholder)
	case (len(n) == 9 || len(n) == 10) && unissued(n):
		return noPhone(Invalid, ReasonUnissued)
	case !whole || n[0] == '0':
		return noPhone(Invalid, ReasonForm)
	}
	return Phone{National: n, Mobile: mobile(n), Quality: Valid}
}

// unissued reports whether a number is in a range that Ofcom's plan gives to nobody. The
// 0500 numbers were withdrawn on 3 June 2017. Of the 02 numbers those were never given out
// that look like American ones: 0212, 0215.
func unissued(n string) bool {
	const issued2, issued5 = "03489", "56" // what follows 02, and 05
	switch n[0] {
	case '2':
		return strings.IndexByte(issued2, n[1]) < 0
	case '5':
		return strings.IndexByte(issued5, n[1]) < 0
	}
	return n[0] == '4' || n[0] == '6'
}

func mobile(n string) bool {
	return n[0] == '7' && n[1] != '0' && (n[1] != '6' || strings.HasPrefix(n, "7624"))
}

// madeUp reports whether national digits were made up: one digit over and over after a
// prefix, or the keyboard's top row.
func madeUp(n string) bool {
	if len(n) < 7 {
		return false
	}
	return repeated([]byte(n[2:])) || runOfDigits(n) || runOfDigits(n[1:]) && len(n) > 8
}

// runOfDigits reports whether n counts up, as 1234567… does, or down; 0 follows 9.
func runOfDigits(n string) bool {
	step := (n[1] - n[0] + 10) % 10
	for i := 1; i < len(n); i++ {
		if (n[i]-n[i-1]+10)%10 != step {
			return false
		}
	}
	return step == 1 || step == 9
}
