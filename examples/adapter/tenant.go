package adapter

import (
	"encoding/binary"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// The buckets of one authority, which are all within a bucket of its own: no
// key can lead from one authority to another.
var (
	inRecords    = []byte("records")     // id: record
	inClients    = []byte("clients")     // id: client
	inQueues     = []byte("queues")      // state NUL received id
	inReferences = []byte("references")  // reference: client's id
	inClientKeys = []byte("client keys") // key id
	inRecordKeys = []byte("record keys") // key id, of undecided records
	inProfiles   = []byte("profiles")    // kind NUL id: profile of a client or an undecided record
	inEvents     = []byte("events")      // at id: event
	inEventIDs   = []byte("event ids")   // id: nothing
	inTrails     = []byte("trails")      // kind id NUL at event's id: nothing
	inConsumers  = []byte("consumers")   // consumer that has acknowledged anything: a byte
	inPending    = []byte("pending")     // consumer NUL at event's id, of what it has yet to acknowledge: nothing
)

var buckets = [][]byte{inRecords, inClients, inQueues, inReferences, inClientKeys, inRecordKeys, inProfiles, inEvents, inEventIDs, inTrails, inConsumers, inPending}

// tenant is the rows and indexes of one authority within a transaction.
type tenant struct {
	records, clients, queues, references, clientKeys, recordKeys, profiles, events, eventIDs, trails, consumers, pending *bbolt.Bucket
}

// openTenant returns nil if nobody has written to the authority.
func openTenant(tx *bbolt.Tx, a store.Authority) *tenant {
	top := tx.Bucket([]byte(a))
	if top == nil {
		return nil
	}
	return &tenant{
		records: top.Bucket(inRecords), clients: top.Bucket(inClients),
		queues: top.Bucket(inQueues), references: top.Bucket(inReferences),
		clientKeys: top.Bucket(inClientKeys), recordKeys: top.Bucket(inRecordKeys), profiles: top.Bucket(inProfiles),
		events: top.Bucket(inEvents), eventIDs: top.Bucket(inEventIDs), trails: top.Bucket(inTrails),
		consumers: top.Bucket(inConsumers), pending: top.Bucket(inPending),
	}
}

func makeTenant(tx *bbolt.Tx, a store.Authority) (*tenant, error) {
	top, err := tx.CreateBucketIfNotExists([]byte(a))
	if err != nil {
		return nil, err
	}
	for _, name := range buckets {
		if _, err := top.CreateBucketIfNotExists(name); err != nil {
			return nil, err
		}
	}
	return openTenant(tx, a), nil
}

// stamp is a time in eight bytes that sort as times do.
func stamp(t time.Time) []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(t.UnixMicro())^1<<63)
}

// timeOf is the time of a stamp.
func timeOf(stamp []byte) time.Time {
	return time.UnixMicro(int64(binary.BigEndian.Uint64(stamp) ^ 1<<63)).UTC()
}

// place is the part of a key that sorts by time, then by id.
func place(t time.Time, id string) []byte { return append(stamp(t), id...) }

// entry is the index entry of a blocking key that somebody carries.
func entry(k matching.Key, id string) []byte {
	return append(binary.BigEndian.AppendUint64(nil, uint64(k)), id...)
}

// named is a key that begins with a name. A NUL ends the name, which no name of the contract
// holds, so that the keys of one name are not among those of a longer one.
func named(name string, rest ...[]byte) []byte {
	return slices.Concat(append([][]byte{[]byte(name), {0}}, rest...)...)
}

// next is the lowest key above every key that begins with prefix.
func next(prefix []byte) []byte {
	above := slices.Clone(prefix)
	for i := len(above) - 1; i >= 0; i-- {
		if above[i]++; above[i] != 0 {
			return above[:i+1]
		}
	}
	return nil
}
