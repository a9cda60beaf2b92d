package store_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var moment = time.Date(2026, 3, 2, 9, 0, 0, 123456000, time.UTC)

func TestL16_PlacesGoThroughText(t *testing.T) {
	for name, c := range map[string]store.Cursor{
		"zero":         {},
		"usual":        {Received: moment, ID: "0195-77aa"},
		"time alone":   {Received: moment},
		"id alone":     {ID: "r-1"},
		"any letters":  {Received: moment, ID: "a~b/c?d=é 漢"},
		"longest":      {Received: moment, ID: store.RecordID(strings.Repeat("x", store.MaxID))},
		"first year":   {Received: time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC), ID: "r"},
		"last moment":  {Received: time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC), ID: "r"},
		"another zone": {Received: moment.In(time.FixedZone("", 3600)), ID: "r"},
	} {
		text, err := c.MarshalText()
		require.NoError(t, err, name)
		require.Regexp(t, `^[A-Za-z0-9_-]*$`, string(text), name)
		require.Equal(t, name == "zero", len(text) == 0)
		again := store.Cursor{ID: "left over"}
		require.NoError(t, again.UnmarshalText(text), name)
		require.Zero(t, c.Compare(again), name)

		e := store.EventCursor{At: c.Received, ID: store.EventID(c.ID)}
		other, err := e.MarshalText()
		require.NoError(t, err, name)
		var back store.EventCursor
		require.NoError(t, back.UnmarshalText(other), name)
		require.True(t, back.At.Equal(e.At) && back.ID == e.ID, name)
		if name != "zero" {
			require.ErrorIs(t, again.UnmarshalText(other), store.ErrInvalid, "an event's place is no record's")
			require.ErrorIs(t, back.UnmarshalText(text), store.ErrInvalid, "nor the other way about")
		}
	}
}

func TestAPlaceIsAValueOfJSON(t *testing.T) {
	in := map[string]store.Cursor{"after": {Received: moment, ID: "r-1"}}
	text, err := json.Marshal(in)
	require.NoError(t, err)
	var out map[string]store.Cursor
	require.NoError(t, json.Unmarshal(text, &out))
	require.Equal(t, in, out)
}

func TestWhatIsNoPlaceIsRefused(t *testing.T) {
	for name, c := range map[string]store.Cursor{
		"finer than stores keep": {Received: moment.Add(1), ID: "r"},
		"year 10000":             {Received: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), ID: "r"},
		"control character":      {Received: moment, ID: "a\nb"},
		"not UTF-8":              {Received: moment, ID: "a\xff"},
		"too long":               {Received: moment, ID: store.RecordID(strings.Repeat("x", store.MaxID+1))},
	} {
		text, err := c.MarshalText()
		require.ErrorIs(t, err, store.ErrInvalid, name)
		require.Empty(t, text, name)
	}
	good, err := store.Cursor{Received: moment, ID: "r-1"}.MarshalText()
	require.NoError(t, err)
	raw := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	for name, text := range map[string]string{
		"plain":             "2026-03-02T09:00:00Z~r-1",
		"cut":               string(good[:6]),
		"with a line end":   string(good[:4]) + "\n" + string(good[4:]),
		"padded":            string(good) + "=",
		"space":             " " + string(good),
		"longer":            string(good) + "AA==",
		"another kind":      raw("x\x00\x00\x00\x00\x00\x00\x00\x00r"),
		"beyond the years":  raw("r\x7f\xff\xff\xff\xff\xff\xff\xffr"),
		"before the years":  raw("r\x80\x00\x00\x00\x00\x00\x00\x00r"),
		"control character": raw("r\x00\x00\x00\x00\x00\x00\x00\x00\x00"),
		"not UTF-8":         raw("r\x00\x00\x00\x00\x00\x00\x00\x00\xff"),
		"too long":          raw("r\x00\x00\x00\x00\x00\x00\x00\x00" + strings.Repeat("x", store.MaxID+1)),
	} {
		was := store.Cursor{ID: "as it was"}
		err := was.UnmarshalText([]byte(text))
		require.ErrorIs(t, err, store.ErrInvalid, name)
		require.Equal(t, store.Cursor{ID: "as it was"}, was, name)
		require.NotContains(t, err.Error(), text, "what a stranger wrote is not repeated")
	}
}

func FuzzCursor(f *testing.F) {
	for _, id := range []store.RecordID{"", "r-1", "é"} {
		text, err := store.Cursor{Received: moment, ID: id}.MarshalText()
		require.NoError(f, err)
		f.Add(text, moment.UnixMicro(), string(id))
	}
	f.Add([]byte("ZQ"), int64(0), "")
	f.Fuzz(func(t *testing.T, text []byte, micros int64, id string) {
		var c store.Cursor
		if err := c.UnmarshalText(text); err == nil { // there is one text of a place
			again, err := c.MarshalText()
			require.NoError(t, err)
			require.Equal(t, string(text), string(again))
		} else {
			require.ErrorIs(t, err, store.ErrInvalid)
		}
		c = store.Cursor{Received: time.UnixMicro(micros), ID: store.RecordID(id)}
		if text, err := c.MarshalText(); err == nil {
			var back store.Cursor
			require.NoError(t, back.UnmarshalText(text))
			require.Zero(t, c.Compare(back))
		} else {
			require.ErrorIs(t, err, store.ErrInvalid)
		}
	})
}
