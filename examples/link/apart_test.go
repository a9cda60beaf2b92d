package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNoFileThatIsReadIsWrittenOver(t *testing.T) {
	dir, args := made(t, 20, 5)
	at := func(name string) string { return filepath.Join(dir, name) }
	truth := write(t, dir, "truth.csv", "case_id,client_ids\n")
	require.NoError(t, os.Link(at("cases.csv"), at("hard.csv")))
	require.NoError(t, os.Symlink(at("clients.csv"), at("soft.csv")))
	for says, flags := range map[string][]string{
		"-out would be written over the file of -cases":         {"-out", at("cases.csv")},
		"-out would be written over the file of -clients":       {"-out", dir + "/./clients.csv"},
		"-out would be written over the file of -truth":         {"-truth", truth, "-out", truth},
		"-out would be written over the file of -model":         {"-model", truth, "-out", truth},
		"-model-out would be written over the file of -truth":   {"-truth", truth, "-model-out", truth},
		"-model-out would be written over the file of -out":     {"-truth", truth, "-out", at("new"), "-model-out", dir + "/../" + filepath.Base(dir) + "/new"},
		"-out would be written over the file of -cases: a link": {"-out", at("hard.csv")},
		"-out would be written over the file of -clients: too":  {"-out", at("soft.csv")},
	} {
		before := contents(t, dir)
		status, _, stderr := run(t, fixed, append(args, flags...)...)
		require.Equal(t, misuse, status, says)
		said, _, _ := strings.Cut(says, ":")
		require.Contains(t, stderr, "link: "+said+"\n")
		require.Equal(t, before, contents(t, dir), says)
	}
}

func TestNoTableThatIsLinkedIsWrittenOver(t *testing.T) {
	dir := t.TempDir()
	left := write(t, dir, "left.csv", "ref,surname,born\n1,Example,\n")
	right := write(t, dir, "right.csv", "ref,surname,born\n1,Example,\n")
	model, err := os.ReadFile(toy)
	require.NoError(t, err)
	own := write(t, dir, "model.json", string(model))
	before := contents(t, dir)
	for _, out := range []string{left, right, own} {
		_, status, stderr := runPairsOf(t, "-model", own, "-left", left, "-right", right, "-out", out)
		require.Equal(t, misuse, status, out)
		require.Contains(t, stderr, "-out would be written over the file of -")
	}
	_, status, stderr := runPairsOf(t, "-model", own, "-left", left, "-tf", "surname="+right, "-out", right)
	require.Equal(t, misuse, status)
	require.Contains(t, stderr, "the file of -tf")
	require.Equal(t, before, contents(t, dir))
}

// contents are the files of a folder.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	files := map[string]string{}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		require.NoError(t, err)
		files[e.Name()] = string(text)
	}
	return files
}
