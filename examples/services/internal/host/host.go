// Package host is what two small casework systems have in common: their own tables of
// users, clients and cases, and the lobby beside them in the same database.
//
// Whatever changes a client or a case is one transaction: the host's rows and the
// lobby's take effect together or not at all. Log-in is a stub: see login.go.
package host

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// Config is what an instance is started with.
type Config struct {
	Database  string // a PostgreSQL URL
	Address   string // to listen on, "127.0.0.1:8080"
	Authority store.Authority
	TokenKey  []byte // 32 secret bytes that all instances share
}

// FromEnvironment reads DATABASE_URL, ADDRESS, AUTHORITY and TOKEN_KEY.
func FromEnvironment() (Config, error) {
	c := Config{
		Database: os.Getenv("DATABASE_URL"), Address: os.Getenv("ADDRESS"),
		Authority: store.Authority(os.Getenv("AUTHORITY")), TokenKey: []byte(os.Getenv("TOKEN_KEY")),
	}
	if c.Database == "" || c.Address == "" || c.Authority == "" || len(c.TokenKey) < 32 {
		return Config{}, errors.New("DATABASE_URL, ADDRESS, AUTHORITY and a TOKEN_KEY of at least 32 bytes are needed")
	}
	return c, nil
}

// Host is one instance of a service.
type Host struct {
	Lobby *lobby.Service
	Self  lobby.Actor // the host itself

	config Config
	pool   *pgxpool.Pool
	rows   *postgres.Store
	log    *slog.Logger
}

// mailer is the name under which the lobby keeps what was mailed already.
const mailer store.Consumer = "mailer"

// Open brings the tables up to date and makes the lobby. Both migrations are one
// transaction, and instances that start at once wait for one another.
func Open(ctx context.Context, c Config, p lobby.Policy, o lobby.Options) (*Host, error) {
	pool, err := pgxpool.New(ctx, c.Database)
	if err != nil {
		return nil, err
	}
	h := &Host{config: c, pool: pool, rows: postgres.New(pool, nil), log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))}
	h.Self = lobby.Actor{ID: store.ActorID(p.Name()), Authority: c.Authority, Role: lobby.Host}
	err = pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if err := postgres.MigrateTx(ctx, tx, nil); err != nil { // takes the lock that instances wait for
			return err
		}
		if _, err := tx.Exec(ctx, tables); err != nil {
			return err
		}
		return settle(ctx, tx, h.Self)
	})
	if err == nil {
		err = h.rows.Validate(ctx)
	}
	if err != nil {
		pool.Close()
		return nil, err
	}
	o.TokenKey, o.Consumers, o.Logger, o.TaskAccess = c.TokenKey, []store.Consumer{mailer}, h.log, h.taskAccess
	h.Lobby = lobby.New(h.rows, matching.UK(nil), p, &o)
	return h, nil
}

// settle writes down which service the database is for, and of which authority, or fails if it
// is for another: the host's tables have columns for neither.
func settle(ctx context.Context, tx pgx.Tx, self lobby.Actor) error {
	var authority, service string
	_, err := tx.Exec(ctx, `INSERT INTO owner (authority, service) VALUES ($1, $2) ON CONFLICT DO NOTHING`, string(self.Authority), string(self.ID))
	if err == nil {
		err = tx.QueryRow(ctx, `SELECT authority, service FROM owner`).Scan(&authority, &service)
	}
	switch {
	case err != nil:
		return err
	case authority != string(self.Authority):
		return fmt.Errorf("the database is of authority %s", authority)
	case service != string(self.ID):
		return fmt.Errorf("the database is of the service %s: %s takes one of its own", service, self.ID)
	}
	return nil
}

// Close ends the connections.
func (h *Host) Close() { h.pool.Close() }

// within runs do in one transaction, with the lobby within it.
func (h *Host) within(ctx context.Context, do func(ctx context.Context, tx pgx.Tx, l *lobby.Service) error) error {
	return h.rows.InTx(ctx, pgx.TxOptions{}, func(tx pgx.Tx, within *postgres.Store) error {
		return do(ctx, tx, h.Lobby.On(within))
	})
}

// Run serves until the process is told to end, and relays events beside it.
func (h *Host) Run(routes []Route) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	l, err := net.Listen("tcp", h.config.Address)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%s answers on http://%s\n", h.Self.ID, l.Addr())
	relayed := make(chan error, 1)
	go func() { relayed <- h.relay(ctx) }()
	server := &http.Server{Handler: h.Handler(routes), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	select {
	case <-ctx.Done():
	case err = <-served:
	}
	stop()
	ending, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return errors.Join(err, server.Shutdown(ending), ended(<-relayed))
}

// ended leaves out the error of what was told to end.
func ended(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Main is the main function of a service.
func Main(open func(context.Context, Config) (*Host, []Route, error)) {
	c, err := FromEnvironment()
	if err == nil {
		var h *Host
		var routes []Route
		if h, routes, err = open(context.Background(), c); err == nil {
			defer h.Close()
			err = h.Run(routes)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
