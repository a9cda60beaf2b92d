package normalise

import (
	"slices"
	"strings"
)

// place is the field in which a name stands.
type place uint8

const (
	inGiven  place = iota
	inFamily       // the field of the family name
	inFull         // the only field for a name
	byComma        // a field for a whole name in which a comma parts it
)

// field is what was typed into one field, or into those of given and middle names.
type field struct {
	tokens  []token
	name    []token // the tokens of the name itself
	asides  []aside
	commas  int  // outside brackets
	both    bool // given and middle names
	newborn bool // a stand-in for the given name of a child
}

// readField splits text into the name itself and what stands beside it. More is a second
// field that goes on where text ends, as middle names do. The reason says why part of
// either is not used, "" if all is.
func readField(buf []token, text, more string) (f field, why Reason) {
	first, commas, why := words(buf, text)
	if isAny(more, "NO NOPE YES") { // whether there are middle names
		more, why = "", graver(why, ReasonPlaceholder)
	}
	all, _, also := words(first, more)
	why = graver(why, also)
	if len(all) == 0 {
		return f, why
	}
	f.commas, f.both = commas, len(first) > 0 && len(all) > len(first)
	f.tokens = dropNotes(all)
	if len(f.tokens) < len(all) {
		why = graver(why, ReasonPart)
	}
	intoAsides(f.tokens)
	if commas > 0 || !standInTokens(f.tokens) {
		f.name, f.asides = split(f.tokens, false)
	}
	f.newborn = givenStandIn(f.name)
	if commas == 0 && (standInTokens(f.name) || titles(f.name)) {
		f.name = nil
	}
	if f.newborn || len(f.name)+len(f.asides)+commas == 0 || len(dropStandIns(f.name)) < len(f.name) { // FNU Ahmed
		why = graver(why, ReasonPlaceholder)
	}
	return f, why
}

// words appends the words of text to t. The reason says why there are none, or that text
// is too long to be read whole.
func words(t []token, text string) (all []token, commas int, why Reason) {
	p := setOff(withoutLabel(unwrapped(spelled(text))))
	switch {
	case p == "":
		return t, 0, ""
	case standInParts(p):
		return t, 0, ReasonPlaceholder
	case len(text) > MaxBytes:
		why = ReasonLength
	}
	all, commas, numbers := lex(t, slashed(p))
	switch {
	case len(all) == len(t):
		why = ReasonForm
	case numbers:
		why = graver(why, ReasonPart)
	}
	return all, commas, why
}

// machineSigns stand between names as HL7 writes them, SMITH^JANE^^^MRS, and passports, SMITH<<JANE<ANNE<<<.
var machineSigns = strings.NewReplacer("^", ",", "<<", ",", "<", " ")

// setOff writes with commas and brackets what other signs set off, and a remark after a dash (Jane Smith - mother).
func setOff(p string) string {
	if strings.ContainsAny(p, "^<") {
		p = machineSigns.Replace(p)
	}
	if i := strings.Index(p, " - "); i > 0 {
		after := p[i+len(" - "):]
		_, next, _ := strings.Cut(after, " ")
		if remarks(begins(after), begins(next), next != "", next != "" && next[0] >= 'a' && p[0] < 'a') {
			p = p[:i] + " (" + after
		}
	}
	return p
}

// begins returns what the word that p begins with may be.
func begins(p string) kinds {
	n := 0
	for n < len(p) && isLetter(upper(p[n])) {
		n++
	}
	return lexicon[strings.ToUpper(p[:n])]
}

// unwrapped takes off quotation marks and brackets about all of a field, as exports leave
// them: ["Anna"], ="Anna".
func unwrapped(p string) string {
	if strings.HasPrefix(p, `="`) {
		p = p[1:]
	}
	for len(p) > 2 {
		inner, end := p[1:len(p)-1], p[len(p)-1]
		if i := strings.IndexByte(`"'[{`, p[0]); i < 0 || end != `"']}`[i] || strings.IndexByte(inner, end) >= 0 {
			break
		}
		p = inner
	}
	return p
}

// withoutLabel drops what a form says of a name before a colon or a dash (Applicant's name: Ann Smith),
// unless it says which of several names it is.
func withoutLabel(p string) string {
	label, rest, ok := strings.Cut(p, ":")
	if !ok {
		label, rest, ok = strings.Cut(p, " - ")
		ok = ok && strings.Contains(strings.TrimSpace(rest), " ") // a whole name, not Male - Smith
	}
	if !ok || strings.TrimSpace(rest) == "" {
		return p
	}
	words, all := strings.Fields(strings.ToUpper(label)), kinds(0)
	for i, w := range words {
		is := lexicon[strings.TrimSuffix(w, "'S")]
		announces := slices.ContainsFunc(phrases[w], func(p phrase) bool {
			return len(p.words) <= len(words)-i && slices.Equal(p.words, words[i:i+len(p.words)])
		})
		if is&(decisive|formWord|noName|yetName) == 0 || announces {
			return p
		}
		all |= is
	}
	if all&(decisive|noName) == 0 {
		return p
	}
	return rest
}

// graver returns the more telling of two reasons: that the text is too long, then that
// it is a stand-in, else a, which was found first.
func graver(a, b Reason) Reason {
	if b != "" && (a == "" || b == ReasonLength || b == ReasonPlaceholder && a != ReasonLength) {
		return b
	}
	return a
}

// slashed writes abbreviations with a slash as words: a/k/a, s/o (son of), a/l
// (anak lelaki), B/O (baby of), and drops c/o with whoever takes in the post, pronouns (they/them) and e-mail addresses.
// Other slashes begin another name.
func slashed(p string) string {
	if strings.IndexByte(p, '/') < 0 && strings.IndexByte(p, '@') < 0 {
		return p
	}
	words := strings.Fields(p)
	for i, w := range words {
		bare := strings.TrimLeft(w, "([{")
		inner := strings.TrimRight(bare, ")]},;.")
		switch {
		case i > 0 && strings.EqualFold(bare, "C/O"):
			return strings.Join(words[:i], " ")
		case pronouns(inner), strings.IndexByte(inner, '@') > 0 && strings.IndexByte(inner, '.') > 0:
			words[i] = w[:len(w)-len(bare)] + bare[len(inner):]
		default:
			words[i] = w[:len(w)-len(bare)] + unslashed(bare)
		}
	}
	return strings.Join(words, " ")
}

// pronouns reports whether w is pronouns with slashes between: she/her.
func pronouns(w string) bool {
	first, rest, ok := strings.Cut(w, "/")
	for next := range strings.SplitSeq(rest, "/") {
		ok = ok && isAny(next, "HER HERS HIM HIS THEM THEIRS SHE HE THEY ZIR HIR XEM ITS ALL ANY")
	}
	return ok && isAny(first, "SHE HE THEY ZE XE IT ANY")
}

func unslashed(w string) string {
	before, after, _ := strings.Cut(w, "/")
	_, whole, short := strings.Cut(abbreviations, " "+strings.ToUpper(w)+"=")
	switch {
	case short:
		return whole[:strings.IndexByte(whole, ';')]
	case isAny(w, "A/K/A F/K/A N/K/A P/K/A"):
		return strings.ReplaceAll(w, "/", "")
	case begins(before)&begins(after)&bareTitle != 0: // Ms/Mrs
		return before
	}
	return ethiopian(w)
}

const abbreviations = " K/A=KNOWN AS; S/O=BIN; A/L=BIN; D/O=BINTI; A/P=BINTI; W/O=BINTI; B/O=BABY OF; C/O=; N/A=UNKNOWN; N/K=UNKNOWN;"

// ethiopian writes out what an Ethiopian or Eritrean name begins with where a letter and
// a slash stand for it: G/medhin is Gebremedhin.
func ethiopian(w string) string {
	if len(w) < 3 || w[1] != '/' {
		return w
	}
	i := strings.IndexByte("GWHTK", upper(w[0]))
	ends := strings.ToLower(w[2:])
	if i < 0 || !strings.Contains(afterSlash, " "+ends+" ") {
		return w
	}
	whole := [...]string{"Gebre", "Welde", "Haile", "Tekle", "Kidane"}[i] + ends
	if w == strings.ToUpper(w) {
		return strings.ToUpper(whole)
	}
	return whole
}

// afterSlash is what such names go on with.
const afterSlash = " medhin mariam maryam michael mikael selassie silassie gabriel gebriel giorgis georgis yohannes " +
	"yesus kidan egziabher tsadik tsadkan haimanot hiwot meskel kiros senbet amlak "
