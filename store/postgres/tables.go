package postgres

// tableFault is a query that counts what is wrong with the tables, and says what that is.
// A backup that was restored in part, or tables that another tool has made, may take every
// statement and keep none of their promises.
type tableFault struct{ query, what string }

// tableFaults are all of them, the worst first.
func tableFaults(rowSecurity bool) []tableFault {
	policies := tableFault{hidden, "a table hides its rows from this role: see Options.RowSecurity"}
	if rowSecurity {
		policies = tableFault{unsecured, "a table has no row security, or no policy"}
	}
	return []tableFault{
		{denied, "the role may not read and write every table"},
		{unkeyed, "a table lacks a primary or a unique key, or has one that is not valid"},
		{folded, "a column does not compare byte for byte: its collation is not C, nor one like it"},
		{unlogged, "a table is not logged: a crash of the server empties it"},
		policies,
		{pendingLists, "a key index has fastupdate on"},
		{unindexed, "a key index is missing, or not valid: each search would read every row"},
	}
}

// The regclass of a statement's table is what the statement itself will meet.
const (
	ofOurs = ` c.oid = ANY ($1::text[]::regclass[]) `

	denied = `SELECT count(*) FROM unnest($1::text[]) AS name, unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) AS may
WHERE NOT has_table_privilege(name::regclass, may)`

	// unkeyed counts the keys, of columns in the order of their names, that no unique index has.
	// What an index brings along besides is no part of its key.
	unkeyed = `SELECT count(*) FROM pg_class c JOIN (VALUES ('lobby_record', '{authority,id}'::text[]), ('lobby_client', '{authority,id}'),
	('lobby_client', '{authority,reference}'), ('lobby_event', '{authority,id}'), ('lobby_ack', '{authority,consumer,event}'),
	('lobby_unread', '{at,authority,consumer,event}'), ('lobby_consumer', '{authority,consumer}')) AS k (of, columns) ON k.of = c.relname
WHERE` + ofOurs + `AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
	AND i.indnkeyatts = cardinality(k.columns) AND ARRAY(SELECT a.attname::text FROM pg_attribute a
		WHERE a.attrelid = c.oid AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]) ORDER BY a.attname) = k.columns)`

	// folded are columns that are compared or ordered, and not byte for byte. So do C and POSIX
	// of the operating system and whatever PostgreSQL itself provides ('b', from version 17), by
	// whatever name; ('d') a column that names none has the database's. What a later version
	// adds is its own.
	folded = `SELECT count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_collation l ON l.oid = a.attcollation
	JOIN pg_database d ON d.datname = current_database()
WHERE` + ofOurs + `AND a.attname IN ('authority', 'id', 'system', 'state', 'channel', 'holder', 'provider', 'record', 'client', 'consumer', 'event')
	AND CASE l.collprovider WHEN 'd' THEN concat(coalesce(to_jsonb(d) ->> 'datlocprovider', 'c'), d.datcollate)
		ELSE concat(l.collprovider, l.collcollate) END !~ '^(b.*|cC|cPOSIX)$'`

	// unlogged are partitions too: each is logged or not by itself.
	unlogged = `SELECT count(*) FROM pg_class c WHERE c.relpersistence <> 'p' AND (` + ofOurs + `
	OR c.oid IN (SELECT p.relid FROM unnest($1::text[]) AS name, pg_partition_tree(name::regclass) AS p))`

	ourPolicy = `EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'lobby_authority')`

	// unsecured are tables without the policy too: row security hides all of such a one.
	unsecured = `SELECT count(*) FROM pg_class c WHERE` + ofOurs + `AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND ` + ourPolicy + `)`

	// hidden are tables whose policy waits for a transaction to name its authority, and those
	// without any, which show nothing to anybody. What a host's own policy shows is the host's.
	hidden = `SELECT count(*) FROM pg_class c WHERE` + ofOurs + `AND row_security_active(c.oid)
	AND (` + ourPolicy + ` OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))`

	// unindexed are also tables whose index was left half made, as REINDEX CONCURRENTLY does
	// where it fails.
	unindexed = `SELECT count(*) FROM pg_class c WHERE` + ofOurs + `AND c.relname IN ('lobby_record', 'lobby_client')
	AND NOT EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
		WHERE i.indrelid = c.oid AND i.indisvalid AND a.attname = 'keys')`

	pendingLists = `SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
WHERE i.indrelid = ANY ($1::text[]::regclass[]) AND m.amname = 'gin' AND NOT coalesce(c.reloptions, '{}') && '{fastupdate=off,fastupdate=false}'`
)
