package index

import (
	"math"
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// Whoever was not compared shares none of the keys whose lists were read to the
// end. That rules out facts: if the lists of the phone were read, the phone is
// not equal; if those of surname and year were, surname and year of birth are not
// both equal. The most that such a person can weigh is the bound.

// facts are what two people may have in common.
type facts uint16

const (
	sameNINO facts = 1 << iota
	samePhone
	sameAddress
	sameUser
	sameUnit
	sameDate     // of birth, whichever way round day and month
	sameYear     // of birth
	sameMonth    // and year
	sameDayMonth // whichever way round
	sameForename // or joined
	sameSurname  // any
	samePair     // forename and surname, or swapped
)

// implying lists for each kind of key the sets of facts any of which means that
// the key is shared.
var implying = [kinds][]facts{
	byNINO:          {sameNINO},
	byPhone:         {samePhone},
	byEmail:         {sameAddress},
	byUser:          {sameUser},
	byPostcode:      {sameUnit | sameForename, sameUnit | samePair},
	byDate:          {sameDate},
	byInitials:      {sameYear | samePair},
	byBorn:          {sameDate | sameForename, sameDate | samePair},
	byForenameMonth: {sameMonth | sameForename},
	byForenameDay:   {sameDayMonth | sameForename},
	bySurnameDay:    {sameDayMonth | sameSurname},
	bySoundYear:     {sameYear | sameSurname},
	byNames:         {samePair},
	byRoots:         {sameForename | sameSurname},
}

// nameFacts and bornFacts are what a level of name and date of birth implies: see
// waysTo for the one name level that comes about in two ways.
var nameFacts = [nameLevels]facts{
	nameEqual:         sameForename | sameSurname | samePair,
	nameFormer:        sameForename | sameSurname | samePair,
	nameSwapped:       samePair,
	nameNickname:      sameSurname,
	nameMiddle:        sameSurname,
	nameSurnameAlike:  sameSurname,
	nameForenameAlike: sameForename,
	nameInitial:       sameSurname,
	nameSurnameAlone:  sameSurname,
	nameForenameAlone: sameForename,
	nameSurname:       sameSurname,
	nameForename:      sameForename,
}

var bornFacts = [...]facts{
	bornEqual:      sameDate | sameYear | sameMonth | sameDayMonth,
	bornSwapped:    sameDate | sameYear | sameDayMonth,
	bornMonth:      sameYear | sameMonth,
	bornYear:       sameYear,
	bornNewYear:    sameYear,
	bornGeneration: 0,
}

// limits are the most that each level of a field can weigh for one asker.
type limits struct {
	most  [fieldEmail + 1][]float64
	given [fieldEmail + 1]bool // the asker has something to compare
}

// bound returns the most that somebody can weigh who shares no key of the kinds
// read.
func (l *limits) bound(read kindSet) float64 {
	rest := l.above(fieldMiddle, 0)
	rest += l.above(fieldNINO, first(read.has(byNINO), ninoEqual, ninoEdit))
	rest += l.above(fieldPhone, first(read.has(byPhone), phoneEqual, phoneEdit))
	switch {
	case read.has(byEmail) && read.has(byUser):
		rest += max(l.above(fieldEmail, emailUser+1), l.level(fieldEmail, emailSlip))
	case read.has(byEmail):
		rest += l.above(fieldEmail, emailSlip)
	default:
		rest += l.above(fieldEmail, emailEqual)
	}
	best := math.Inf(-1)
	for name := range seen {
		for born := range seen[name] {
			by := &seen[name][born]
			if by.plain.read(read) {
				continue
			}
			place := postcodeEqual
			if by.unit.read(read) {
				place = postcodeEdit
			}
			best = max(best, l.level(fieldName, name-1)+l.level(fieldBorn, born-1)+l.above(fieldPostcode, place))
		}
	}
	return best + rest
}

func first(read bool, equal, otherwise int) int {
	if read {
		return otherwise
	}
	return equal
}

// seen tells by which kinds of key somebody is found who agrees on name and date
// of birth so far, and by which if the postcode is equal too. The first row and
// column are those of nothing to compare.
var seen = func() (s [nameLevels + 1][bornGeneration + 2]struct{ plain, unit ways }) {
	for name := range s {
		for born := range s[name] {
			for way, have := range waysTo(name - 1) {
				if born > 0 {
					have |= bornFacts[born-1]
				}
				s[name][born].plain[way], s[name][born].unit[way] = foundBy(have), foundBy(have|sameUnit)
			}
		}
	}
	return s
}()

// waysTo returns what either way of reaching a level of the name implies: one half
// is equal and the other a part or alike, and only a former surname counts as
// equal there. Most levels have but one way.
func waysTo(level int) [2]facts {
	switch level {
	case fs.Null:
		return [2]facts{}
	case namePart:
		return [2]facts{sameForename, sameSurname}
	}
	return [2]facts{nameFacts[level], nameFacts[level]}
}

// ways are the kinds of key by which somebody is found in either way.
type ways [2]kindSet

// read reports whether somebody is found whichever way it is.
func (w ways) read(by kindSet) bool { return w[0]&by != 0 && w[1]&by != 0 }

func foundBy(have facts) (s kindSet) {
	for k, sets := range implying {
		if slices.ContainsFunc(sets, func(f facts) bool { return have&f == f }) {
			s |= 1 << k
		}
	}
	return s
}

// kindSet is a set of kinds of key.
type kindSet uint16

func (s kindSet) has(kind int) bool { return s>>kind&1 != 0 }

// level is the most that a level can weigh; Null weighs nothing.
func (l *limits) level(field, level int) float64 {
	switch {
	case level == fs.Null:
		return 0
	case !l.given[field]:
		return math.Inf(-1)
	}
	return l.most[field][level]
}

// above is the most that any level from one on can weigh, or nothing to compare.
func (l *limits) above(field, from int) float64 {
	best := 0.
	if l.given[field] {
		for _, b := range l.most[field][from:] {
			best = max(best, b)
		}
	}
	return best
}
