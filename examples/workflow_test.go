package examples_test

import (
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// What the workflow runs, anybody can run by hand: scripts of .ci that are there.
func TestTheWorkflowOnlyCallsScriptsOfCI(t *testing.T) {
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	path := filepath.Join(".github", "workflows", "ci.yml")
	runs := regexp.MustCompile(`(?m)^\s*(?:- )?run:\s*(.*)$`).FindAllStringSubmatch(read(t, root, path), -1)
	require.Len(t, runs, 3, "fast; install and full")
	for _, run := range runs {
		require.Regexp(t, `^\.ci/\w+( \w+)*$`, run[1])
		check(t, root, path, command(run[1]))
	}
}
