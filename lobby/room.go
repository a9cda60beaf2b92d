package lobby

import (
	"encoding/base64"
	"math"
	"slices"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// A client with all its cases is one row of at most store.MaxRow bytes. What came
// through the lobby therefore stays in its record, which is kept as long as the client
// is, and the row of the client has of each case little more than its ids: room for
// over a hundred. Whether there is room for one more is found here, for the review
// that shows it and for the decision that needs it.

// A review has no keys and no profiles. So room is measured as if the person were
// prepared anew, and whoever is near the limit is, so that the review and the
// decision measure the same row.

// fits returns a client as it can be written with one more case, the last, and
// whether it can be. Most are so small that adding up lengths says so, without
// encoding the row.
func (s *Service) fits(c store.Client) (store.Client, bool) {
	measured := c
	measured.Keys, measured.Profile = nil, ""
	if atMost(measured)+forKeys <= store.MaxRow {
		return c, checkClient(c) == nil
	}
	s.indexClient(&c)
	measured = c
	measured.Version, measured.Updated = maxVersion, maxTime
	measured.Cases = slices.Clone(c.Cases)
	last := &measured.Cases[len(measured.Cases)-1]
	last.Opened = maxTime
	if !last.Open() {
		last.Closed = maxTime
	}
	return c, checkClient(measured) == nil
}

// forKeys is ample for the keys and the profile of a person, and maxVersion and maxTime
// are as long as any.
const (
	forKeys    = 20 << 10
	maxVersion = store.Version(math.MaxInt64)
)

var maxTime = time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC)

// The most bytes that encoding makes of others: a byte of text becomes an escape of
// six at worst, and a key twenty digits and a comma.
const (
	perByte   = 6
	perKey    = 21
	perRow    = 512 // names of fields, times and numbers of a row,
	perCase   = 384 // of a case,
	perPart   = 192 // of a task, or of a place on a list,
	perPerson = 320 // and of a person
	perValue  = 3
)

// atMost is a number of bytes that the encoded row is never longer than.
func atMost(c store.Client) int {
	n := perRow + perByte*(len(c.Authority)+len(c.ID)+len(c.Reference)+len(c.MergedInto)+len(c.From)) +
		perKey*len(c.Keys) + encodedData(len(c.Profile)) + ofPerson(&c.Person)
	for i := range c.Cases {
		n += ofCase(&c.Cases[i])
	}
	return n + ofIDs(c.Within)
}

// recordAtMost is the same of a record.
func recordAtMost(r store.Record) int {
	n := 2*perRow + perByte*(len(r.Authority)+len(r.ID)+len(r.System)+len(r.State)+len(r.Channel)+len(r.SenderKey)+len(r.Sender)+len(r.SentAs)+
		len(r.SentFor)+len(r.Provider)+len(r.Head)+len(r.Referrer.Organisation)+len(r.Referrer.Body)+len(r.Referrer.Contact)+len(r.Consent.How)) +
		encodedData(len(r.Arrived)) + encodedData(len(r.Details)) + perKey*len(r.Keys) + encodedData(len(r.Profile)) + ofPerson(&r.Person) +
		ofHousehold(r.Household) + ofTasks(r.Tasks) + ofStart((*start)(r.WaitingList)) + ofStart((*start)(r.Support))
	if w := r.Withdrawn; w != nil {
		n += perPart + perByte*(len(w.By)+len(w.Reason))
	}
	if c := r.Claim; c != nil {
		n += perPart + perByte*len(c.Officer)
	}
	if d := r.Decision; d != nil {
		n += perRow + perByte*(len(d.Kind)+len(d.By)+len(d.Reason)+len(d.Key)+len(d.Client)+len(d.Case)+len(d.Reference)+len(d.Model)) + ofIDs(d.Superseded)
		for _, v := range d.Compared {
			n += perPart + perByte*len(v.Client)
			for _, l := range v.Levels {
				n += perValue + perByte*len(l)
			}
		}
	}
	return n
}

func ofCase(k *store.Case) int {
	n := perCase + perByte*(len(k.ID)+len(k.System)+len(k.Channel)+len(k.ClosedBecause)+len(k.From)) + encodedData(len(k.Details))
	return n + ofIDs(k.MergedFrom) + ofHousehold(k.Household) + ofTasks(k.Tasks) + ofStart((*start)(k.WaitingList)) + ofStart((*start)(k.Support))
}

func ofIDs[ID ~string](ids []ID) (n int) {
	for _, id := range ids {
		n += perValue + perByte*len(id)
	}
	return n
}

func ofHousehold(ms []store.Member) (n int) {
	for i := range ms {
		n += perPart + perByte*(len(ms[i].Relation)+len(ms[i].Client)) + ofPerson(&ms[i].Person)
	}
	return n
}

func ofTasks(ts []store.Task) (n int) {
	for _, t := range ts {
		n += perPart + perByte*(len(t.ID)+len(t.Type)+len(t.Title)+len(t.Note)+len(t.By))
	}
	return n
}

// start is a place on a waiting list, or support begun.
type start struct {
	Service string
	At      time.Time
	By      store.ActorID
}

func ofStart(s *start) int {
	if s == nil {
		return 0
	}
	return perPart + perByte*(len(s.Service)+len(s.By))
}

func ofPerson(p *matching.Person) int {
	n := perPerson
	for _, f := range p.Fields() {
		for _, v := range f.Values() {
			n += perValue + perByte*len(v)
		}
	}
	return n
}

// encodedData is the length of n bytes as encoding writes them.
func encodedData(n int) int { return base64.StdEncoding.EncodedLen(n) }
