package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestAFaultStrikesTheCallItIsMeantFor(t *testing.T) {
	for fault, c := range map[Fault]struct {
		fails   error
		applied bool
	}{
		NoFault:      {nil, true},
		FailBefore:   {ErrFault, false},
		FailAfter:    {ErrFault, true},
		CancelBefore: {context.Canceled, false},
		Slow:         {nil, true},
		Twice:        {store.ErrConflict, true},
	} {
		t.Run(fmt.Sprint(fault), func(t *testing.T) {
			s := new(memory.Store)
			f := Faulty(s, At(2, fault))
			require.NoError(t, f.Commit(t.Context(), records(write(0, aRecord("1")))))
			require.ErrorIs(t, f.Commit(t.Context(), records(write(0, aRecord("2")))), c.fails)
			require.NoError(t, f.Commit(t.Context(), records(write(0, aRecord("3")))))
			require.Equal(t, 3, f.Calls())
			for id, there := range map[store.RecordID]bool{"1": true, "2": c.applied, "3": true} {
				_, err := recordOf(t.Context(), s, here, id)
				require.Equal(t, there, err == nil, "record %s", id)
			}
		})
	}
}

func TestAFaultStrikesReadsToo(t *testing.T) {
	s := new(memory.Store)
	require.NoError(t, s.Commit(t.Context(), furnished()))
	for name, read := range reads(&subject{Store: Faulty(s, func(Call) Fault { return FailAfter })}) {
		require.ErrorIs(t, read(t.Context()), ErrFault, name)
	}
	var methods []string
	sound := Faulty(s, func(c Call) Fault {
		methods = append(methods, c.Method)
		return NoFault
	})
	for name, read := range reads(&subject{Store: sound}) {
		require.NoError(t, read(t.Context()), name)
		require.Equal(t, name, methods[len(methods)-1])
	}
}

func TestFaultsAtRandomFollowTheirSeed(t *testing.T) {
	draw := func(seed uint64) (faults []Fault) {
		p := Sometimes(seed, .5, []Fault{FailBefore, Twice}, "Commit")
		for n := range 100 {
			require.Equal(t, NoFault, p(Call{N: n, Method: "Rows"}))
			faults = append(faults, p(Call{N: n, Method: "Commit"}))
		}
		return faults
	}
	require.Equal(t, draw(1), draw(1))
	require.NotEqual(t, draw(1), draw(2))
	require.Contains(t, draw(1), Twice)
	require.Contains(t, draw(1), NoFault)
}

// Code that keeps the contract commits a batch again when it cannot tell what
// became of it, and finds on the conflict that the batch was its own.
func ExampleFaulty() {
	ctx := context.Background()
	f := Faulty(new(memory.Store), At(1, FailAfter))
	b := store.Batch{
		Authority: "leeds",
		Clients:   []store.Change[store.ClientID, store.Client]{{ID: "c1", Next: &store.Client{Authority: "leeds", ID: "c1"}}},
	}
	err := f.Commit(ctx, b)
	fmt.Println(err)
	err = f.Commit(ctx, b)
	fmt.Println(errors.Is(err, store.ErrConflict))
	c, err := clientOf(ctx, f, "leeds", "c1")
	fmt.Println(c, err)
	// Output:
	// storetest: injected fault
	// true
	// [client leeds c1 v1] <nil>
}
