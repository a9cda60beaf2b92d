package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatIsLearntIsAModelForTheNextTime(t *testing.T) {
	dir, args := made(t, 600, 300)
	model, next := filepath.Join(dir, "model.json"), filepath.Join(dir, "next.json")
	truth := filepath.Join(dir, "truth.csv")
	appendTo(t, dir, "truth.csv", "L0009999,C9999999\n") // nobody's case, nobody's client
	uk := program{ukMatcher}
	status, _, stderr := run(t, uk, append(args, "-truth", truth, "-model-out", model)...)
	require.Zero(t, status, stderr)
	first, err := os.ReadFile(model)
	require.NoError(t, err)
	builtIn, err := os.ReadFile(filepath.Join(dir, "matches.csv"))
	require.NoError(t, err)

	status, _, stderr = run(t, uk, append(args, "-truth", truth, "-model", model, "-model-out", next)...)
	require.Zero(t, status, stderr)
	again, err := os.ReadFile(next)
	require.NoError(t, err)
	require.Equal(t, string(first), string(again), "learning is deterministic")
	learnt, err := os.ReadFile(filepath.Join(dir, "matches.csv"))
	require.NoError(t, err)
	require.NotEqual(t, string(builtIn), string(learnt), "and what was learnt weighs")

	status, _, stderr = run(t, uk, append(args, "-model-out", model)...)
	require.Equal(t, misuse, status)
	require.Contains(t, stderr, "needs -train, or -truth")
	status, _, stderr = run(t, uk, append(args, "-model", truth)...)
	require.Equal(t, failed, status)
	require.Contains(t, stderr, "truth.csv: ")
}

func TestAModelIsLearntWithoutTheTruth(t *testing.T) {
	dir, args := made(t, 600, 300)
	model, matches := filepath.Join(dir, "model.json"), filepath.Join(dir, "matches.csv")
	uk := program{ukMatcher}
	read := func(args ...string) (string, string) {
		t.Helper()
		status, _, stderr := run(t, uk, args...)
		require.Zero(t, status, stderr)
		got, err := os.ReadFile(matches)
		require.NoError(t, err)
		return string(got), stderr
	}
	builtIn, _ := read(args...)
	learnt, stderr := read(append(args, "-train", "-model-out", model, "-progress")...)
	require.NotEqual(t, builtIn, learnt)
	require.Contains(t, stderr, "learning from pairs by chance: 179700 of 179700")
	require.Contains(t, stderr, "learning from cases: 236 of 236", "of those who give a date of birth or a number a fifth is held back")
	require.Contains(t, stderr, "learning from cases: 294 of 294")
	require.Contains(t, stderr, "learning: iteration 1, largest change ")
	first, err := os.ReadFile(model)
	require.NoError(t, err)

	said := regexp.MustCompile(`learnt: -known (0\.\d+)`).FindStringSubmatch(stderr)
	require.Len(t, said, 2, stderr)
	again, _ := read(append(args, "-model", model, "-known", said[1])...)
	require.Equal(t, learnt, again, "the file holds what was learnt")
	told, stderr := read(append(args, "-train", "-known", "0.9", "-model-out", model)...)
	require.NotEqual(t, learnt, told)
	require.Contains(t, stderr, "learnt: -known 0.9\n", "what is told is not learnt")
	second, err := os.ReadFile(model)
	require.NoError(t, err)
	require.Equal(t, string(first), string(second), "learning is deterministic")
}

func TestWhatDoesNoBetterIsNotUsedAndThatIsSaid(t *testing.T) {
	dir, args := made(t, 100, 40)
	model := filepath.Join(dir, "model.json")
	status, _, stderr := run(t, program{ukMatcher}, append(args, "-train", "-model-out", model)...)
	require.Zero(t, status, stderr)
	require.Contains(t, stderr, "learnt weights are not used: on 8 cases held back they do no better")
}

func TestLabelsAreLearntFromFirstWhereThatIsAsked(t *testing.T) {
	dir, args := made(t, 600, 300)
	truth := filepath.Join(dir, "truth.csv")
	model := filepath.Join(dir, "model.json")
	status, after, stderr := run(t, program{ukMatcher}, append(args, "-truth", truth, "-train=labels", "-model-out", model)...)
	require.Zero(t, status, stderr)
	require.Contains(t, stderr, "figures are of the very cases")
	learnt, err := os.ReadFile(model)
	require.NoError(t, err)
	status, before, stderr := run(t, program{ukMatcher}, append(args, "-truth", truth, "-model-out", model)...)
	require.Zero(t, status, stderr)
	require.NotEqual(t, before, after)
	same, err := os.ReadFile(model)
	require.NoError(t, err)
	require.Equal(t, string(same), string(learnt), "the order of learning and comparing is no matter")

	for says, more := range map[string][]string{
		"needs -truth to learn from":      {"-train=labels"},
		"learn from cases or from labels": {"-train=stars"},
		"-model gives one":                {"-train", "-model", model},
		"above 0 and at most 1":           {"-known", "2"},
	} {
		status, _, stderr := run(t, fixed, append(args, more...)...)
		require.Equal(t, misuse, status, says)
		require.Contains(t, stderr, says)
	}
	status, _, stderr = run(t, fixed, append(args, "-train=false")...)
	require.Zero(t, status, stderr)
}
