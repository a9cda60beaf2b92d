package matching

import (
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/similarity"
)

// Fields is the number of comparisons of the UK model: see [UKModel].
const Fields = fields

// Asker is a person about to be compared with very many whom an index has packed.
// It sees people by their parts, so that a name that many share is compared once,
// and weighs what was found exactly as [UKMatcher.Rank] does. It is for one
// goroutine.
type Asker struct {
	a      asking
	users  []user
	rarest [fields]float64    // least share of a value
	other  Parsed             // whose names are being compared
	memo   [fields][24]weight // by level and one: Null weighs nothing
}

// user is the asker's mailbox, prepared.
type user struct {
	pattern similarity.Pattern
	letters similarity.Letters
}

type weight struct{ share, bits float64 }

// Ask prepares a person to be compared with a register of so many clients, of
// whom carriers say how many have each of the person's [Parsed.Shares], names,
// phones and e-mail addresses.
func (m *UKMatcher) Ask(q Parsed, size int, carriers []KeyCount) *Asker {
	a := &Asker{a: asking{UKMatcher: m, profile: q, carriers: newCarriers(Pool{Size: size, Counts: carriers}, m.o.Strength)}}
	p := &a.a.profile
	p.forenames, p.surnames = slices.Clone(q.forenames), slices.Clone(q.surnames)
	p.phones, p.emails, p.postcodes = slices.Clone(q.phones), slices.Clone(q.emails), slices.Clone(q.postcodes)
	p.weighted(a.a.carriers, &m.o)
	a.a.ceilings()
	a.rarest = p.rarities()
	a.users = make([]user, len(p.emails))
	for i := range a.users {
		name := clip(p.emails[i].user)
		a.users[i].pattern.Set(name)
		a.users[i].letters = similarity.LettersOf(name)
	}
	for f := range a.memo {
		for l := range a.memo[f][1:] {
			a.memo[f][l+1].share = -1
		}
	}
	return a
}

// Shares are the shares of the population that carry the asker's values.
type Shares struct {
	Born   float64
	Phones []float64
	Places [][3]float64 // unit, sector, district
}

// Shares returns how common the asker's values are.
func (a *Asker) Shares() Shares {
	p := &a.a.profile
	s := Shares{Born: p.born.share}
	for i := range p.phones {
		s.Phones = append(s.Phones, p.phones[i].share)
	}
	for i := range p.postcodes {
		c := &p.postcodes[i]
		s.Places = append(s.Places, [3]float64{c.share, c.sectorShare, c.districtShare})
	}
	return s
}

// SurnameGrade is how somebody's surnames agree with the asker's.
type SurnameGrade struct {
	grade          grade
	swapped, alike bool // the first of them with the asker's forename
	share          float64
}

// Surnames compares the surnames of somebody with the asker's.
func (a *Asker) Surnames(p PackedSurnames) SurnameGrade {
	q := &a.a.profile
	var g SurnameGrade
	if p == "" {
		return g
	}
	if a.unlike(p) {
		g = SurnameGrade{grade: differ, share: q.surnames[0].share}
	} else {
		a.other.surnames, _ = p.unpack(a.other.surnames[:0])
		g.grade, g.share = compareSurnames(q, &a.other)
	}
	if len(q.forenames) > 0 && len(q.surnames) > 0 && (q.joined != "" || !q.forenames[0].farFrom(string(p), alikeFrom)) {
		w, _, _ := unpackWord(string(p))
		g.swapped = q.goesBy(w.text)
		g.alike = alikeWords(&q.forenames[0], &w)
	}
	return g
}

// unlike reports, for most of those who have one plain surname, that it is nothing
// like the asker's only one, from what takes no time to see.
func (a *Asker) unlike(p PackedSurnames) bool {
	q := a.a.profile.surnames
	return len(q) == 1 && len(q[0].parts) == 0 && p.plain() && q[0].farFrom(string(p), looseFrom) &&
		!similarity.SameStart(q[0].letters, similarity.LettersIn(string(p))) &&
		names.Surnames().Relation(q[0].id, packedID(string(p))) == names.Unrelated
}

// farFrom reports, from what takes no time to see, that a packed word is neither
// one edit away nor as like as a threshold.
func (w *word) farFrom(packed string, threshold float64) bool {
	letters := similarity.LettersIn(packed)
	return similarity.FewestEdits(w.letters, letters) > 1 && similarity.Below(w.letters, letters, threshold)
}

// ForenameGrade is how somebody's forename agrees with the asker's.
type ForenameGrade struct {
	grade          grade
	open           bool // a middle name would be better
	swapped, alike bool // with the asker's first surname
}

// Forename compares the forename of somebody with the asker's.
func (a *Asker) Forename(p PackedForename) ForenameGrade {
	q := &a.a.profile
	if p == "" || len(q.forenames) == 0 {
		return ForenameGrade{}
	}
	if a.unlikeForename(p) {
		return ForenameGrade{grade: differ, open: true}
	}
	b := a.called(p)
	w := &b.forenames[0]
	g := ForenameGrade{grade: compareForenames(q, b)}
	switch g.grade {
	case differ, loose, alike:
		g.open = len(w.text) > 1 && len(q.forenames[0].text) > 1
	}
	if len(q.surnames) > 0 {
		g.swapped = b.goesBy(q.surnames[0].text)
		g.alike = alikeWords(&q.surnames[0].word, w)
	}
	return g
}

// unlikeForename reports, for most forenames, that one is nothing like the asker's
// forename, middle names and surname, from what takes no time to see.
func (a *Asker) unlikeForename(p PackedForename) bool {
	q, s := &a.a.profile, string(p)
	if q.joined != "" || packedJoined(s) || packedLength(s) == 1 || len(q.forenames[0].text) == 1 ||
		!q.forenames[0].farFrom(s, looseFrom) || len(q.surnames) > 0 && !q.surnames[0].farFrom(s, alikeFrom) ||
		names.Forenames().Relation(q.forenames[0].id, packedID(s)) != names.Unrelated {
		return false
	}
	for i := range q.forenames[1:] {
		if !q.forenames[i+1].farFrom(s, alikeFrom) {
			return false
		}
	}
	return true
}

// called returns the other, going by a forename.
func (a *Asker) called(p PackedForename) *Parsed {
	var w word
	if p != "" {
		w, a.other.joined, _ = unpackWord(string(p))
	}
	a.other.forenames = append(a.other.forenames[:0], w)
	return &a.other
}

// Name puts the halves of a name together. ByMiddle says that the asker goes by
// one of the other's middle names.
func (a *Asker) Name(s *SurnameGrade, f *ForenameGrade, byMiddle bool) fs.Outcome {
	fore := f.grade
	if byMiddle && f.open {
		fore = middle
	}
	o := fs.Outcome{Level: nameGrades[s.grade][fore]}
	if o.Level > nameBothAlike {
		switch {
		case s.swapped && f.swapped:
			o.Level = nameSwapped
		case s.alike && f.alike:
			o.Level = nameBothAlike
		}
	}
	switch o.Level {
	case nameEqual, nameSwapped:
		o.Frequency = a.a.profile.fullShare
	case nameFormer, nameNickname, nameMiddle, nameSurnameAlike, nameInitial, nameSurname, nameSurnameAlone:
		o.Frequency = s.share
	case nameForename, nameForenameAlone, nameForenameAlike:
		o.Frequency = a.a.profile.forenames[0].share
	}
	return o
}

// HasMiddle reports whether the asker has a middle name, without which those of
// others say nothing.
func (a *Asker) HasMiddle() bool { return len(a.a.profile.forenames) > 1 }

// Middle compares the middle names of somebody with the asker's.
func (a *Asker) Middle(p PackedForename, middles ...PackedWord) fs.Outcome {
	b := a.called(p)
	for _, m := range middles {
		w, _, _ := unpackWord(string(m))
		b.forenames = append(b.forenames, w)
	}
	return compareMiddle(&a.a.profile, b)
}

// Email compares one more address of somebody with the asker's, and returns the
// better of what it finds and best. To begin with, best has Level Null.
func (a *Asker) Email(best fs.Outcome, user PackedUser, domain string) fs.Outcome {
	for i := range a.a.profile.emails {
		o := a.mailbox(i, user, domain)
		if best.Level == fs.Null {
			best = o
		} else {
			best = closer(best, o)
		}
	}
	return best
}

// mailbox is compareMailboxes of an address that is not prepared: the cheapest
// tests first, and nothing cut in parts before a part is needed.
func (a *Asker) mailbox(i int, user PackedUser, domain string) fs.Outcome {
	x, u := &a.a.profile.emails[i], &a.users[i]
	name, letters := user.Text(), similarity.LettersIn(string(user))
	sameUser := x.user == name
	if sameUser && x.domain == domain {
		return fs.Outcome{Level: emailEqual, Frequency: x.share}
	}
	unlike := similarity.Below(u.letters, letters, emailAlikeFrom)
	if !sameUser && unlike && similarity.FewestEdits(u.letters, letters) > 1 && !similarity.SameAlphabet(u.letters, letters) {
		return fs.Outcome{Level: emailDiffers}
	}
	near := oneSlip(x, name, domain)
	name = clip(name)
	likeness := sameLetters(x.letters, name)
	switch {
	case near && sameDigits(x.digits, name) && !(x.named && likeness):
		return fs.Outcome{Level: emailSlip}
	case sameUser && (len(x.digits) >= 2 || !x.named && len(x.user) >= 6):
		return fs.Outcome{Level: emailUser}
	case x.letters != "" && likeness, !unlike && u.pattern.JaroWinkler(name) >= emailAlikeFrom:
		return fs.Outcome{Level: emailAlike}
	}
	return fs.Outcome{Level: emailDiffers}
}

// sameLetters reports whether letters are those of the user.
func sameLetters(letters, user string) bool {
	n := 0
	for i := range len(user) {
		c := user[i]
		if lower := c | 0x20; lower < 'a' || lower > 'z' {
			continue
		}
		if n == len(letters) || letters[n] != c&^0x20 {
			return false
		}
		n++
	}
	return n == len(letters)
}

// sameDigits reports whether digits are those of the user.
func sameDigits(digits, user string) bool {
	n := 0
	for i := range len(user) {
		if c := user[i]; '0' <= c && c <= '9' {
			if n == len(digits) || digits[n] != c {
				return false
			}
			n++
		}
	}
	return n == len(digits)
}

// Weigh returns what the outcomes of all comparisons weigh for the asker, in bits,
// frequencies included, before contact details are looked at together. It notes
// their levels.
func (a *Asker) Weigh(outcomes *[Fields]fs.Outcome, levels *[Fields]int8) (bits float64) {
	for f := range outcomes {
		o := &outcomes[f]
		w := &a.memo[f][o.Level+1]
		if w.share != o.Frequency {
			a.learn(f, *o)
		}
		bits += w.bits
		levels[f] = int8(o.Level)
	}
	return bits
}

func (a *Asker) learn(field int, o fs.Outcome) {
	p := a.a.bounded(field, a.a.same.Part(field, o))
	a.memo[field][o.Level+1] = weight{o.Frequency, p.Bits + p.Frequency}
}

// ContactSets is the number of sets of postcode, phone and e-mail: the sum of 1, 2
// and 4 for those that are in it.
const ContactSets = contactMasks

// Together returns the bits, at most 0, by which the contact details that a pair
// agrees on weigh too much. Sharing says how many people agree on all of each
// set; phones and emails, whether all of those who agree on one were counted.
func (a *Asker) Together(outcomes *[Fields]fs.Outcome, sharing *[ContactSets]float64, phones, emails bool) float64 {
	w := weighed{outcomes: *outcomes}
	for f := range w.parts {
		w.parts[f] = a.a.bounded(f, a.a.same.Part(f, outcomes[f]))
	}
	s := contactSets{a: &a.a, n: *sharing}
	for t := 1; t < contactMasks; t++ {
		s.fully[t] = t&samePhone != 0 && phones || t&sameEmail != 0 && emails
	}
	return s.excess(&w)
}

// Most returns the most bits that an outcome of the level can weigh for the
// asker.
func (a *Asker) Most(field, level int) float64 {
	p := a.a.bounded(field, a.a.same.Part(field, fs.Outcome{Level: level}))
	if a.a.same.Model().Comparisons[field].Levels[level].Frequency == 0 {
		return p.Bits + p.Frequency
	}
	rare := a.a.bounded(field, a.a.same.Part(field, fs.Outcome{Level: level, Frequency: a.rarest[field]}))
	return max(p.Bits+p.Frequency, rare.Bits+rare.Frequency)
}

// rarities returns the least share of the asker's values of each field.
func (q *Parsed) rarities() (least [fields]float64) {
	note := func(field int, share float64) {
		if share > 0 && (least[field] == 0 || share < least[field]) {
			least[field] = share
		}
	}
	note(fieldName, q.fullShare)
	for i := range q.surnames {
		note(fieldName, q.surnames[i].share)
	}
	if len(q.forenames) > 0 {
		note(fieldName, q.forenames[0].share)
	}
	note(fieldBorn, q.born.share)
	for i := range q.postcodes {
		p := &q.postcodes[i]
		note(fieldPostcode, p.share)
		note(fieldPostcode, p.sectorShare)
		note(fieldPostcode, p.districtShare)
	}
	for i := range q.phones {
		note(fieldPhone, q.phones[i].share)
	}
	for i := range q.emails {
		note(fieldEmail, q.emails[i].share)
	}
	return least
}
