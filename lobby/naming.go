package lobby

import (
	"context"

	"github.com/google/uuid"

	"github.com/caselobby/caselobby/store"
)

// What is handed in as an id and leads to nothing may be anything that somebody has
// typed in its place: a name, or an NI number. So an error and the log name a row once
// it was found for the actor. Before, they name it where the id is a UUID, in which there
// is nothing of a person, and where a host puts it into the register: that id is the
// host's own, and one of many in an import.

// named are the record and the client of an operation, as far as that is told.
func (o *operation) named() (r store.RecordID, c store.ClientID) {
	if o.foundRecord || opaque(string(o.record)) {
		r = o.record
	}
	if o.foundClient || opaque(string(o.client)) {
		c = o.client
	}
	return store.RecordID(loggable(string(r))), store.ClientID(loggable(string(c)))
}

// opaque reports whether an id is a UUID, written as the library does.
func opaque(id string) bool { return len(id) == 36 && uuid.Validate(id) == nil }

// nowhere refuses an argument that leads to no client that the actor may know of.
func nowhere(field string, id store.ClientID) *Error {
	e := &Error{Kind: ErrNotFound, Field: field}
	if opaque(string(id)) {
		e.Client = id
	}
	return e
}

// loadFor reads the record of an operation, if the actor may do it to that.
func (s *Service) loadFor(ctx context.Context, o *operation) (store.Record, error) {
	r, err := s.load(ctx, o.a, o.act, o.record)
	o.foundRecord = o.foundRecord || err == nil
	return r, err
}
