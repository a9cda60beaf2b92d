package postgres

// Every statement that the store sends, apart from searches (search.go), what consumers
// have yet to hear (unacked.go), migrations and upkeep. Each
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
	limits = `SELECT set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true), ` + untilOnDisk

	// What a search that writes down who looks begins with.
	waitForDisk    = `SELECT ` + untilOnDisk
	waitForNothing = `SELECT set_config('synchronous_commit', 'off', true)`
	untilOnDisk    = `set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true)`
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
	UPDATE lobby_record SET version = version + 1, undecided = $4, received = $5, system = $6, state = $7, channel = $8,
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
	UPDATE lobby_client SET version = version + 1, reference = $4, profile = $5, keys = $6, counted = $7, body = $8
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
	// The partial indexes are of use only to a query that says so itself.
	selectEvents  = `SELECT ` + eventColumns + ` FROM lobby_event e WHERE e.authority = $1`
	eventsAfter   = ` AND (e.at, e.id) > ($%d, $%d)`
	ofRecord      = ` AND e.record <> '' AND e.record = $%d`
	ofClient      = ` AND e.client <> '' AND e.client = $%d`
	eventsInOrder = ` ORDER BY e.at, e.id LIMIT $%d`
)
