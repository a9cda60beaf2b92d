package postgres

import (
	"fmt"
	"strings"
)

// way is how a search is put: one statement, as selectRows is, of (kind, keys, clients,
// id, profile) and, where it is whole, of the rest of each row, but for one so long that
// it is not kept in one piece with its row. Of clients nobody looks at the keys.
//
// Two ways find the same. Together looks all keys up in one pass over an index and reads
// everybody once, which is half the work, as long as few are found: it stops at a bound.
// Apart looks each key up on its own, so that one that half the register carries costs no
// more than a limit of rows. Of keys that are known to be crowded (see crowd), together
// only counts how many carry each, as far as a limit.
//
// The limit is written into the statement: of a parameter the planner expects a tenth
// of the table, keeps no plan that costs so much, and plans every search anew. Lists are
// selected for the same reason: of a parameter the planner counts the elements, finds a
// short list cheaper than the list of ten that a kept plan is for, and keeps none.
type way struct{ whole, apart, crowded bool }

// The kinds of rows of a search.
const (
	isRecord        = 'r'
	isClient        = 'c'
	isTally         = 't' // of clients who carry a key
	isRecordCrowd   = 'R' // of records that carry a crowded key, as far as they were counted
	isClientCrowd   = 'C'
	manyLimits      = 10 // how many limits of rows a search together reads before it gives up
	foundRecord     = `'r' AS kind, r.keys, 0::bigint AS clients, r.id, r.profile`
	foundClient     = `'c' AS kind, c.keys, 0::bigint AS clients, c.id, c.profile`
	restOfRecord    = `, r.version, r.counted, CASE WHEN pg_column_size(r.body) <= 2000 THEN r.body::text END AS body`
	restOfClient    = `, c.version, NULL::bigint[] AS counted, CASE WHEN pg_column_size(c.body) <= 2000 THEN c.body::text END AS body`
	nobody          = `, '', ''::bytea`
	restOfNobody    = `, 0, NULL, NULL`
	recordsCarrying = ` FROM lobby_record r WHERE r.authority = $1 AND r.undecided AND r.keys `
	clientsCarrying = ` FROM lobby_client c WHERE c.authority = $1 AND c.keys `
	anyOfThem       = `&& (SELECT $%d::bigint[]) LIMIT %d`
	thatKey         = `@> ARRAY[asked.key] LIMIT %d`
	forEachKey      = ` FROM unnest((SELECT $2::bigint[])) AS asked (key) CROSS JOIN LATERAL (SELECT `
	forEachCrowded  = ` FROM unnest((SELECT $%d::bigint[])) AS asked (key) CROSS JOIN LATERAL (SELECT count(*) AS n FROM (SELECT`

	// tallied looks up each key on its own: of all of them at once the planner expects
	// so much of a large tally that it sends for parallel workers. That a key is between
	// itself and itself has it expect few rows of each, which is what there are: of many it
	// would compile the statement at every call, where the server has jit on.
	tallied = `SELECT 't', ARRAY[counted.key], t.clients%s FROM unnest((SELECT $3::bigint[])) AS counted (key) CROSS JOIN LATERAL (
	SELECT sum(t.clients)::bigint AS clients FROM lobby_tally t WHERE t.authority = $1 AND t.key = counted.key AND t.key BETWEEN counted.key AND counted.key
) AS t WHERE t.clients IS NOT NULL`
	// sized is the size of the register, under the first of its slots.
	sized = `SELECT 't', ARRAY[slot.key], t.clients%s FROM (SELECT 0::bigint AS key OFFSET 0) AS slot CROSS JOIN LATERAL (
	SELECT sum(t.clients)::bigint AS clients FROM lobby_tally t WHERE t.authority = $1 AND t.key BETWEEN slot.key AND slot.key + 7) AS t WHERE t.clients IS NOT NULL`
)

// text is the statement, which stops at a limit that is rounded up and a row more. Its
// parameters are the authority, the keys that are followed, those that are counted, and
// of a search with crowded keys those of records, and of clients both: all that are
// followed are then those of records that are not crowded.
func (w way) text(limit int64) string {
	n := searchLimit(limit)
	record, client, rest := foundRecord, foundClient, nobody
	if w.whole {
		record, client, rest = record+restOfRecord, client+restOfClient, rest+restOfNobody
	}
	var parts []string
	for _, of := range []struct {
		kind           rune
		people, from   string
		rare, crowding int // parameters
	}{{isRecordCrowd, record, recordsCarrying, 2, 4}, {isClientCrowd, client, clientsCarrying, 5, 6}} {
		switch {
		case w.apart:
			parts = append(parts, `SELECT DISTINCT found.*`+forEachKey+of.people+of.from+fmt.Sprintf(thatKey, n+1)+`) AS found`)
		case w.crowded:
			parts = append(parts, `(SELECT `+of.people+of.from+fmt.Sprintf(anyOfThem, of.rare, manyLimits*n)+`)`,
				fmt.Sprintf(`SELECT '%c', ARRAY[asked.key], f.n`+rest+forEachCrowded, of.kind, of.crowding)+of.from+fmt.Sprintf(thatKey, n+1)+`) AS carrier) AS f`)
		default:
			parts = append(parts, `(SELECT `+of.people+of.from+fmt.Sprintf(anyOfThem, 2, manyLimits*n)+`)`)
		}
	}
	return strings.Join(append(parts, fmt.Sprintf(tallied, rest), fmt.Sprintf(sized, rest)), "\nUNION ALL ")
}

// searchLimit rounds a limit up to one of a few, so that there are few statements.
func searchLimit(limit int64) int64 {
	n := int64(100)
	for n < limit {
		n *= 5
	}
	return n
}

// everyWay are all there are.
func everyWay() (all []way) {
	for _, whole := range []bool{false, true} {
		all = append(all, way{whole: whole}, way{whole: whole, crowded: true}, way{whole: whole, apart: true})
	}
	return all
}
