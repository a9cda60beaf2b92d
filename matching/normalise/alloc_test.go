package normalise

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Parsers run for every field of every person, so ordinary input must not
// leave garbage: one string for the parts, and the slices of a name.
func TestOrdinaryInputAllocatesLittle(t *testing.T) {
	for name, c := range map[string]struct {
		want float64
		run  func()
	}{
		"a name":               {5, func() { ParseName("Caroline", "Ava", "Walker") }},
		"a name in capitals":   {2, func() { ParseName("CAROLINE", "AVA", "WALKER") }},
		"a postcode":           {1, func() { ParsePostcode("ls1 2ab") }},
		"a pseudo-code":        {0, func() { ParsePostcode("No fixed abode") }},
		"an NI number":         {1, func() { ParseNINO("jg 10 34 57 d") }},
		"a stand-in":           {0, func() { ParseNINO("N/K") }},
		"a date":               {0, func() { ParseDate("31/12/1990") }},
		"a date in words":      {0, func() { ParseDate("31st December 1990") }},
		"a phone":              {1, func() { ParsePhone("+44 (0)7700 900123") }},
		"an e-mail":            {0, func() { ParseEmail("jo@example.com") }},
		"an e-mail with a tag": {1, func() { ParseEmail("jo+x@example.com") }},
	} {
		t.Run(name, func(t *testing.T) { require.LessOrEqual(t, testing.AllocsPerRun(100, c.run), c.want) })
	}
}
