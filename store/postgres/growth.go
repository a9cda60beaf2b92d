package postgres

import "context"

// Until autovacuum has looked at a table, which takes it a minute, PostgreSQL plans
// every statement as for one that is nearly empty, and keeps the plans. A new
// register is searched within that minute, so the store has it looked at sooner.

// looks reports whether the nth commit of a store is followed by a look: every
// sixteenth at first, and then about every tenth part of all so far, since a look
// takes PostgreSQL longer than a commit, and what is large does not double at once.
func looks(n int64) bool {
	step := int64(16)
	for step <= n/16 {
		step *= 2
	}
	return n%step == 0
}

const (
	// outgrown are the tables, ours to analyse, that are more than twice as large
	// as when they were analysed last. Of a partitioned one the parts are added up.
	outgrown = `SELECT name FROM unnest($1::text[]) AS name WHERE (
	SELECT sum(pg_relation_size(c.oid)) > current_setting('block_size')::bigint * (8 + 2 * sum(greatest(c.relpages, 0)))
		AND bool_and(pg_has_role(c.relowner, 'USAGE'))
	FROM pg_class c WHERE c.oid = name::regclass OR c.oid IN (SELECT relid FROM pg_partition_tree(name::regclass)))`

	// analyse passes over a table that somebody else analyses already.
	analyse = `ANALYZE (SKIP_LOCKED) `
)

// keepUp has PostgreSQL look at what has outgrown its statistics. It is a help and
// no more: if it fails, autovacuum comes to the same.
func (s *Store) keepUp(ctx context.Context, l *link) {
	if l.host || l.conn.IsClosed() {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.options.CommitTimeout)
	defer cancel()
	rows, err := l.Query(ctx, outgrown, s.tables())
	if err != nil {
		return
	}
	var names []string
	for rows.Next() {
		var name string
		if rows.Scan(&name) == nil {
			names = append(names, name)
		}
	}
	if rows.Err() != nil {
		return
	}
	for _, name := range names {
		_, _ = l.Exec(ctx, analyse+name)
	}
}

// tables are the names of the tables as statements have them.
func (s *Store) tables() []string {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = s.text(t)
	}
	return names
}
