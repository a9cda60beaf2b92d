package linkage_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/peers/linkage"
)

func tableOf(people ...matching.Person) *linkage.Table {
	return linkage.NewTable(func(yield func(matching.Person) bool) {
		for _, p := range people {
			if !yield(p) {
				return
			}
		}
	})
}

func TestATableIsWrittenAsNormalisedTexts(t *testing.T) {
	table := tableOf(
		matching.Person{Given: "Zoë", Family: "O'Hara", Born: "3/2/1990", NINO: "JG 10 37 59 A", Phones: []string{"07700 900123"},
			Emails: []string{"Zoe@example.com"}, Postcodes: []string{"sw1a1aa"}},
		matching.Person{Given: "Li"},
	)
	var b strings.Builder
	require.NoError(t, table.Write(&b))
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	require.NoError(t, err)
	require.Equal(t, [][]string{
		linkage.Columns,
		{"0", "ZOE", "OHARA", "1990-02-03", "JG103759", "7700900123", "zoe@example.com", "zoe", "SW1A 1AA", "SW1A 1", "SW1A"},
		{"1", "LI", "", "", "", "", "", "", "", "", ""},
	}, rows)
}

func TestPairsReachTheLevelsThatTheirSQLSays(t *testing.T) {
	one := matching.Person{Given: "Martha", Family: "Dwayne", Born: "1990-02-03", NINO: "JG103759A", Phones: []string{"07700900123"},
		Emails: []string{"martha.d@example.com"}, Postcodes: []string{"SW1A 1AA"}}
	for _, c := range []struct {
		name  string
		other matching.Person
		want  []int // nino, phone, born, postcode, email, forename, surname
	}{
		{"equal", one, []int{0, 0, 0, 0, 0, 0, 0}},
		{"nothing to compare", matching.Person{}, []int{-1, -1, -1, -1, -1, -1, -1}},
		{"one character off", matching.Person{Given: "Marhta", Family: "Duane", Born: "1990-02-04", NINO: "JG103758A", Phones: []string{"07700900124"},
			Emails: []string{"martha.d@example.org"}, Postcodes: []string{"SW1A 1AB"}}, []int{1, 1, 1, 1, 1, 1, 3}},
		{"another mailbox, another sector", matching.Person{Born: "1990-03-04",
			Emails: []string{"martha.e@example.com"}, Postcodes: []string{"SW1A 2AA"}}, []int{-1, -1, 2, 2, 2, -1, -1}},
		{"two characters of a number swapped are two edits", matching.Person{NINO: "JG130759A", Phones: []string{"07700901023"}}, []int{2, 2, -1, -1, -1, -1, -1}},
		{"different", matching.Person{Given: "Ob", Family: "Zogg", Born: "1951-11-12", NINO: "CE987654A", Phones: []string{"02079460000"},
			Emails: []string{"zogg@example.com"}, Postcodes: []string{"M1 1AA"}}, []int{2, 2, 3, 3, 3, 4, 4}},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := tableOf(one, c.other)
			s, err := fs.New(table.Model(linkage.Comparisons()))
			require.NoError(t, err)
			for range 2 { // names are remembered the second time
				into := make([]fs.Outcome, len(c.want))
				s.Compare(&table.Rows[0], &table.Rows[1], into)
				levels := []int{}
				for _, o := range into {
					levels = append(levels, o.Level)
				}
				require.Equal(t, c.want, levels)
			}
		})
	}
}

func TestANumberWithADigitMoreIsOneEditAway(t *testing.T) {
	table := tableOf(matching.Person{Phones: []string{"01697 723456"}}, matching.Person{Phones: []string{"016977 2346"}}, matching.Person{Phones: []string{"016977 3426"}})
	require.Len(t, table.Texts(0)[5], 10)
	require.Len(t, table.Texts(1)[5], 9)
	phone := table.Model(linkage.Comparisons()).Comparisons[1].Compare
	require.Equal(t, 1, phone(&table.Rows[0], &table.Rows[1]).Level)
	require.Equal(t, 1, phone(&table.Rows[1], &table.Rows[0]).Level)
	require.Equal(t, 2, phone(&table.Rows[0], &table.Rows[2]).Level)
}

func TestWeighingAPairDoesNotAllocate(t *testing.T) {
	table := made(500)
	s, err := fs.New(table.Model(linkage.Comparisons()))
	require.NoError(t, err)
	s.Weigh(&table.Rows[0], &table.Rows[1], nil)
	require.Zero(t, testing.AllocsPerRun(20, func() {
		for i := range table.Rows {
			s.Weigh(&table.Rows[0], &table.Rows[i], nil)
		}
	}))
}
