package normalise

import (
	"cmp"
	"slices"
	"strings"
)

// valuesText prepares a text that may hold several values of one kind. A line
// break, which cleaning would make a space, is kept as ';', and every sign that
// hides a character is '*'.
func valuesText(s string) (t string, ok bool) {
	if t = cleanValues(s); t == "" {
		return "", false
	}
	return readable(t)
}

func cleanValues(s string) string {
	if isPlain(s) {
		return s
	}
	t := Clean(s)
	if t == "" || isASCII(t) && (isClean(s) || !strings.ContainsAny(s, "\n\r\v\f\u0085\u2028\u2029")) {
		return t
	}
	return hidingRunes.Replace(Clean(lineBreaks.Replace(strings.TrimSpace(capped(s)))))
}

var (
	lineBreaks  = strings.NewReplacer("\n", ";", "\r", ";", "\v", ";", "\f", ";", "\u0085", ";", "\u2028", ";", "\u2029", ";")
	hidingRunes = strings.NewReplacer("•", "*", "●", "*", "∙", "*", "■", "*", "█", "*", "▪", "*", "∗", "*", "✱", "*", "；", ";", "、", ";", "，", ",", "。", ".", "／", "/", "’", "'", "‘", "'", "“", `"`, "”", `"`)
)

// joins returns the length of the word at the start of t, and whether it is one that joins
// two values: "or", "and", "also", "then". No letter may stand before t.
func joins(t string) (n int, ok bool) {
	for n < len(t) && isLetter(upper(t[n])) {
		n++
	}
	return n, joining(t[:n])
}

func joining(w string) bool { return isAny(w, "OR AND ALSO THEN") }

// isAny reports whether w is one of some words, in any case.
func isAny(w, words string) bool {
	for words != "" {
		var one string
		if one, words, _ = strings.Cut(words, " "); len(one) == len(w) && strings.EqualFold(one, w) {
			return true
		}
	}
	return false
}

// nobodyElse reports whether a relative between two words is not the one whose value it is, but
// tells it (mum says, per mum), bears the word as a name (Mr Partner), is a mum to be, or is what
// the person needs or has (interpreter needed, foster care).
func nobodyElse(before, after string) bool {
	for _, w := range [...]string{before, after} {
		if isAny(strings.Trim(w, " ()[,:"), "PER BY FROM SAYS SAID STATES STATED THINKS BELIEVES GAVE GIVES CONFIRMS CONFIRMED REPORTS REPORTED") {
			return true
		}
	}
	return kindsOf(before)&bareTitle != 0 ||
		isAny(strings.Trim(after, ")],:;."), "TO NEEDED REQUIRED CARE ACCOMMODATION HOUSING REFERRAL DUTY")
}

// wrongly returns the length of what t, which follows a value, says of it if that is no more than that it
// is not the right one: "is wrong", "(incorrect)", "- not his". It is 0 where t says something else.
func wrongly(t string) int {
	sign := len(t) - len(strings.TrimLeft(t, " (-"))
	word, n := spokenWord(t[sign:])
	if n += sign; word == "IS" || word == "WAS" {
		next, k := spokenWord(t[n:])
		word, n = next, n+k
	}
	switch next, k := spokenWord(t[n:]); {
	case word == "NOT" && isAny(next, "HIS HER HERS THEIRS"):
		if what, _ := spokenWord(t[n+k:]); what == "" || isAny(what, "NUMBER DOB DATE PHONE MOBILE NI NINO POSTCODE ADDRESS") { // not his wife's
			return n + k
		}
	case isAny(word, "WRONG INCORRECT") && strings.Trim(t[n:], " ).,;!-") == "": // not wrong on the passport
		return n
	}
	return 0
}

// otherThan reports whether a word makes somebody else of an applicant or a tenant: previous, co-.
func otherThan(w string) bool {
	return isAny(w, "PREVIOUS FORMER EX LAST OTHER SECOND 2ND JOINT CO")
}

// ofApplicant reports whether a word is one for the person whom a form is about, as tenant is.
func (k kinds) ofApplicant() bool { return k&remark != 0 && k&(noName|decisive) != 0 }

// kindsOf looks up a word as it stands in a text, a possessive one too.
func kindsOf(w string) kinds {
	var buf [16]byte
	c, _ := compact(buf[:], w)
	return lexicon[string(c)] | lexicon[strings.TrimSuffix(string(c), "S")]&(relative|another)
}

// nextPiece cuts the text before the first of the signs in marks, or of the words
// that stand between values, and returns it and what follows.
func nextPiece(t, marks string) (piece, rest string) {
	for i := 0; i < len(t); i++ {
		if strings.IndexByte(marks, t[i]) >= 0 {
			return strings.Trim(t[:i], " "), t[i+1:]
		}
		if i == 0 || t[i-1] == ' ' {
			if n, ok := joins(t[i:]); ok && (i+n == len(t) || t[i+n] == ' ') {
				return strings.Trim(t[:i], " "), t[i+n:]
			}
		}
	}
	return strings.Trim(t, " "), ""
}

// best returns the first value that is [Valid], or else the first that can be used, or
// else the first; the zero value if there is none.
func best[T any](values []T, quality func(T) Quality) (v T) {
	if len(values) == 0 {
		return v
	}
	return slices.MaxFunc(values, func(a, b T) int { return cmp.Compare(max(quality(a), Invalid), max(quality(b), Invalid)) })
}

// nothing says why a text tells no value: all of it is hidden, or it is a stand-in such
// as "not known". ok is false where it is neither.
func nothing(t string) (why Reason, ok bool) {
	var buf [24]byte
	c, whole := compact(buf[:], t)
	switch {
	case len(c) == 0 && strings.IndexByte(t, '*') >= 0:
		return ReasonMasked, true
	case whole && standIn(c), excused(t):
		return ReasonPlaceholder, true
	}
	return "", false
}

// told lowers to Partial a value of a text longer than [MaxBytes], whose end was not
// read, and gives that as the reason where there is no other.
func told(q *Quality, why *Reason, s string) {
	if len(s) > MaxBytes {
		*q, *why = min(*q, Partial), cmp.Or(*why, ReasonLength)
	}
}
