package store

// The identifiers. All are opaque and compare byte for byte: 1 to [MaxID]
// bytes of valid UTF-8 without control characters, which the lobby ensures.
type (
	// Authority is a local authority: the tenant wall and the first part of every key.
	Authority string
	// RecordID identifies a lobby record within its authority.
	RecordID string
	// ClientID identifies a client within its authority. Hosts choose their own.
	ClientID string
	// CaseID identifies a case within its client.
	CaseID string
	// ActorID identifies whoever acted: an officer, a provider user, a machine.
	ActorID string
	// ProviderID identifies a provider organisation.
	ProviderID string
	// TaskID identifies a task within its record.
	TaskID string
	// EventID identifies an event within its authority.
	EventID string
	// Consumer names a reader of events that acknowledges what it has handled.
	Consumer string
	// System is the name of the policy that a record or a case belongs to.
	System string
)

// The systems of the service. A host whose policy has another name adds its own.
const (
	HPA2 System = "hpa2" // homelessness prevention and advice
	HRS  System = "hrs"  // housing related support
)

// Version counts the writes of one row: 1 after the first. 0 means absent.
type Version int64

// The limits that the lobby enforces before a store sees a value.
const (
	MaxID      = 200      // bytes of an identifier
	MaxText    = 1024     // bytes of one field of a person
	MaxRow     = 64 << 10 // bytes of an encoded record or client
	MaxPage    = 500      // rows of one page, or read at once
	MaxChanges = 64       // items of one batch, in all: see [Batch.Len]
	MinChanges = 16       // which every store takes in one batch: see [Limited]
)
