package index_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/index"
)

// FuzzIndex puts anybody in and looks for them: whatever was typed, they come out
// as they went in, and weigh what the matcher says.
func FuzzIndex(f *testing.F) {
	f.Add("Mary Ann", "O.", "O'Neill-Smith", "Jones", "1/2/1990", "QQ123456C", "jo@example.com", "07700 900123", "LS1 2AB", "BFPO 12")
	f.Add("李", "", "Łukasiewicz", "", "1990", "", "a@b", "+1", "GIR 0AA", "LS1")
	f.Add("Jo", "", "", "", "1990", "", "", "", "", "")
	f.Fuzz(func(t *testing.T, given, middle, family, former, born, nino, email, phone, postcode, before string) {
		p := matching.Person{Given: given, Middle: middle, Family: family, FormerFamily: []string{former}, Born: born, NINO: nino,
			Emails: []string{email, former + "@example.org"}, Phones: []string{phone, nino}, Postcodes: []string{postcode}, PreviousPostcodes: []string{before}}
		m := matching.UK(nil)
		q := m.Parse(p)
		x := index.New(m, index.Options{})
		x.Put(0, &q)
		got, found := x.Profile(0)
		require.True(t, found)
		require.Equal(t, q.Parts(), got.Parts())
		pool := matching.Pool{Size: 1, Clients: []matching.Candidate{{ID: "a", Profile: m.Prepare(p).Profile}}, Counts: x.Carriers(&q)}
		require.Equal(t, m.Rank(m.Prepare(p), pool).Clients[0].Weight, x.Scan(&q, 1).Hits[0].Weight)
		x.Delete(0)
		require.Zero(t, x.Len())
		require.Empty(t, x.Scan(&q, 1).Hits)
	})
}
