package uk

import fs "github.com/caselobby/caselobby/matching/fellegisunter"

// The relations of a client's relatives: people who look like the client in a record and
// are not.
const (
	partner = iota
	parentOrChild
	sibling
	twin
	Relations // how many there are
)

// perRelation holds one number for each relation, in their order.
type perRelation [Relations]float64

// RelationShares is how the relatives that a register meets are made up. About
// 1.5 % of people born in England and Wales are a twin (ONS, Birth
// characteristics: 15 to 16 multiple maternities in a thousand), and a twin is one
// relative among the three or four of a household; couples, parents with children
// at home and siblings are near a third each of the pairs that live together (ONS,
// Families and households).
func RelationShares() [Relations]float64 { return perRelation{.32, .36, .305, .015} }

// relationLevels is h, the chance of a level between relatives, set from what is
// known of families: siblings and most children carry the surname, twins share the
// date of birth and like names that rhyme, a parent's phone stands in for a
// child's, and now and then a parent's or a partner's NI number, a child may be
// named after a parent and more often has a family name for a middle name, brothers
// share a first word such as Mohammed, numbers issued together differ in the last
// digit. What is 0, or not named, is left to chance; see spread.
//
// Where a value is mistyped or left out, it is so as often between relatives as
// between two records of one person: h of any level is at least that of equality in
// the proportion of m, so that nothing less tells the client from a relative better
// than equality does.
//
// An initial stands for a forename as seldom between relatives as between two records of
// one person, and fits another's name by chance, a little more often in families that
// like a letter.
//
// A parent of the client's name and a slip of the decade look alike, and a form may mix
// the dates of the two. So h of "decades" is set to leave it open which of them it is
// where the name and the address alone are known.
//
// Where both forenames are another's, a surname that is mistyped or another speaks for the
// client no more than an equal one: h of "slight" and "differ" is that of "surname" in the
// proportion of m, or more. Nor does one that is left out: "half-differs" is near to that.
// Likewise a slip in the surname beside a forename that is alike, or beside none: h of
// "both-alike" and "half-alike" are those of "forename-alike" and "surname-alone".
//
// Postcodes are not named at all: relatives share them more often than not, and a
// client who moved does not; see [RelativeModels].
//
// Nine in ten of the false matches of a simulated census (pseudopeople), scored
// pair by pair, were members of the same household: hence this hypothesis.
var relationLevels = [Fields][]perRelation{
	//                   partner parent sibling twin
	FieldName: {
		nameEqual:         {.0005, .03, .0005, .0005},
		nameReordered:     {.0001, .0004, .0001, .0001},
		nameWithin:        {.0005, .02, .003, .003},
		nameNickname:      {0, .006, .001, .001},
		nameMiddle:        {.003, .015, .010, .010},
		nameForenameAlike: {.004, .01, .012, .02},
		nameSurnameAlike:  {.0001, .002, .0001, .0001},
		nameInitial:       {.0006, .0015, .0012, .0025},
		namePart:          {.002, .002, .002, .002},
		nameSurnameAlone:  {.0012, .0017, .0018, .0019},
		nameFirstWord:     {.002, .02, .06, .10},
		nameOtherForename: {.004, .01, .025, .06},
		nameOtherSurname:  {.0001, .002, .0001, .0001},
		nameSurname:       {.50, .60, .65, .58},
		nameLoose:         {.01, .01, .01, .01},
		nameForename:      {.003, .004, .002, .002},
		nameSlight:        {.065, .075, .08, .07}, // the family's name, mistyped
		nameBothAlike:     {.0022, .0055, .0066, .011},
		nameHalfAlike:     {.00024, .00034, .00036, .00038},
		nameHalfDiffers:   {.05, .06, .045, .04},
	},
	FieldMiddle: {
		middleEqual:   {.01, .10, .20, .20},
		middleInitial: {.07, .09, .09, .09},
	},
	FieldGender: {
		genderEqual:   {.03, .5, .5, .65},
		genderDiffers: {.97, .5, .5, .35},
	},
	FieldBorn: {
		bornEqual:      {.0003, .0002, .0005, .924},
		bornSwapped:    {.0001, .0001, .0002, .015},
		bornMonth:      {0, 0, 0, .0005},
		bornYear:       {0, 0, .0001, .002},
		bornEdit:       {.006, .003, .004, .033},
		bornDecade:     {.0004, .0008, .0004, .0036},
		bornDecades:    {.0002, .04, .0002, .0003},
		bornNear:       {.55, .002, .55, .010},
		bornGeneration: {.06, .92, .05, .0012},
	},
	FieldNINO: {
		ninoEqual: {.05, .05, .03, .05},
		ninoEdit:  {.0015, .0015, .001, .005},
		ninoNext:  {.0001, .0001, .005, .12},
	},
	FieldPhone: {
		phoneEqual: {.20, .20, .06, .20},
		phoneEdit:  {.01, .01, .006, .01},
	},
	FieldEmail: {
		emailEqual: {.08, .05, .02, .02},
		emailSlip:  {.004, .003, .001, .001},
		emailUser:  {.003, .002, .001, .001},
		emailAlike: {.05, .05, .05, .05},
	},
}

// RelativeModels returns one model for each relation, in the order of
// [RelationShares]: the levels and u of the client model with h for m. Between the
// client and a relative the postcode decides nothing.
func RelativeModels(m fs.Model[Person]) (models [Relations]fs.Model[Person]) {
	for r := range models {
		out := m.Complete()
		for i, h := range relationLevels {
			if i == FieldPostcode {
				continue
			}
			levels := out.Comparisons[i].Levels
			asEqual := h[0][r] / levels[0].M
			spread(levels, h, r)
			for j := 1; j < len(levels); j++ {
				levels[j].M = max(levels[j].M, least(&m.Comparisons[i].Levels[j], asEqual))
			}
			limit(levels)
		}
		models[r] = out
	}
	return models
}

// least is the least chance of a level between relatives. AsEqual is h/m of equality:
// relatives who agree are recorded in all the other ways as often as one person is, so
// no level of which m is at least u has a smaller h/m. Otherwise a likeness would speak
// for the client, against a relative, more than equality does. Of other levels, where
// people differ, h is at least m: a difference never speaks for the client.
func least(l *fs.Level, asEqual float64) float64 {
	if l.M < l.U {
		return l.M
	}
	return asEqual * l.M * 1.005 // a little more, so that rounding a weight does not undo it
}

// mostInAll is what the chances of all levels between relatives may add up to. They come
// to a little more than 1 because least raises some.
const mostInAll = 1.02

// limit scales the chances down to mostInAll, which those of a trained m may exceed: all
// by one factor, so that no level gains on equality.
func limit(levels []fs.Level) {
	total := 0.
	for i := range levels {
		total += levels[i].M
	}
	if total <= mostInAll {
		return
	}
	for i := range levels {
		levels[i].M *= mostInAll / total
	}
}

// spread gives the levels named in h their chance for m, and the rest to the
// others in proportion to u: where nothing is said of a level, relatives meet it
// as strangers do.
func spread(levels []fs.Level, h []perRelation, relation int) {
	left, strangers := 1., 0.
	for i := range levels {
		levels[i].M = 0
		if i < len(h) {
			levels[i].M = h[i][relation]
		}
		if levels[i].M > 0 {
			left -= levels[i].M
		} else {
			strangers += levels[i].U
		}
	}
	for i := range levels {
		if levels[i].M == 0 && strangers > 0 {
			levels[i].M = left * levels[i].U / strangers
		}
	}
}

// Doubtful names levels, as "comparison/level", of what a person takes along for
// life that a relative of a client reaches more than twice as often as the client.
// Without anybody's decision the two cannot be told apart there, so pairs at these
// levels must not teach that the client does it too.
func Doubtful() []string {
	base := Model()
	worse := map[string]bool{}
	var doubtful []string
	for _, relative := range RelativeModels(base) {
		for _, f := range [...]int{FieldName, FieldGender, FieldBorn, FieldNINO} {
			c := &base.Comparisons[f]
			for j, l := range c.Levels {
				name := c.Name + "/" + l.Code
				if relative.Comparisons[f].Levels[j].M > 2*l.M && !worse[name] {
					worse[name] = true
					doubtful = append(doubtful, name)
				}
			}
		}
	}
	return doubtful
}
