package uk_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/internal/uk"
	"github.com/caselobby/caselobby/matching/matchtest"
)

// mustMeet are the levels of names whose people find one another by their names
// alone, and the least share of pairs that do. Where a word is mistyped names alone
// may not lead there, least of all from a slip of a short form (RDEW, Andrew).
var mustMeet = map[string]float64{
	"equal": 1, "former": 1, "nickname": 1, "middle": 1, "only": 1, "initial": 1, "part": 1, "surname-alone": 1,
	"first-word": 1, "other-forename": .99, "forename-alike": .96, "surname-alike": .96,
	"reordered": .92, "within": .9,
}

// meetings counts, by level, the pairs of people and those of whom one does not
// find the other.
type meetings map[string]*struct {
	pairs  int
	missed []string
}

// pair compares two people, in both directions, by their names alone.
func (m meetings) pair(x, y uk.Typed) {
	a, b := prepared(onlyNames(x)), prepared(onlyNames(y))
	level := nameLevel(a, b)
	if m[level] == nil {
		m[level] = &struct {
			pairs  int
			missed []string
		}{}
	}
	m[level].pairs++
	if !finds(a, b) || !finds(b, a) {
		m[level].missed = append(m[level].missed, fmt.Sprintf("%s|%s|%s and %s|%s|%s", x.Given, x.Middle, x.Family, y.Given, y.Middle, y.Family))
	}
}

func onlyNames(x uk.Typed) uk.Typed {
	return uk.Typed{Given: x.Given, Middle: x.Middle, Family: x.Family, KnownAs: x.KnownAs, FormerFamily: x.FormerFamily}
}

// half puts two forms of a name into the same half of a whole name.
func (m meetings) half(family bool, name, form string) {
	if family {
		m.pair(uk.Typed{Given: "Quillby", Family: name}, uk.Typed{Given: "Quillby", Family: form})
		return
	}
	m.pair(uk.Typed{Given: name, Family: "Quillby"}, uk.Typed{Given: form, Family: "Quillby"})
}

func (m meetings) check(t *testing.T, least map[string]float64) {
	t.Helper()
	for _, level := range levelCodes {
		if m[level] == nil {
			continue
		}
		n, missed := m[level].pairs, m[level].missed
		t.Logf("%-15s %5d pairs, %d do not meet", level, n, len(missed))
		share := 1 - float64(len(missed))/float64(n)
		require.GreaterOrEqual(t, share, least[level], "%s: %v", level, missed[:min(len(missed), 8)])
	}
}

func TestWhoeverHasOneNameFindsTheOtherByTheNameAlone(t *testing.T) {
	t.Run("forms of names around the world", func(t *testing.T) {
		m := meetings{}
		for _, v := range matchtest.Variants() {
			m.half(v.Family, v.Name, v.Form)
			m.pair(named(v.Name+"|Quillby"), named("Quillby|"+v.Form))
			m.pair(named("Zebedee|"+v.Name+"|Quillby"), named(v.Form+"|Quillby"))
		}
		m.check(t, mustMeet)
	})
	for _, table := range []struct {
		family bool
		files  []string
	}{
		{false, []string{"forenames.csv", "nicknames.csv", "spelling-variants.csv", "tables/*.csv"}},
		{true, []string{"surnames.csv", "spelling-variants.csv"}},
	} {
		t.Run(fmt.Sprintf("rows of tables of names, families %v", table.family), func(t *testing.T) {
			m := meetings{}
			for _, row := range tabled(t, table.files...) {
				for i := range row {
					for j := range row[:i] {
						m.half(table.family, row[i], row[j])
					}
				}
			}
			m.check(t, mustMeet)
		})
	}
	t.Run("people who tell of themselves again", func(t *testing.T) {
		m := meetings{}
		told(m.pair)
		m.check(t, mustMeet)
	})
}

// dated is somebody with a date of birth.
func dated(x uk.Typed, born string) uk.Typed {
	x.Born = born
	return x
}

// Names that are merely alike lead to very many people: to those whom a date of birth
// does not tell apart.
func TestNamesThatAreAlikeLeadToWhomNoDateTellsApart(t *testing.T) {
	const day, another, newYear = "05/09/1985", "17/02/1961", "01/01/1961"
	for _, pair := range [][2]string{
		{"Stephen|Osgood", "Stepken|Osgool"},  // slips in both
		{"Lee|Ann|Osgood", "Leighann|Osgood"}, // two names as one
	} {
		x, y := named(pair[0]), named(pair[1])
		for _, c := range []struct {
			says string
			a, b uk.Typed
			meet bool
		}{
			{"neither has a date", x, y, true},
			{"the other has none", dated(x, day), y, true},
			{"1 January says little of the other", dated(x, day), dated(y, newYear), true},
			{"the year alone says little", dated(x, day), dated(y, "1961"), true},
			{"both have the same", dated(x, day), dated(y, day), true},
			{"a part of one is wrong", dated(x, day), dated(y, "05/08/1985"), true},
			{"both have one, and they are others", dated(x, day), dated(y, another), false},
		} {
			a, b := prepared(c.a), prepared(c.b)
			require.Equal(t, c.meet, finds(a, b), "%v: %s", pair, c.says)
			require.Equal(t, c.meet, finds(b, a), "%v, the other way: %s", pair, c.says)
		}
	}
	for says, pair := range map[string][2]string{
		"the very names": {"Margaret|Osgood", "Osgood|Margaret"},
		"a form of one":  {"Margaret|Osgood", "Peggy|Osgood"},
		"a spelling":     {"Muhammad|Hussain", "Mohamed|Hossein"},
	} {
		x, y := prepared(dated(named(pair[0]), day)), prepared(dated(named(pair[1]), another))
		require.True(t, finds(x, y), "%s: lead there whatever the dates", says)
	}
}

// Slips in both names, one in its beginning and one in its end, leave the initials.
func TestBothNamesMistypedAreFoundByTwoPartsOfADate(t *testing.T) {
	held := dated(named("Fatema|Ahmed"), "13/07/1988")
	for _, c := range []struct {
		says, name, born string
		meet             bool
	}{
		{"the day is wrong", "Fstema|Ajmet", "01/07/1988", true},
		{"the day is not known", "Fstema|Ajmet", "07/1988", true},
		{"the month is wrong", "Fstema|Ajmet", "13/09/1988", true},
		{"the year is wrong", "Fstema|Ajmet", "13/07/1978", true},
		{"the names are changed over", "Ajmet|Fstema", "01/07/1988", true},
		{"one name is another", "Fstema|Ullah", "01/07/1988", false},
		{"day and month are wrong", "Fstema|Ajmet", "01/09/1988", false},
	} {
		asker, client := prepared(dated(named(c.name), c.born)), prepared(held)
		require.Equal(t, c.meet, finds(asker, client), c.says)
		require.Equal(t, c.meet, finds(client, asker), "%s, the other way", c.says)
	}
}

func TestFormsOfANameWithOneDateFindOneAnother(t *testing.T) {
	const day = "05/09/1985"
	for _, v := range matchtest.Variants() {
		x, y := uk.Typed{Given: v.Name, Family: "Quillby"}, uk.Typed{Given: v.Form, Family: "Quillby"}
		if v.Family {
			x, y = uk.Typed{Given: "Quillby", Family: v.Name}, uk.Typed{Given: "Quillby", Family: v.Form}
		}
		require.True(t, finds(prepared(dated(x, day)), prepared(dated(y, day))), "%s and %s", v.Name, v.Form)
	}
}

// The same words meet in whichever field and order they stand, and whichever of
// them is left out, as long as they are a name of two words.
func TestTheSameWordsFindOneAnotherInWhateverOrder(t *testing.T) {
	m := meetings{}
	told(func(x, _ uk.Typed) {
		given, middle, family := x.Given, x.Middle, x.Family
		if min(len(strings.TrimSpace(given)), len(strings.TrimSpace(family))) < 2 {
			return // an initial leads nowhere from the other half's place
		}
		for _, y := range []uk.Typed{
			{Given: family, Middle: middle, Family: given},
			{Given: given + " " + middle + " " + family},
			{Family: given + " " + middle + " " + family},
			{Family: family + " " + given + " " + middle},
			{Given: middle + " " + given, Family: family},
			{Given: given, Family: middle + " " + family},
			{Given: given, Family: family},
			{Given: family, Family: given},
			{Given: middle, Family: family},
			{Given: given, Family: middle},
			{Given: family + " " + middle, Family: given},
		} {
			m.pair(x, y)
		}
	})
	all := map[string]float64{}
	for _, code := range levelCodes[:slices.Index(levelCodes, "both-alike")] {
		all[code] = 1
	}
	m.check(t, all)
	require.Greater(t, m["reordered"].pairs, 1000)
	require.Greater(t, m["within"].pairs, 100)
}

// tabled reads the rows of the tables of names: "relation,ONE TWO", "full,relation,short"
// and "tradition,group,name".
func tabled(t *testing.T, patterns ...string) (rows [][]string) {
	group := ""
	for _, pattern := range patterns {
		files, err := filepath.Glob(filepath.Join("..", "..", "names", filepath.FromSlash(pattern)))
		require.NoError(t, err)
		require.NotEmpty(t, files, pattern)
		for _, file := range files {
			b, err := os.ReadFile(file)
			require.NoError(t, err)
			for line := range strings.Lines(string(b)) {
				rows, group = tabledLine(rows, strings.TrimSpace(line), group)
			}
		}
	}
	return rows
}

// tabledLine adds a line, which may be one more name of the group before it.
func tabledLine(rows [][]string, line, group string) ([][]string, string) {
	cells := strings.Split(line, ",")
	switch {
	case strings.HasPrefix(line, "#"):
	case len(cells) == 2:
		rows = append(rows, strings.Fields(cells[1]))
	case len(cells) == 3 && cells[1] == "has_nickname":
		rows = append(rows, []string{cells[0], cells[2]})
	case len(cells) == 3 && group == cells[0]+cells[1]:
		rows[len(rows)-1] = append(rows[len(rows)-1], cells[2])
	case len(cells) == 3:
		group = cells[0] + cells[1]
		rows = append(rows, cells[2:])
	}
	return rows, group
}
