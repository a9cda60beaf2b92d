package normalise

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// register reads one file of the made-up register that lies beside the project,
// as a column by name.
func register(t *testing.T, file string) func(column string) []string {
	f, err := os.Open("../../../shared/data/uk/" + file)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the made-up register is not here: ../shared/data/uk/" + file)
	}
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Greater(t, len(rows), 1000)
	return func(column string) []string {
		k := slices.Index(rows[0], column)
		require.GreaterOrEqual(t, k, 0, column)
		values := make([]string, 0, len(rows)-1)
		for _, r := range rows[1:] {
			values = append(values, r[k])
		}
		return values
	}
}

// TestARegisterIsRead holds the parsers to a whole register: what was typed there
// is realistic, so next to nothing of it may be unreadable.
func TestARegisterIsRead(t *testing.T) {
	for _, file := range []string{"clients.csv", "cases.csv"} {
		t.Run(file, func(t *testing.T) {
			column := register(t, file)
			given, middle := column("given_name"), column("middle_name")
			for field, parse := range map[string]func(i int, s string) Quality{
				"postcode":      func(_ int, s string) Quality { return ParsePostcode(s).Quality },
				"nino":          func(_ int, s string) Quality { return ParseNINO(s).Quality },
				"date_of_birth": func(_ int, s string) Quality { return ParseDate(s).Quality },
				"phone":         func(_ int, s string) Quality { return ParsePhone(s).Quality },
				"email":         func(_ int, s string) Quality { return ParseEmail(s).Quality },
				"family_name":   func(i int, s string) Quality { return ParseName(given[i], middle[i], s).Quality },
			} {
				count := [Valid + 1]int{}
				values := column(field)
				for i, s := range values {
					q := parse(i, s)
					count[q]++
					if field != "family_name" {
						require.Equal(t, s == "", q == Absent, field)
					}
				}
				n := len(values) - count[Absent]
				require.LessOrEqual(t, count[Invalid]*1000, n, "%s: %v", field, count)
				require.LessOrEqual(t, count[Placeholder]*100, n*25, "%s: %v", field, count)
				require.GreaterOrEqual(t, (count[Valid]+count[Partial])*100, n*70, "%s: %v", field, count)
			}
		})
	}
}
