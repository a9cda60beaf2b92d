package peers_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/peers"
)

func TestContendersTakeTurnsToGoFirst(t *testing.T) {
	var l peers.Laps
	order := ""
	run := func(name string) peers.Contender {
		return peers.Contender{Name: name, Run: func() error { order += name; return nil }}
	}
	for range 4 {
		require.NoError(t, l.Turn(run("a"), run("b"), run("c")))
	}
	require.Equal(t, "abc"+"bca"+"cab"+"abc", order)
	require.Len(t, l.Wall["b"], 4)
	require.Empty(t, l.CPU, "nobody gave a clock")
}

func TestTheFirstErrorEndsATurn(t *testing.T) {
	var l peers.Laps
	lost := errors.New("lost")
	err := l.Turn(
		peers.Contender{Name: "a", Run: func() error { return lost }},
		peers.Contender{Name: "b", Run: func() error { t.Error("went on"); return nil }},
	)
	require.ErrorIs(t, err, lost)
	require.Zero(t, l.Wall.At("a", .5))
}

func TestPercentilesAndRatiosOfLaps(t *testing.T) {
	now := time.Duration(0)
	l := peers.Laps{Clock: func() time.Duration { return now }}
	for n := range 100 {
		require.NoError(t, l.Turn(
			peers.Contender{Name: "fast", Run: func() error { now += 2; return nil }},
			peers.Contender{Name: "slow", Run: func() error { now += 10 * time.Duration(n+1); return nil }},
		))
	}
	require.EqualValues(t, 500, l.CPU.At("slow", .5))
	require.EqualValues(t, 990, l.CPU.At("slow", .99))
	require.EqualValues(t, 1000, l.CPU.At("slow", 1))
	require.Equal(t, 250., l.CPU.Ratio("slow", "fast", .5))
	require.True(t, math.IsNaN(l.CPU.Ratio("nobody", "nobody", .5)))
}
