package normalise

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOnlyPartAndWholeValuesAreUsable(t *testing.T) {
	for q, want := range map[Quality]struct {
		word   string
		usable bool
	}{
		Absent:      {"absent", false},
		Placeholder: {"placeholder", false},
		Invalid:     {"invalid", false},
		Partial:     {"partial", true},
		Valid:       {"valid", true},
		Valid + 7:   {"valid", true},
	} {
		require.Equal(t, want.word, q.String())
		require.Equal(t, want.usable, q.Usable(), want.word)
	}
}

func ExampleQuality() {
	for _, s := range []string{"", "01/01/1900", "31/06/1990", "1990", "30/06/1990"} {
		q := ParseDate(s).Quality
		fmt.Printf("%q is %v, usable: %t\n", s, q, q.Usable())
	}
	// Output:
	// "" is absent, usable: false
	// "01/01/1900" is placeholder, usable: false
	// "31/06/1990" is invalid, usable: false
	// "1990" is partial, usable: true
	// "30/06/1990" is valid, usable: true
}
