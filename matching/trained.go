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
