package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEverySentenceOfTheServiceNamesATestThatIsThere holds the README's tables to the tests.
func TestEverySentenceOfTheServiceNamesATestThatIsThere(t *testing.T) {
	service, more, err := stories()
	require.NoError(t, err)
	require.Len(t, service, 20)
	require.Greater(t, len(more), 5)
	files, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	var all []byte
	for _, f := range files {
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		all = append(all, b...)
	}
	for _, test := range append(service, more...) {
		require.Contains(t, string(all), "func "+test+"(t *testing.T)")
	}
}
