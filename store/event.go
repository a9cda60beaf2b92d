package store

import "time"

// Event says what happened: ids and codes, never anything of a person. Events
// are written with the change they tell of, and are the audit trail and the
// outbox in one.
type Event struct {
	Authority Authority
	ID        EventID
	At        time.Time // increases along the events of one record
	Kind      string    // "received", "claimed", "assigned", …
	System    System
	Actor     ActorID
	Record    RecordID // empty for events of the client register
	Version   Version  // of the record after the event: one event a version, without gaps
	Client    ClientID
	Case      CaseID
	Code      string // channel, reason, effect: depends on Kind
	Previous  string // digest of the record's event before, empty for the first
	Digest    string // of this event and Previous: the audit chain
}
