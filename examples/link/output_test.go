package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// A folder stands for everything that has a path and is no file, such as a device, which a
// rename would replace.
func TestWhatIsNoFileIsNotWrittenOver(t *testing.T) {
	dir := t.TempDir()
	place := filepath.Join(dir, "place")
	require.NoError(t, os.Mkdir(place, 0o700))
	_, err := create(place, "column")
	require.ErrorContains(t, err, "is not a file")
	require.ErrorContains(t, writeModel(place, matching.UK(nil).Parameters()), "is not a file")
	_, err = create(os.DevNull, "column") // only looked at
	require.ErrorContains(t, err, "is not a file")
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 1)
	info, err := os.Stat(place)
	require.NoError(t, err)
	require.True(t, info.IsDir())
}
