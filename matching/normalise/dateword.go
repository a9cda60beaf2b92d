package normalise

import (
	"strings"
	"sync"

	"github.com/caselobby/caselobby/matching/similarity"
)

// dateWord is what a word says in a date.
type dateWord struct {
	kind  wordKind
	month int32
}

type wordKind uint8

const (
	otherWord    wordKind = iota // no word of a date
	monthWord                    // September, Medi
	fillerWord                   // changes nothing
	birthWord                    // says that the date is of a birth
	nowWord                      // a date that follows one is that which is right
	wrongWord                    // says so of one that follows a date, too; before one that that is not right
	maskWord                     // stands for a part that is not known
	eitherWord                   // another date follows
	perhapsWord                  // the same after a whole date; else it changes nothing
	dayWord                      // the day of the week follows
	eventWord                    // a date that follows is of something else than a birth
	statedWord                   // is one too, unless "as" or "of" follows: registered as, end of
	strangeWord                  // the year is of nobody who lives
	calendarWord                 // the date is of another, unless the word before says that it is ours
	quarterWord                  // a number beside it is none of a month
	ageWord                      // an age follows
	unbornWord                   // the child is not yet born
	numberWord                   // a number, in the place of the month
	ordinalWord                  // the same, as fifth
	dayLabel                     // says that the next part is the day
	monthLabel
)

// wordList holds the words of each kind that are no months.
var wordList = map[wordKind]string{
	fillerWord: "st nd rd th of the on in a an date year blwyddyn isodate new claims claimed recorded think between earlier previously originally stated given disputed circa c ca about abt around roughly approx approximately est estimated as " +
		"ad gregorian western spring summer autumn winter easter christmas xmas early mid late sometime only ish so thereabouts sure baby old passport timestamp bd it say says " +
		"my his her their he she is was am client self service user main applicant patient claimant tenant male female home office ho per nhs brp id verified unverified confirmed unconfirmed likely most actual official documented " +
		"believed thought states uk format customer tbc " +
		"driving provisional shows show some lead young person offender me myself subject " +
		"gp doctor dwp police pnc record records card licence certificate according has have had gave gives but real true " + // who or what says it
		"mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday " +
		"dyddiad b o y ar gwanwyn haf gaeaf yr ym yn yng af il ydd ed fed eg ain " + // Welsh
		"de del di le el da dne am den ur r roku rok anul gada fómhair mí er re e ngày tháng năm " +
		"data dată datum fecha", // of others
	birthWord: "born dob dateofbirth birth birthday birthdate yob bn geni ganwyd ganed rugadh né née nato nata nacido nacida geb geboren narozen narozena " +
		"naissance nacimiento nascimento nascita geboortedatum geburtsdatum urodzenia nașterii narození születési " +
		"doğum dhalashada datëlindja рождения народження الميلاد",
	nowWord:     "now correct corrected changed amended should actually",
	wrongWord:   "wrong incorrect false fake",
	maskWord:    "unknown unk un uu nk known",
	eitherWord:  "or and also to aka alias alternative alternatively neu lub sau ou oder",
	perhapsWord: "poss possibly possible probably maybe perhaps might could",
	dayWord:     "dydd",
	eventWord: "died death dead deceased dod doa passed rip bap baptised christened registration married marriage " +
		"arrived arrival entered entry admitted admission discharged discharge released release referred referral assessment " +
		"moved came evicted eviction tenancy visa letter dated signed checked interview appointment appt applied application started commenced issued issue expires expired expiry valid until since created updated completed received seen",
	statedWord:   "registered assessed beginning start end",
	strangeWord:  "bc bce",
	calendarWord: "calendar",
	quarterWord:  "quarter qtr",
	ageWord:      "age aged oed",
	unbornWord:   "unborn due edd expected",
	dayLabel:     "day diwrnod",
	monthLabel:   "month mis",
}

// dateWords holds every word by its folded form.
var dateWords = sync.OnceValue(func() map[string]dateWord {
	words := make(map[string]dateWord, 1024)
	for kind, list := range wordList {
		for _, w := range strings.Fields(list) {
			words[plain(w)] = dateWord{kind: kind}
		}
	}
	addNumbers(words)
	for i, names := range monthNames {
		m := dateWord{monthWord, int32(i + 1)}
		for _, w := range strings.Fields(names) {
			words[plain(w)] = m
		}
		english := englishMonths[i]
		for n := 3; n <= len(english); n++ {
			words[english[:n]] = m
		}
	}
	return words
})

// lookUp reads one word. A month in English or Welsh may have one slip: Febuary,
// Sepetmber, Gorfennaf.
func lookUp(word string) dateWord {
	var buf [32]byte
	if len(word) > len(buf) {
		return dateWord{}
	}
	for i := range len(word) {
		buf[i] = upper(word[i])
	}
	up := buf[:len(word)]
	if w, ok := dateWords()[string(up)]; ok {
		return w
	}
	found := dateWord{}
	for _, list := range [...][12]string{englishMonths, welshMonths} {
		for i, name := range list {
			if len(word) < 4 || !similarity.OneEdit(string(up), name) {
				continue
			}
			if found.month != 0 && found.month != int32(i+1) {
				return dateWord{}
			}
			found = dateWord{monthWord, int32(i + 1)}
		}
	}
	return found
}

// word reads a run of letters. Words that do not belong to a date may only follow a whole
// one: before it they may say that it is of something else (died, expires).
func (l *dateLexer) word() {
	t := l.text[l.at:]
	n := 0
	for n < len(t) && startsWord(t[n:]) && !isDigit(t[n]) {
		n++
	}
	switch {
	case l.weekday:
		l.weekday = false
	case n == 1 && upper(t[0]) == 'D' && l.whole(): // died
		n = ofBirth(t)
	case n == 1 && upper(t[0]) == 'M' && l.whole(), n == 1 && upper(t[0]) == 'F' && l.since == 0: // male, female
	case n == 1 && upper(t[0]) == 'S' && l.at > 1 && l.text[l.at-1] == '\'' && isLetter(upper(l.text[l.at-2])): // the client's, not the 1980's
		l.odd = l.odd || l.strange // nobody knows whose
	case n == 1 && upper(t[0]) == 'Q' && leadingDigits(t[n:]) == 1: // Q3 1985
		n++
	case l.whole() && l.follows() && wrongly(t) > 0 && digitsIn([]byte(t)) == 0:
		l.drop()
		n = asideEnd(t)
	case l.american(t, n):
		l.push(datePart{kind: mask, digits: 2})
		l.push(datePart{kind: mask, digits: 2, day: true})
		l.push(datePart{kind: mask, digits: 4})
	case strings.EqualFold(t[:n], "NOT"):
		n = l.not(t, n)
	case n == 1 && upper(t[0]) == 'I' && len(t) > 2 && (t[1] == '\'' || t[1] == ' ' && isLetter(upper(t[2]))): // who speaks, and no Roman numeral
	case hides(t[:n]):
		if len(t) >= 5 && strings.EqualFold(t[:1]+t[2:3]+t[4:5], "DOB") && !startsWord(t[5:]) { // D.O.B.
			n = 5
			break
		}
		l.mask(n)
		return
	case n == 1 && upper(t[0]) == 'T' && l.at > 0 && isDigit(l.text[l.at-1]) && n < len(t) && isDigit(t[n]):
		l.at += n
		l.timeOfDay(t[n:], true)
		return
	default:
		if l.n > 0 && l.at > 0 && isDigit(l.text[l.at-1]) && ordinalEnding(t[:n]) {
			l.parts[l.n-1].nth = true
		}
		n = l.known(t, n)
	}
	l.at += n
	if strings.EqualFold(t[:n], "DATE") {
		l.instant()
	}
}

// known reads the word of n bytes at the start of t by its kind, and returns its length with
// what it takes along.
func (l *dateLexer) known(t string, n int) int {
	switch w := lookUp(t[:n]); w.kind {
	case eventWord, statedWord:
		if next, _ := spokenWord(t[n:]); w.kind == eventWord || next != "AS" && next != "OF" {
			return l.event(t)
		}
	case ageWord:
		n += age(t[n:])
	case quarterWord:
		if k := age(t[n:]); k > 0 && !isDigit(t[n+k-2]) { // quarter 3, not quarter of 1985
			n += k
		}
		l.tell(w, n)
	case nowWord:
		if next, _ := spokenWord(t[n:]); next == "FROM" { // what was wrong: amended from 01/02/1980 to 09/05/1985
			return changedTo(t)
		}
		l.tell(w, n)
	case fillerWord:
		return l.filler(t, n)
	case numberWord, ordinalWord:
		switch {
		case !l.whole() || l.either && goesOn(t):
			n = l.spoken(t)
			l.said = l.at + n
		case l.at == l.said+1: // digit by digit
			l.odd = true
		}
	case otherWord:
		if kindsOf(t[:n])&relative != 0 {
			return l.relative(t, n)
		}
		l.tell(w, n)
	default:
		l.tell(w, n)
	}
	return n
}

// filler reads a word that changes nothing, unless it stands for somebody else (previous tenant)
// or for a date of something else (date of issue).
func (l *dateLexer) filler(t string, n int) int {
	before := strings.TrimRight(l.text[:l.at], " -")
	if is := kindsOf(t[:n]); is&beforeChild != 0 && l.whole() || is.ofApplicant() && otherThan(before[strings.LastIndexAny(before, " ,;:()[]")+1:]) {
		l.odd, l.other = !l.whole(), true
		return n
	}
	if k := l.numbered(t, n); k > n {
		return k
	}
	l.tell(dateWord{kind: fillerWord}, n)
	if of := len("DATE OF "); len(t) > of && strings.EqualFold(t[:of], "DATE OF ") {
		if next, k := spokenWord(t[of:]); k > 1 && lookUp(next).kind != birthWord {
			return ofBirth(t)
		}
	}
	return n
}

// ordinalEnding reports whether w makes the number before it an ordinal: 12th.
func ordinalEnding(w string) bool { return isAny(w, "TH ST ND RD") }

// tell notes what a word of n bytes says.
func (l *dateLexer) tell(w dateWord, n int) {
	switch w.kind {
	case monthWord:
		if l.n > 0 && l.parts[l.n-1].kind == monthName && l.parts[l.n-1].value == w.month && !l.either { // as in passports, in two languages
			l.sign, l.gap = 0, false
			return
		}
		l.push(datePart{value: w.month, kind: monthName})
	case maskWord:
		if l.either { // also known as, or unknown
			return
		}
		l.push(datePart{kind: mask, digits: 2})
	case eitherWord:
		l.either = true
	case perhapsWord:
		l.either = l.either || l.whole()
	case nowWord:
		l.now, l.wrong = l.n > 0, false
	case wrongWord:
		if l.now = l.whole(); !l.now {
			label := l.text[l.at+n:]
			l.wrong = ofBirthOnly(strings.TrimRight(label[:max(strings.IndexAny(label, "0123456789"), 0)], ": "))
			l.aside(false, n)
		}
	case dayWord:
		l.weekday = true
	case calendarWord:
		l.odd = l.label != fillerWord // Gregorian calendar
	case strangeWord:
		l.odd = true
	case quarterWord:
		if l.since == 1 && l.parts[l.n-1].digits == 1 { // 3rd quarter of 1985
			l.n, l.since = l.n-1, 0
		}
	default:
		if w.kind == monthLabel && l.n > 0 { // 9th month of 1985
			l.parts[l.n-1].nth = false
		}
		l.other = l.other && (w.kind != birthWord || l.birth)
		l.unborn, l.birth = l.unborn || w.kind == unbornWord, l.birth || w.kind == birthWord
		l.label = w.kind
		l.aside(w.kind != otherWord, n)
	}
}

// whole reports whether there are enough parts since the last "or" for a whole date.
func (l *dateLexer) whole() bool { return l.since >= 3 || l.n > 0 && l.parts[l.n-1].digits >= 6 }

// age returns the length of an age at the start of t: ": 47".
func age(t string) int {
	n := len(t) - len(strings.TrimLeft(t, " :="))
	end := n + leadingDigits(t[n:])
	if end == n || end < len(t) && strings.IndexByte("/-.", t[end]) >= 0 { // a date
		return 0
	}
	return end
}

// hides reports whether a word is one letter repeated, as forms show for digits that were
// then not typed (DD/MM/1990; jj/mm/aaaa, tt.mm.jjjj, dd.mm.rrrr and gg/aa/yyyy in other
// countries), or as people put in place of digits (XX-03-1990).
func hides(word string) bool {
	if run(word) != len(word) || len(word) > 4 {
		return false
	}
	least := strings.IndexByte("DMXY", upper(word[0])) >= 0
	return least || len(word) > 1 && strings.IndexByte("AGJNRTZ", upper(word[0])) >= 0
}
