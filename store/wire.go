package store

import (
	"time"

	"github.com/caselobby/caselobby/matching"
)

// The wire types mirror the rows, field for field. Where a row's struct holds
// no other struct the mirror is converted, so a field added there without a
// name here does not compile.

type wireRecord struct {
	Authority Authority `json:"authority"`
	ID        RecordID  `json:"id"`
	Version   Version   `json:"version"`
	System    System    `json:"system,omitempty"`
	State     State     `json:"state,omitempty"`
	Channel   Channel   `json:"channel,omitempty"`
	Received  time.Time `json:"received,omitzero"`
	Updated   time.Time `json:"updated,omitzero"`

	SenderKey string       `json:"senderKey,omitempty"`
	Sender    ActorID      `json:"sender,omitempty"`
	SentAs    string       `json:"sentAs,omitempty"`
	SentFor   string       `json:"sentFor,omitempty"`
	Arrived   []byte       `json:"arrived,omitempty"`
	Double    bool         `json:"doublePost,omitempty"`
	Provider  ProviderID   `json:"provider,omitempty"`
	Referrer  wireReferrer `json:"referrer,omitzero"`
	Consent   wireConsent  `json:"consent,omitzero"`
	Urgent    bool         `json:"urgent,omitempty"`
	Due       time.Time    `json:"due,omitzero"`

	Person    wirePerson     `json:"person,omitzero"`
	Identity  Version        `json:"identity,omitempty"`
	Keys      []matching.Key `json:"keys,omitempty"`
	Profile   []byte         `json:"profile,omitempty"`
	Household []wireMember   `json:"household,omitempty"`
	Details   []byte         `json:"details,omitempty"`

	Tasks       []wireTask      `json:"tasks,omitempty"`
	WaitingList *wireStart      `json:"waitlist,omitempty"`
	Support     *wireStart      `json:"support,omitempty"`
	Withdrawn   *wireWithdrawal `json:"withdrawn,omitempty"`

	Claim    *wireClaim    `json:"claim,omitempty"`
	Claimed  time.Time     `json:"claimed,omitzero"`
	Fence    int64         `json:"fence,omitempty"`
	Decision *wireDecision `json:"decision,omitempty"`
	Head     string        `json:"head,omitempty"`
}

type wireClient struct {
	Authority  Authority      `json:"authority"`
	ID         ClientID       `json:"id"`
	Version    Version        `json:"version"`
	Reference  string         `json:"reference,omitempty"`
	Person     wirePerson     `json:"person,omitzero"`
	Keys       []matching.Key `json:"keys,omitempty"`
	Profile    []byte         `json:"profile,omitempty"`
	Restricted bool           `json:"restricted,omitempty"`
	MergedInto ClientID       `json:"mergedInto,omitempty"`
	Erased     bool           `json:"erased,omitempty"`
	From       RecordID       `json:"from,omitempty"`
	Updated    time.Time      `json:"updated,omitzero"`
	Cases      []wireCase     `json:"cases,omitempty"`
	Within     []RecordID     `json:"within,omitempty"`
}

type wireCase struct {
	ID            CaseID       `json:"id,omitempty"`
	System        System       `json:"system,omitempty"`
	Channel       Channel      `json:"channel,omitempty"`
	Opened        time.Time    `json:"opened,omitzero"`
	Closed        time.Time    `json:"closed,omitzero"`
	ClosedBecause string       `json:"closedBecause,omitempty"`
	From          RecordID     `json:"from,omitempty"`
	MergedFrom    []ClientID   `json:"mergedFrom,omitempty"`
	Details       []byte       `json:"details,omitempty"`
	Household     []wireMember `json:"household,omitempty"`
	Tasks         []wireTask   `json:"tasks,omitempty"`
	WaitingList   *wireStart   `json:"waitlist,omitempty"`
	Support       *wireStart   `json:"support,omitempty"`
}

type wirePerson struct {
	Given             string   `json:"given,omitempty"`
	Middle            string   `json:"middle,omitempty"`
	Family            string   `json:"family,omitempty"`
	KnownAs           []string `json:"knownAs,omitempty"`
	FormerFamily      []string `json:"formerFamily,omitempty"`
	Born              string   `json:"born,omitempty"`
	OtherBorn         []string `json:"otherBorn,omitempty"`
	Gender            string   `json:"gender,omitempty"`
	NINO              string   `json:"nino,omitempty"`
	Emails            []string `json:"emails,omitempty"`
	Phones            []string `json:"phones,omitempty"`
	PreviousPhones    []string `json:"previousPhones,omitempty"`
	Postcodes         []string `json:"postcodes,omitempty"`
	PreviousPostcodes []string `json:"previousPostcodes,omitempty"`
}

type wireMember struct {
	Relation string     `json:"relation,omitempty"`
	Person   wirePerson `json:"person,omitzero"`
	Client   ClientID   `json:"client,omitempty"`
}

type wireReferrer struct {
	Organisation string `json:"organisation,omitempty"`
	Body         string `json:"body,omitempty"`
	Statutory    bool   `json:"statutory,omitempty"`
	Contact      string `json:"contact,omitempty"`
}

type wireConsent struct {
	Refer        bool   `json:"refer,omitempty"`
	ShareContact bool   `json:"shareContact,omitempty"`
	How          string `json:"how,omitempty"`
}

type wireTask struct {
	ID      TaskID    `json:"id,omitempty"`
	Type    string    `json:"type,omitempty"`
	Access  Access    `json:"access,omitempty"` // in older rows, and forgotten: it is the type's
	Title   string    `json:"title,omitempty"`
	Note    string    `json:"note,omitempty"`
	Done    bool      `json:"done,omitempty"`
	Updated time.Time `json:"updated,omitzero"`
	By      ActorID   `json:"by,omitempty"`
}

// wireStart is a place on a waiting list, or support begun.
type wireStart struct {
	Service string    `json:"service,omitempty"`
	At      time.Time `json:"at,omitzero"`
	By      ActorID   `json:"by,omitempty"`
}

type wireWithdrawal struct {
	At     time.Time `json:"at,omitzero"`
	By     ActorID   `json:"by,omitempty"`
	Reason string    `json:"reason,omitempty"`
}

type wireClaim struct {
	Officer ActorID   `json:"officer,omitempty"`
	Since   time.Time `json:"since,omitzero"`
}

type wireDecision struct {
	Kind       State         `json:"kind,omitempty"`
	By         ActorID       `json:"by,omitempty"`
	At         time.Time     `json:"at,omitzero"`
	Reason     string        `json:"reason,omitempty"`
	Key        string        `json:"key,omitempty"`
	Client     ClientID      `json:"client,omitempty"`
	Seen       Version       `json:"seen,omitempty"`
	Case       CaseID        `json:"case,omitempty"`
	Closed     bool          `json:"closed,omitempty"`
	Superseded []CaseID      `json:"superseded,omitempty"`
	Reference  string        `json:"reference,omitempty"`
	Identity   Version       `json:"identity,omitempty"`
	Model      string        `json:"model,omitempty"`
	Compared   []wireVerdict `json:"compared,omitempty"`
}

type wireVerdict struct {
	Client ClientID `json:"client,omitempty"`
	Same   bool     `json:"same,omitempty"`
	Levels []string `json:"levels,omitempty"`
}

type wireEvent struct {
	Authority Authority `json:"authority"`
	ID        EventID   `json:"id"`
	At        time.Time `json:"at,omitzero"`
	Kind      string    `json:"kind,omitempty"`
	System    System    `json:"system,omitempty"`
	Actor     ActorID   `json:"actor,omitempty"`
	Record    RecordID  `json:"record,omitempty"`
	Version   Version   `json:"version,omitempty"`
	Client    ClientID  `json:"client,omitempty"`
	Case      CaseID    `json:"case,omitempty"`
	Code      string    `json:"code,omitempty"`
	Previous  string    `json:"previous,omitempty"`
	Digest    string    `json:"digest,omitempty"`
}
