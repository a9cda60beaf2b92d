package matchtest

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed names.txt
var nameLists string

// origin is where a person's name comes from, and how such people are recorded.
type origin struct {
	code    string
	share   int     // in a thousand people
	january float64 // recorded as born on 1 January, for want of a known day
	kinName float64 // members of a household share the family name
	female  ranked[string]
	male    ranked[string]
	girls   ranked[string] // born since 1996, where fashions differ
	boys    ranked[string]
	family  ranked[string]
}

// names is everything read from the lists, once.
type names struct {
	origins   []origin
	byShare   []int // an index of origins for each of a thousand people
	nicknames map[string][]string
	spellings map[string][]string
}

var known = sync.OnceValue(readNames)

func readNames() *names {
	lists, nicknames, spellings := parseLists(nameLists)
	n := &names{nicknames: nicknames, spellings: spellings, origins: []origin{
		{code: "gb", share: 690, january: .003, kinName: .80},
		{code: "ie", share: 20, january: .003, kinName: .85},
		{code: "pl", share: 40, january: .003, kinName: .85},
		{code: "ro", share: 35, january: .003, kinName: .85},
		{code: "lt", share: 12, january: .003, kinName: .85},
		{code: "pt", share: 15, january: .003, kinName: .65},
		{code: "pk", share: 45, january: .08, kinName: .55},
		{code: "in", share: 35, january: .03, kinName: .70},
		{code: "bd", share: 25, january: .10, kinName: .40},
		{code: "so", share: 20, january: .45, kinName: .45},
		{code: "ar", share: 20, january: .25, kinName: .80},
		{code: "fa", share: 15, january: .45, kinName: .70},
		{code: "er", share: 10, january: .40, kinName: .20},
		{code: "ng", share: 10, january: .03, kinName: .85},
		{code: "al", share: 8, january: .02, kinName: .90},
	}}
	n.rank(lists)
	return n
}

// rank reads the lists of every origin.
func (n *names) rank(lists map[string][]string) {
	for i := range n.origins {
		o := &n.origins[i]
		o.female = rank(lists[o.code+" female"], 6)
		o.male = rank(lists[o.code+" male"], 6)
		o.girls, o.boys = o.female, o.male
		shift := 3
		if o.code == "gb" {
			o.girls, o.boys = rank(lists["gb female young"], 6), rank(lists["gb male young"], 6)
			lists["gb family"] = append(lists["gb family"], compounds(lists["gb family start"], lists["gb family end"])...)
			shift = 9
		}
		o.family = rank(lists[o.code+" family"], shift)
		for range o.share {
			n.byShare = append(n.byShare, i)
		}
	}
}

func parseLists(text string) (lists, nicknames, spellings map[string][]string) {
	lists, nicknames, spellings = map[string][]string{}, map[string][]string{}, map[string][]string{}
	section := ""
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case strings.HasPrefix(line, "["):
			section = strings.Trim(strings.TrimSpace(line), "[]")
		case section == "nicknames":
			nicknames[words[0]] = words[1:]
		case section == "spellings":
			for i, w := range words {
				for k, other := range words {
					if k != i {
						spellings[w] = append(spellings[w], other)
					}
				}
			}
		default:
			lists[section] = append(lists[section], words...)
		}
	}
	return lists, nicknames, spellings
}

// compounds are the long tail of English family names, which come from places:
// Ash-ton, Black-well, Thorn-ley. They are dealt so that no beginning and no
// end is commoner than another.
func compounds(starts, ends []string) []string {
	all := make([]string, 0, len(starts)*len(ends))
	for round := range ends {
		for i, start := range starts {
			all = append(all, start+ends[(round+i*7)%len(ends)])
		}
	}
	return all
}

func (n *names) origin(d *dice) *origin { return &n.origins[n.byShare[d.below(len(n.byShare))]] }

func (o *origin) given(d *dice, female bool, year int) string {
	young := year >= 1996 && d.chance(.7)
	switch {
	case female && young:
		return o.girls.pick(d)
	case female:
		return o.female.pick(d)
	case young:
		return o.boys.pick(d)
	}
	return o.male.pick(d)
}

// familyOf returns the form that a family name takes for a woman or a man.
func (o *origin) familyOf(name string, female bool) string {
	if female && o.code == "pl" && strings.HasSuffix(name, "ki") {
		return strings.TrimSuffix(name, "i") + "a"
	}
	if female && o.code == "ua" {
		return ending(name, [2]string{"ov", "ova"}, [2]string{"yn", "yna"}, [2]string{"yi", "a"})
	}
	if female && o.code == "lt" {
		for _, end := range []string{"ius", "as", "us"} {
			if stem, ok := strings.CutSuffix(name, end); ok {
				return stem + "ienė"
			}
		}
	}
	return name
}

// ascii folds a name to lower-case letters a–z, as for an e-mail address.
func ascii(name string) string {
	plain := true
	for i := range len(name) {
		plain = plain && 'a' <= name[i] && name[i] <= 'z'
	}
	if plain {
		return name
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(name) {
		switch r = unicode.ToLower(r); {
		case r >= 'a' && r <= 'z':
			b.WriteRune(r)
		case r == 'ł':
			b.WriteByte('l')
		}
	}
	return b.String()
}
