package normalise

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// emailMarks part one address from another, or from the name before it.
const emailMarks = ";,|<>()[]{}\""

// emailText prepares a text that may hold several addresses: in lower case, without
// the spaces about an @. A line break is ';'.
func emailText(s string) (string, bool) {
	t := cleanValues(s)
	if t == "" {
		return "", false
	}
	if isASCII(t) {
		t = strings.ToLower(t)
	} else {
		t = Clean(norm.NFKC.String(strings.ToLower(norm.NFKC.String(t))))
	}
	t = strings.Replace(t, "@@", "@", 1)
	if strings.ContainsAny(t, " ([{") {
		t = atSigns.Replace(t)
	}
	if strings.Contains(t, " at ") && strings.IndexByte(t, '@') < 0 {
		t = dictated(t)
	}
	return t, true
}

// dictated replaces the "at" of an address that was written as it is spoken, if both sides
// are clearly parts of an address: anna.quarmby at example.org, but not works at
// example.org.
func dictated(t string) string {
	said, signs := spokenSigns.Replace(t), "._0123456789"
	if said != t {
		signs += "-" // typed, it is of part-time and self-employed too
	}
	user, rest, _ := strings.Cut(said, " at ")
	user = user[strings.LastIndexByte(user, ' ')+1:]
	domain, _, _ := strings.Cut(rest, " ")
	domain = strings.TrimRight(domain, ".,;)")
	if !validDomain(domain) || !strings.ContainsAny(user, signs) && lexicon[domain]&provider == 0 {
		return t
	}
	return strings.Replace(said, " at ", "@", 1)
}

var spokenSigns = strings.NewReplacer(" underscore ", "_", " dash ", "-", " hyphen ", "-")

// atSigns are the ways in which an @ is written, the longest first. Each has a space or
// a bracket.
var atSigns = strings.NewReplacer(" (at) ", "@", "(at)", "@", "(a)", "@", " [at] ", "@", "[at]", "@", " {at} ", "@", "{at}", "@", "[@]", "@", "(@)", "@",
	" (dot) ", ".", "(dot)", ".", "[dot]", ".", "{dot}", ".", " dot ", ".", " @ ", "@", " @", "@", "@ ", "@")

// emailWord is a word of a text, and the mark before it: ' ', one of emailMarks, ':', '=',
// or 0 where the text begins.
type emailWord struct {
	text  string
	mark  byte
	space bool // a space stands before it, besides the mark or alone
}

// readEmails finds the addresses in a text.
func readEmails(t string) (out []Email) {
	words := emailWords(t)
	for i := 0; i < len(words); {
		if strings.IndexByte(words[i].text, '@') < 0 {
			i++
			continue
		}
		n, e := addressAt(words, i)
		out = append(out, e)
		i += n
	}
	return out
}

// addressEnds part an address from what follows: another one, or the rest of a link. No domain
// has one of them, but a user may.
const addressEnds = "/?#&!"

// beforeAddress are signs that may stand before an address and begin none.
const beforeAddress = ".'/?!-"

// emailWords cuts a text at spaces and marks, after a colon or =, and at signs that end
// an address.
func emailWords(t string) (words []emailWord) {
	w := emailWord{}
	from := 0
	cut := func(to int, next emailWord) {
		if from < to {
			w.text = t[from:to]
			words = append(words, w)
			w = next
			return
		}
		if next.mark != ' ' { // ", " is a comma
			w.mark = next.mark
		}
		w.space = w.space || next.space
	}
	for i := 0; i < len(t); i++ {
		switch c := t[i]; {
		case c == ' ':
			cut(i, emailWord{mark: c, space: true})
		case strings.IndexByte(emailMarks, c) >= 0, strings.IndexByte(addressEnds, c) >= 0 && strings.IndexByte(t[from:i], '@') >= 0:
			cut(i, emailWord{mark: c})
		case c == ':', c == '=':
			cut(i+1, emailWord{mark: c})
		default:
			continue
		}
		from = i + 1
	}
	cut(len(t), emailWord{})
	return words
}

// addressAt reads the address whose @ is in the word at i, and how many words it
// takes.
func addressAt(words []emailWord, i int) (n int, e Email) {
	t := strings.TrimLeft(words[i].text, beforeAddress)
	for n = 1; i+n < len(words); n++ {
		joined, ok := continued(t, words[i+n])
		if !ok {
			break
		}
		t = joined
	}
	t = strings.TrimRight(t, ".'!?:")
	switch e = address(t); {
	case e.Quality == Placeholder:
	case loose(words, i):
		e = noEmail(Invalid, ReasonSpace)
		if !words[i].space {
			e.Why = ReasonForm
		}
	case i+n < len(words) && brokenOff(t, words[i+n]):
		e = noEmail(Invalid, ReasonSpace)
	}
	return n, e
}

// continued joins an address that a space beside a dot of its domain, or a comma
// typed for that dot, has cut: "jo@example. com", "jo@example,com".
func continued(t string, next emailWord) (string, bool) {
	_, domain, _ := strings.Cut(t, "@")
	dotted := strings.IndexByte(strings.Trim(domain, "."), '.') >= 0
	switch {
	case strings.IndexByte(next.text, '@') >= 0, domain == "":
	case next.mark == ' ' && strings.HasSuffix(t, ".") && (!dotted || domainEnd(next.text)):
		return t + next.text, true
	case next.mark == ' ' && next.text[0] == '.' && (len(next.text) == 1 || alnum(rune(next.text[1]))):
		return t + next.text, true
	case next.mark == ',' && !next.space && (!dotted || next.text == "uk") && alnum(rune(next.text[0])):
		return t + "." + next.text, true
	}
	return t, false
}

// brokenOff reports whether the word after an address is the rest of its domain:
// "jo@hot mail.com", "jo@example.co uk".
func brokenOff(t string, next emailWord) bool {
	if next.mark != ' ' || strings.IndexByte(next.text, '@') >= 0 {
		return false
	}
	_, domain, _ := strings.Cut(t, "@")
	i := strings.LastIndexByte(domain, '.')
	return i < 0 || domainEnd(domain[i+1:]) && strings.TrimRight(next.text, ".") == "uk" && domain[i+1:] != "uk"
}

// domainEnd reports whether a label is one of those that end most domains here.
func domainEnd(label string) bool {
	return isAny(strings.TrimRight(label, "."), "com co co.uk uk org org.uk net gov gov.uk ac ac.uk nhs nhs.uk eu ie")
}

// loose reports whether the word before the address at i may be the first part of it: "anna
// quarmby@example.com".
func loose(words []emailWord, i int) bool {
	if i == 0 || words[i].mark != ' ' && (words[i].mark != ',' || words[i].space) {
		return false
	}
	before := words[i-1].text
	if before == "e" && i > 1 && strings.ContainsFunc(words[i-2].text, unicode.IsLetter) { // ann e quarmby@
		return true
	}
	return before == "." || before == "_" || strings.IndexByte(before, '@') < 0 && !strings.HasSuffix(before, ":") && strings.ContainsFunc(before, alnum) &&
		!emailLabel(before) && !item(before) && !numberEnd(before)
}

// item reports whether a word counts the items of a list: "2.".
func item(w string) bool {
	n := leadingDigits(w)
	return n > 0 && n <= 2 && w[n:] == "."
}

// numberEnd reports whether a word is a number of another kind or its end: 07700 900123, JG103457D, a date.
func numberEnd(w string) bool {
	letter := strings.IndexFunc(w, unicode.IsLetter)
	whole := letter == 0 && len(w) == len("JG103457D") && isLetter(upper(w[1])) && isLetter(upper(w[8])) // not jo050985
	return digitsIn([]byte(w)) >= minDigits && (letter < 0 || whole)
}

// emailLabel reports whether a word may stand before an address and is no part of it.
func emailLabel(w string) bool {
	w = strings.Trim(w, ".-=")
	return joining(w) || isAny(w, "e email e-mail ebost e-bost emails mail mailto address is at to on via contact use work home personal private office new old was current previous preferred other now c/o alternative second secondary primary main")
}
