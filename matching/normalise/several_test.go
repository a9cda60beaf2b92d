package normalise

import "fmt"

// toldPhones returns every value of a text with its reason.
func toldPhones(s string) []string {
	return toldAll(ParsePhones(s), func(p Phone) Reason { return p.Why })
}

func toldAll[T fmt.Stringer](values []T, why func(T) Reason) (all []string) {
	for _, v := range values {
		s := v.String()
		if w := why(v); w != "" {
			s += ": " + string(w)
		}
		all = append(all, s)
	}
	return all
}
