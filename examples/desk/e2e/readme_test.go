package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEverySentenceOfTheServiceNamesATestThatIsThere holds the README's tables to the tests.
func TestEverySentenceOfTheServiceNamesATestThatIsThere(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	service, more, ok := strings.Cut(string(readme), "## What it has beside that")
	require.True(t, ok)
	row := regexp.MustCompile("(?m)^\\|.*\\| `(Test\\w+)` \\|$")
	rows := row.FindAllStringSubmatch(service, -1)
	require.Len(t, rows, 20)
	rows = append(rows, row.FindAllStringSubmatch(more, -1)...)
	require.Greater(t, len(rows), 25)
	files, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	var all []byte
	for _, f := range files {
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		all = append(all, b...)
	}
	for _, r := range rows {
		require.Contains(t, string(all), "func "+r[1]+"(t *testing.T)")
	}
}
