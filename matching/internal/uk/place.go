package uk

import (
	"strings"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/normalise"
	"github.com/caselobby/caselobby/matching/similarity"
)

// A Place is as much of a postcode as is known.
type Place struct {
	text                              string // the finest part that is known
	kind                              placeKind
	packed                            uint64 // of a unit: its characters, the last in the lowest byte; the last four are " 2AB"
	share, sectorShare, districtShare float64
}

// placeKind is what the text of a place is.
type placeKind byte

const (
	placeUnit placeKind = iota
	placeSector
	placeDistrict
	placeKinds
)

// newPlace returns the place of a normalised postcode, or a part of one.
func newPlace(text string, kind placeKind) Place {
	p := Place{text: text, kind: kind}
	if kind == placeUnit && len(text) <= 8 {
		for i := range len(text) {
			p.packed = p.packed<<8 | uint64(text[i])
		}
	}
	return p
}

func placeOf(c normalise.Postcode) Place {
	switch {
	case c.Unit != "":
		return newPlace(c.Unit, placeUnit)
	case c.Sector != "":
		return newPlace(c.Sector, placeSector)
	}
	return newPlace(c.District, placeDistrict)
}

// unit is "LS1 2AB", sector "LS1 2" and district "LS1"; empty where it is not known.
func (p *Place) unit() string {
	if p.kind == placeUnit {
		return p.text
	}
	return ""
}

func (p *Place) sector() string {
	switch p.kind {
	case placeUnit:
		return p.text[:max(len(p.text)-2, 0)]
	case placeDistrict:
		return ""
	}
	return p.text
}

func (p *Place) district() string {
	if p.kind == placeDistrict {
		return p.text
	}
	sector := p.sector()
	return sector[:max(strings.LastIndexByte(sector, ' '), 0)]
}

// comparePlaces finds the closest two of all postcodes known. An asker with k postcodes
// has k chances of a coincidence, so the share of one that agrees is multiplied by k, or
// by k/n if n of them agree at that level.
func comparePlaces(a, b *Person) fs.Outcome {
	if len(a.Places) == 0 || len(b.Places) == 0 {
		return fs.Outcome{Level: fs.Null}
	}
	best, agreed := fs.Outcome{Level: postcodeDiffers}, 0
	for i := range a.Places {
		here := fs.Outcome{Level: postcodeDiffers}
		for j := range b.Places {
			here = closer(here, comparePlace(&a.Places[i], &b.Places[j]))
		}
		switch {
		case here.Level < best.Level:
			best, agreed = here, 1
		case here.Level == best.Level:
			best = closer(best, here)
			agreed++
		}
	}
	best.Frequency = min(best.Frequency*float64(len(a.Places))/float64(max(agreed, 1)), 1)
	return best
}

func comparePlace(x, y *Place) fs.Outcome {
	if x.kind != placeUnit || y.kind != placeUnit {
		return comparePart(x, y)
	}
	switch sameSector := x.packed>>16 == y.packed>>16 && x.sector() == y.sector(); {
	case x.packed == y.packed && x.text == y.text:
		return fs.Outcome{Level: postcodeEqual, Frequency: x.share}
	case oneEdit(x, y):
		// Most of what is one character off is in the same sector, and chance
		// brings more of it where a sector holds many of the register.
		if sameSector {
			return fs.Outcome{Level: postcodeEdit, Frequency: x.sectorShare}
		}
		return fs.Outcome{Level: postcodeEdit}
	case sameSector:
		return fs.Outcome{Level: postcodeSector, Frequency: x.sectorShare}
	case x.packed>>32 == y.packed>>32 && x.district() == y.district():
		return fs.Outcome{Level: postcodeDistrict, Frequency: x.districtShare}
	}
	return fs.Outcome{Level: postcodeDiffers}
}

// oneEdit reports whether two different units are one edit apart. If they are of one
// length, the quick oneOff rules most pairs out.
func oneEdit(x, y *Place) bool {
	if len(x.text) == len(y.text) && !oneOff(x.packed, y.packed, 8) {
		return false
	}
	return similarity.OneEdit(x.text, y.text)
}

// comparePart compares two places of which at least one is only part of a postcode.
func comparePart(x, y *Place) fs.Outcome {
	switch {
	case x.kind != placeDistrict && y.kind != placeDistrict && x.sector() == y.sector():
		return fs.Outcome{Level: postcodeSector, Frequency: x.sectorShare}
	case x.district() != y.district():
		return fs.Outcome{Level: postcodeDiffers}
	}
	return fs.Outcome{Level: postcodeOutward, Frequency: x.districtShare}
}
