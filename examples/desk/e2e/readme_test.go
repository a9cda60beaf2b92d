package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEverySentenceOfTheServiceNamesATestThatIsThere holds the README's table to the tests.
func TestEverySentenceOfTheServiceNamesATestThatIsThere(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	rows := regexp.MustCompile("(?m)^\\|.*\\| `(Test\\w+)` \\|$").FindAllSubmatch(readme, -1)
	require.Len(t, rows, 20)
	files, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	var all []byte
	for _, f := range files {
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		all = append(all, b...)
	}
	for _, r := range rows {
		require.Contains(t, string(all), "func "+string(r[1])+"(t *testing.T)")
	}
}
