package index

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

func TestNoNumberOfAnybodyStaysInScratch(t *testing.T) {
	m := matching.UK(nil)
	x := New(m, Options{})
	q := m.Parse(matching.Person{
		Given: "Ann", Middle: "Jo", Family: "Lee", Born: "1980-03-04", NINO: "AB123457C",
		Phones: []string{"07700900123"}, Emails: []string{"ann@example.com"}, Postcodes: []string{"LS1 2AB"},
	})
	x.Put(0, &q)
	s := x.searcher(&q, searchMemo)
	s.find(x)
	s.read(x, 0, 100)
	s.compareAll(x, s.found)
	require.NotZero(t, s.side.nino)
	require.NotEmpty(t, s.side.words)
	x.release(s)
	x.Delete(0)

	require.Equal(t, make([]byte, len(x.packed)), x.packed)
	for _, segment := range x.people.segments {
		require.Equal(t, make([]byte, len(segment)), segment)
	}
	require.Nil(t, s.side.Asker)
	require.Zero(t, s.side.born)
	require.Zero(t, s.side.nino)
	require.Equal(t, make([]uint64, len(s.side.phones)), s.side.phones)
	require.Equal(t, make([]postcode, len(s.side.postcodes)), s.side.postcodes)
	require.Equal(t, make([]matching.PackedWord, len(s.side.words)), s.side.words)
	require.Equal(t, make([]key, len(s.keys)), s.keys)
	require.Equal(t, make([]matching.KeyCount, len(s.carriers)), s.carriers)
}
