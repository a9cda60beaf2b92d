package storetest

import (
	"context"
	"errors"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

// prompt is how soon a call is back once its context is done, at a brisk pace.
const prompt = time.Second

var holding = group{"holding", []check{
	{
		name:  "a commit that waits for a row is back as soon as its caller has gone",
		why:   "an officer who closes the window frees a connection; one that goes on waiting for a row is one that nobody else gets",
		needs: holds,
		run: func(t tb, s *subject) {
			s.given(t, furnished())
			r := *furnished().Records[0].Next
			for round := range store.Version(3) {
				release := s.held(t, "r")
				b := records(write(round+1, r))
				b.Events = []store.Event{anEvent(numbered(int(round)))}
				err := s.withdrawn(t, b)
				require.NotErrorIs(t, err, store.ErrConflict, "nobody has written the row: it was only held")
				require.NoError(t, release())
				switch {
				case err == nil:
					s.holds(t, round+2, r) // as it said
				case errors.Is(err, store.ErrBusy):
					s.holds(t, round+1, r) // nothing was written
				}
				s.settle(t, b)
				s.holds(t, round+2, r)
				require.Equal(t, int(round)+2, len(s.allEvents(t, store.EventQuery{Authority: here, Limit: 9})))
			}
		},
	},
	{
		name:  "a commit that waited goes on when the row is free",
		why:   "a lock that is given up with its caller must be given up: what waits behind it waits for ever",
		needs: holds,
		run: func(t tb, s *subject) {
			s.given(t, furnished())
			r := *furnished().Records[0].Next
			release := s.held(t, "r")
			_ = s.withdrawn(t, records(write(1, r)))
			waiting := s.waiting(func() error { return s.Commit(t.Context(), records(write(0, aRecord("another")))) })
			require.NoError(t, release())
			require.NoError(t, <-waiting)
			s.settle(t, records(write(1, r)))
			s.holds(t, 2, r)
			s.holds(t, 1, aRecord("another"))
			s.commit(t, records(write(2, r)))
		},
	},
	{
		name:  "who reads in another authority waits for no row that is held",
		why:   "one council's transaction, left open over lunch, is no reason for another's lobby to stand still",
		needs: holds,
		run: func(t tb, s *subject) {
			s.given(t, furnished())
			s.given(t, in(there, furnished()))
			release := s.held(t, "r")
			read := make(chan error, 1)
			go func() {
				_, err := s.Rows(t.Context(), there, store.IDs{Records: []store.RecordID{"r"}, Clients: []store.ClientID{"c"}})
				_, errPage := s.Records(t.Context(), store.Query{Authority: there, Limit: 9})
				_, errRegister := s.Clients(t.Context(), store.ClientQuery{Authority: there, Limit: 9})
				_, errPool := s.Candidates(t.Context(), there, keys(1), 9)
				_, errTrail := s.Events(t.Context(), store.EventQuery{Authority: there, Limit: 9})
				read <- errors.Join(err, errPage, errRegister, errPool, errTrail)
			}()
			back, err := s.soon(read)
			require.NoError(t, release())
			require.True(t, back, "what is read is not back after %v", prompt)
			require.NoError(t, err)
		},
	},
}}

// held holds a record, as another transaction would, until release is called.
func (s *subject) held(t tb, id store.RecordID) (release func() error) {
	t.Helper()
	release, err := s.hold(s.raw, here, id)
	require.NoError(t, err, "the adapter's hook")
	return release
}

// waiting begins a commit that has to wait, and lets it come to where it waits.
func (s *subject) waiting(commit func() error) <-chan error {
	back, before := make(chan error, 1), s.watch.commits()
	go func() { back <- commit() }()
	for s.watch.commits() == before && len(back) == 0 {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(20 * time.Millisecond)
	return back
}

// withdrawn commits a batch that has to wait, and whose caller goes. It fails if
// the call is not back soon after.
func (s *subject) withdrawn(t tb, b store.Batch) error {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	back := s.waiting(func() error { return s.asked.Commit(ctx, b) })
	if len(back) > 0 {
		err := <-back
		require.Error(t, err, "the adapter's hook: a commit of the row that it holds did not wait")
		return err
	}
	cancel()
	soon, err := s.soon(back)
	if !soon {
		t.Fatalf("the commit is not back %v after its caller has gone", prompt)
	}
	return err
}

// soon says whether a call is back in time, and what it returned.
func (s *subject) soon(back <-chan error) (soon bool, err error) {
	const looks = 50 // one after another: a machine that stands still for a second delays one of them
	for range looks {
		select {
		case err := <-back:
			return true, err
		case <-time.After((prompt + 10*time.Duration(s.pace)) / looks):
		}
	}
	return false, nil
}

// settle commits a batch of unknown outcome again, until it is there.
func (s *subject) settle(t tb, b store.Batch) {
	t.Helper()
	err := careful{s.asked, true}.Commit(t.Context(), b)
	require.True(t, err == nil || errors.Is(err, context.Canceled), "the batch, committed again: %v", err)
}
