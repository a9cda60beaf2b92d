-- A poll passes over what a consumer has acknowledged, and a lobby's list and a search
-- over what has been decided, until that is vacuumed away. By the server's settings
-- vacuuming waits for a fifth of the table: of all that was ever decided, or of what
-- one consumer that reads nothing has yet to read. What a host has set itself stays.
DO $$
DECLARE
	part regclass;
BEGIN
	FOR part IN SELECT oid FROM pg_class WHERE relkind = 'r' AND (oid IN ('lobby_record'::regclass, 'lobby_unread'::regclass)
		OR oid IN (SELECT relid FROM pg_partition_tree('lobby_record') UNION SELECT relid FROM pg_partition_tree('lobby_unread')))
		AND NOT coalesce(reloptions::text, '') ~ 'autovacuum_vacuum_(scale_factor|threshold)='
	LOOP
		EXECUTE format('ALTER TABLE %s SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000)', part);
	END LOOP;
END $$;
