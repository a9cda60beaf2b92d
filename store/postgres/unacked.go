package postgres

import "github.com/caselobby/caselobby/store"

// What consumers have acknowledged, and events that are retired.

const (
	// insertAck forgets what is acknowledged of an event that is not there.
	insertAck = `INSERT INTO lobby_ack (authority, consumer, event)
SELECT e.authority, $2, e.id FROM lobby_event e WHERE e.authority = $1 AND e.id = $3 ON CONFLICT DO NOTHING`

	retireAcks   = `DELETE FROM lobby_ack WHERE authority = $1 AND event = ANY ($2::text[])`
	retireEvents = `DELETE FROM lobby_event WHERE authority = $1 AND id = ANY ($2::text[])`

	eventsOfSystem = ` AND e.system = $%d`
	unacked        = ` AND NOT EXISTS (SELECT FROM lobby_ack a WHERE a.authority = $1 AND a.consumer = $%d AND a.event = e.id)`
)

// heard are the statements of a batch about events that were told before.
func (w *writes) heard(b store.Batch) {
	for _, k := range b.Acks {
		w.add(insertAck, string(b.Authority), string(k.Consumer), string(k.Event))
	}
	if len(b.Retired) > 0 {
		w.add(retireAcks, string(b.Authority), texts(b.Retired))
		w.add(retireEvents, string(b.Authority), texts(b.Retired))
	}
}
