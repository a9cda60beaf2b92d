package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

//go:embed migrations/*.sql
var migrations embed.FS

//go:embed rowsecurity.sql
var rowSecurity string

// ErrSchema: the database has not the tables that this version of the library
// works with, or does not let it work with them.
var ErrSchema = errors.New("postgres: the schema does not fit this version")

// advisoryKey is the lock that migrations wait for: "lobby" in ASCII.
const advisoryKey = 0x6c6f626279

const createLedger = `CREATE TABLE IF NOT EXISTS lobby_migration (version integer PRIMARY KEY)`

// Migrations returns the numbered migrations, one file each, for teams that
// apply them with a tool of their own. The files name tables without a schema.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err)
	}
	return sub
}

// SQL returns all that Migrate would run on an empty database, to read or to
// run by hand, in one transaction.
func SQL(o *Options) string {
	set := o.withDefaults()
	var b strings.Builder
	if set.Schema != "" {
		b.WriteString(createSchema(set.Schema) + ";\n" + searchPath(set.Schema) + ";\n\n")
	}
	b.WriteString(createLedger + ";\n\n")
	for _, m := range numbered() {
		fmt.Fprintf(&b, "%s\n%s;\n\n", m.text, m.record())
	}
	if set.RowSecurity {
		b.WriteString(rowSecurity)
	}
	return b.String()
}

// Migrate brings the tables up to this version, in one transaction. Instances
// that start together wait for one another. It is safe to call at every start,
// and never undoes anything. Where all is there already it locks no table, and the role
// need not have the right to make one; otherwise it needs CREATE in the schema and
// TEMPORARY in the database, and to make the schema CREATE in the database.
func Migrate(ctx context.Context, db DB, o *Options) error {
	tx, err := beginOn(ctx, db)
	if err != nil {
		return fault(ctx, "migrate", err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	if err := MigrateTx(ctx, tx, o); err != nil {
		return err
	}
	return fault(ctx, "migrate", tx.Commit(ctx))
}

// beginOn begins a transaction that sees what is committed while it waits, and may write,
// whatever the role's settings are; but not within one of the host's.
func beginOn(ctx context.Context, db DB) (pgx.Tx, error) {
	if own, ok := db.(beginner); ok {
		return own.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.ReadCommitted, AccessMode: pgx.ReadWrite})
	}
	return db.Begin(ctx)
}

// beginner is a DB that is no transaction.
type beginner interface {
	BeginTx(context.Context, pgx.TxOptions) (pgx.Tx, error)
}

// MigrateTx does the same within the host's own transaction.
func MigrateTx(ctx context.Context, tx pgx.Tx, o *Options) error {
	set := o.withDefaults()
	var path string
	err := tx.QueryRow(ctx, `SELECT current_setting('search_path')`).Scan(&path)
	if err == nil && !set.WithoutAdvisoryLock {
		_, err = tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, advisoryKey)
	}
	if err == nil && set.Schema != "" {
		if err = unlessThere(ctx, tx, "to_regnamespace", pgx.Identifier{set.Schema}.Sanitize(), createSchema(set.Schema)); err == nil {
			_, err = tx.Exec(ctx, searchPath(set.Schema))
		}
	}
	if err == nil {
		err = migrate(ctx, tx, set.RowSecurity)
	}
	if err == nil {
		_, err = tx.Exec(ctx, `SELECT set_config('search_path', $1, true)`, path)
	}
	return fault(ctx, "migrate", err)
}

// unlessThere makes what is not there. IF NOT EXISTS would ask for the right to make it all
// the same.
func unlessThere(ctx context.Context, tx pgx.Tx, found, name, create string) error {
	var there bool
	err := tx.QueryRow(ctx, `SELECT `+found+`($1) IS NOT NULL`, name).Scan(&there)
	if err == nil && !there {
		_, err = tx.Exec(ctx, create)
	}
	return err
}

func migrate(ctx context.Context, tx pgx.Tx, secure bool) error {
	if err := unlessThere(ctx, tx, "to_regclass", "lobby_migration", createLedger); err != nil {
		return err
	}
	rows, err := tx.Query(ctx, `SELECT version FROM lobby_migration`)
	if err != nil {
		return err
	}
	versions, err := pgx.CollectRows(rows, pgx.RowTo[int])
	if err != nil {
		return err
	}
	done := make(map[int]bool)
	for _, v := range versions {
		done[v] = true
	}
	for _, m := range numbered() {
		if done[m.version] {
			continue
		}
		if _, err := tx.Exec(ctx, m.text+m.record()); err != nil {
			return err
		}
	}
	if !secure {
		return nil
	}
	n, err := count(ctx, tx, unsecured, tables)
	if err == nil && n > 0 {
		_, err = tx.Exec(ctx, rowSecurity)
	}
	return err
}

type migration struct {
	version int
	text    string
}

func (m migration) record() string {
	return fmt.Sprintf("INSERT INTO lobby_migration (version) VALUES (%d)", m.version)
}

// numbered returns the migrations in order.
func numbered() []migration {
	files, err := fs.ReadDir(migrations, "migrations")
	if err != nil {
		panic(err)
	}
	list := make([]migration, len(files))
	for i, f := range files {
		text, err := fs.ReadFile(migrations, "migrations/"+f.Name())
		if err != nil {
			panic(err)
		}
		number, _, _ := strings.Cut(f.Name(), "_")
		version, err := strconv.Atoi(number)
		if err != nil {
			panic(err)
		}
		list[i] = migration{version, string(text)}
	}
	return list
}

func createSchema(name string) string {
	return "CREATE SCHEMA IF NOT EXISTS " + pgx.Identifier{name}.Sanitize()
}

func searchPath(name string) string {
	return "SET LOCAL search_path = " + pgx.Identifier{name}.Sanitize()
}
