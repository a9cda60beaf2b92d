package names

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestATableHoldsTheIDsOfItsNamesAndNoOthers(t *testing.T) {
	table := All()
	require.True(t, table.Holds(0), "no name is in every table")
	require.True(t, table.Holds(table.ID("MOHAMMED")))
	require.True(t, table.Holds(ID(len(table.names)-1)))
	require.False(t, table.Holds(ID(len(table.names))))
	require.Less(t, len(table.names), 1<<16, "an id has 16 bits")
}

func TestAnEditionIsThatOfEveryTable(t *testing.T) {
	require.NotZero(t, Edition())
	require.Equal(t, Edition(), Edition())
}

func TestACodeThatIsNotTheNamesRelatesNothing(t *testing.T) {
	x, y := Prepare("MARGARET"), Prepare("ANN")
	y.Code = x.Code
	require.Equal(t, Unrelated, Related("MARGARET", "ANN", x, y))
	require.Equal(t, Unrelated, Related("MARGARET", "\xffNN", x, Word{Code: x.Code}))
}
