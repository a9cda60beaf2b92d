package uk

import (
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// m that a careless register teaches still makes models of relatives.
func TestRelativesOfACarelessRegisterHaveModels(t *testing.T) {
	for name, change := range map[string]func(levels []fs.Level){
		"as it is":                       func([]fs.Level) {},
		"hardly a date is equal":         func(l []fs.Level) { move(l, bornEqual, bornEdit, .6) },
		"dates are equal less often":     func(l []fs.Level) { move(l, bornEqual, bornPart, .04) },
		"days and months change places":  func(l []fs.Level) { move(l, bornEqual, bornSwapped, .2) },
		"many know no more than a year":  func(l []fs.Level) { move(l, bornEqual, bornYear, .3) },
		"a decade is easily mistyped":    func(l []fs.Level) { move(l, bornEqual, bornDecade, .1) },
		"nobody's date is ever mistyped": func(l []fs.Level) { move(l, bornEdit, bornEqual, .0329) },
	} {
		t.Run(name, func(t *testing.T) {
			m := Model()
			change(m.Comparisons[FieldBorn].Levels)
			for _, relative := range RelativeModels(m) {
				require.NoError(t, relative.Check())
			}
		})
	}
}

func move(levels []fs.Level, from, to int, m float64) {
	levels[from].M -= m
	levels[to].M += m
}
