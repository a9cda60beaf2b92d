package postgres

import "context"

// Scrub clears away what PostgreSQL keeps of rows that are gone. A removal or
// an erasure takes effect in its transaction: no statement finds any of it
// afterwards. But the bytes lie in the table's file until vacuumed and
// overwritten, and the planner's statistics may quote values of columns.
//
// Scrub always renews the statistics and vacuums, which does not stop the
// service and lets the space be overwritten. With rewrite it writes each table
// anew, and nothing of what was deleted is left in its file: that locks the
// tables for as long as it takes. The write-ahead log, replicas and backups
// are beyond its reach and keep what they hold until they expire.
//
// It must run as the owner of the tables, and not in a transaction.
func (s *Store) Scrub(ctx context.Context, rewrite bool) error {
	how := "VACUUM (ANALYZE) "
	if rewrite {
		how = "VACUUM (FULL, ANALYZE) "
	}
	for _, t := range tables {
		if _, err := s.db.Exec(ctx, how+s.text(t)); err != nil {
			return fault(ctx, "scrub", err)
		}
	}
	return nil
}
