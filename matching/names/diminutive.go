package names

import "strings"

// A diminutive is an ending by which a language makes pet forms of names. At least stem
// letters of the name stand before it, and the name itself goes on with one of bases in
// its place.
type diminutive struct {
	ending string
	stem   int
	bases  []string
}

// leastStem is how many letters of a name a pet form keeps at least.
const leastStem = 3

// What Romanian names go on with. Pet forms in -el are of men's names.
var (
	romanian    = []string{"", "E", "U", "I", "IE", "AE", "A", "EA", "IA"}
	romanianMen = romanian[:6]
)

// diminutives are those of Romanian (Petrișor, Ionică, Gheorghiță, Ionuț, Georgel) and
// of Polish (Danielek, Mareczek, Piotruś, Hubercik, Martusia, Elunia, Karolcia,
// Helenka; S. Möller, "Expedition to the Poles", 2013, chapter 5, tells of some), the
// longest first. A pet form in -ka is of a name in -a with a consonant before it: Malika
// is none of Malia. In South Asia a name that ends in an Arabic article, because another
// follows, is short without it.
var diminutives = []diminutive{
	{"ISOARA", 3, romanian}, {"ICUTA", 3, romanian}, {"ISOR", 3, romanian}, {"ICA", 3, romanian}, {"ITA", 3, romanian},
	{"UTA", 3, romanian}, {"UCA", 3, romanian}, {"UCU", 3, romanian}, {"UT", 3, romanian}, {"EL", 3, romanianMen},
	{"ECZEK", 3, []string{"EK", "OSLAW", "ISLAW"}}, {"ECZKA", 3, []string{"KA"}}, {"USIA", 3, []string{"A", "IA"}}, {"UNIA", 3, []string{"A", "IA"}},
	{"UL", 3, []string{""}}, {"UR", 3, []string{""}}, {"UD", 3, []string{""}}, {"UZ", 3, []string{""}}, // Mizanur Rahman, called Mizan
	{"CIA", 4, []string{"INA", "ANIA"}}, {"CIK", 4, []string{"T"}}, {"EK", 4, []string{""}}, {"EK", 3, []string{"AN", "IKS", "YNAND", "OSZ", "ISLAW", "OSLAW", "YSLAW", "JAN", "UEL"}}, {"IEK", 3, []string{"LAW", "ZTOF", "ZARD"}}, {"US", 4, []string{""}},
	{"BKA", 3, []string{"BA"}}, {"CKA", 3, []string{"CA"}}, {"DKA", 3, []string{"DA"}}, {"FKA", 3, []string{"FA"}}, {"GKA", 3, []string{"GA"}},
	{"LKA", 3, []string{"LA"}}, {"MKA", 3, []string{"MA"}}, {"NKA", 3, []string{"NA"}}, {"PKA", 3, []string{"PA"}}, {"RKA", 3, []string{"RA"}},
	{"SKA", 3, []string{"SA"}}, {"TKA", 3, []string{"TA"}}, {"VKA", 3, []string{"VA"}}, {"WKA", 3, []string{"WA"}}, {"ZKA", 3, []string{"ZA"}},
}

// byLast are the diminutives by their last letter, from A.
var byLast = func() (by ['Z' - 'A' + 1][]diminutive) {
	for _, d := range diminutives {
		last := d.ending[len(d.ending)-1] - 'A'
		by[last] = append(by[last], d)
	}
	return by
}()

// diminutivesOf are the diminutives that end in the name's last letter.
func diminutivesOf(name string) []diminutive {
	if name == "" {
		return nil
	}
	if last := int(name[len(name)-1]) - 'A'; last >= 0 && last < len(byLast) {
		return byLast[last]
	}
	return nil
}

// stemOf cuts the ending off a name, if enough is left.
func (d *diminutive) stemOf(name string) (stem string, ok bool) {
	stem, ok = strings.CutSuffix(name, d.ending)
	return stem, ok && len(stem) >= d.stem
}

// isDiminutive reports whether a is a pet form of b by its ending. Both are written
// with the same letters up to there.
func isDiminutive(a, b string) bool {
	if len(a) <= leastStem+1 || len(b) < leastStem || a[:leastStem] != b[:leastStem] {
		return false
	}
	endings := diminutivesOf(a)
	for i := range endings {
		d := &endings[i]
		stem, ok := d.stemOf(a)
		if !ok {
			continue
		}
		if rest, ok := strings.CutPrefix(b, stem); ok {
			for _, base := range d.bases {
				if base == rest {
					return true
				}
			}
		}
	}
	return false
}

// bases are the known names of which name may be a pet form by its ending.
func (t *Table) bases(name string) (all []string) {
	endings := diminutivesOf(name)
	for i := range endings {
		d := &endings[i]
		stem, ok := d.stemOf(name)
		if !ok {
			continue
		}
		for _, base := range d.bases {
			if b := stem + base; t.ids[b] != 0 && len(all) < MaxRoots {
				all = append(all, b)
			}
		}
	}
	return all
}
