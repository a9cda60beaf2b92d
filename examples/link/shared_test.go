package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// There is a made-up register beside the project, which is not part of it. The bars are what
// the built-in model has to reach on it, untrained.
func TestTheBuiltInModelReachesItsBarsOnTheRegisterBesideTheProject(t *testing.T) {
	f := figuresOf(t, besideTheProject(t))
	require.GreaterOrEqual(t, f.BlockingRecall, .995, "blocking recall")
	require.GreaterOrEqual(t, f.First, .98, "right client first")
	require.GreaterOrEqual(t, f.Precision[1], .95, "precision at 0.9")
	require.LessOrEqual(t, f.LogLoss, .30, "log loss per case")
}

// Learning from that register and its cases, without the truth, must not make
// the answers worse.
func TestWhatIsLearntWithoutTheTruthReachesTheBarsToo(t *testing.T) {
	s := besideTheProject(t)
	s.train = fromCases
	f := figuresOf(t, s)
	require.GreaterOrEqual(t, f.First, .98, "right client first")
	require.GreaterOrEqual(t, f.Precision[1], .985, "precision at 0.9")
	require.GreaterOrEqual(t, f.Recall[1], .94, "recall at 0.9")
	require.LessOrEqual(t, f.LogLoss, .10, "log loss per case")
}

// The same with people made up here, for machines without that register.
func TestTheBuiltInModelReachesItsBarsOnMadeUpPeople(t *testing.T) {
	f := figuresOf(t, settings{made: 8000})
	require.GreaterOrEqual(t, f.BlockingRecall, .985, "blocking recall")
	require.GreaterOrEqual(t, f.First, .96, "right client first")
	require.GreaterOrEqual(t, f.Precision[1], .95, "precision at 0.9")
	require.LessOrEqual(t, f.LogLoss, .35, "log loss per case")
}

// besideTheProject are the settings that link the register there, if it is there.
func besideTheProject(t *testing.T) settings {
	t.Helper()
	data := filepath.Join("..", "..", "..", "shared", "data", "uk")
	if _, err := os.Stat(data); err != nil {
		t.Skip("no register beside the project: ", data)
	}
	return settings{
		clients: filepath.Join(data, "clients.csv"), cases: filepath.Join(data, "cases.csv"), truth: filepath.Join(data, "truth.csv"),
	}
}

// figuresOf links with the built-in model, or with what the settings want
// learnt, and returns how good it is.
func figuresOf(t *testing.T, s settings) figures {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	s.workers = 2
	m, err := ukMatcher("", nil)
	require.NoError(t, err)
	c := newConsole(new(bytes.Buffer), false)
	in, err := gather(ctx, s, c)
	require.NoError(t, err)
	d := newDesk(s, m, c, in.cases)
	_, err = d.register(ctx, in.clients)
	require.NoError(t, err)
	received, err := d.receive(ctx, in.cases)
	require.NoError(t, err)
	require.Len(t, received, len(in.cases))
	_, err = d.train(ctx, in, received)
	require.NoError(t, err)
	found := newMeasure(in.truth)
	require.NoError(t, d.review(ctx, received, in.truth, func(a answer) error { found.add(a); return nil }))
	var report bytes.Buffer
	found.print(&report)
	t.Log("\n" + report.String())
	return found.figures()
}
