package matchtest

import (
	_ "embed"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed names.txt
var nameLists string

//go:embed society.txt
var societyLists string

// origin is where a person's name comes from, and how such people are recorded.
type origin struct {
	code    string
	january float64 // recorded as born on 1 January, for want of a known day
	kinName float64 // members of a household share the family name
	female  ranked[string]
	male    ranked[string]
	girls   ranked[string] // born since 1996, where fashions differ
	boys    ranked[string]
	family  ranked[string]
}

// origins are all of them, with how many of a thousand people of [New] and of a
// [Society] come from there.
var origins = []struct {
	code             string
	share, society   int
	january, kinName float64
}{
	{"gb", 690, 550, .003, .80},
	{"cy", 0, 15, .003, .80},
	{"ie", 20, 20, .003, .85},
	{"pl", 40, 40, .003, .85},
	{"ro", 35, 35, .003, .85},
	{"lt", 12, 10, .003, .85},
	{"pt", 15, 15, .003, .65},
	{"pk", 45, 55, .08, .55},
	{"in", 35, 45, .03, .70},
	{"bd", 25, 35, .10, .40},
	{"so", 20, 30, .45, .45},
	{"ar", 20, 30, .25, .80},
	{"fa", 15, 20, .45, .70},
	{"er", 10, 15, .40, .20},
	{"ng", 10, 25, .03, .85},
	{"al", 8, 8, .02, .90},
	{"tr", 0, 12, .03, .85},
	{"ku", 0, 12, .30, .60},
	{"ua", 0, 10, .003, .85},
	{"cn", 0, 12, .003, .85},
	{"vn", 0, 6, .02, .80},
}

// names is everything read from the lists, once.
type names struct {
	origins   []origin
	byShare   []int // an index of origins for each of a thousand people
	nicknames map[string][]string
	spellings map[string][]string
}

// known are the names of [New], settlers those of a society.
var (
	known    = sync.OnceValue(func() *names { return readNames(false) })
	settlers = sync.OnceValue(func() *names { return readNames(true) })
)

func readNames(society bool) *names {
	lists, nicknames, spellings := parseLists(nameLists + societyLists)
	n := &names{nicknames: nicknames, spellings: spellings}
	for _, o := range origins {
		share := o.share
		if society {
			share = o.society
		}
		if share > 0 {
			n.byShare = append(n.byShare, slices.Repeat([]int{len(n.origins)}, share)...)
			n.origins = append(n.origins, origin{code: o.code, january: o.january, kinName: o.kinName})
		}
	}
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
	}
}

func parseLists(text string) (lists, nicknames, spellings map[string][]string) {
	lists, nicknames, spellings = map[string][]string{}, map[string][]string{}, map[string][]string{}
	for section, words := range sections(text) {
		switch section {
		case "nicknames":
			nicknames[words[0]] = words[1:]
		case "spellings":
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

// sections yields the words of each line with the name of its section.
func sections(text string) iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		section := ""
		for line := range strings.Lines(text) {
			words := strings.Fields(line)
			switch {
			case len(words) == 0 || words[0] == "#":
			case strings.HasPrefix(line, "["):
				section = strings.Trim(strings.TrimSpace(line), "[]")
			case !yield(section, words):
				return
			}
		}
	}
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
