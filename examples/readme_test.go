package examples_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// guides are the documents whose Go blocks a reader copies as whole files.
var guides = []string{"README.md"}

func TestEveryGoBlockOfTheGuidesCompiles(t *testing.T) {
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	for _, guide := range guides {
		blocks := slices.DeleteFunc(fence.FindAllStringSubmatch(read(t, root, guide), -1), func(b []string) bool { return b[1] != "go" })
		require.NotEmpty(t, blocks, "%s shows no Go", guide)
		for i, b := range blocks {
			t.Run(fmt.Sprintf("%s block %d", filepath.Base(guide), i+1), func(t *testing.T) {
				compile(t, root, b[2])
			})
		}
	}
}

// compile builds one file as a module that imports this one, as a reader would.
func compile(t *testing.T, root, source string) {
	t.Helper()
	dir := t.TempDir()
	name := "block.go"
	if strings.Contains(source, "*testing.T") {
		name = "block_test.go"
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	require.NoError(t, err)
	mod = append([]byte("module reader\n"), mod[strings.IndexByte(string(mod), '\n'):]...)
	mod = fmt.Appendf(mod, "\nrequire github.com/caselobby/caselobby v0.1.0\nreplace github.com/caselobby/caselobby => %s\n", root)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), mod, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.sum"), sum, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(source), 0o600))
	cmd := exec.CommandContext(t.Context(), "go", "vet", "-mod=mod", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-buildvcs=false")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
}
