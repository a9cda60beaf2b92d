package store

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

func TestARowSurvivesItsEncoding(t *testing.T) {
	t.Run("record", func(t *testing.T) {
		requireRoundTrip(t, filled[Record]("é\u202e👩‍👩‍👧\\ufffd\ufffd<&>"), EncodeRecord, DecodeRecord)
	})
	t.Run("client", func(t *testing.T) {
		requireRoundTrip(t, filled[Client]("'; DROP TABLE clients;--"), EncodeClient, DecodeClient)
	})
	t.Run("event", func(t *testing.T) { requireRoundTrip(t, filled[Event]("x"), EncodeEvent, DecodeEvent) })
	t.Run("empty record", func(t *testing.T) { requireRoundTrip(t, Record{}, EncodeRecord, DecodeRecord) })
	t.Run("empty client", func(t *testing.T) { requireRoundTrip(t, Client{}, EncodeClient, DecodeClient) })
	t.Run("empty parts", func(t *testing.T) {
		requireRoundTrip(t, Record{WaitingList: &WaitingListPlace{}, Claim: &Claim{}, Decision: &Decision{}}, EncodeRecord, DecodeRecord)
	})
}

func requireRoundTrip[Row any](t *testing.T, row Row, encode func(Row) ([]byte, error), decode func([]byte) (Row, error)) {
	t.Helper()
	b, err := encode(row)
	require.NoError(t, err)
	back, err := decode(b)
	require.NoError(t, err)
	require.True(t, reflect.DeepEqual(row, back), "differs after %s", b)
	again, err := encode(back)
	require.NoError(t, err)
	require.Equal(t, b, again)
}

// The bytes are what stands in people's databases: they must not change.
func TestTheEncodingIsStable(t *testing.T) {
	r := Record{
		Authority: "leeds", ID: "r1", Version: 2, System: "hpa2", State: StateClaimed, Channel: ChannelSelfReferral,
		Received: time.Date(2026, 3, 1, 9, 30, 0, 120000, time.UTC),
		Person:   matching.Person{Given: "Ada <3", Emails: []string{"ada@example.org"}},
		Keys:     []matching.Key{7, 1 << 63}, Profile: "\x01\xff", Details: []byte{0, 255},
		Claim: &Claim{Officer: "o1"},
	}
	b, err := EncodeRecord(r)
	require.NoError(t, err)
	require.Equal(t, `{"v":1,"row":{"authority":"leeds","id":"r1","version":2,"system":"hpa2","state":"claimed",`+
		`"channel":"self-referral","received":"2026-03-01T09:30:00.00012Z","person":{"given":"Ada <3","emails":["ada@example.org"]},`+
		`"keys":[7,9223372036854775808],"profile":"Af8=","details":"AP8=","claim":{"officer":"o1"}}}`, string(b))
}

func TestEmptyAndNilAreWrittenAlike(t *testing.T) {
	a, err := EncodeClient(Client{ID: "c"})
	require.NoError(t, err)
	b, err := EncodeClient(Client{ID: "c", Keys: []matching.Key{}, Cases: []Case{}, Person: matching.Person{Phones: []string{}}})
	require.NoError(t, err)
	require.Equal(t, a, b)
}

func TestTimesAreWrittenInUTCToTheMicrosecond(t *testing.T) {
	london := time.FixedZone("BST", 3600)
	b, err := EncodeEvent(Event{At: time.Date(2026, 7, 1, 1, 0, 0, 1999, london)})
	require.NoError(t, err)
	e, err := DecodeEvent(b)
	require.NoError(t, err)
	require.True(t, reflect.DeepEqual(time.Date(2026, 7, 1, 0, 0, 0, 1000, time.UTC), e.At))
	for _, year := range []int{1, 9999} {
		at := time.Date(year, 12, 31, 23, 59, 59, 999999000, time.UTC)
		b, err := EncodeEvent(Event{At: at})
		require.NoError(t, err)
		e, err := DecodeEvent(b)
		require.NoError(t, err)
		require.True(t, reflect.DeepEqual(at, e.At))
	}
}

// Every time of a row, however deep, is cut to the microsecond in UTC.
func TestB7_EveryTimeOfARowIsCut(t *testing.T) {
	east := time.FixedZone("east", 5*3600)
	r, c := filled[Record]("x"), filled[Client]("x")
	for _, v := range []reflect.Value{reflect.ValueOf(&r).Elem(), reflect.ValueOf(&c).Elem()} {
		require.Greater(t, timesOf(v, func(at time.Time) time.Time { return at.Add(999).In(east) }), 5)
	}
	rb, err := EncodeRecord(r)
	require.NoError(t, err)
	cb, err := EncodeClient(c)
	require.NoError(t, err)
	for _, b := range [][]byte{rb, cb} {
		require.NotContains(t, string(b), "999Z")
		require.NotContains(t, string(b), "+05:00")
	}
}

// timesOf changes every time in v, and returns how many there are.
func timesOf(v reflect.Value, change func(time.Time) time.Time) (n int) {
	switch v.Kind() {
	case reflect.Pointer:
		return timesOf(v.Elem(), change)
	case reflect.Slice:
		for i := range v.Len() {
			n += timesOf(v.Index(i), change)
		}
	case reflect.Struct:
		if at, is := v.Interface().(time.Time); is {
			v.Set(reflect.ValueOf(change(at)))
			return 1
		}
		for i := range v.NumField() {
			n += timesOf(v.Field(i), change)
		}
	}
	return n
}

func TestWhatCannotBeWrittenIsRefused(t *testing.T) {
	for name, r := range map[string]Record{
		"text that is not UTF-8":   {Person: matching.Person{Given: "Zebedee\xff"}},
		"an id that is not UTF-8":  {ID: "Zebedee\xc3"},
		"text with a NUL":          {Person: matching.Person{Given: "Zebedee\x00"}},
		"a time after 9999":        {Received: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
		"a time before the year 0": {Received: time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)},
		"a time of the year 0":     {Received: time.Date(0, 12, 31, 23, 59, 59, 999999000, time.UTC)},
		"a time of it in the east": {Claim: &Claim{Since: time.Date(1, 1, 1, 0, 0, 0, 0, time.FixedZone("", 3600))}},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := EncodeRecord(r)
			require.ErrorIs(t, err, ErrFormat)
			require.ErrorIs(t, err, ErrInvalid, "trying again does not help")
			require.Nil(t, b)
			require.NotContains(t, err.Error(), "Zebedee")
		})
	}
}

func TestWhatCannotBeReadIsRefusedAndNotQuoted(t *testing.T) {
	for name, b := range map[string]string{
		"nothing":            ``,
		"not JSON":           `Zebedee`,
		"another format":     `{"v":2,"row":{"authority":"a","id":"Zebedee","version":1}}`,
		"no format":          `{"row":{"authority":"a","id":"Zebedee","version":1}}`,
		"no row":             `{"v":1}`,
		"a null row":         `{"v":1,"row":null}`,
		"a field unknown":    `{"v":1,"row":{"authority":"a","id":"r","version":1,"Zebedee":"x"}}`,
		"a malformed time":   `{"v":1,"row":{"authority":"a","id":"r","version":1,"received":"Zebedee"}}`,
		"a malformed number": `{"v":1,"row":{"authority":"a","id":"r","version":"Zebedee"}}`,
		"something after":    `{"v":1,"row":{"authority":"a","id":"r","version":1}} {"Zebedee":1}`,
		"cut short":          `{"v":1,"row":{"authority":"a","id":"Zebedee`,
	} {
		t.Run(name, func(t *testing.T) {
			r, err := DecodeRecord([]byte(b))
			require.ErrorIs(t, err, ErrFormat)
			require.NotContains(t, err.Error(), "Zebedee")
			require.True(t, reflect.DeepEqual(Record{}, r))
		})
	}
	// Whether it is a later version's, or damaged, says what to do about it.
	for b, want := range map[string]string{`{`: "not a row", `{"v":2}`: "format 2, not 1", `{"v":1,"odd":1}`: "unknown or malformed field"} {
		_, err := DecodeRecord([]byte(b))
		require.ErrorContains(t, err, want)
	}
}

func FuzzDecodeRecord(f *testing.F) {
	b, err := EncodeRecord(filled[Record]("x"))
	require.NoError(f, err)
	f.Add(b)
	f.Add([]byte(`{"v":1,"row":{}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := DecodeRecord(b)
		if err != nil {
			require.ErrorIs(t, err, ErrFormat)
			return
		}
		once, err := EncodeRecord(r)
		if err != nil {
			return // a time that no row of ours holds, such as the year 0
		}
		back, err := DecodeRecord(once)
		require.NoError(t, err)
		twice, err := EncodeRecord(back)
		require.NoError(t, err)
		require.Equal(t, string(once), string(twice))
	})
}

func TestALongRowIsWrittenWhole(t *testing.T) {
	r := Record{Details: []byte(strings.Repeat("\x00", MaxRow))}
	requireRoundTrip(t, r, EncodeRecord, DecodeRecord)
}

func TestARowWhoseTasksSayTheirOwnAccessIsReadAndItIsForgotten(t *testing.T) {
	r := Record{Authority: "leeds", ID: "r", Tasks: []Task{{ID: "t", Type: "risk"}}}
	now, err := EncodeRecord(r)
	require.NoError(t, err)
	before := bytes.Replace(now, []byte(`"type":"risk"`), []byte(`"type":"risk","access":"full"`), 1)
	require.NotEqual(t, now, before)
	got, err := DecodeRecord(before)
	require.NoError(t, err)
	require.Equal(t, r, got)
}
