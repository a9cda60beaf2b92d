package host

import (
	"database/sql"

	"github.com/jackc/pgx/v5/stdlib"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store/postgres"
)

// WithinSQL has do decide within the transaction that is open on a connection: for a host
// that writes its own rows with database/sql, on the driver of pgx. Both take effect when
// the host commits, or neither does. A lobby.ErrRestart is for the host to run all of it
// again, as postgres.Store.InTx does for hosts that use pgx itself.
func WithinSQL(conn *sql.Conn, l *lobby.Service, do func(*lobby.Service) error) error {
	return conn.Raw(func(driver any) error {
		return do(l.On(postgres.New(driver.(*stdlib.Conn).Conn(), nil)))
	})
}
