package matching

import (
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/similarity"
)

func compareBorn(a, b *Parsed) fs.Outcome {
	x, y := &a.born, &b.born
	if !x.known() || !y.known() {
		return fs.Outcome{Level: fs.Null}
	}
	switch {
	case x.full() && y.full():
		return compareDates(x, y)
	case x.year != y.year:
	case x.month != 0 && y.month != 0 && x.month != y.month:
	case x.month != 0 && y.month != 0:
		return fs.Outcome{Level: bornMonth}
	default:
		return fs.Outcome{Level: bornYear}
	}
	return fs.Outcome{Level: bornApart(x, y)}
}

func compareDates(x, y *birth) fs.Outcome {
	switch {
	case x.digits == y.digits:
		return fs.Outcome{Level: bornEqual, Frequency: x.share}
	case x.year == y.year && x.month == y.day && x.day == y.month:
		return fs.Outcome{Level: bornSwapped}
	case similarity.OneDigitOff(x.digits, y.digits):
		return fs.Outcome{Level: bornEdit}
	case x.year == y.year && (x.newYear() || y.newYear()):
		return fs.Outcome{Level: bornNewYear}
	case bornApart(x, y) == bornNear && b2i(x.year == y.year)+b2i(x.month == y.month)+b2i(x.day == y.day) == 2:
		return fs.Outcome{Level: bornPart}
	}
	return fs.Outcome{Level: bornApart(x, y)}
}

// newYear reports 1 January, which is entered where only the year is known.
func (b birth) newYear() bool { return b.month == 1 && b.day == 1 }

// bornApart grades two dates of which no slip makes one of the other.
func bornApart(x, y *birth) int {
	switch years := max(x.year-y.year, y.year-x.year); {
	case years <= 5:
		return bornNear
	case years < 15 || years > 50:
		return bornFar
	}
	return bornGeneration
}

func compareNINO(a, b *Parsed) fs.Outcome {
	switch {
	case a.nino == "" || b.nino == "":
		return fs.Outcome{Level: fs.Null}
	case a.nino == b.nino:
		return fs.Outcome{Level: ninoEqual}
	case a.nino[:len(a.nino)-1] == b.nino[:len(b.nino)-1]:
		return fs.Outcome{Level: ninoNext}
	case similarity.OneDigitOff(a.nino, b.nino):
		return fs.Outcome{Level: ninoEdit}
	}
	return fs.Outcome{Level: ninoDiffers}
}

// comparePostcodes finds the closest two of all postcodes known. With k postcodes
// asked for there are k chances of a coincidence, so the share of the agreed one
// counts k times, or k/n times if n of them agree.
func comparePostcodes(a, b *Parsed) fs.Outcome {
	if len(a.postcodes) == 0 || len(b.postcodes) == 0 {
		return fs.Outcome{Level: fs.Null}
	}
	best := fs.Outcome{Level: postcodeDiffers}
	agreed := 0
	for i := range a.postcodes {
		here := fs.Outcome{Level: postcodeDiffers}
		for j := range b.postcodes {
			here = closer(here, comparePlaces(&a.postcodes[i], &b.postcodes[j]))
		}
		switch {
		case here.Level < best.Level:
			best, agreed = here, 1
		case here.Level == best.Level:
			best = closer(best, here)
			agreed++
		}
	}
	best.Frequency = min(best.Frequency*float64(len(a.postcodes))/float64(max(agreed, 1)), 1)
	return best
}

// closer returns the stronger of two outcomes: the better level, then the rarer
// value.
func closer(x, y fs.Outcome) fs.Outcome {
	if y.Level < x.Level || y.Level == x.Level && y.Frequency < x.Frequency {
		return y
	}
	return x
}

func comparePlaces(x, y *place) fs.Outcome {
	switch {
	case x.unit != "" && x.unit == y.unit:
		return fs.Outcome{Level: postcodeEqual, Frequency: x.share}
	case x.unit != "" && y.unit != "" && similarity.OneEdit(x.unit, y.unit):
		// Most of what is one character off is in the same sector, and chance
		// brings more of it where a sector holds many of the register.
		if x.sector == y.sector {
			return fs.Outcome{Level: postcodeEdit, Frequency: x.sectorShare}
		}
		return fs.Outcome{Level: postcodeEdit}
	case x.sector != "" && x.sector == y.sector:
		return fs.Outcome{Level: postcodeSector, Frequency: x.sectorShare}
	case x.district != y.district:
		return fs.Outcome{Level: postcodeDiffers}
	case x.unit == "" || y.unit == "":
		return fs.Outcome{Level: postcodeOutward, Frequency: x.districtShare}
	}
	return fs.Outcome{Level: postcodeDistrict, Frequency: x.districtShare}
}

func comparePhones(a, b *Parsed) fs.Outcome {
	if len(a.phones) == 0 || len(b.phones) == 0 {
		return fs.Outcome{Level: fs.Null}
	}
	best := fs.Outcome{Level: phoneDiffers}
	for i := range a.phones {
		for j := range b.phones {
			x, y := &a.phones[i], &b.phones[j]
			switch {
			case x.text == y.text:
				best = closer(best, fs.Outcome{Level: phoneEqual, Frequency: x.share})
			case similarity.OneDigitOff(x.text, y.text):
				best = closer(best, fs.Outcome{Level: phoneEdit})
			}
		}
	}
	return best
}

func compareEmails(a, b *Parsed) fs.Outcome {
	if len(a.emails) == 0 || len(b.emails) == 0 {
		return fs.Outcome{Level: fs.Null}
	}
	best := fs.Outcome{Level: emailDiffers}
	for i := range a.emails {
		for j := range b.emails {
			best = closer(best, compareMailboxes(&a.emails[i], &b.emails[j]))
		}
	}
	return best
}

// oneSlip reports whether two addresses are one edit apart, in the user or in the
// domain.
func oneSlip(x *mailbox, user, domain string) bool {
	return x.domain == domain && similarity.OneEdit(x.user, user) || x.user == user && similarity.OneEdit(x.domain, domain)
}

// emailAlikeFrom is the Jaro–Winkler similarity from which two users are alike.
const emailAlikeFrom = .92

// compareMailboxes knows that most addresses are made of their owner's name: two
// namesakes often have john.smith84 and john.smith91, so a likeness of such users
// says hardly more than the name has said.
func compareMailboxes(x, y *mailbox) fs.Outcome {
	switch {
	case x.text == y.text:
		return fs.Outcome{Level: emailEqual, Frequency: x.share}
	case x.digits == y.digits && !(x.named && x.letters == y.letters) && oneSlip(x, y.user, y.domain):
		return fs.Outcome{Level: emailSlip}
	case x.user == y.user && (len(x.digits) >= 2 || !x.named && len(x.user) >= 6):
		return fs.Outcome{Level: emailUser}
	case x.letters != "" && x.letters == y.letters, similarity.JaroWinkler(clip(x.user), clip(y.user)) >= emailAlikeFrom:
		return fs.Outcome{Level: emailAlike}
	}
	return fs.Outcome{Level: emailDiffers}
}
