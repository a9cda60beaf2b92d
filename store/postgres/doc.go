// Package postgres keeps the lobby's rows in PostgreSQL. It needs no extension,
// is written for version 13 and later, and tested with 15.
//
//	pool, err := pgxpool.New(ctx, url)
//	…
//	err = postgres.Migrate(ctx, pool, nil)
//	s := postgres.New(pool, nil)
//	desk := lobby.New(s, matching.UK(nil), lobby.HPA2(), nil)
//
// # One round trip
//
// Every read is one round trip to the server and so is every Commit: BEGIN, the
// statements and COMMIT are sent together. A row that is not at the version
// expected ends the transaction where it stands. Isolation is READ COMMITTED;
// correctness rests on versions and unique keys alone, on whatever engine.
// Since nothing waits for the client, no transaction is ever idle. A read whose
// connection breaks is read once more.
//
// A review waits twice: for the record, and for the search, which in the same trip and
// the same transaction writes down that the record was opened. Of reviews at the same
// time all but one have that written by one commit for them all, beside their searches:
// they wait for the disk once, and keep no connection meanwhile.
//
// A row that another keeps, or a connection that is not got, for longer than
// Options.LockTimeout is [store.ErrBusy]: nothing was written. So it is where the server
// cannot be reached, or answers that it cannot write now. A commit whose answer is lost,
// because the connection broke or the caller's time was up, may have happened. It returns
// an [Error]; the same Commit again settles it, with nil or with [store.ErrConflict].
//
// # The host's own transaction
//
// [Store.WithTx] gives a store within a transaction of the host's, so that its
// rows and ours take effect together or not at all:
//
//	tx, err := pool.Begin(ctx)
//	…
//	decided, err := desk.On(s.WithTx(tx)).Assign(ctx, officer, id, client, token)
//
// [Store.InTx] does so, and runs again what PostgreSQL gives up. A host on database/sql
// finds the connection of pgx beneath its own: see WithinSQL of examples/services.
//
// A conflict undoes only what our Commit did. An error that Is [store.ErrRestart] is for
// the host to act on: PostgreSQL has given its transaction up, and all of it must be run
// again. Locks last until the host commits, so it should do so soon; but they are only on
// the rows that it wrote, and whoever decides on other people waits for none. Retire events
// in no transaction of REPEATABLE READ or above: what a consumer acknowledges for the first
// time after its snapshot is not seen there, and would be left of an event that is gone.
//
// # Durability
//
// A commit of ours waits until it is on disk, and on the replicas that
// synchronous_standby_names names: it sets synchronous_commit to on, whatever the
// server has, unless that is remote_apply. A replica that stands still makes the outcome
// unknown once Options.CommitTimeout is over, and so it stays, whatever the same commit
// meets on the primary, until the replica has it. A failover to a replica that is not
// synchronous may lose what was acknowledged last. In the host's transaction the
// host's setting holds.
//
// What a search writes down of who looks waits as well, unless Options.RelaxedReadings is
// set: then a crash of the server may lose what was written in the second before it, and
// the reviews of that second may have been seen and be in no log.
//
// # Migrations
//
// [Migrate] runs what is missing of the numbered files under an advisory lock,
// [MigrateTx] does so within the host's transaction, [SQL] returns the text and
// [Migrations] the files for another tool. [Store.Validate] tells at start-up
// whether the tables fit, whoever made them. Run it after a backup was restored too: a
// restore that met an error and went on leaves tables without their unique keys, and a
// commit tells by those alone that another was first.
//
// # Searching
//
// A client's blocking keys lie in an array with a GIN index, mixed with the
// authority, so that one authority's searches never read another's entries.
// The index keeps no pending list (fastupdate is off, and Validate insists):
// with one, every search reads all that came in since the last vacuum. Keys
// that are only counted are not indexed but tallied as clients come and go: rows
// are appended, so that nobody waits, and later commits fold them.
//
// A search looks all its keys up in one pass and reads everybody once. A key that more
// people carry than are followed would have it read them all: a search that finds too
// many is put again without those keys, which the store remembers, and counts apart as
// far as it must: again only once a client has left such a key, of which the tally tells.
//
// A table that has more than doubled since it was analysed last is analysed by the
// store, which looks at every sixteenth of its commits and later more seldom, if its
// role owns the table: plans that were made while it was empty would be kept until
// autovacuum comes by.
//
// # Events
//
// Events are written in the transaction of what they tell of, so lobby_event is
// an outbox: poll [Store.Events] with Unacked, handle, acknowledge. Delivery is
// at least once, each consumer keeps its own acknowledgements, and events of
// one record come in order. There is no NOTIFY and no sequence to read past.
// lobby_unread holds what each consumer has yet to acknowledge, so that a poll
// costs what is new and not what ever was, once autovacuum has taken away what was
// acknowledged: migration 005 has it come by for a hundredth of the table. Partitions
// that are made later want the same settings. Where nobody has ever acknowledged, as in the
// log of who read what, it keeps the newest few hundred events and no more.
//
// # Distribution
//
// Authority is the first column of every key and index and a condition of every
// statement, no statement reads a clock or draws a number, and there are no
// triggers, functions, sequences or foreign keys. The tables can therefore be
// partitioned by authority, and distributed by it. On Citus:
//
//	SELECT create_distributed_table('lobby_record', 'authority');
//	SELECT create_distributed_table('lobby_client', 'authority', colocate_with => 'lobby_record');
//	SELECT create_distributed_table('lobby_tally',  'authority', colocate_with => 'lobby_record');
//	SELECT create_distributed_table('lobby_event',  'authority', colocate_with => 'lobby_record');
//	SELECT create_distributed_table('lobby_ack',    'authority', colocate_with => 'lobby_record');
//	SELECT create_distributed_table('lobby_unread', 'authority', colocate_with => 'lobby_record');
//	SELECT create_distributed_table('lobby_consumer', 'authority', colocate_with => 'lobby_record');
//
// Run [SQL] first, on the coordinator; lobby_migration stays there. An
// authority's rows then lie on one node, and each transaction runs on one. A
// table of the host's that is to be written in the same transaction should be
// distributed by authority and colocated as well. An authority is the smallest
// unit that can be moved, and the largest must fit on a node.
//
// What is verified, by this package's tests on a plain server whose tables have
// 16 hash partitions: every statement, and every combination of clauses, reads
// one partition of a table at most, with custom and with generic plans; and the
// suite of storetest passes there.
//
// On Citus 13.2.2, a coordinator and two workers, the suite was run at commit
// 609f52f: all of its 112 checks passed, in the short form. Nothing that was added
// since has been run there, nor anything on other engines that speak PostgreSQL's
// protocol. These deserve a look before relying on it: rows are taken out of the
// tally by their ctid, under FOR UPDATE SKIP LOCKED; an acknowledgement is an INSERT of
// what is selected FOR KEY SHARE; a poll joins the events
// LATERAL; conditional writes are WITH … AS (INSERT | UPDATE | DELETE … RETURNING)
// SELECT, which a coordinator may plan in more than one step. synchronous_commit is
// a setting of each worker's. Under RowSecurity SET LOCAL must reach the workers:
// citus.propagate_set_commands = 'local'. Engines without advisory locks want
// Options.WithoutAdvisoryLock.
//
// # Row security
//
// With Options.RowSecurity the policies of rowsecurity.sql hide every row whose
// authority the transaction has not named, also from the owner of the tables,
// and the store names it, in the same round trip. It guards against a statement
// that forgets the authority; the service must connect as a role that is
// neither superuser nor has BYPASSRLS, with SELECT, INSERT, UPDATE and DELETE on
// the tables.
//
// It has a price: PostgreSQL does not let an operator that is not declared
// leakproof look at rows before the policy has, and the one that searches arrays
// is not. Searches then read every client of the authority. A superuser can
// declare it, which a test of this package shows to bring the index back:
//
//	ALTER FUNCTION pg_catalog.arraycontains(anyarray, anyarray) LEAKPROOF;
//
// Under row security every key is looked up on its own.
//
// # Personal data
//
// Nothing of a person is in an error of this package, in the text of a
// statement, or in a unique index. Parameters do hold it: where log_statement or
// log_min_duration_statement is on, set log_parameter_max_length to 0, for the
// server logs parameters in full unless told not to, and leave
// log_parameter_max_length_on_error at its 0. The columns that hold a person
// keep no statistics. A removal or an erasure leaves nothing that
// any statement finds; what it leaves in files, and how to be rid of that, is
// at [Store.Scrub].
//
// # Connections
//
// The database, and what connections take text for, is UTF8. Where pgx asks for answers as
// text, as with QueryExecModeExec, DateStyle is ISO and bytea_output hex, as they are unless
// set. gin_fuzzy_search_limit is 0, as it is unless set: with another, a search of a key that
// more people carry finds some of them and says nothing. Validate refuses anything else.
//
// Set lock_timeout, statement_timeout and idle_in_transaction_session_timeout
// for the service's role; a commit sets the first two for itself. Statements
// are prepared once on each connection unless pgx is told otherwise: behind
// PgBouncer in transaction mode set its max_prepared_statements, or use
// pgx.QueryExecModeExec. Validate refuses what would lose them. Reads may go to a replica
// only if stale answers will do: the versions make a decision on them safe, but it may be
// refused.
package postgres
