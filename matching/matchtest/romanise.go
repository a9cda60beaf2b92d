package matchtest

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

// romanisations are the forms of names in Latin letters, by origin.
type romanisations struct {
	forms map[string]map[string][]string // origin, name: other forms
	rules map[string][][2]string         // origin: spellings of one sound
}

var romanised = sync.OnceValue(func() *romanisations {
	r := &romanisations{map[string]map[string][]string{}, map[string][][2]string{}}
	for section, words := range sections(societyLists) {
		switch code, what, _ := strings.Cut(section, " "); what {
		case "forms":
			r.alike(code, words)
		case "rules":
			r.rules[code] = append(r.rules[code], [2]string{words[0], words[1]})
		}
	}
	return r
})

// alike notes that all of the words are one name.
func (r *romanisations) alike(code string, words []string) {
	if r.forms[code] == nil {
		r.forms[code] = map[string][]string{}
	}
	for _, w := range words {
		for _, other := range words {
			if other != w && !slices.Contains(r.forms[code][w], other) {
				r.forms[code][w] = append(r.forms[code][w], strings.ReplaceAll(other, "_", " "))
			}
		}
	}
}

// romanise returns another form of a name: one of those listed more often than
// not, else one by a rule of its origin. Where there is neither it returns the
// name.
func romanise(name, code string, d *dice) string {
	if others := romanised().forms[code][name]; len(others) > 0 && d.chance(.6) {
		return among(d, others...)
	}
	if others := byRule(name, code); len(others) > 0 {
		return among(d, others...)
	}
	return name
}

// byRule returns the forms of a name by the rules of its origin.
func byRule(name, code string) []string {
	r := romanised()
	var forms []string
	for _, rule := range r.rules[code] {
		if form := replaced(name, rule[0], rule[1]); form != name {
			forms = append(forms, form)
		}
		plain := strings.Trim(rule[0], "^$")
		if form := replaced(name, anchored(rule[1], rule[0]), plain); form != name && isASCII(plain) {
			forms = append(forms, form) // nobody adds accents that are not there
		}
	}
	return forms
}

// anchored returns a spelling that stands where the other one of its rule does.
func anchored(spelling, other string) string {
	if strings.HasPrefix(other, "^") {
		spelling = "^" + spelling
	}
	if strings.HasSuffix(other, "$") {
		spelling += "$"
	}
	return spelling
}

// replaced returns the name with the first place of a spelling that is not all of
// it written another way.
func replaced(name, spelling, with string) string {
	lower := strings.ToLower(name)
	bare := strings.Trim(spelling, "^$")
	i := strings.Index(lower, bare)
	switch {
	case strings.HasSuffix(spelling, "$"):
		if i = len(lower) - len(bare); !strings.HasSuffix(lower, bare) {
			return name
		}
	case strings.HasPrefix(spelling, "^") && i != 0:
		return name
	}
	if i < 0 || len(bare) >= len(lower) || len(lower) != len(name) {
		return name
	}
	if strings.Contains(lower, with) && len(with) > len(bare) {
		return name // of "ee" no "eee" is made
	}
	return upperFirst(lower[:i] + with + lower[i+len(bare):])
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// upperFirst writes a name with a capital at the start of each of its words.
func upperFirst(name string) string {
	r := []rune(name)
	for i := range r {
		if i == 0 || r[i-1] == ' ' || r[i-1] == '-' || r[i-1] == '\'' {
			r[i] = unicode.ToUpper(r[i])
		}
	}
	return string(r)
}
