package store

import (
	"cmp"
	"slices"
	"sort"
	"time"
)

// IDs name rows of one authority: at most [MaxPage] of them. One that is given
// twice is one.
type IDs struct {
	Records []RecordID
	Clients []ClientID
	// Unkeyed says that nobody looks at the keys of these clients: a store may leave
	// them out of the rows where that saves reading them.
	Unkeyed bool
}

// Possible returns the ids that a row of the authority can have: none, where it can have no
// rows. An engine that takes other text for a mistake need be asked for no more. Lists of
// which nothing is left out are those given, and are the caller's.
func (ids IDs) Possible(a Authority) IDs {
	possible := IDs{Unkeyed: ids.Unkeyed}
	if checkID("authority", a) == nil {
		possible.Records, possible.Clients = wellFormed("record", ids.Records), wellFormed("client", ids.Clients)
	}
	return possible
}

func wellFormed[ID ~string](kind string, ids []ID) []ID {
	malformed := func(id ID) bool { return checkID(kind, id) != nil }
	if !slices.ContainsFunc(ids, malformed) {
		return ids
	}
	return slices.DeleteFunc(slices.Clone(ids), malformed)
}

// Rows are the rows that were found, each kind ordered by id and each row once.
type Rows struct {
	Records    []Record
	Clients    []Client
	Unreadable IDs // are there, and cannot be read
}

// Record returns the record of an id, and whether it is among the rows.
func (r Rows) Record(id RecordID) (Record, bool) {
	i, found := sort.Find(len(r.Records), func(i int) int { return cmp.Compare(id, r.Records[i].ID) })
	if !found {
		return Record{}, false
	}
	return r.Records[i], true
}

// Client returns the client of an id, and whether it is among the rows.
func (r Rows) Client(id ClientID) (Client, bool) {
	i, found := sort.Find(len(r.Clients), func(i int) int { return cmp.Compare(id, r.Clients[i].ID) })
	if !found {
		return Client{}, false
	}
	return r.Clients[i], true
}

// Page is a part of a list of records.
type Page struct {
	Records    []Record
	Unreadable []Cursor // places of records that are there, and cannot be read
}

// Len returns how many records the page is about.
func (p Page) Len() int { return len(p.Records) + len(p.Unreadable) }

// Next returns where the next page begins: the place of the page's last record,
// readable or not; the zero Cursor of an empty page.
func (p Page) Next() Cursor {
	var last Cursor
	if n := len(p.Records); n > 0 {
		last = Cursor{Received: p.Records[n-1].Received, ID: p.Records[n-1].ID}
	}
	if n := len(p.Unreadable); n > 0 && p.Unreadable[n-1].Compare(last) > 0 {
		last = p.Unreadable[n-1]
	}
	return last
}

// ClientPage is a part of the register.
type ClientPage struct {
	Clients    []Client
	Unreadable []ClientID // are there, and cannot be read
}

// Len returns how many clients the page is about.
func (p ClientPage) Len() int { return len(p.Clients) + len(p.Unreadable) }

// Next returns where the next page begins: the id of the page's last client,
// readable or not; empty of an empty page.
func (p ClientPage) Next() ClientID {
	var last ClientID
	if n := len(p.Clients); n > 0 {
		last = p.Clients[n-1].ID
	}
	if n := len(p.Unreadable); n > 0 {
		last = max(last, p.Unreadable[n-1])
	}
	return last
}

// Query selects records. Empty fields do not restrict, lists without an element
// included. Times are instants, in whatever zone, and one finer than a microsecond may
// be cut.
type Query struct {
	Authority      Authority
	System         System
	States         []State
	Channels       []Channel
	Holder         ActorID
	Provider       ProviderID
	ReceivedFrom   time.Time // inclusive
	ReceivedBefore time.Time // exclusive
	After          Cursor
	Limit          int // 1 to MaxPage
}

// Cursor is the place of a record in the order of arrival. The zero Cursor is
// before the first.
type Cursor struct {
	Received time.Time
	ID       RecordID
}

// Compare orders places: by time, then by id.
func (c Cursor) Compare(o Cursor) int {
	return cmp.Or(c.Received.Compare(o.Received), cmp.Compare(c.ID, o.ID))
}

// ClientQuery selects clients.
type ClientQuery struct {
	Authority Authority
	After     ClientID // the clients above it; empty for all
	Limit     int      // 1 to MaxPage
}

// EventQuery selects events. Empty fields do not restrict. The time is an instant, in
// whatever zone, and one finer than a microsecond may be cut.
type EventQuery struct {
	Authority Authority
	Record    RecordID
	Client    ClientID
	System    System
	Unacked   Consumer // only those that this consumer, which may be new, has not acknowledged
	After     EventCursor
	Limit     int // 1 to MaxPage
}

// EventCursor is the place of an event in time.
type EventCursor struct {
	At time.Time
	ID EventID
}
