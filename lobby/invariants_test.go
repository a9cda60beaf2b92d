package lobby_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEveryInvariantNamesATestThatExists holds the page to the tests: every number is
// there once, in order, and every test that it names is written.
func TestEveryInvariantNamesATestThatExists(t *testing.T) {
	page, err := os.ReadFile("INVARIANTS.md")
	require.NoError(t, err)
	numbers := map[string]int{}
	for _, row := range regexp.MustCompile(`(?m)^\| ([IG])(\d+) \| .+ \| (.+) \|$`).FindAllStringSubmatch(string(page), -1) {
		numbers[row[1]]++
		require.Equal(t, fmt.Sprint(numbers[row[1]]), row[2], "the numbers of %s are in order", row[1])
		named := regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row[3], -1)
		require.NotEmpty(t, named, "%s%s", row[1], row[2])
		for _, n := range named {
			folder, test, elsewhere := strings.Cut(n[1], ": ")
			if !elsewhere {
				folder, test = "lobby", n[1]
			}
			require.True(t, written(t, filepath.Join("..", folder), test), "%s%s names %s, which is not in %s", row[1], row[2], test, folder)
		}
	}
	require.Equal(t, map[string]int{"I": 26, "G": 24}, numbers)
}

// written reports whether a folder has a test of that name.
func written(t *testing.T, folder, test string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	require.NoError(t, err)
	for _, file := range files {
		code, err := os.ReadFile(file)
		require.NoError(t, err)
		if strings.Contains(string(code), "\nfunc "+test+"(") {
			return true
		}
	}
	return false
}
