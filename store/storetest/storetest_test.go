package storetest

import (
	"flag"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestWhatOpenGivesIsANewStore(t *testing.T) {
	used, known := new(memory.Store), new(memory.Store)
	require.NoError(t, used.Commit(t.Context(), records(write(0, aRecord("r")))))
	require.NoError(t, known.Commit(t.Context(), clients(writeClient(0, aClient("c")))))
	for name, tc := range map[string]struct {
		s    store.Store
		want string
	}{
		"a new one is fit":              {new(memory.Store), ""},
		"one whose reads fail is tried": {Faulty(new(memory.Store), func(Call) Fault { return FailBefore }), ""},
		"none is not":                   {nil, "open gave no store"},
		"one that holds a record":       {used, "holds rows already"},
		"one that holds a client":       {known, "holds rows already"},
	} {
		got := unfit(t.Context(), tc.s)
		require.Equal(t, tc.want == "", got == "", name)
		require.Contains(t, got, tc.want, name)
	}
}

// Whoever reports a run reports at what size it was.
func TestARunSaysAtWhatSizeItWas(t *testing.T) {
	short := testing.Short()
	t.Cleanup(func() { require.NoError(t, flag.Set("test.short", strconv.FormatBool(short))) })
	for _, tc := range []struct {
		short string
		p     pace
		want  string
	}{
		{"false", pace(time.Millisecond), "at full size"},
		{"false", pace(20 * time.Millisecond), "made smaller for a store that takes 20ms a call"},
		{"true", pace(time.Millisecond), "in short form"},
		{"true", pace(20 * time.Millisecond), "in short form"},
	} {
		require.NoError(t, flag.Set("test.short", tc.short))
		require.Equal(t, tc.want, tc.p.String())
	}
}
