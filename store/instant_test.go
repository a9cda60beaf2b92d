package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

func TestAnInstantIsOfUTCAndHasNoPartOfAMicrosecond(t *testing.T) {
	summer := time.FixedZone("BST", 3600)
	at := store.Instant(time.Date(2026, 7, 1, 9, 30, 0, 1999, summer))
	require.Equal(t, time.Date(2026, 7, 1, 8, 30, 0, 1000, time.UTC), at)
	require.Equal(t, at, store.Instant(at))
	require.True(t, store.Instant(time.Time{}).IsZero())
}
