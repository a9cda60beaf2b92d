package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// format is the version of the encoding that this package writes.
const format = 1

// ErrFormat: bytes are not a row as this version of the library writes them,
// or a row holds what cannot be written: text that is not UTF-8 or holds a NUL, a
// reference longer than [MaxID], or a time outside the years 1 to 9999. The error
// quotes nothing of either.
var ErrFormat = errors.New("store: unreadable row")

// EncodeRecord writes a record, in full, for an adapter to store: JSON with
// short stable names, nothing that is empty, and times in UTC cut to the
// microsecond. The same record always gives the same bytes. The error Is
// [ErrFormat] and, since no store can keep such a row, [ErrInvalid].
func EncodeRecord(r Record) ([]byte, error) { return encode(r.scan, wireOfRecord(r)) }

// DecodeRecord reads what [EncodeRecord] wrote. A field that this version does
// not know is refused, not skipped: read in part and written back, the row
// would lose what a newer version keeps there. A newer version that leaves its
// new fields empty is read by older ones, so instances of both can run side by
// side until the new fields come into use. The error Is [ErrFormat].
func DecodeRecord(b []byte) (Record, error) {
	w, err := decode[wireRecord](b)
	return w.record(), err
}

// EncodeClient writes a client with its cases as [EncodeRecord] writes a record.
func EncodeClient(c Client) ([]byte, error) { return encode(c.scan, wireOfClient(c)) }

// DecodeClient reads what [EncodeClient] wrote, as [DecodeRecord] does.
func DecodeClient(b []byte) (Client, error) {
	w, err := decode[wireClient](b)
	return w.client(), err
}

// EncodeEvent writes an event as [EncodeRecord] writes a record.
func EncodeEvent(e Event) ([]byte, error) { return encode(e.scan, wireOfEvent(e)) }

// DecodeEvent reads what [EncodeEvent] wrote, as [DecodeRecord] does.
func DecodeEvent(b []byte) (Event, error) {
	w, err := decode[wireEvent](b)
	return Event(w), err
}

// envelope carries the version of the encoding before the row.
type envelope[Wire any] struct {
	Format int   `json:"v"`
	Row    *Wire `json:"row"`
}

// encode writes what a scan finds nothing wrong with: all text is UTF-8, which
// package json would replace in silence, and whatever else a store can keep.
func encode[Wire any](scan func(*scanner), w Wire) ([]byte, error) {
	if err := unkeepable("a row", scan); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(envelope[Wire]{format, &w}); err != nil {
		return nil, fmt.Errorf("%w: %w: not to be written", ErrInvalid, ErrFormat)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

func decode[Wire any](b []byte) (Wire, error) {
	var none Wire
	var e envelope[Wire]
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil || e.Format != format || e.Row == nil {
		return none, unreadable(b)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return none, fmt.Errorf("%w: more follows the row", ErrFormat)
	}
	return *e.Row, nil
}

// unreadable says why bytes are no row, and quotes none of them.
func unreadable(b []byte) error {
	var version struct {
		Format int `json:"v"`
	}
	if err := json.Unmarshal(b, &version); err != nil {
		return fmt.Errorf("%w: not a row", ErrFormat)
	}
	if version.Format != format {
		return fmt.Errorf("%w: format %d, not %d", ErrFormat, version.Format, format)
	}
	return fmt.Errorf("%w: unknown or malformed field", ErrFormat)
}
