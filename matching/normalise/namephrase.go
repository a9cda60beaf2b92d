package normalise

import (
	"slices"
	"strings"
)

// role is what an aside says of the name in it.
type role uint8

const (
	plainly role = iota // nothing: a bracket, a slash
	maiden              // a family name that was: née
	former              // a name that was, a family name where nothing tells: formerly
	alias               // another name: aka, or
	called              // the name that is used: known as, goes by, a quotation
	now                 // the family name that is: now
	note                // no name: deceased, do not contact
	staff               // no name, nor is what follows: social worker
)

// phrases are the words that announce a name, and notes that are no name, by their first
// word. A * stands for any word.
var phrases = index(map[role]string{
	maiden: `NEE; BORN; MAIDEN; MAIDEN NAME; MAIDEN NAME WAS; MAIDEN SURNAME; BIRTH SURNAME; SURNAME AT BIRTH; FORMER SURNAME; PREVIOUS SURNAME; MARRIED NAME; MN; GEB; GEBORENE; Z DOMU`,
	former: `GYNT; BORN AS; REGISTERED AS; FORMERLY; FORMERLY KNOWN AS; FORMERLY CALLED; FORMALLY; FORMALLY KNOWN AS; KNOWN FORMERLY AS; KNOWN PREVIOUSLY AS; ONCE KNOWN AS; WENT BY; PREV; PREVIOUSLY; PREVIOUSLY KNOWN AS; PREVIOUSLY CALLED;
		FKA; F K A; WAS; WAS KNOWN AS; WAS CALLED; WAS FORMERLY; WAS PREVIOUSLY; USED TO BE; USED TO BE CALLED; EX;
		BIRTH NAME; NAME AT BIRTH; AT BIRTH; BIRTH; FORMER; FORMER NAME; PREVIOUS; PREVIOUS NAME; OLD NAME; DEADNAME; DEAD NAME; DEED POLL FROM; BY DEED POLL FROM;
		CHANGED FROM; NAME CHANGED FROM; NAME CHANGE FROM; CHANGED NAME FROM`,
	alias: `AKA; A K A; ALIAS; ALSO; ALSO KNOWN AS; ALSO CALLED; ALSO USES; ALSO GOES BY; OR; THEN; LATER; OTHER NAME; OTHER NAMES; REAL NAME; LEGAL NAME; ALTERNATIVELY; ALT`,
	called: `KNOWN AS; KNOWN TO ALL AS; GOES BY; GOES BY THE NAME; GOES BY THE NAME OF; CALLED; PREFERS; PREFERS TO BE CALLED; WANTS TO BE CALLED; WANTS TO BE KNOWN AS; EVERYONE CALLS ME;
		PREFERS TO BE KNOWN AS; PREFERRED; PREFERRED NAME; PREF; PREF NAME; LIKES; LIKES TO BE CALLED; LIKES TO BE KNOWN AS; USES; USES THE NAME; USUALLY; USUALLY CALLED; ANSWERS TO;
		NICKNAME; NICKNAMED; PKA; CALL ME; PLEASE CALL ME; CALL HER; CALL HIM; I PREFER; I GO BY`,
	now: `NOW; NOW KNOWN AS; NOW CALLED; NOW USES; NOW GOES BY; CHANGED TO; NAME CHANGED TO; CHANGED NAME TO; CURRENTLY; CURRENT NAME; NEW NAME; NEW SURNAME; NKA; N K A`,
	note: `DECEASED; DECD; RIP; R I P; THE LATE; ESTATE OF; THE ESTATE OF; EST OF; FAO; ATTN; PRONOUNS; HMP; EXECUTORS OF; EXECUTOR OF; EXORS OF; EXOR OF; THE EXECUTORS OF; THE EXORS OF;
		PERSONAL REPRESENTATIVE OF; PERSONAL REPRESENTATIVES OF; AGED; EDD; NHS; NFA; URGENT; MY NAME IS; I AM; THIS IS; AS PER *; HMP *; NO CONTACT; DO NOT *; DO NOT * ALONE; DUPLICATE; DUPLICATE OF; DUPLICATE RECORD; MERGED; DELETED; ARCHIVED; INACTIVE; CLOSED; MIG ERROR; NO SHOW;
		GONE AWAY; MOVED AWAY; NO LONGER AT ADDRESS; SEE NOTES; SEE FILE; SEE ALERT; CONFIDENTIAL; SENSITIVE; RESTRICTED; DONOTCONTACT; DONOTUSE;
		UNTIL; UP TO; SINCE; MARRIED; DIVORCED; WIDOWED; SEPARATED; BY DEED POLL; DEED POLL; ON MARRIAGE; BEFORE MARRIAGE; AFTER MARRIAGE;
		BY MARRIAGE; NEVER MARRIED; NOT MARRIED; NEVER CHANGED; CHANGED; NO ALIAS; NO NICKNAME; NO PREFERRED NAME; NO ALIASES; NO NICKNAMES; NO CHANGE; UNCHANGED; NONE THAT I KNOW OF; NEVER USED ANOTHER NAME; I DO NOT HAVE ONE; I DONT HAVE ONE; CARE LEAVER; ASYLUM SEEKER;
		NRPF; DTR; HPA; NO FIXED ABODE; DOB; D O B; TEL; MOB; EMAIL; ON PASSPORT; ON BIRTH CERTIFICATE`,
	staff: `SUPPORT WORKER; SOCIAL WORKER; KEY WORKER; CASE WORKER; HOUSING OFFICER; PROBATION OFFICER; SW; SUPPORTED BY; REFERRED BY`,
})

type phrase struct {
	role  role
	words []string
}

// index orders phrases by first word.
func index(lists map[role]string) map[string][]phrase {
	byFirst := map[string][]phrase{}
	for r := maiden; r <= staff; r++ {
		for _, list := range strings.Split(lists[r], ";") {
			w := strings.Fields(list)
			byFirst[w[0]] = append(byFirst[w[0]], phrase{r, w})
		}
	}
	return byFirst
}

// announced returns the phrase at the start of t and how many words it has. A word that a
// hyphen joins to the next announces nothing: Nee-Brown is a double-barrelled name.
func announced(t []token) (role, int) {
	return phraseOf(t, func(n int) bool { return n == len(t) || t[n].after != '-' })
}

// noted is announced for what may be a note, whatever joins it to the next word.
func noted(t []token) (role, int) { return phraseOf(t, func(int) bool { return true }) }

func phraseOf(t []token, ends func(n int) bool) (role, int) {
	if !t[0].is(cue) {
		return plainly, 0
	}
	r, longest := plainly, 0
	for _, p := range phrases[t[0].text] {
		if n := len(p.words); n > longest && matches(t, p.words) && ends(n) {
			r, longest = p.role, n
		}
	}
	return r, longest
}

func matches(t []token, words []string) bool {
	if len(t) < len(words) {
		return false
	}
	for i, w := range words {
		if t[i].text != w && w != "*" || t[i].group != t[0].group || t[i].part != t[0].part || i > 0 && t[i].after != ' ' {
			return false
		}
	}
	return true
}

// announcing returns the role and the length of the phrase at t[i], if a name follows
// it. Entry says that the field is for other names. In another field, words that are
// names too (Born, Was) announce nothing where it begins, and weak ones nothing
// outside brackets.
func announcing(t []token, i int, entry bool) (role, int) {
	if t[i].after == '-' && i > 0 && !(t[i].low && !t[i-1].low) { // Daniel - was Emily
		return plainly, 0
	}
	r, n := announced(t[i:])
	opens := i == 0 || t[i-1].part != t[i].part
	switch {
	case n == 0 || r == staff || i+n >= len(t) || t[i+n].group != t[i].group || t[i+n].part != t[i].part,
		t[i+n].after == ',' && i > 0 && t[i-1].group == t[i].group:
		return plainly, 0
	case entry || t[i].group > 0 || n > 1:
		return r, n
	case t[i].is(weak) || opens && !t[i].is(leading):
		return plainly, 0
	}
	return r, n
}

// dropNotes drops, in place, what is no name: notes, remarks in brackets, words in asterisks
// if there are others, a single letter in brackets, such as (F), and what is said of the person
// in small letters.
func dropNotes(t []token) []token {
	starred := 0
	for _, w := range t {
		if w.sign == '*' {
			starred++
		}
	}
	if starred == len(t) {
		starred = 0
	}
	cased := slices.ContainsFunc(t, func(w token) bool { return w.group == 0 && !w.low })
	kept := t[:0]
	for i := 0; i < len(t); i++ {
		begins := i == 0 || t[i-1].is(cue|stray) || t[i].part != t[i-1].part && !t[i].low
		r, n := noted(t[i:])
		if r == staff && len(kept) > 0 && (n > 1 || staffed(t, i)) {
			if t[i].group == 0 {
				return kept
			}
			i += groupLen(t[i:]) - 1
		} else if (r == note || r == staff && n > 1) && !(begins && n == 1 && t[i].is(yetName)) { // Edd Smith; Hussein, Aged; Ann aka Edd
			i += n - 1
		} else if n := remarked(t, i, cased); n > 0 {
			i += n - 1
		} else if cased && len(kept) > 0 && ends(t, i) {
			return kept
		} else if (starred == 0 || t[i].sign != '*') && !bracketedLetter(t, i) {
			kept = append(kept, t[i])
		}
	}
	return kept
}

// staffed reports whether the one word at t[i] says that a worker's name follows, or stands
// for it: Ann Smith SW, and Ann (SW); not Ann SW Smith, Smith, SW, or née Šw.
func staffed(t []token, i int) bool {
	if t[i-1].is(cue) {
		return false
	}
	last, apart := i+1 == len(t) || t[i+1].group != t[i].group, t[i].part != t[i-1].part
	return t[i].group > 0 || last != apart
}

// remarked returns how many words of the bracket at t[i] are a remark: all of (mother), (main
// applicant), (aged 40), (ex-partner), (with partner Bob). Beside a name in capitals all of a
// bracket that ends in small letters are, (Farsi interpreter), and those that it begins with: (spelt
// Smyth). It is 0 where the bracket announces a name.
func remarked(t []token, i int, cased bool) int {
	w := &t[i]
	if w.sign != '(' || i > 0 && t[i-1].group == w.group {
		return 0
	}
	n := groupLen(t[i:])
	b, next := t[i:i+n], &t[i+min(n-1, 1)]
	r, phrase := announced(b)
	said := &b[min(phrase, n-1)] // of whom is named, after what may announce a name
	switch {
	case n > 1 && (w.text == "EX" && next.is(remark) || slices.ContainsFunc(b, func(w token) bool { return w.low && w.is(relative) })),
		cased && phrase < n && said.low && (said.is(ending) || said.text == "IN" && phrase+1 < n ||
			r != maiden && said.is(remark) && !said.is(yetName)): // (formerly homeless), (born in Leeds)
		return n
	case phrase > 0:
		return 0
	case remarks(w.kinds, next.kinds, n > 1, next.low && !t[0].low):
		return n
	case n == 1 || !cased || indexOf(b, cue|stray) >= 0:
		return 0
	case b[n-1].low && !b[n-1].is(particle):
		return n
	}
	return slices.IndexFunc(b, func(w token) bool { return !w.low || w.is(particle) })
}

// groupLen counts the words at the start of t that stand in the brackets of the first.
func groupLen(t []token) int {
	n := 1
	for n < len(t) && t[n].group == t[0].group {
		n++
	}
	return n
}

// ends reports whether what follows from t[i] on is said of the person who is named before, in
// small letters: wife of Bob, with son Tom, or social worker after a comma.
func ends(t []token, i int) bool {
	w, before := &t[i], &t[i-1]
	_, phrase := announced(t[i:])
	return w.low && !before.low && w.group == 0 && phrase == 0 && !before.is(decisive|formWord|cue|newborn) && w.after != '-' &&
		(w.is(ending|relative) && (len(w.text) > 3 || i+1 < len(t)) || w.part != before.part && w.is(remark))
}

// remarks reports whether words are a remark, by what the first and the next of them, if there
// are more, may be. A first one that is a name as well makes one before another such word, or if the next is in
// small letters and the name is not: (Foster Carer), (new address); not (Foster Jones). No
// alone is a name.
func remarks(first, next kinds, more, low bool) bool {
	return first&remark != 0 && (first&yetName == 0 || more && (low || first&formWord != 0 || next&remark != 0))
}

// intoAsides moves a phrase that announces the bracket or the quotation after it into that:
// née "Jones" is (née Jones).
func intoAsides(t []token) {
	for i := 1; i < len(t); i++ {
		if t[i].group > 0 {
			continue
		}
		r, n := announced(t[i:])
		if n == 0 || r == note || n == 1 && t[i].is(weak) || i+n == len(t) || t[i+n].group == 0 || t[i+n].is(cue) {
			continue
		}
		for k := i; k < i+n; k++ {
			t[k].group, t[k].sign = t[i+n].group, t[i+n].sign
		}
	}
}

// bracketedLetter reports whether the word in place i is one letter, and all that stands
// in its brackets.
func bracketedLetter(t []token, i int) bool {
	w := &t[i]
	return len(w.text) == 1 && (w.sign == '(' || w.sign == '[') && (i == 0 || t[i-1].group != w.group) && (i+1 == len(t) || t[i+1].group != w.group)
}

// aside is another name in the same field, between two of its words, and what
// announced it.
type aside struct {
	role     role
	sign     byte // the bracket, quotation mark or slash it stands in; 0 for none
	part     uint8
	at       int // how many words of the name stand before
	from, to int // in the tokens of the field
}

// split tells the name itself from asides, whose words stay in t: an aside holds their
// places. Entry is as in [announcing].
func split(t []token, entry bool) (name []token, asides []aside) {
	inAside := false // one that no bracket closes
	for i := 0; i < len(t); i++ {
		w := &t[i]
		if i > 0 && (w.group != t[i-1].group || w.part != t[i-1].part) {
			inAside = false
		}
		begins := w.group > 0 && (i == 0 || w.group != t[i-1].group)
		r, n := announcing(t, i, entry || inAside)
		switch {
		case n > 0 || begins:
			if len(asides) == 0 {
				name = slices.Clone(t[:i])
			}
			if n == 0 && w.sign == '"' {
				r = called
			}
			if n == 0 && w.group > 0 && alone(t[i:]) {
				r, n = announced(t[i:]) // (née)
			}
			inAside = true
			asides = append(asides, aside{role: r, sign: w.sign, part: w.part, at: len(name), from: i + n, to: i + n})
			i += max(n, 1) - 1
			if n == 0 {
				asides[len(asides)-1].to++
			}
		case trails(t, i):
			if len(asides) == 0 {
				name = slices.Clone(t[:i])
				asides = append(asides, aside{at: i, from: i, to: i})
			}
			_, n := announced(t[i:])
			i += n - 1
		case w.group > 0 || inAside:
			asides[len(asides)-1].to = i + 1
		case len(asides) > 0:
			name = append(name, *w)
		}
	}
	if len(asides) == 0 {
		return t, nil
	}
	return name, asides
}

// trails reports whether a phrase of several words at t[i] ends the field: Jellicoe, maiden
// name.
func trails(t []token, i int) bool {
	r, n := announced(t[i:])
	return i > 0 && t[i-1].part == t[i].part && r != plainly && n > 1 && (i+n == len(t) || t[i+n].group != t[i].group || t[i+n].part != t[i].part)
}

// dropPhrases drops phrases, in place, that came to stand together only when the words
// between them were dropped. Entry is as in [announcing].
func dropPhrases(t []token, entry bool) []token {
	kept := t[:0]
	for i := 0; i < len(t); i++ {
		_, n := announcing(t, i, entry)
		if trails(t, i) {
			_, n = announced(t[i:])
		}
		if n > 0 {
			i += n - 1
		} else {
			kept = append(kept, t[i])
		}
	}
	return kept
}

// alone reports whether the group at the start of t is a phrase and nothing more: (née).
func alone(t []token) bool {
	_, n := announced(t)
	return n > 0 && (n == len(t) || t[n].group != t[0].group)
}
