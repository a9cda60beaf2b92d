package uk

import (
	"strings"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/similarity"
)

// A Place is as much of a postcode as is known: the finer parts are empty where
// they are not. All are parts of one text.
type Place struct {
	unit, sector, district            string
	share, sectorShare, districtShare float64
}

// The kinds of text that stand for a place.
const (
	placeUnit = iota
	placeSector
	placeDistrict
)

// newPlace takes a normalised postcode apart: "LS1 2AB" is in the sector "LS1 2"
// of the district "LS1".
func newPlace(text string, kind byte) Place {
	if kind == placeDistrict {
		return Place{district: text}
	}
	p := Place{sector: text}
	if kind == placeUnit {
		p.unit, p.sector = text, text[:max(len(text)-2, 0)]
	}
	p.district = p.sector[:max(strings.LastIndexByte(p.sector, ' '), 0)]
	return p
}

// text returns the finest part that is known and its kind.
func (p *Place) text() (text string, kind byte) {
	switch {
	case p.unit != "":
		return p.unit, placeUnit
	case p.sector != "":
		return p.sector, placeSector
	}
	return p.district, placeDistrict
}

// comparePlaces finds the closest two of all postcodes known. With k postcodes
// asked for there are k chances of a coincidence, so the share of the agreed one
// counts k times, or k/n times if n of them agree.
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
