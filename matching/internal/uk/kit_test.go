package uk_test

import (
	"slices"
	"strings"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
	"github.com/caselobby/caselobby/matching/matchtest"
)

// prepared prepares somebody as a matcher without options does.
func prepared(t uk.Typed) *uk.Person {
	var r uk.Reading
	p := new(uk.Person)
	r.Prepare(p, &t)
	return p
}

// read returns the person of a profile.
func read(profile string) *uk.Person {
	p := new(uk.Person)
	if !p.Read(profile) {
		panic("not a profile of this version")
	}
	return p
}

// societies are worlds in which names take all the forms that made-up people give
// theirs, families are large, and registers were filled in a hurry.
func societies() []*matchtest.World {
	hurried := matchtest.RealRates()
	hurried.Careless = .4
	return []*matchtest.World{
		matchtest.New(3, 600), matchtest.NewWorld(4, 600, matchtest.RealRates()),
		matchtest.NewWorld(5, 600, matchtest.ManyRelatives()), matchtest.NewWorld(6, 600, hurried),
	}
}

// told yields people of made-up worlds: clients, and the same told of once more, in
// every way.
func told(yield func(client, again uk.Typed)) {
	ways := []matchtest.Errors{
		matchtest.Clean(), matchtest.Realistic(), matchtest.Hard(), matchtest.VeryHard(), matchtest.Sparse(), matchtest.Undated(),
	}
	for _, w := range societies() {
		for i := range w.Len() {
			yield(uk.Typed(w.Client(i).Person), uk.Typed(w.Case(i, ways[i%len(ways)]).Person))
		}
	}
}

// outcomes are the levels and shares that a pair reaches.
func outcomes(a, b *uk.Person) (o [uk.Fields]fs.Outcome) {
	uk.Compare(a, b, &o)
	return o
}

// nameLevel returns the code of the level that two names reach, "" for none.
func nameLevel(a, b *uk.Person) string {
	level := outcomes(a, b)[uk.FieldName].Level
	if level == fs.Null {
		return ""
	}
	return levelCodes[level]
}

var levelCodes = func() (codes []string) {
	for _, l := range uk.Model().Comparisons[uk.FieldName].Levels {
		codes = append(codes, l.Code)
	}
	return codes
}()

// finds reports whether a client is kept under a key that the asker follows.
func finds(asker, client *uk.Person) bool {
	kept, _ := uk.KeysAndAsk[uint64](client)
	return slices.ContainsFunc(uk.Ask[uint64](asker), func(k uint64) bool {
		_, found := slices.BinarySearch(kept, k)
		return k>>63 == 0 && found
	})
}

// named is somebody of whom only the name is known, as "given|family" or
// "given|middle|family".
func named(name string) uk.Typed {
	parts := strings.Split(name, "|")
	if len(parts) == 2 {
		return uk.Typed{Given: parts[0], Family: parts[1]}
	}
	return uk.Typed{Given: parts[0], Middle: parts[1], Family: parts[2]}
}
