package postgres

// Every statement that the store sends, apart from migrations and upkeep. Each
// names the authority, so that on a table partitioned or distributed by it one
// part is touched; a test holds them to that.
//
// A write that finds no row at the version it expects divides by zero, which
// ends the transaction: the statements travel together, and none of them can
// wait to be told what another has found. Whoever meets such an error in the
// server's log finds the reason in the statement beside it.

const (
	beginWrite = `BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE`
	beginRead  = `BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY`
	commit     = `COMMIT`
	rollback   = `ROLLBACK`
	savepoint  = `SAVEPOINT caselobby`
	release    = `RELEASE SAVEPOINT caselobby`
	rollbackTo = `ROLLBACK TO SAVEPOINT caselobby`

	// limits also has COMMIT wait until the log is on disk, here and on the replicas
	// named synchronous, whatever the server is set to, unless that is more.
	limits = `SELECT set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true),
	set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true)`
)

const (
	orElse = "/* divides by zero, which rolls back, if the row is not at the version expected */ "

	rowColumns   = `id, version, profile, keys, counted, body`
	eventColumns = `id, at, kind, system, actor, record, version, client, case_id, code, previous, digest`
)

const (
	// selectRows is one statement, so that the rows are of one instant whatever the
	// isolation of the transaction that it is in.
	selectRows = `SELECT true AS is_record, ` + rowColumns + ` FROM lobby_record WHERE authority = $1 AND id = ANY ((SELECT $2::text[])::text[])
UNION ALL
SELECT false, ` + rowColumns + ` FROM lobby_client WHERE authority = $1 AND id = ANY ((SELECT $3::text[])::text[])`
)

const (
	insertRecord = orElse + `WITH done AS (
	INSERT INTO lobby_record (authority, id, version, undecided, received, system, state, channel, holder, provider, profile, keys, counted, body)
	VALUES ($1, $2, $3::bigint + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
	ON CONFLICT DO NOTHING RETURNING id)
SELECT 1 / count(*) FROM done`

	updateRecord = orElse + `WITH done AS (
	UPDATE lobby_record SET version = $3::bigint + 1, undecided = $4, received = $5, system = $6, state = $7, channel = $8,
		holder = $9, provider = $10, profile = $11, keys = $12, counted = $13, body = $14
	WHERE authority = $1 AND id = $2 AND version = $3::bigint RETURNING id)
SELECT 1 / count(*) FROM done`
)

const (
	selectClients = `SELECT ` + rowColumns + ` FROM lobby_client WHERE authority = $1 AND id > $2 ORDER BY id LIMIT $3`

	insertClient = orElse + `WITH done AS (
	INSERT INTO lobby_client (authority, id, version, reference, profile, keys, counted, body)
	VALUES ($1, $2, $3::bigint + 1, $4, $5, $6, $7, $8)
	ON CONFLICT DO NOTHING RETURNING id)
SELECT 1 / count(*) FROM done`

	updateClient = orElse + `WITH done AS (
	UPDATE lobby_client SET version = $3::bigint + 1, reference = $4, profile = $5, keys = $6, counted = $7, body = $8
	WHERE authority = $1 AND id = $2 AND version = $3::bigint RETURNING id)
SELECT 1 / count(*) FROM done`

	// freeReference lets references change hands within one batch, in any order.
	freeReference = `UPDATE lobby_client SET reference = NULL WHERE authority = $1 AND id = $2 AND version = $3`

	// addTally changes how many clients are counted under each key.
	addTally = `INSERT INTO lobby_tally (authority, key, clients)
SELECT $1, u.key, u.clients FROM unnest($2::bigint[], $3::bigint[]) AS u (key, clients)`

	// foldTally makes one row of the many of a key, none of those that add up to
	// nothing. It passes over what another folds, and waits for nobody.
	foldTally = `WITH many AS MATERIALIZED (
	SELECT t.key FROM lobby_tally t WHERE t.authority = $1 AND t.key = ANY ($2::bigint[])
	GROUP BY t.key HAVING count(*) > 8 OR sum(t.clients) = 0
), free AS MATERIALIZED (
	SELECT t.ctid FROM lobby_tally t WHERE t.authority = $1 AND t.key = ANY (ARRAY(SELECT key FROM many)) FOR UPDATE SKIP LOCKED
), folded AS (
	DELETE FROM lobby_tally t WHERE t.authority = $1 AND t.ctid = ANY (ARRAY(SELECT ctid FROM free)) RETURNING t.key, t.clients
)
INSERT INTO lobby_tally (authority, key, clients)
SELECT $1, key, sum(clients) FROM folded GROUP BY key HAVING sum(clients) <> 0`
)

const (
	selectRecords = `SELECT r.received, ` + rowColumns + ` FROM lobby_record r WHERE r.authority = $1`
	onlyUndecided = ` AND r.undecided`
	receivedFrom  = ` AND r.received >= $%d`
	receivedUntil = ` AND r.received < $%d`
	ofSystem      = ` AND r.system = $%d`
	inStates      = ` AND r.state = ANY ($%d)`
	byChannels    = ` AND r.channel = ANY ($%d)`
	heldBy        = ` AND r.holder = $%d`
	ofProvider    = ` AND r.provider = $%d`
	recordsAfter  = ` AND (r.received, r.id) > ($%d, $%d)`
	oldestFirst   = ` ORDER BY r.received, r.id LIMIT $%d`
)

const (
	// candidates is one statement, as selectRows is. Each key is looked up on its own,
	// so that a key that half the register carries costs no more than a limit of rows,
	// and how many come by each key is its count. The limit is written into the
	// statement: of a parameter the planner expects a tenth of the table, keeps no
	// plan that costs so much, and plans every search anew. Lists are selected for the
	// same reason: of a parameter the planner counts the elements, finds a short list
	// cheaper than the list of ten that a kept plan is for, and keeps none.
	candidates = `SELECT 'r' AS kind, array_agg(asked.place) AS places, 0::bigint AS clients, found.id, found.profile` + forEachKey +
		`r.id, r.profile` + ofRecords + ` GROUP BY found.id, found.profile` +
		` UNION ALL SELECT 'c', array_agg(asked.place), 0::bigint, found.id, found.profile` + forEachKey +
		`c.id, c.profile` + ofClients + ` GROUP BY found.id, found.profile` +
		` UNION ALL SELECT 't', ARRAY[counted.key], t.clients, '', ''::bytea` + tallied +
		` UNION ALL SELECT 't', ARRAY[slot.key], t.clients, '', ''::bytea` + sized

	// gathering is candidates with the rest of each row, but for one so long that it
	// is not kept in one piece with its row. Of clients nobody looks at the keys.
	gathering = `SELECT 'r' AS kind, array_agg(asked.place) AS places, 0::bigint AS clients, found.*` + forEachKey +
		`r.id, r.profile, r.version, r.keys, r.counted, CASE WHEN pg_column_size(r.body) <= 2000 THEN r.body::text END AS body` + ofRecords +
		` GROUP BY found.id, found.profile, found.version, found.keys, found.counted, found.body` +
		` UNION ALL SELECT 'c', array_agg(asked.place), 0::bigint, found.id, found.profile, found.version, NULL, NULL, found.body` + forEachKey +
		`c.id, c.profile, c.version, CASE WHEN pg_column_size(c.body) <= 2000 THEN c.body::text END AS body` + ofClients +
		` GROUP BY found.id, found.profile, found.version, found.body` +
		` UNION ALL SELECT 't', ARRAY[counted.key], t.clients, '', ''::bytea, 0, NULL, NULL, NULL` + tallied +
		` UNION ALL SELECT 't', ARRAY[slot.key], t.clients, '', ''::bytea, 0, NULL, NULL, NULL` + sized

	forEachKey = ` FROM unnest((SELECT $2::bigint[])) WITH ORDINALITY AS asked (key, place) CROSS JOIN LATERAL (SELECT `
	ofRecords  = ` FROM lobby_record r WHERE r.authority = $1 AND r.undecided AND r.keys @> ARRAY[asked.key] LIMIT %[1]d) AS found`
	ofClients  = ` FROM lobby_client c WHERE c.authority = $1 AND c.keys @> ARRAY[asked.key] LIMIT %[1]d) AS found`
	// tallied looks up each key on its own too: of all of them at once the planner
	// expects so much of a large tally that it sends for parallel workers.
	tallied = ` FROM unnest((SELECT $3::bigint[])) AS counted (key) CROSS JOIN LATERAL (
	SELECT sum(t.clients)::bigint AS clients FROM lobby_tally t WHERE t.authority = $1 AND t.key = counted.key) AS t WHERE t.clients IS NOT NULL`
	// sized is the size of the register, under the first of its slots.
	sized = ` FROM (SELECT 0::bigint AS key OFFSET 0) AS slot CROSS JOIN LATERAL (
	SELECT sum(t.clients)::bigint AS clients FROM lobby_tally t WHERE t.authority = $1 AND t.key BETWEEN slot.key AND slot.key + 7) AS t WHERE t.clients IS NOT NULL`
)

const (
	// The partial indexes are of use only to a query that says so itself.
	selectEvents  = `SELECT ` + eventColumns + ` FROM lobby_event e WHERE e.authority = $1`
	eventsAfter   = ` AND (e.at, e.id) > ($%d, $%d)`
	ofRecord      = ` AND e.record <> '' AND e.record = $%d`
	ofClient      = ` AND e.client <> '' AND e.client = $%d`
	eventsInOrder = ` ORDER BY e.at, e.id LIMIT $%d`
)
