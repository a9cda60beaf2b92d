package store

import (
	"encoding/base64"
	"encoding/binary"
	"time"
)

// MarshalText returns the place as one word of letters, digits, - and _, for an
// address: empty for the zero Cursor. It holds one record's time of arrival and id, and
// nothing else. That is encoded and not secret, and the record may be one that the list
// passed over. ErrInvalid refuses what cannot be the place of a record.
func (c Cursor) MarshalText() ([]byte, error) {
	return placeText(recordPlace, c.Received, string(c.ID))
}

// UnmarshalText reads what MarshalText wrote, and refuses everything else with
// ErrInvalid.
func (c *Cursor) UnmarshalText(text []byte) error {
	at, id, err := readPlace(recordPlace, text)
	if err == nil {
		*c = Cursor{Received: at, ID: RecordID(id)}
	}
	return err
}

// MarshalText returns the place of an event in the same form as a [Cursor]'s.
func (c EventCursor) MarshalText() ([]byte, error) { return placeText(eventPlace, c.At, string(c.ID)) }

// UnmarshalText reads what MarshalText wrote, and refuses everything else with
// ErrInvalid: a [Cursor] too.
func (c *EventCursor) UnmarshalText(text []byte) error {
	at, id, err := readPlace(eventPlace, text)
	if err == nil {
		*c = EventCursor{At: at, ID: EventID(id)}
	}
	return err
}

// The first byte of a place says of what it is, and in which form.
const (
	recordPlace = 'r'
	eventPlace  = 'e'
)

// placeHead is how many bytes come before the id: the first, and the time.
const placeHead = 1 + 8

var placeEncoding = base64.RawURLEncoding.Strict()

// placeText writes the kind, the microseconds since 1970 and the id.
func placeText(kind byte, at time.Time, id string) ([]byte, error) {
	if at.IsZero() && id == "" {
		return []byte{}, nil
	}
	if !at.Equal(at.Truncate(time.Microsecond)) || !keepable(at) || id != "" && checkID("cursor", id) != nil {
		return nil, invalid("cursor")
	}
	b := append(binary.BigEndian.AppendUint64([]byte{kind}, uint64(at.UnixMicro())), id...)
	return placeEncoding.AppendEncode(nil, b), nil
}

func readPlace(kind byte, text []byte) (time.Time, string, error) {
	if len(text) == 0 {
		return time.Time{}, "", nil
	}
	b, err := placeEncoding.AppendDecode(nil, text)
	if err != nil || len(b) < placeHead || b[0] != kind {
		return time.Time{}, "", invalid("cursor")
	}
	at, id := time.UnixMicro(int64(binary.BigEndian.Uint64(b[1:placeHead]))).UTC(), string(b[placeHead:])
	// The decoder passes over line ends: there is one text of a place.
	if again, err := placeText(kind, at, id); err != nil || string(again) != string(text) {
		return time.Time{}, "", invalid("cursor")
	}
	return at, id, nil
}
