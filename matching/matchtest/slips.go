package matchtest

import (
	"strings"
	"unicode"
)

// beside are the neighbours of each letter, a to z, on a British keyboard.
var beside = [26]string{"qwsz", "vghn", "xdfv", "serfcx", "wsdr", "drtgvc", "ftyhbv", "gyujnb", "ujko", "huikmn", "jiolm", "kop", "njk",
	"bhjm", "iklp", "ol", "wa", "edft", "awedxz", "rfgy", "yhji", "cfgb", "qase", "zsdc", "tghu", "asx"}

// slip mistypes a word by one letter, hardly ever the first: a neighbouring key,
// two letters changed over, one left out, one typed twice.
func slip(word string, d *dice) string {
	r := []rune(word)
	if len(r) < 3 {
		return word
	}
	at := d.between(1, len(r)-1)
	if d.chance(.06) {
		at = 0
	}
	switch d.below(4) {
	case 0:
		if low := unicode.ToLower(r[at]); low >= 'a' && low <= 'z' {
			near := beside[low-'a']
			letter := rune(near[d.below(len(near))])
			if low != r[at] {
				letter = unicode.ToUpper(letter)
			}
			r[at] = letter
			return string(r)
		}
		return string(append(r[:at], r[at+1:]...))
	case 1:
		at = max(at, 1)
		if unicode.ToLower(r[at]) != unicode.ToLower(r[at-1]) {
			r[at-1], r[at] = matchCase(r[at], r[at-1]), matchCase(r[at-1], r[at])
			return string(r)
		}
		return string(append(r[:at], r[at+1:]...))
	case 2:
		return string(append(r[:at], r[at+1:]...))
	}
	return string(r[:at+1]) + string(unicode.ToLower(r[at])) + string(r[at+1:])
}

// matchCase returns letter in the case of the one whose place it takes.
func matchCase(letter, place rune) rune {
	if unicode.IsUpper(place) {
		return unicode.ToUpper(letter)
	}
	return unicode.ToLower(letter)
}

// slipDigits gets one digit wrong or changes two neighbours over. Whatever is
// not a digit stays.
func slipDigits(s string, d *dice) string {
	b := []byte(s)
	var at []int
	for i, c := range b {
		if c >= '0' && c <= '9' {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return s
	}
	k := d.below(len(at))
	if i := at[k]; k > 0 && b[at[k-1]] != b[i] && d.chance(.4) {
		b[at[k-1]], b[i] = b[i], b[at[k-1]]
	} else {
		b[i] = '0' + (b[i]-'0'+byte(d.between(1, 9)))%10
	}
	return string(b)
}

// slipEmail mistypes the name, now and then the provider.
func slipEmail(mail string, d *dice) string {
	user, domain, _ := strings.Cut(mail, "@")
	if d.chance(.3) {
		switch domain {
		case "gmail.com":
			domain = among(d, "gmial.com", "gmail.co.uk", "gmai.com", "gmail.con")
		case "hotmail.com", "hotmail.co.uk":
			domain = among(d, "hotmial.com", "hotmail.con", "hotmai.co.uk")
		default:
			domain = slip(domain, d)
		}
		return user + "@" + domain
	}
	return slip(user, d) + "@" + domain
}

// slipPostcode gets a digit wrong or changes the last two letters over.
func slipPostcode(code string, d *dice) string {
	n := len(code)
	if code[n-1] != code[n-2] && d.chance(.3) {
		return code[:n-2] + string([]byte{code[n-1], code[n-2]})
	}
	return slipDigits(code, d)
}

// slip gets a part of the date wrong: always another date, and a real one.
func (b date) slip(d *dice) date {
	was := b
	switch d.below(4) {
	case 0:
		b.day = 1 + (b.day-1+among(d, 1, 10, 27))%28
	case 1:
		b.day = d.between(1, 28)
	case 2:
		b.month = 1 + (b.month-1+among(d, 1, 11, 10))%12
	default:
		b.year += among(d, -10, -1, 1, 10)
	}
	if b.year > today {
		b.year -= 20
	}
	if b.day = min(b.day, daysIn[b.month-1]); b == was {
		b.day = 1 + b.day%28
	}
	return b
}

// String returns the date as 2006-01-02.
func (b date) String() string {
	return digits(b.year, 4) + "-" + digits(b.month, 2) + "-" + digits(b.day, 2)
}
