package store

import "time"

// Instant is a time as the contract wants it, and as rows and events hold it: in UTC, to
// the microsecond, the rest cut off. The zero time stays the zero time.
func Instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
