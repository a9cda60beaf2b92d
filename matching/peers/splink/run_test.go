package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// python is one that has duckdb: the one that run.sh makes, or any.
func python(t *testing.T) string {
	t.Helper()
	venv := os.Getenv("PEERS_VENV")
	if cache, err := os.UserCacheDir(); venv == "" && err == nil {
		venv = filepath.Join(cache, "caselobby-peers")
	}
	for _, p := range []string{filepath.Join(venv, "bin", "python"), "python3"} {
		if exec.CommandContext(t.Context(), p, "-c", "import duckdb").Run() == nil {
			return p
		}
	}
	t.Skip("skipped: no Python has duckdb (run.sh makes one)")
	return ""
}

func TestGoAndSQLReachTheSameLevelsOfTheSamePairs(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), settings{clients: 2000, rounds: 1, least: -1000, python: python(t)}, &out))
	require.Contains(t, out.String(), "pairs compared")
}

func TestEveryRunHasAHomeOfItsOwn(t *testing.T) {
	dir := t.TempDir()
	fake := filepath.Join(dir, "python") // tells its home as its version, and leaves something there
	require.NoError(t, os.WriteFile(fake, []byte("#!/bin/sh\n[ -z \"$(ls -A \"$HOME\")\" ] || exit 1\n[ \"$HOME\" = \"$XDG_CACHE_HOME\" ] || exit 1\n[ \"$POLARS_MAX_THREADS\" = 1 ] || exit 1\ntouch \"$HOME/learnt\"\nprintf '{\"version\": \"%s\"}' \"$HOME\"\n"), 0o700))
	homes := map[string]bool{os.Getenv("HOME"): true}
	for range 3 {
		a, err := predict(t.Context(), dir, []string{fake})
		require.NoError(t, err)
		require.False(t, homes[a.Version], "a home is used once")
		homes[a.Version] = true
	}
}

func TestDisagreementsAreTold(t *testing.T) {
	ours := answer{Pairs: 10, Kept: 4, Weight: 40, Reached: [][]int{{1, 3}}}
	for _, c := range []struct {
		name, by string
		theirs   answer
		want     string
	}{
		{"same", shaped, ours, ""},
		{"a rounding apart", shaped, answer{Pairs: 10, Kept: 4, Weight: 40.001, Reached: [][]int{{1, 3}}}, ""},
		{"pairs", shaped, answer{Pairs: 11, Kept: 4, Weight: 40, Reached: [][]int{{1, 3}}}, "compared 10 pairs, shaped 11"},
		{"kept", splink, answer{Kept: 5, Weight: 40}, "kept 4 pairs, splink 5"},
		{"weight", splink, answer{Kept: 4, Weight: 41}, "weigh 40.0 bits in Go, by splink 41.0"},
		{"levels", shaped, answer{Pairs: 10, Kept: 4, Weight: 40, Reached: [][]int{{2, 2}}}, "levels differ"},
		{"levels of weldrs", weldrs, answer{Kept: 4, Weight: 40, Reached: [][]int{{2, 2}}}, "levels differ"},
		{"too many pairs of weldrs", weldrs, answer{Kept: 5, Weight: 50, Reached: [][]int{{1, 4}}}, "kept 4 pairs, weldrs 5"},
		{"weldrs tells no pairs", weldrs, answer{Kept: 4, Weight: 40, Reached: [][]int{{1, 3}}}, ""},
		{"goldenmatch cannot say the job", golden, answer{Kept: 2}, ""},
		{"goldenmatch links nobody", golden, answer{}, "golden kept no pair"},
		{"Splink tells neither pairs nor levels", splink, answer{Kept: 4, Weight: 40}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := agree([]string{inGo, c.by}, map[string][]answer{inGo: {ours}, c.by: {c.theirs}})
			if c.want == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, c.want)
			}
		})
	}
}
