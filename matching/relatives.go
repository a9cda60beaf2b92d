package matching

import fs "github.com/caselobby/caselobby/matching/fellegisunter"

// A relation is one way in which somebody else than the client looks like the
// client: its share among the relatives that a register meets, and for each
// comparison the chance of each level between two such people. Levels not named
// share what is left over, in proportion to the m or u of strangers for good
// levels and differences alike; see spread.
type relation struct {
	name  string
	share float64
	h     [fields]map[int]float64
}

// relations are set from what is known of families: siblings and most children
// carry the surname, partners live together, twins share the date of birth, a
// parent's phone stands in for a child's, a son may be named after his father.
// Household members were nine in ten of the false matches of a census simulation
// (pseudopeople) scored pair by pair, which is why they are a hypothesis here.
func relations() []relation {
	return []relation{
		{"partner", .30, [fields]map[int]float64{
			fieldName:     {nameSurnameAlone: .0012, nameMiddle: .003, nameEqual: .0005, nameSurname: .50, namePart: .002, nameLoose: .01, nameInitial: .004, nameSurnameAlike: .004, nameForename: .003},
			fieldMiddle:   {middleEqual: .01, middleInitial: .07},
			fieldBorn:     {bornEqual: .0003, bornSwapped: .0001, bornEdit: .006, bornNear: .55, bornGeneration: .06},
			fieldNINO:     {ninoEqual: .001, ninoEdit: .00001, ninoNext: .00002},
			fieldPostcode: {postcodeOutward: .0018, postcodeEqual: .75, postcodeEdit: .02, postcodeSector: .04, postcodeDistrict: .06},
			fieldPhone:    {phoneEqual: .15, phoneEdit: .002},
			fieldEmail:    {emailEqual: .08, emailSlip: .002, emailAlike: .02},
		}},
		{"parent or child", .35, [fields]map[int]float64{
			fieldName:     {nameSurnameAlone: .0017, nameMiddle: .015, nameEqual: .03, nameNickname: .006, nameSurname: .62, namePart: .002, nameLoose: .01, nameInitial: .01, nameSurnameAlike: .01, nameForename: .004},
			fieldMiddle:   {middleEqual: .05, middleInitial: .09},
			fieldBorn:     {bornEqual: .0002, bornSwapped: .0001, bornEdit: .003, bornNear: .002, bornGeneration: .96},
			fieldNINO:     {ninoEqual: .0005, ninoEdit: .00001, ninoNext: .00002},
			fieldPostcode: {postcodeOutward: .0016, postcodeEqual: .55, postcodeEdit: .02, postcodeSector: .07, postcodeDistrict: .10},
			fieldPhone:    {phoneEqual: .15, phoneEdit: .001},
			fieldEmail:    {emailEqual: .05, emailSlip: .002, emailAlike: .03},
		}},
		{"sibling", .28, [fields]map[int]float64{
			fieldName:     {nameSurnameAlone: .0018, nameMiddle: .010, nameEqual: .0005, nameNickname: .001, nameSurname: .72, namePart: .002, nameLoose: .01, nameInitial: .01, nameSurnameAlike: .025, nameForename: .002},
			fieldMiddle:   {middleEqual: .05, middleInitial: .09},
			fieldBorn:     {bornYear: .0001, bornEqual: .0005, bornSwapped: .0002, bornEdit: .004, bornNear: .55, bornGeneration: .05},
			fieldNINO:     {ninoEqual: .0005, ninoEdit: .0005, ninoNext: .005},
			fieldPostcode: {postcodeOutward: .0015, postcodeEqual: .45, postcodeEdit: .02, postcodeSector: .08, postcodeDistrict: .12},
			fieldPhone:    {phoneEqual: .04, phoneEdit: .001},
			fieldEmail:    {emailEqual: .02, emailSlip: .001, emailAlike: .03},
		}},
		{"twin", .07, [fields]map[int]float64{
			fieldName:     {nameSurnameAlone: .0019, nameMiddle: .010, nameEqual: .0005, nameNickname: .001, nameSurname: .80, namePart: .002, nameLoose: .01, nameInitial: .02, nameSurnameAlike: .04, nameForename: .002},
			fieldMiddle:   {middleEqual: .05, middleInitial: .09},
			fieldBorn:     {bornMonth: .0005, bornYear: .002, bornEqual: .91, bornSwapped: .015, bornEdit: .045, bornNear: .02},
			fieldNINO:     {ninoEqual: .002, ninoEdit: .005, ninoNext: .25},
			fieldPostcode: {postcodeOutward: .0016, postcodeEqual: .50, postcodeEdit: .02, postcodeSector: .08, postcodeDistrict: .12},
			fieldPhone:    {phoneEqual: .06, phoneEdit: .001},
			fieldEmail:    {emailEqual: .02, emailSlip: .001, emailAlike: .04},
		}},
	}
}

// scorer returns the model of a relation: the levels and u of the client model
// with h for m.
func (r relation) scorer(m fs.Model[Profile]) (*fs.Scorer[Profile], error) {
	out := m
	out.Comparisons = make([]fs.Comparison[Profile], len(m.Comparisons))
	for i, c := range m.Comparisons {
		out.Comparisons[i] = c
		out.Comparisons[i].Levels = spread(c.Levels, r.h[i])
	}
	return fs.New(out)
}

// spread gives the levels named in h their chance, and the rest to the others in
// proportion to u: where a relation says nothing of a level, relatives meet it as
// strangers do.
func spread(levels []fs.Level, h map[int]float64) []fs.Level {
	left, strangers := 1., 0.
	for i, l := range levels {
		if p, named := h[i]; named {
			left -= p
		} else {
			strangers += l.U
		}
	}
	out := append([]fs.Level(nil), levels...)
	for i := range out {
		if p, named := h[i]; named {
			out[i].M = p
		} else {
			out[i].M = left * out[i].U / strangers
		}
	}
	return out
}
