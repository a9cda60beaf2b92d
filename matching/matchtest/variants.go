package matchtest

import "slices"

// Variant is one name in two forms that are both right.
type Variant struct {
	Origin     string // "ar", "bd", "cn", "cy", …: as the lists of names have it
	Name, Form string
	Family     bool // a family name, not a given name
	ByRule     bool // by a rule of romanisation, and not from a list
}

// Variants returns the forms that the people of a [Society] use of their names, to
// measure how many of them a matcher knows for one name. They are of no table of
// the matcher's, though some are in one as well. Names come in the order of the
// lists, each form once.
func Variants() []Variant {
	var out []Variant
	seen := map[Variant]bool{}
	for i := range settlers().origins {
		o := &settlers().origins[i]
		for _, list := range []struct {
			names  []string
			family bool
		}{{o.female.values, false}, {o.male.values, false}, {o.family.values, true}} {
			for _, name := range list.names {
				for _, v := range variantsOf(name, o.code) {
					if v.Family = list.family; !seen[v] {
						seen[v] = true
						out = append(out, v)
					}
				}
			}
		}
	}
	return out
}

func variantsOf(name, code string) []Variant {
	var out []Variant
	listed := romanised().forms[code][name]
	for _, form := range listed {
		out = append(out, Variant{Origin: code, Name: name, Form: form})
	}
	for _, form := range byRule(name, code) {
		if !slices.Contains(listed, form) {
			out = append(out, Variant{Origin: code, Name: name, Form: form, ByRule: true})
		}
	}
	return out
}
