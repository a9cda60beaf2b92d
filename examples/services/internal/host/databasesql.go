package host

import (
	"database/sql"

	"github.com/jackc/pgx/v5/stdlib"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store/postgres"
)

// WithinSQL runs do with the lobby on the open transaction of a connection. It is for a host
// that writes its own rows with database/sql and the driver of pgx: both take effect when the
// host commits, or neither does. On lobby.ErrRestart the host has to roll back and begin
// again, which postgres.Store.InTx does by itself for hosts that use pgx.
func WithinSQL(conn *sql.Conn, l *lobby.Service, do func(*lobby.Service) error) error {
	return conn.Raw(func(driver any) error {
		return do(l.On(postgres.New(driver.(*stdlib.Conn).Conn(), nil)))
	})
}
