package uk

import (
	"math/bits"
	"time"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// A Date holds year, month and day as eight decimal digits, four bits each, as
// in 0x19850905. Digits that are not known are 0; a date has a year or is 0.
type Date struct {
	digits uint32
	share  float64
}

func newDate(year, month, day int) Date {
	return Date{digits: uint32(bcd(uint64(year))<<16 | bcd(uint64(month))<<8 | bcd(uint64(day)))}
}

// bcd returns a number with its decimal digits in four bits each.
func bcd(n uint64) (d uint64) {
	for shift := 0; n > 0; n, shift = n/10, shift+4 {
		d |= n % 10 << shift
	}
	return d
}

// decimal is the inverse of [bcd].
func decimal(d uint32) (n int) {
	for place := 1; d > 0; d, place = d>>4, place*10 {
		n += int(d&15) * place
	}
	return n
}

func (d Date) year() int     { return decimal(d.digits >> 16) }
func (d Date) month() uint32 { return d.digits >> 8 & 0xff }
func (d Date) day() uint32   { return d.digits & 0xff }
func (d Date) full() bool    { return d.digits&0xff != 0 }

// newYear reports whether the date is 1 January, which is often entered where only the
// year is known.
func (d Date) newYear() bool { return d.digits&0xffff == 0x0101 }

// compareBorn finds the closest two of all dates of birth that are known. Having several
// does not make an agreement weigh less: few people have, as forms ask for one.
func compareBorn(a, b *Person) fs.Outcome {
	o, guessed := compareBirths(a, b)
	if !guessed {
		return o
	}
	name, _ := compareNames(&a.Name, &b.Name)
	return amongCompatriots(o, name.Level)
}

// compareBirths compares dates of birth. Guessed reports whether both are the same 1
// January, which may be a guess.
func compareBirths(a, b *Person) (best fs.Outcome, guessed bool) {
	best = fs.Outcome{Level: fs.Null}
	for i := range a.Born {
		for j := range b.Born {
			if o := compareDates(&a.Born[i], &b.Born[j]); best.Level == fs.Null || o.Level < best.Level {
				best, guessed = o, o.Level == bornEqual && a.Born[i].newYear()
			}
		}
	}
	return best, guessed
}

// moreCompatriots is how many times likelier 1 January is in the papers of people from a
// country where births are not registered (an eighth of them or more) than in those of
// all people of a register (one in forty). It is a judgement: with a larger number a slip
// of the date could weigh more than equality.
const moreCompatriots = 5

// amongCompatriots makes an equal 1 January weigh less where one half of the name is
// another's. Most people recorded with that date come from a few countries. Whoever shares
// a forename or a surname with one of them is likely to come from there too, and so to
// have that date. Where the whole name agrees, it tells them apart.
func amongCompatriots(o fs.Outcome, name int) fs.Outcome {
	if otherHalf(name) {
		o.Frequency = min(moreCompatriots*o.Frequency, 1)
	}
	return o
}

func compareDates(x, y *Date) fs.Outcome {
	sameYear := x.digits>>16 == y.digits>>16
	if !x.full() || !y.full() {
		return fs.Outcome{Level: compareParts(x, y, sameYear)}
	}
	years := yearsApart(x, y)
	sameMonth, sameDay := x.month() == y.month(), x.day() == y.day()
	switch {
	case x.digits == y.digits:
		return fs.Outcome{Level: bornEqual, Frequency: x.share}
	case sameYear && x.month() == y.day() && x.day() == y.month():
		return fs.Outcome{Level: bornSwapped}
	case x.newYear() && y.newYear(): // two guesses at the year
		if years <= 5 {
			return fs.Outcome{Level: bornPart}
		}
		return fs.Outcome{Level: bornApart(years)}
	case oneOff(uint64(x.digits), uint64(y.digits), 4):
		return fs.Outcome{Level: bornSlip(years)}
	case years <= 1 && !x.newYear() && !y.newYear() && (follows(x, y) || follows(y, x)):
		return fs.Outcome{Level: bornEdit}
	case sameYear && (x.newYear() || y.newYear()):
		return fs.Outcome{Level: bornNewYear}
	case years <= 5 && (sameYear && (sameMonth || sameDay) || sameMonth && sameDay):
		return fs.Outcome{Level: bornPart}
	}
	return fs.Outcome{Level: bornApart(years)}
}

// follows reports whether y is the day after x: a system that keeps dates as midnight in
// another zone shows the day before.
func follows(x, y *Date) bool {
	next := time.Date(x.year(), time.Month(decimal(x.month())), decimal(x.day())+1, 0, 0, 0, 0, time.UTC)
	return y.digits == newDate(next.Year(), int(next.Month()), next.Day()).digits
}

// compareParts compares dates of which one lacks the day, or day and month.
func compareParts(x, y *Date, sameYear bool) int {
	switch {
	case !sameYear, x.month() != 0 && y.month() != 0 && x.month() != y.month():
		return bornApart(yearsApart(x, y))
	case x.month() != 0 && y.month() != 0:
		return bornMonth
	}
	return bornYear
}

func yearsApart(x, y *Date) int {
	a, b := x.year(), y.year()
	return max(a-b, b-a)
}

// bornSlip is the level of two dates that one slip turns into one another, by the years
// between them. Two digits changed over never make whole decades, and reach only one of
// all the years that are a generation away, so they count as a slip however far apart.
func bornSlip(years int) int {
	switch {
	case years < 10:
		return bornEdit
	case years%10 == 0 && bornApart(years) == bornGeneration:
		return bornDecades
	}
	return bornDecade
}

// bornApart is the level of two dates that no slip explains, by the years between them.
func bornApart(years int) int {
	switch {
	case years <= 5:
		return bornNear
	case years < 15 || years > 50:
		return bornFar
	}
	return bornGeneration
}

// oneOff reports whether two different numbers, of digits of size bits each, differ in
// one digit or by two neighbours changed over.
func oneOff(x, y uint64, size int) bool {
	d := x ^ y
	at := bits.TrailingZeros64(d) / size * size
	if d>>at>>size == 0 {
		return true
	}
	one := uint64(1)<<size - 1
	return d>>at>>size>>size == 0 && x>>at&one == y>>at>>size&one && y>>at&one == x>>at>>size&one
}

// A NINO is the stem of a National Insurance number: eight characters, the first in the
// highest byte. Admin marks a number that an office made up for its own use.
type NINO struct {
	stem  uint64
	admin bool
}

func newNINO(stem string, admin bool) NINO {
	n := NINO{admin: admin}
	for i := range len(stem) {
		n.stem = n.stem<<8 | uint64(stem[i])
	}
	return n
}

// adminBit is free in a stem, whose characters are ASCII.
const adminBit = 1 << 63

// packed is the number as a profile keeps it.
func (n NINO) packed() uint64 {
	if n.admin {
		return n.stem | adminBit
	}
	return n.stem
}

func unpackNINO(packed uint64) NINO {
	return NINO{stem: packed &^ adminBit, admin: packed&adminBit != 0}
}

// compareNINO finds the closest two of all numbers known. Two equal administrative numbers
// are evidence, as somebody gave them to one person as a reference. An administrative
// number that differs from another number is no conflict.
func compareNINO(a, b *Person) fs.Outcome {
	best := fs.Outcome{Level: fs.Null}
	for _, x := range a.NINOs {
		for _, y := range b.NINOs {
			if o := compareStems(x, y); best.Level == fs.Null || o.Level != fs.Null && o.Level < best.Level {
				best = o
			}
		}
	}
	return best
}

func compareStems(x, y NINO) fs.Outcome {
	switch {
	case x.stem == y.stem:
		return fs.Outcome{Level: ninoEqual}
	case x.admin || y.admin:
		return fs.Outcome{Level: fs.Null}
	case x.stem>>8 == y.stem>>8:
		return fs.Outcome{Level: ninoNext}
	case oneOff(x.stem, y.stem, 8):
		return fs.Outcome{Level: ninoEdit}
	}
	return fs.Outcome{Level: ninoDiffers}
}

// A Phone is a national number of at most 15 digits, four bits each below a
// leading 1, so that numbers of different lengths differ.
type Phone struct {
	digits uint64
	share  float64
}

// newPhone returns the number, or 0 if it has more digits than a number can.
func newPhone(national string) Phone {
	if len(national) > 15 {
		return Phone{}
	}
	d := uint64(1)
	for i := range len(national) {
		d = d<<4 | uint64(national[i]-'0')&15
	}
	return Phone{digits: d}
}

// comparePhones finds the closest two of all phones known. A slip has the share of the
// asker's number too, so that a shared phone is seen as shared when it is mistyped.
func comparePhones(a, b *Person) fs.Outcome {
	if len(a.Phones) == 0 || len(b.Phones) == 0 {
		return fs.Outcome{Level: fs.Null}
	}
	best := fs.Outcome{Level: phoneDiffers}
	for i := range a.Phones {
		for j := range b.Phones {
			x, y := a.Phones[i].digits, b.Phones[j].digits
			switch {
			case x == y:
				best = closer(best, fs.Outcome{Level: phoneEqual, Frequency: a.Phones[i].share})
			case best.Level >= phoneEdit && oneOff(x, y, 4) && bits.Len64(x) == bits.Len64(y):
				best = closer(best, fs.Outcome{Level: phoneEdit, Frequency: a.Phones[i].share})
			}
		}
	}
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
