package matching

import (
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/similarity"
)

// Fields is the number of comparisons of the UK model: see [UKModel].
const Fields = fields

// Asker is a person about to be compared with very many whom an index has packed.
// It sees people by their parts, so that a name that many share is compared once,
// and weighs what was found exactly as [UKMatcher.Rank] does. It is for one
// goroutine.
type Asker struct {
	a       asking
	users   []user
	middles []word // scratch
	memo    [fields][24]weight
}

// user is the asker's mailbox, prepared.
type user struct {
	pattern similarity.Pattern
	letters similarity.Letters
}

type weight struct{ share, bits float64 }

// Ask prepares a person to be compared with a register of so many clients, of
// whom carriers say how many have each of the person's [Profile.Shares], names,
// phones and e-mail addresses.
func (m *UKMatcher) Ask(q Profile, size int, carriers []Carrier) *Asker {
	a := &Asker{a: asking{UKMatcher: m, profile: q, carriers: newCarriers(Pool{Size: size, Carriers: carriers}, m.o.Strength)}}
	p := &a.a.profile
	p.forenames, p.surnames = slices.Clone(q.forenames), slices.Clone(q.surnames)
	p.phones, p.emails, p.postcodes = slices.Clone(q.phones), slices.Clone(q.emails), slices.Clone(q.postcodes)
	p.weighted(a.a.carriers, &m.o)
	a.a.ceilings()
	a.users = make([]user, len(p.emails))
	for i := range a.users {
		name := clip(p.emails[i].user)
		a.users[i].pattern.Set(name)
		a.users[i].letters = similarity.LettersOf(name)
	}
	for f := range a.memo {
		for l := range a.memo[f] {
			a.memo[f][l].share = -1
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
func (a *Asker) Surnames(s Surnames) SurnameGrade {
	q := &a.a.profile
	var g SurnameGrade
	if b := (Profile{surnames: s}); !a.unlike(s) {
		g.grade, g.share = compareSurnames(q, &b)
	} else {
		g = SurnameGrade{grade: differ, share: q.surnames[0].share}
	}
	if len(q.forenames) > 0 && len(q.surnames) > 0 && len(s) > 0 {
		g.swapped = q.goesBy(s[0].text)
		g.alike = similar(&q.forenames[0], &s[0].word, alikeFrom)
	}
	return g
}

// unlike reports, for most of those who have one plain surname, that it is nothing
// like the asker's only one, from what takes no time to see.
func (a *Asker) unlike(s Surnames) bool {
	q := a.a.profile.surnames
	if len(q) != 1 || len(s) != 1 || len(q[0].parts)+len(s[0].parts) > 0 {
		return false
	}
	x, y := &q[0], &s[0]
	return x.text[0] != y.text[0] && x.text[len(x.text)-1] != y.text[len(y.text)-1] && (x.id == 0 || y.id == 0) &&
		x.bones != y.bones && similarity.Bound(x.letters, y.letters) < looseFrom
}

// ForenameGrade is how somebody's forename agrees with the asker's.
type ForenameGrade struct {
	grade          grade
	open           bool // a middle name would be better
	swapped, alike bool // with the asker's first surname
}

// Forename compares the forename of somebody with the asker's.
func (a *Asker) Forename(f *Forename) ForenameGrade {
	q := &a.a.profile
	if f.w.text == "" || len(q.forenames) == 0 {
		return ForenameGrade{}
	}
	one := [1]word{f.w}
	b := Profile{forenames: one[:], joined: f.joined}
	g := ForenameGrade{grade: compareForenames(q, &b)}
	switch g.grade {
	case differ, loose, alike:
		g.open = len(f.w.text) > 1 && len(q.forenames[0].text) > 1
	}
	if len(q.surnames) > 0 {
		g.swapped = b.goesBy(q.surnames[0].text)
		g.alike = similar(&q.surnames[0].word, &f.w, alikeFrom)
	}
	return g
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
func (a *Asker) Middle(f *Forename, middles ...*Word) fs.Outcome {
	a.middles = append(a.middles[:0], f.w)
	for _, w := range middles {
		a.middles = append(a.middles, w.w)
	}
	b := Profile{forenames: a.middles}
	return compareMiddle(&a.a.profile, &b)
}

// Email compares one more address of somebody with the asker's, and returns the
// better of what it finds and best. To begin with, best has Level Null.
func (a *Asker) Email(best fs.Outcome, user, domain string) fs.Outcome {
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
func (a *Asker) mailbox(i int, name, domain string) fs.Outcome {
	x := &a.a.profile.emails[i]
	sameUser, sameDomain := x.user == name, x.domain == domain
	if sameUser && sameDomain {
		return fs.Outcome{Level: emailEqual, Frequency: x.share}
	}
	near := sameDomain && similarity.OneEdit(x.user, name) || sameUser && similarity.OneEdit(x.domain, domain)
	name = clip(name)
	likeness := sameLetters(x.letters, name)
	switch {
	case near && sameDigits(x.digits, name) && !(x.named && likeness):
		return fs.Outcome{Level: emailSlip}
	case sameUser && (len(x.digits) >= 2 || !x.named && len(x.user) >= 6):
		return fs.Outcome{Level: emailUser}
	case x.letters != "" && likeness:
		return fs.Outcome{Level: emailAlike}
	}
	u := &a.users[i]
	if similarity.Bound(u.letters, similarity.LettersOf(name)) >= emailAlikeFrom && u.pattern.JaroWinkler(name) >= emailAlikeFrom {
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

// Bits returns what an outcome weighs for the asker, frequency included, before
// contact details are looked at together.
func (a *Asker) Bits(field int, o fs.Outcome) float64 {
	if o.Level == fs.Null {
		return 0
	}
	w := &a.memo[field][o.Level]
	if w.share != o.Frequency {
		p := a.a.bounded(field, a.a.same.Part(field, o))
		w.share, w.bits = o.Frequency, p.Bits+p.Frequency
	}
	return w.bits
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
	p := a.a.same.Part(field, fs.Outcome{Level: level})
	switch {
	case a.a.same.Model().Comparisons[field].Levels[level].Frequency == 0:
		return min(p.Bits, a.a.ceiling[field])
	case p.Bits > 0:
		return a.a.ceiling[field]
	}
	return max(a.a.ceiling[field], 100)
}
