package lobby

import (
	"encoding/hex"
	"strconv"
	"time"

	"github.com/caselobby/caselobby/store"
)

// The kinds of events, and what the Code of each says, or where there is none what
// happened. Those of the register are about a client and have no record.
const (
	KindReceived          = "received"            // the channel
	KindArrivedAgain      = "arrived-again"       // something else under the key of this record: "waits" as a record of its own, or "not-kept"
	KindAmended           = "amended"             // "identity", "details" or, where it is that alone, "due"
	KindWithdrawn         = "withdrawn"           // the reason
	KindClaimed           = "claimed"             // "renewed" if its holder claimed it again under a lease
	KindReleased          = "released"            // no code
	KindTakenOver         = "taken-over"          // claimed after its lease was over: the officer who held it before
	KindReassigned        = "reassigned"          // the officer who holds it now
	KindTaskAdded         = "task-added"          // "done" or "open"
	KindTaskUpdated       = "task-updated"        // "done" or "open"
	KindWaitingListJoined = "waitlisted"          // the service, if it is one of Options.Services
	KindWaitingListLeft   = "waiting-list-left"   // likewise
	KindSupportStarted    = "support-began"       // likewise
	KindSupportUndone     = "support-undone"      // likewise, where it was started by mistake
	KindMemberLinked      = "member-linked"       // "linked" or "unlinked"
	KindAssigned          = "assigned"            // the reason for which the case was closed at once, if it was
	KindCreated           = "created"             // no code
	KindRemoved           = "removed"             // the reason
	KindLookAgain         = "look-again"          // a client was created from a record that may be the same person
	KindReindexed         = "reindexed"           // no code
	KindErased            = "erased"              // the client that this record belonged to was erased
	KindForgotten         = "forgotten"           // a client was erased who had been compared when this record was decided; "household" if it was a member of that
	KindExpired           = "expired"             // the content of this record is kept no longer
	KindRetired           = "retired"             // the state that was decided: the events before it were dropped
	KindCaseSuperseded    = "case-superseded"     // of the register, in the moment of KindAssigned: the reason for which a case of the client was closed
	KindWithinHousehold   = "within-household"    // of the register, in the moment of a decision: the client is in the household of the case
	KindClientErased      = "client-erased"       // of the register
	KindClientMerged      = "client-merged"       // of the register: the client that is left
	KindClientJoined      = "client-joined"       // of the register, of the one that is left: the client that was merged into it
	KindClientUnmerged    = "client-unmerged"     // of the register: the client that it was merged into
	KindClientParted      = "client-parted"       // of the register, of the one that was left: the client that is one again
	KindRestricted        = "client-restricted"   // of the register: by an update, or since a restricted client was merged into it
	KindUnrestricted      = "client-unrestricted" // of the register
)

// digest is the digest of an event and, through Previous, of all before it: under the
// audit key of its time, if there was one.
func (s *Service) digest(e store.Event) string {
	if key := s.auditKey(e.At); key != nil {
		return hex.EncodeToString(hmacOf(key, eventBytes(e)))
	}
	return digestOf(eventBytes(e))
}

// eventBytes are what the digest of an event is of: all but the digest.
func eventBytes(e store.Event) []byte {
	return parts(
		string(e.Authority), string(e.ID), e.At.UTC().Format(time.RFC3339Nano), e.Kind, string(e.System), string(e.Actor),
		string(e.Record), strconv.FormatInt(int64(e.Version), 10), string(e.Client), string(e.Case), e.Code, e.Previous,
	)
}

// auditKey is the key of a time: nil before the first.
func (s *Service) auditKey(at time.Time) (key []byte) {
	for _, k := range s.o.AuditKeys {
		if !at.Before(k.From) {
			key = k.Key
		}
	}
	return key
}
