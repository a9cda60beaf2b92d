package matching

import fs "github.com/caselobby/caselobby/matching/fellegisunter"

// Trained returns the matcher for UK clients with parameters that were estimated
// for [UKModel], as package train does. Parameters of another model or version
// are refused with an error that Is [fs.ErrModel].
func Trained(p fs.Parameters, o *Options) (*UKMatcher, error) {
	model, err := UKModel().With(p)
	if err != nil {
		return nil, err
	}
	return newUK(o.complete(), model)
}

// Tied names levels of [UKModel] whose m and u belong together, as
// "comparison/level": u is the chance among people who agree on another field,
// which no count over all pairs shows, so an m from counting would not fit it.
// They are for Keep of package train's options.
//
// An e-mail address is mostly its owner's name, so addresses that are alike are
// weighed against those of namesakes.
func Tied() []string { return []string{"e-mail/alike"} }

// Doubtful names levels of [UKModel], as "comparison/level", of what a person
// takes along for life that a relative of a client reaches more than twice as
// often as the client. Without anybody's decision the two cannot be told apart
// there, so pairs at these levels must not teach that the client does it too.
// They are for Doubt of package train's options.
func Doubtful() []string {
	base := UKModel()
	worse := map[string]bool{}
	var names []string
	for relation := range relations {
		kin := kinModel(relation, base)
		for _, f := range [...]int{fieldName, fieldBorn, fieldNINO} {
			c := &base.Comparisons[f]
			for j, l := range c.Levels {
				name := c.Name + "/" + l.Code
				if kin.Comparisons[f].Levels[j].M > 2*l.M && !worse[name] {
					worse[name] = true
					names = append(names, name)
				}
			}
		}
	}
	return names
}
