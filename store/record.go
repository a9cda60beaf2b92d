package store

import (
	"time"

	"github.com/caselobby/caselobby/matching"
)

// Record is a case that waits in the lobby: one versioned row. Once removed it
// is a tombstone: Authority, ID, Version, System, State, Received zero, Decision
// with time, actor and reason code, and Head, which digests ids and codes;
// nothing else.
type Record struct {
	Authority Authority
	ID        RecordID
	Version   Version
	System    System
	State     State
	Channel   Channel
	Received  time.Time // zero once removed
	Updated   time.Time // of the last write; never goes back within a record

	SenderKey string // the sender's own reference, to tell the sender the outcome
	Sender    ActorID
	SentAs    string // the role in which it was sent: a machine's, a partner's, …
	SentFor   string // the organisation that sent it, as far as it was named
	Arrived   []byte // salted digests of what arrived and of what else came under its key; they die with the record
	// DoublePost says that the same sender sent the same content twice within
	// minutes. It names no other record, for that one may be removed.
	DoublePost bool
	Provider   ProviderID // the provider whose users may work on it
	Referrer   Referrer
	Consent    Consent
	Urgent     bool
	Due        time.Time // when the policy wants it looked at; zero if never

	Person    matching.Person
	Identity  Version          // counts changes of Person
	Keys      []matching.Key   // of Person and Household while undecided, sorted; nil once decided
	Profile   matching.Profile // of Person and Household while undecided; empty once decided
	Household []Member
	Details   []byte // the case as the host wants it carried, opaque

	Tasks       []Task
	WaitingList *WaitingListPlace
	Support     *SupportStart
	Withdrawn   *Withdrawal

	Claim    *Claim
	Claimed  time.Time // for the first time, whoever holds it now; zero if never
	Fence    int64     // increases with every claim, reassignment and takeover
	Decision *Decision
	Head     string // digest of the record's last event: the audit chain
}

// Referrer is who sent the case.
type Referrer struct {
	Organisation string
	Body         string // code of the kind of public body, for a duty to refer
	Statutory    bool
	Contact      string // name, phone or e-mail of a contact person
}

// Consent is what the person agreed to.
type Consent struct {
	Refer        bool
	ShareContact bool
	How          string // "oral" or "written"
}

// Member is another person of the household. Of one who was erased nothing is left
// but the place.
type Member struct {
	Relation string // "partner", "child", …
	Person   matching.Person
	Client   ClientID // the client that the member is, once an officer has said so
}

// Task is a piece of work on an undecided record, carried into the case.
type Task struct {
	ID      TaskID
	Type    string
	Title   string
	Note    string
	Done    bool
	Updated time.Time
	By      ActorID
}

// WaitingListPlace is a place on the waiting list.
type WaitingListPlace struct {
	Service string
	At      time.Time
	By      ActorID
}

// SupportStart is support begun before a client exists.
type SupportStart struct {
	Service string
	At      time.Time
	By      ActorID
}

// Withdrawal marks a record whose sender took it back. It is a mark, not a
// state: an officer still closes the record.
type Withdrawal struct {
	At     time.Time
	By     ActorID
	Reason string // code
}

// Claim is the one officer who holds the record.
type Claim struct {
	Officer ActorID
	Since   time.Time
}

// Decision is the one final outcome. It says on what the officer relied.
type Decision struct {
	Kind       State // Assigned, Created or Removed
	By         ActorID
	At         time.Time
	Reason     string    // code; of a removal, or of an automatic closure
	Key        string    // operation key: the same request again gets the same answer
	Client     ClientID  // assigned to, or created
	Seen       Version   // the client's version the decision was taken on
	Case       CaseID    // the case that was opened or closed
	Closed     bool      // the new case was closed automatically
	Superseded []CaseID  // cases of the client that were closed in favour of the new one
	Reference  string    // minted on creation, where the policy mints one
	Identity   Version   // of the record when decided
	Model      string    // that ranked
	Compared   []Verdict // what the officer's choice says of each client reviewed
}

// Verdict is one labelled comparison: level codes, no values.
type Verdict struct {
	Client ClientID
	Same   bool
	Levels []string // one level code for each field of the model, "" where nothing could be compared
}
