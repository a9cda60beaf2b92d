package uk

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAPetFormIsTheBeginningOfANameWithAnEnding(t *testing.T) {
	for pair := range strings.FieldsSeq("IMMY/IMRAN JEMMIE/JEMIMA PRZEMKO/PRZEMYSLAW MARYSIENKA/MARIA STELUTA/STELIANA MIHUT/MIHAIL GRACEK/GRACJAN NORBUS/NORBERT SLAWKA/SLAWOMIRA MARCYSIA/MARCELINA") {
		pet, full, _ := strings.Cut(pair, "/")
		require.True(t, isPetOf(pet, full), pair)
	}
	for pair := range strings.FieldsSeq("IMMY/IDRIS AMMO/AMO IWUS/IWO MARTA/MART ROBERTA/ROBERT DORKA/DARIA OLEK/OLGA HALINA/HANNA STELIAN/STEL") {
		pet, full, _ := strings.Cut(pair, "/")
		require.False(t, isPetOf(pet, full), pair)
	}
	pair := func(a, b string) bool {
		x, y := newWord(a), newWord(b)
		return petName(&x, &y) && petName(&y, &x)
	}
	require.True(t, pair("PRZEMKO", "PRZEMYSLAW"))
	require.False(t, pair("MARIANA", "MARIUSZ"), "each is a name")
	require.False(t, pair("QUAVZEKO", "QUAVZERIS"), "neither is a name")
}
