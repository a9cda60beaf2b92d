package matching

import fs "github.com/caselobby/caselobby/matching/fellegisunter"

// A relative is somebody else than the client who looks like the client.
const (
	partner = iota
	parentOrChild
	sibling
	twin
	relations
)

// perRelation holds one number for each relation, in their order.
type perRelation [relations]float64

// relationShares is how the relatives that a register meets are made up.
func relationShares() perRelation { return perRelation{.30, .35, .28, .07} }

// relationLevels is h, the chance of a level between relatives, set from what is
// known of families: siblings and most children carry the surname, partners live
// together, twins share the date of birth, a parent's phone stands in for a
// child's, a child may be named after a parent and more often has a family name
// for a middle name, numbers issued together differ in the last digit. 0 and what
// is not named is left to chance; see spread.
//
// Nine in ten of the false matches of a simulated census (pseudopeople), scored
// pair by pair, were members of the same household: hence this hypothesis.
func relationLevels() [fields]map[int]perRelation {
	return [fields]map[int]perRelation{
		//                   partner parent sibling twin
		fieldName: {
			nameEqual:         {.0005, .03, .0005, .0005},
			nameNickname:      {0, .006, .001, .001},
			nameMiddle:        {.003, .015, .010, .010},
			nameSurnameAlike:  {.004, .01, .025, .04},
			nameForenameAlike: {0, .002, 0, 0},
			nameInitial:       {.004, .01, .01, .02},
			namePart:          {.002, .002, .002, .002},
			nameSurnameAlone:  {.0012, .0017, .0018, .0019},
			nameSurname:       {.50, .62, .72, .80},
			nameLoose:         {.01, .01, .01, .01},
			nameForename:      {.003, .004, .002, .002},
			nameSlight:        {.03, .035, .04, .045}, // the family's name, mistyped
		},
		fieldMiddle: {
			middleEqual:   {.01, .05, .05, .05},
			middleInitial: {.07, .09, .09, .09},
		},
		fieldBorn: {
			bornEqual:      {.0003, .0002, .0005, .91},
			bornSwapped:    {.0001, .0001, .0002, .015},
			bornMonth:      {0, 0, 0, .0005},
			bornYear:       {0, 0, .0001, .002},
			bornEdit:       {.006, .003, .004, .045},
			bornNear:       {.55, .002, .55, .02},
			bornGeneration: {.06, .96, .05, 0},
		},
		fieldNINO: {
			ninoEqual: {.001, .0005, .0005, .002},
			ninoEdit:  {.00001, .00001, .0005, .005},
			ninoNext:  {.00002, .00002, .005, .25},
		},
		fieldPostcode: {
			postcodeEqual:    {.75, .55, .45, .50},
			postcodeEdit:     {.02, .02, .02, .02},
			postcodeSector:   {.04, .07, .08, .08},
			postcodeOutward:  {.0018, .0016, .0015, .0016},
			postcodeDistrict: {.06, .10, .12, .12},
		},
		fieldPhone: {
			phoneEqual: {.15, .15, .04, .06},
			phoneEdit:  {.002, .001, .001, .001},
		},
		fieldEmail: {
			emailEqual: {.08, .05, .02, .02},
			emailSlip:  {.002, .002, .001, .001},
			emailAlike: {.02, .03, .03, .04},
		},
	}
}

// kinModel returns the model of a relation: the levels and u of the client model
// with h for m.
func kinModel(relation int, m fs.Model[Parsed]) fs.Model[Parsed] {
	out := m.Complete()
	for i, h := range relationLevels() {
		named := make(map[int]float64, len(h))
		for level, of := range h {
			if of[relation] > 0 {
				named[level] = of[relation]
			}
		}
		spread(out.Comparisons[i].Levels, named)
	}
	return out
}

// spread gives the levels named in h their chance for m, and the rest to the
// others in proportion to u: where nothing is said of a level, relatives meet it
// as strangers do.
func spread(levels []fs.Level, h map[int]float64) {
	left, strangers := 1., 0.
	for i := range levels {
		if p, named := h[i]; named {
			left -= p
		} else {
			strangers += levels[i].U
		}
	}
	for i := range levels {
		if p, named := h[i]; named {
			levels[i].M = p
		} else {
			levels[i].M = left * levels[i].U / strangers
		}
	}
}
