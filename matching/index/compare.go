package index

import (
	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// outcomes are what the comparisons of the model found of a pair.
type outcomes = [matching.Fields]fs.Outcome

// side is the asker, packed like everybody else and with the shares of each value.
type side struct {
	*matching.Asker
	names     *names
	born      uint32
	nino      uint64
	hasNINO   bool
	phones    []uint64
	postcodes []postcode
	shares    matching.Shares
	forename  uint32 // as a middle name of others; 0 if nobody has it
	emails    bool
	words     []matching.PackedWord // scratch
	touched   byte                  // keeps the compiler from leaving out what only touches memory

	surnames  memo[matching.SurnameGrade]
	forenames memo[matching.ForenameGrade]
}

// memo remembers what was found of a name: many candidates have the same.
type memo[V any] []struct {
	at    uint32 // and one
	value V
}

// compare sorts a pair into the levels of the model.
func (s *side) compare(b packed, o *outcomes) {
	o[fieldBorn] = s.compareBorn(b.born())
	o[fieldNINO] = s.compareNINO(b)
	o[fieldPhone] = s.comparePhones(b)
	o[fieldPostcode] = s.comparePostcodes(b)
	o[fieldName] = s.compareName(b)
	o[fieldMiddle] = s.compareMiddle(b)
	o[fieldEmail] = s.compareEmails(b)
}

func (s *side) compareName(b packed) fs.Outcome {
	byMiddle := false
	if s.forename != 0 {
		for i := range b.middles() {
			byMiddle = byMiddle || b.middle(i) == s.forename
		}
	}
	return s.Name(s.surnameGrade(b.surnames()), s.forenameGrade(b.forename()), byMiddle)
}

func (s *side) surnameGrade(at uint32) *matching.SurnameGrade {
	m := &s.surnames[at&uint32(len(s.surnames)-1)]
	if m.at != at+1 {
		m.at, m.value = at+1, s.Surnames(matching.PackedSurnames(s.names.at(at)))
	}
	return &m.value
}

func (s *side) forenameGrade(at uint32) *matching.ForenameGrade {
	m := &s.forenames[at&uint32(len(s.forenames)-1)]
	if m.at != at+1 {
		m.at, m.value = at+1, s.Forename(matching.PackedForename(s.names.at(at)))
	}
	return &m.value
}

func (s *side) compareMiddle(b packed) fs.Outcome {
	if b.middles() == 0 || !s.HasMiddle() {
		return fs.Outcome{Level: fs.Null}
	}
	s.words = s.words[:0]
	for i := range b.middles() {
		s.words = append(s.words, matching.PackedWord(s.names.at(b.middle(i))))
	}
	return s.Middle(matching.PackedForename(s.names.at(b.forename())), s.words...)
}

// The dates of birth, of which 0 digits are not known.
func (s *side) compareBorn(y uint32) fs.Outcome {
	x := s.born
	if x == 0 || y == 0 {
		return fs.Outcome{Level: fs.Null}
	}
	sameYear := x>>16 == y>>16
	xMonth, yMonth := x>>8&0xff, y>>8&0xff
	switch {
	case x&0xff != 0 && y&0xff != 0:
		return s.compareDates(y, sameYear)
	case !sameYear, xMonth != 0 && yMonth != 0 && xMonth != yMonth:
		return fs.Outcome{Level: apart(x, y)}
	case xMonth != 0 && yMonth != 0:
		return fs.Outcome{Level: bornMonth}
	}
	return fs.Outcome{Level: bornYear}
}

func (s *side) compareDates(y uint32, sameYear bool) fs.Outcome {
	const newYear = 0x0101
	x := s.born
	sameMonth, sameDay := x>>8&0xff == y>>8&0xff, x&0xff == y&0xff
	switch {
	case x == y:
		return fs.Outcome{Level: bornEqual, Frequency: s.shares.Born}
	case sameYear && x>>8&0xff == y&0xff && x&0xff == y>>8&0xff:
		return fs.Outcome{Level: bornSwapped}
	case oneOff(uint64(x), uint64(y), 4):
		return fs.Outcome{Level: bornEdit}
	case sameYear && (x&0xffff == newYear || y&0xffff == newYear):
		return fs.Outcome{Level: bornNewYear}
	}
	near := apart(x, y)
	if near == bornNear && (sameYear && (sameMonth || sameDay) || sameMonth && sameDay) {
		return fs.Outcome{Level: bornPart}
	}
	return fs.Outcome{Level: near}
}

func apart(x, y uint32) int {
	a, b := number(x>>16), number(y>>16)
	switch years := max(a-b, b-a); {
	case years <= 5:
		return bornNear
	case years < 15 || years > 50:
		return bornFar
	}
	return bornGeneration
}

func (s *side) compareNINO(b packed) fs.Outcome {
	if !s.hasNINO || !b.hasNINO() {
		return fs.Outcome{Level: fs.Null}
	}
	x, y := s.nino, b.nino()
	switch {
	case x == y:
		return fs.Outcome{Level: ninoEqual}
	case x<<8 == y<<8:
		return fs.Outcome{Level: ninoNext}
	case oneOff(x, y, 8):
		return fs.Outcome{Level: ninoEdit}
	}
	return fs.Outcome{Level: ninoDiffers}
}

func (s *side) comparePhones(b packed) fs.Outcome {
	n := b.phones()
	if len(s.phones) == 0 || n == 0 {
		return fs.Outcome{Level: fs.Null}
	}
	best, at := fs.Outcome{Level: phoneDiffers}, b[b.afterNINO():]
	for i, x := range s.phones {
		for j := range n {
			switch y := phoneAt(at, j); {
			case x == y:
				best = closer(best, fs.Outcome{Level: phoneEqual, Frequency: s.shares.Phones[i]})
			case best.Level > phoneEdit && x>>60 == y>>60 && oneOff(x, y, 4):
				best = fs.Outcome{Level: phoneEdit}
			}
		}
	}
	return best
}

// closer returns the better level, then the rarer value.
func closer(x, y fs.Outcome) fs.Outcome {
	if y.Level < x.Level || y.Level == x.Level && y.Frequency < x.Frequency {
		return y
	}
	return x
}

func (s *side) comparePostcodes(b packed) fs.Outcome {
	n := b.postcodes()
	if len(s.postcodes) == 0 || n == 0 {
		return fs.Outcome{Level: fs.Null}
	}
	best, agreed, at := fs.Outcome{Level: postcodeDiffers}, 0, b[b.atPostcodes():]
	for i := range s.postcodes {
		here := fs.Outcome{Level: postcodeDiffers}
		for j := range n {
			if y := postcodeAt(at, j); s.postcodes[i].near(y) {
				here = closer(here, s.comparePlaces(i, y))
			}
		}
		switch {
		case here.Level == postcodeDiffers:
		case here.Level < best.Level:
			best, agreed = here, 1
		case here.Level == best.Level:
			best = closer(best, here)
			agreed++
		}
	}
	if best.Frequency != 0 {
		best.Frequency = min(best.Frequency*float64(len(s.postcodes))/float64(max(agreed, 1)), 1)
	}
	return best
}

func (s *side) comparePlaces(i int, y postcode) fs.Outcome {
	x, share := s.postcodes[i], &s.shares.Places[i]
	if x == y && x&odd != 0 {
		return s.compareOdd(x, share)
	}
	units := x.unit() && y.unit()
	switch {
	case x == y && units:
		return fs.Outcome{Level: postcodeEqual, Frequency: share[0]}
	case (x|y)&odd != 0:
		return fs.Outcome{Level: postcodeDiffers}
	case units && oneEdit(x, y):
		if x>>sectorBits == y>>sectorBits {
			return fs.Outcome{Level: postcodeEdit, Frequency: share[1]}
		}
		return fs.Outcome{Level: postcodeEdit}
	case x.sector() && x>>sectorBits == y>>sectorBits:
		return fs.Outcome{Level: postcodeSector, Frequency: share[1]}
	case x>>districtBits != y>>districtBits:
		return fs.Outcome{Level: postcodeDiffers}
	case !units:
		return fs.Outcome{Level: postcodeOutward, Frequency: share[2]}
	}
	return fs.Outcome{Level: postcodeDistrict, Frequency: share[2]}
}

// compareOdd compares equal codes of another shape than the usual: GIR 0AA is an
// address, a British Forces number is as good as a district.
func (s *side) compareOdd(x postcode, share *[3]float64) fs.Outcome {
	if s.names.textAt(uint32(x)) == "GIR 0AA" {
		return fs.Outcome{Level: postcodeEqual, Frequency: share[0]}
	}
	return fs.Outcome{Level: postcodeOutward, Frequency: share[2]}
}

func (s *side) compareEmails(b packed) fs.Outcome {
	best := fs.Outcome{Level: fs.Null}
	if !s.emails {
		return best
	}
	rest := text(b[b.atEmails():])
	for range b.emails() {
		var user matching.PackedUser
		var domain uint32
		user, domain, rest = cutMailbox(rest)
		best = s.Email(best, user, s.names.textAt(domain))
	}
	return best
}
