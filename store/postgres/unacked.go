package postgres

import (
	"cmp"
	"maps"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// What consumers have yet to acknowledge, and events that are retired.
//
// An event that is written goes into a tray, the rows of no consumer, on which no commit
// waits for another. Commits that acknowledge sort the tray to the consumers that are
// known, and so do some that tell: where nobody is known, what they sort goes to nobody.
// A consumer who is not known yet, or has not been given all that was told before, reads
// it from the events themselves. No event is missed between the three: a consumer is
// known by a commit before the first that gives it anything, so whatever is told after it
// was passed by is sorted by somebody who knows it; and what a commit sorts, whoever
// gives later sees, because no commit sorts what it tells itself.

const (
	insertEvent = `WITH told AS (
	INSERT INTO lobby_event (authority, ` + eventColumns + `)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING RETURNING authority, at, id, system)
INSERT INTO lobby_unread (authority, consumer, at, event, system) SELECT authority, '', at, id, system FROM told`

	// insertAck forgets what is acknowledged of an event that is not there. It has whoever
	// retires the event wait, and waits for him: see holdRetired.
	insertAck = `INSERT INTO lobby_ack (authority, consumer, event)
SELECT e.authority, $2, e.id FROM lobby_event e WHERE e.authority = $1 AND e.id = $3 FOR KEY SHARE ON CONFLICT DO NOTHING`

	// takeOut takes out what the consumer has acknowledged: of the events named, and
	// of its oldest, where what others sorted meanwhile is left over, and what was given
	// of an event while it was retired. What another is taking out it leaves to him.
	takeOut = `WITH done AS MATERIALIZED (
	SELECT u.at, u.event FROM lobby_unread u WHERE u.authority = $1 AND u.consumer = $2 AND (u.at, u.event) IN (
		SELECT e.at, e.id FROM lobby_event e WHERE e.authority = $1 AND e.id = ANY ($3::text[])
		UNION ALL
		(SELECT f.at, f.event FROM lobby_unread f WHERE f.authority = $1 AND f.consumer = $2 ORDER BY f.at, f.event LIMIT 100))
	AND (EXISTS (SELECT FROM lobby_ack a WHERE a.authority = $1 AND a.consumer = $2 AND a.event = u.event OFFSET 0)
		OR NOT EXISTS (SELECT FROM lobby_event e WHERE e.authority = $1 AND e.id = u.event OFFSET 0))
	FOR UPDATE OF u SKIP LOCKED
)
DELETE FROM lobby_unread u USING done WHERE u.authority = $1 AND u.consumer = $2 AND u.at = done.at AND u.event = done.event`

	// sortTray holds all the consumers that are known, or sorts nothing. So one commit at a
	// time sorts, and nobody gives meanwhile: of two that did both for several consumers,
	// each would wait for what the other has given or sorted.
	sortTray = `WITH known AS MATERIALIZED (
	SELECT k.consumer FROM lobby_consumer k WHERE k.authority = $1
	AND EXISTS (SELECT FROM lobby_unread t WHERE t.authority = $1 AND t.consumer = '' OFFSET 0) ORDER BY k.consumer FOR UPDATE OF k SKIP LOCKED
), tray AS MATERIALIZED (
	SELECT t.at, t.event FROM lobby_unread t WHERE t.authority = $1 AND t.consumer = ''
	AND (SELECT count(*) FROM known) = (SELECT count(*) FROM lobby_consumer k WHERE k.authority = $1) ORDER BY t.at, t.event LIMIT 500 FOR UPDATE SKIP LOCKED
), sorted AS (
	DELETE FROM lobby_unread u USING tray WHERE u.authority = $1 AND u.consumer = '' AND u.at = tray.at AND u.event = tray.event
	RETURNING u.at, u.event, u.system
)
INSERT INTO lobby_unread (authority, consumer, at, event, system)
SELECT $1, k.consumer, s.at, s.event, s.system FROM known k, sorted s
WHERE NOT EXISTS (SELECT FROM lobby_ack a WHERE a.authority = $1 AND a.consumer = k.consumer AND a.event = s.event OFFSET 0)
ORDER BY k.consumer, s.at, s.event ON CONFLICT DO NOTHING`

	// giveMore gives a known consumer the next of what was told before.
	giveMore = `WITH place AS MATERIALIZED (
	SELECT k.at, k.event FROM lobby_consumer k WHERE k.authority = $1 AND k.consumer = $2 AND k.at < 'infinity' FOR UPDATE SKIP LOCKED
), more AS MATERIALIZED (
	SELECT v.at, v.id, v.system FROM place CROSS JOIN LATERAL (
		SELECT e.at, e.id, e.system FROM lobby_event e WHERE e.authority = $1 AND (e.at, e.id) > (place.at, place.event) ORDER BY e.at, e.id LIMIT 1000
	) AS v
), given AS (
	INSERT INTO lobby_unread (authority, consumer, at, event, system) SELECT $1, $2, m.at, m.id, m.system FROM more m
	WHERE NOT EXISTS (SELECT FROM lobby_ack a WHERE a.authority = $1 AND a.consumer = $2 AND a.event = m.id OFFSET 0)
	ORDER BY m.at, m.id ON CONFLICT DO NOTHING
)
UPDATE lobby_consumer k SET at = coalesce(last.at, 'infinity'), event = coalesce(last.id, '')
FROM place LEFT JOIN (SELECT at, id FROM more ORDER BY at, id OFFSET 999) AS last ON true
WHERE k.authority = $1 AND k.consumer = $2`

	// makeKnown comes after giveMore, which so begins with the commit after it. Of who is
	// known it does not wait for whoever gives him more.
	makeKnown = `INSERT INTO lobby_consumer (authority, consumer, at, event) SELECT $1, $2, '-infinity'::timestamptz, ''
WHERE NOT EXISTS (SELECT FROM lobby_consumer k WHERE k.authority = $1 AND k.consumer = $2) ON CONFLICT DO NOTHING`

	// holdRetired comes before all else that is done about events. Then nobody acknowledges
	// them any more, and the next statements see what was acknowledged until then. It writes
	// down which of them are there to be retired: what is told meanwhile stays whole.
	holdRetired = `WITH held AS MATERIALIZED (
	SELECT id FROM lobby_event WHERE authority = $1 AND id = ANY ($2::text[]) ORDER BY id FOR UPDATE
)
SELECT set_config('lobby.retired', ARRAY(SELECT id FROM held WHERE id = ANY ($3::text[]))::text, true)`
	beingRetired = `ANY (nullif(current_setting('lobby.retired', true), '')::text[])`

	// retireTray comes before the batch itself sorts: whoever is sorting is waited for with
	// nothing of the tray in hand, and retireUnread sees what was sorted to consumers.
	retireTray   = unreadOf + `= ''`
	retireUnread = unreadOf + `IN (SELECT k.consumer FROM lobby_consumer k WHERE k.authority = $1)`
	unreadOf     = `DELETE FROM lobby_unread u USING lobby_event e WHERE u.authority = $1 AND e.authority = $1 AND e.id = ` + beingRetired + `
AND u.at = e.at AND u.event = e.id AND u.consumer `

	// retireEvents takes what was acknowledged of an event with it. It goes from consumer to
	// consumer in the index, to pass over what each has acknowledged besides; not all are
	// known: see keep.
	retireEvents = `WITH RECURSIVE heard AS (
	SELECT min(a.consumer) AS consumer FROM lobby_ack a WHERE a.authority = $1
	UNION ALL
	SELECT (SELECT min(a.consumer) FROM lobby_ack a WHERE a.authority = $1 AND a.consumer > h.consumer) FROM heard h WHERE h.consumer IS NOT NULL
), gone AS (
	DELETE FROM lobby_event WHERE authority = $1 AND id = ` + beingRetired + `
)
DELETE FROM lobby_ack WHERE authority = $1 AND consumer = ANY (ARRAY(SELECT consumer FROM heard)) AND event = ` + beingRetired
)

// The clauses of a poll. An OFFSET keeps the planner from joining all that was ever
// acknowledged, whatever it believes of the tables' sizes.
const (
	eventsOfSystem = ` AND e.system = $%d`
	unacked        = ` AND NOT EXISTS (SELECT FROM lobby_ack a WHERE a.authority = $1 AND a.consumer = $%d AND a.event = e.id OFFSET 0)`

	pollFrom = `(SELECT ` + eventColumns + ` FROM (SELECT u.event FROM lobby_unread u WHERE u.authority = $1 AND u.consumer = $%d%s
	AND NOT EXISTS (SELECT FROM lobby_ack a WHERE a.authority = $1 AND a.consumer = $%d AND a.event = u.event OFFSET 0)
	AND EXISTS (SELECT FROM lobby_event e WHERE e.authority = $1 AND e.id = u.event OFFSET 0)
	ORDER BY u.at, u.event LIMIT %d) AS u CROSS JOIN LATERAL (
	SELECT ` + eventColumns + ` FROM lobby_event e WHERE e.authority = $1 AND e.id = u.event OFFSET 0) AS e)`

	toldBefore = ` AND (e.at, e.id) > ((SELECT coalesce(max(k.at), '-infinity') FROM lobby_consumer k WHERE k.authority = $1 AND k.consumer = $%d),
	(SELECT coalesce(max(k.event), '') FROM lobby_consumer k WHERE k.authority = $1 AND k.consumer = $%d))`

	eventsAtMost = ` ORDER BY e.at, e.id LIMIT %d`

	pollInOrder = ` ORDER BY at, id LIMIT $%d`
)

// sorts reports whether a commit that tells of events sorts the tray as well: about one
// event of 64 has it do so, that the tray does not grow without end where nobody
// acknowledges, as in a log that is only looked up. The id decides and not a count, for
// authorities take turns in a store and stores in an authority.
func sorts(told []store.Event) bool {
	return slices.ContainsFunc(told, func(e store.Event) bool { return hash(string(e.ID))%64 == 0 })
}

// events are the statements about events. No two commits wait for each other: each holds
// whatever was told before and it names, by id, before it touches what others sort and read.
func (w *writes) events(b store.Batch) {
	a, acks, retired := string(b.Authority), inOrder(b.Acks), texts(b.Retired)
	if len(retired) > 0 {
		named := slices.Clone(retired)
		for _, k := range acks {
			named = append(named, string(k.Event))
		}
		w.add(holdRetired, a, named, retired)
		w.add(retireTray, a)
	}
	w.acks(a, acks)
	// Sorting comes before the batch's own events are told: nobody else sees them before
	// it is committed, and who has become known by then would not be given them.
	if len(b.Acks) > 0 || sorts(b.Events) {
		w.keep(sortTray, a)
	}
	told := make(map[store.EventID]bool)
	for _, e := range slices.SortedFunc(slices.Values(b.Events), byID) { // others may tell the same
		w.add(insertEvent, eventArgs(e)...)
		told[e.ID] = true
	}
	w.acks(a, slices.DeleteFunc(acks, func(k store.Ack) bool { return !told[k.Event] })) // again: most were not there
	w.heard(a, b.Acks)
	if len(retired) > 0 {
		w.add(retireUnread, a)
		w.add(retireEvents, a)
	}
}

func byID(x, y store.Event) int { return cmp.Compare(x.ID, y.ID) }

func inOrder(acks []store.Ack) []store.Ack {
	return slices.SortedFunc(slices.Values(acks), func(x, y store.Ack) int {
		return cmp.Or(cmp.Compare(x.Event, y.Event), cmp.Compare(x.Consumer, y.Consumer))
	})
}

func (w *writes) acks(a string, acks []store.Ack) {
	for _, k := range acks {
		w.add(insertAck, a, string(k.Consumer), string(k.Event))
	}
}

// heard has consumers hear no more of what they have acknowledged, and of more that was
// told before.
func (w *writes) heard(a string, acks []store.Ack) {
	of := map[store.Consumer][]string{}
	for _, k := range acks {
		of[k.Consumer] = append(of[k.Consumer], string(k.Event))
	}
	consumers := slices.Sorted(maps.Keys(of))
	for _, c := range consumers {
		w.keep(takeOut, a, string(c), of[c])
		w.keep(giveMore, a, string(c))
	}
	for _, c := range consumers { // last: who makes the same consumer known is waited for
		w.keep(makeKnown, a, string(c))
	}
}
