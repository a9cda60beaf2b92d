package store

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// Every text and every time of a row, wherever it is, is looked at, in a batch and
// where a row is encoded: a field that is new to a row is found wanting here.
func TestNoStoreIsGivenTextOrTimesThatItCannotKeep(t *testing.T) {
	spoilt := func(t *testing.T, spoil func() bool, check, encode func() error) {
		require.NoError(t, check())
		require.NoError(t, encode())
		n := 0
		for ; spoil(); n++ {
			require.ErrorIs(t, encode(), ErrFormat, "spoilt at %d", n)
			for _, err := range []error{check(), encode()} {
				require.ErrorIs(t, err, ErrInvalid, "spoilt at %d", n)
				require.NotContains(t, err.Error(), "marker")
			}
		}
		require.Greater(t, n, 8)
	}
	t.Run("record", func(t *testing.T) {
		r, now := filled[Record]("marker"), Record{}
		next := spoiler(reflect.ValueOf(&now).Elem(), func() { now = r.Clone() })
		spoilt(t, next, func() error {
			return Batch{Authority: r.Authority, Records: []Change[RecordID, Record]{{ID: r.ID, Next: &now}}}.Check()
		}, func() error { _, err := EncodeRecord(now); return err })
	})
	t.Run("client", func(t *testing.T) {
		c, now := filled[Client]("marker"), Client{}
		next := spoiler(reflect.ValueOf(&now).Elem(), func() { now = c.Clone() })
		spoilt(t, next, func() error {
			return Batch{Authority: c.Authority, Clients: []Change[ClientID, Client]{{ID: c.ID, Next: &now}}}.Check()
		}, func() error { _, err := EncodeClient(now); return err })
	})
	t.Run("event", func(t *testing.T) {
		e, now := filled[Event]("marker"), Event{}
		next := spoiler(reflect.ValueOf(&now).Elem(), func() { now = e })
		spoilt(t, next, func() error { return Batch{Authority: e.Authority, Events: []Event{now}}.Check() },
			func() error { _, err := EncodeEvent(now); return err })
	})
}

// spoiler returns what spoils one text or time after another of v, which fresh
// makes whole before each, and says when there is none left.
func spoiler(v reflect.Value, fresh func()) func() bool {
	fresh()
	n := 0
	return func() bool {
		fresh()
		left := n
		n++
		return spoil(v, &left)
	}
}

// spoil spoils the text or time of a number, counted in the order of the fields.
func spoil(v reflect.Value, left *int) bool {
	switch {
	case v.Type() == reflect.TypeFor[matching.Profile](): // opaque bytes
		return false
	case v.Type() == reflect.TypeFor[time.Time]():
		if *left--; *left < 0 {
			v.Set(reflect.ValueOf(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)))
			return true
		}
	case v.Kind() == reflect.String:
		if *left--; *left < 0 {
			v.SetString(v.String() + "\xff")
			return true
		}
	case v.Kind() == reflect.Pointer:
		return spoil(v.Elem(), left)
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			if spoil(v.Index(i), left) {
				return true
			}
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if spoil(v.Field(i), left) {
				return true
			}
		}
	}
	return false
}

func TestTimesAreOfFourDigits(t *testing.T) {
	long := time.Date(146138514283, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		at   time.Time
		fine bool
	}{
		"none":                      {time.Time{}, true},
		"the last":                  {time.Date(9999, 12, 31, 23, 59, 59, 999999999, time.UTC), true},
		"the first of the year 0":   {time.Time{}.Add(-1), false},
		"the year 10000":            {time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), false},
		"in the east before year 1": {time.Date(1, 1, 1, 0, 0, 0, 0, time.FixedZone("", 3600)), false},
		"a year that wraps round":   {long, false},
	} {
		t.Run(name, func(t *testing.T) {
			for what, err := range map[string]error{
				"from":   Query{Authority: "a", Limit: 1, ReceivedFrom: c.at}.Check(),
				"before": Query{Authority: "a", Limit: 1, ReceivedBefore: c.at}.Check(),
				"after":  Query{Authority: "a", Limit: 1, After: Cursor{Received: c.at}}.Check(),
				"events": EventQuery{Authority: "a", Limit: 1, After: EventCursor{At: c.at}}.Check(),
				"record": Batch{Authority: "a", Records: []Change[RecordID, Record]{{ID: "x", Next: &Record{Authority: "a", ID: "x", Received: c.at}}}}.Check(),
			} {
				if c.fine {
					require.NoError(t, err, what)
				} else {
					require.ErrorIs(t, err, ErrInvalid, what)
				}
			}
		})
	}
}

func TestABatchSaysWhatRowsWere(t *testing.T) {
	c := func(v Version) *Client { return &Client{Authority: "a", ID: "x", Version: v} }
	for name, k := range map[string]struct {
		change Change[ClientID, Client]
		fine   bool
	}{
		"a new one was nothing":     {Change[ClientID, Client]{ID: "x", Next: c(0)}, true},
		"it was as it was read":     {Change[ClientID, Client]{ID: "x", Expect: 3, Was: c(3), Next: c(0)}, true},
		"it does not say what":      {Change[ClientID, Client]{ID: "x", Expect: 3, Next: c(0)}, false},
		"a new one was something":   {Change[ClientID, Client]{ID: "x", Was: c(0), Next: c(0)}, false},
		"it was at another version": {Change[ClientID, Client]{ID: "x", Expect: 3, Was: c(2), Next: c(0)}, false},
		"it was another":            {Change[ClientID, Client]{ID: "x", Expect: 3, Was: &Client{Authority: "a", ID: "y", Version: 3}, Next: c(0)}, false},
		"it was of other people":    {Change[ClientID, Client]{ID: "x", Expect: 3, Was: &Client{Authority: "b", ID: "x", Version: 3}, Next: c(0)}, false},
	} {
		err := Batch{Authority: "a", Clients: []Change[ClientID, Client]{k.change}}.Check()
		require.Equal(t, k.fine, err == nil, name)
		if !k.fine {
			require.ErrorIs(t, err, ErrInvalid, name)
		}
	}
}

func TestL16_EventsAreRetiredOnce(t *testing.T) {
	require.NoError(t, Batch{Authority: "a", Retired: []EventID{"x", "y"}}.Check())
	require.ErrorIs(t, Batch{Authority: "a", Retired: []EventID{"x", "x"}}.Check(), ErrInvalid)
	require.ErrorIs(t, Batch{Authority: "a", Retired: []EventID{""}}.Check(), ErrInvalid)
	require.ErrorIs(t, Batch{Authority: "a", Retired: []EventID{"x"}, Events: []Event{{Authority: "a", ID: "x"}}}.Check(), ErrInvalid)
	many := make([]EventID, MaxChanges+1)
	for i := range many {
		many[i] = EventID(strings.Repeat("e", i+1))
	}
	require.NoError(t, Batch{Authority: "a", Retired: many[1:]}.Check())
	require.ErrorIs(t, Batch{Authority: "a", Retired: many}.Check(), ErrInvalid)
}

type limited struct {
	Store
	changes int
}

func (l limited) MaxChanges() int { return l.changes }

func TestAStoreMaySayThatItTakesLess(t *testing.T) {
	require.Equal(t, MaxChanges, BatchLimit(struct{ Store }{}))
	require.Equal(t, MinChanges, BatchLimit(limited{changes: MinChanges}))
	require.Equal(t, MaxChanges, BatchLimit(limited{changes: MaxChanges + 1}))
}
