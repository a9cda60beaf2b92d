package peers_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/peers"
)

func TestFieldsAreNormalised(t *testing.T) {
	f := peers.FieldsOf(matching.Person{
		Given: "Zoë", Middle: "Jane", Family: "Lee-O'Hara", FormerFamily: []string{"Smith"}, Born: "3/2/1990", Gender: "Female", NINO: "JG 10 37 59 A",
		Phones: []string{"07700 900123"}, PreviousPhones: []string{"0113 496 0111"}, Emails: []string{"Zoe@gmial.com"}, Postcodes: []string{"sw1a1aa", "S10"},
	})
	require.Equal(t, []string{"ZOE", "LEEOHARA", "1990-02-03", "female", "JG103759", "7700900123", "zoe@gmail.com", "SW1A 1AA"},
		[]string{f.Forename(), f.Surname(), f.Born(), f.Gender, f.NINO, f.Phone(), f.Email(), f.Postcode()})
	require.Equal(t, []string{"ZOE", "JANE"}, f.Given)
	require.Equal(t, 1, f.Middle)
	require.Equal(t, []string{"LEEOHARA", "SMITH"}, f.Surnames)
	require.Equal(t, []string{"LEE", "OHARA"}, f.Family)
	require.Equal(t, []string{"7700900123", "1134960111"}, f.Phones)
	require.Equal(t, "S10", peers.Finest(f.Postcodes[1]))

	none := peers.FieldsOf(matching.Person{Born: "1990", NINO: "QQ 12 34 56 C", Postcodes: []string{"NFA"}})
	require.Equal(t, peers.Fields{Year: 1990}, none)
	require.Equal(t, []string{"", "", "", "", "", ""}, []string{none.Forename(), none.Surname(), none.Born(), none.Phone(), none.Email(), none.Postcode()})
}
