package store

import (
	"time"

	"github.com/caselobby/caselobby/matching"
)

// Client is a client record with its cases: one versioned row, so that "already
// has an open case" is never judged on stale facts.
type Client struct {
	Authority  Authority
	ID         ClientID
	Version    Version
	Reference  string // unique within the authority unless empty; at most MaxID bytes
	Person     matching.Person
	Keys       []matching.Key   // of Person, sorted; nil once merged or erased
	Profile    matching.Profile // of Person; empty once merged or erased
	Restricted bool             // reveals nothing to those without the right
	MergedInto ClientID         // set when the host merged this client into another
	Erased     bool             // a tombstone: nothing of the person is left
	From       RecordID         // the record it was created from
	Updated    time.Time
	Cases      []Case
	Within     []RecordID // decided records of others in whose household the client is
}

// Case is a piece of casework for a client.
type Case struct {
	ID            CaseID
	System        System
	Channel       Channel
	Opened        time.Time  // of one from the lobby: when it was decided; its record says when it was received
	Closed        time.Time  // zero while open
	ClosedBecause string     // code, such as "duplicate-referral-open-case-exists"
	From          RecordID   // the lobby record it came from
	MergedFrom    []ClientID // the clients that it belonged to before, first to last, where the host merged them
	// Details, Household and Tasks are the host's. Those that came through the
	// lobby stay in the record From, and are not kept twice.
	Details     []byte
	Household   []Member
	Tasks       []Task
	WaitingList *WaitingListPlace
	Support     *SupportStart
}

// Open reports whether the case is open.
func (c Case) Open() bool { return c.Closed.IsZero() }

// OpenCase returns the first open case of a system.
func (c Client) OpenCase(s System) (Case, bool) {
	for _, k := range c.Cases {
		if k.System == s && k.Open() {
			return k, true
		}
	}
	return Case{}, false
}
