package store

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestM8_AnAccessIsReadAsTheScreenWritesIt(t *testing.T) {
	var listed []string
	for _, a := range Accesses() {
		listed = append(listed, string(a))
	}
	require.Equal(t, constantsOf(t, "access.go", "Access"), listed, "each access is listed, once")
	for text, want := range map[string]Access{
		"None": AccessNone, "none": AccessNone, " NONE ": AccessNone,
		"Read Only": AccessReadOnly, "Read only": AccessReadOnly, "read-only": AccessReadOnly, "READ_ONLY": AccessReadOnly,
		"ReadOnly": AccessReadOnly, "Read  Only\n": AccessReadOnly, "Read\u00a0Only": AccessReadOnly, "Read - Only": AccessReadOnly,
		"Full": AccessFull, "full": AccessFull,
	} {
		got, err := ParseAccess(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", " ", "-", "Some", "Fully", "Full Read Only", "Read", "Only", "No", "nonе"} {
		got, err := ParseAccess(text)
		require.ErrorIs(t, err, ErrInvalid, text)
		require.Equal(t, AccessNone, got, "whoever overlooks the error grants nothing")
	}
}
