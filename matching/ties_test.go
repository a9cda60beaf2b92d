package matching_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// ids are those of the clients, in their order.
func ids(r matching.Ranking) (ids []string) {
	for _, c := range r.Clients {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestRowsThatWeighTheSameStandByTheLettersOfTheirNames(t *testing.T) {
	m := matching.UK(&matching.Options{Duplicates: -1}) // rows of one name are not one person
	for _, c := range []struct {
		says         string
		asker        matching.Person
		nearer, near matching.Person
	}{
		{"a surname", person("Fozia", "", "Beguj"), person("Fozia", "", "Begum"), person("Fozia", "", "Begam")},
		{"both names", person("Stepehn", "", "Jackso"), person("Stephen", "", "Jackson"), person("Stephan", "", "Jacksen")},
		{"names changed over", person("Beguj", "", "Fozia"), person("Fozia", "", "Begum"), person("Fozia", "", "Begam")},
		{"a middle name beside", person("Fozia", "", "Beguj"), person("Fozia", "Bibi", "Begum"), person("Fozia", "", "Begam")},
	} {
		t.Run(c.says, func(t *testing.T) {
			r := ranked(m, c.asker, nil, candidateOf(m, "A", c.near), candidateOf(m, "B", c.near), candidateOf(m, "C", c.nearer), candidateOf(m, "D", c.near))
			require.Equal(t, []string{"C", "A", "B", "D"}, ids(r), "and the rest by id")
			for _, row := range r.Clients {
				require.Equal(t, r.Clients[0].Probability, row.Probability)
				require.Equal(t, r.Clients[0].Weight, row.Weight)
				require.Equal(t, r.Clients[0].Rating, row.Rating)
			}
		})
	}
}

func TestFifteenEqualRowsStayEqualAndStandById(t *testing.T) {
	m := matching.UK(nil)
	var rows []matching.Candidate
	for i := range 15 {
		rows = append(rows, candidateOf(m, fmt.Sprintf("C%02d", i), person("Fozia", "", "Begum")))
	}
	r := ranked(m, person("Fozia", "", "Beguj"), nil, rows...)
	require.Len(t, r.Clients, 15)
	for i, row := range r.Clients {
		require.Equal(t, rows[i].ID, row.ID)
		require.Equal(t, r.Clients[0].Probability, row.Probability)
		require.Equal(t, r.Clients[0].Rating, row.Rating)
	}
}

func TestAHeavierRowStandsBeforeANearerName(t *testing.T) {
	m := matching.UK(nil)
	asker, nearer, heavier := person("Fozia", "", "Beguj"), person("Fozia", "", "Begum"), person("Fozia", "", "Begam")
	asker.Postcodes, heavier.Postcodes = []string{"LS8 4AA"}, []string{"LS8 4AA"}
	r := ranked(m, asker, nil, candidateOf(m, "A", nearer), candidateOf(m, "B", heavier))
	require.Equal(t, []string{"B", "A"}, ids(r))
}
