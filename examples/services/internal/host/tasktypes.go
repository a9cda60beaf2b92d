package host

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/store"
)

// PutTaskTypes adds types of tasks, each with its Provider Access. Those in the table stay as
// they are.
func (h *Host) PutTaskTypes(ctx context.Context, begin map[string]string) error {
	for name, access := range begin {
		if _, err := h.pool.Exec(ctx, `INSERT INTO task_type (name, access) VALUES ($1, $2) ON CONFLICT DO NOTHING`, name, access); err != nil {
			return err
		}
	}
	return nil
}

// taskAccess is the Provider Access that the table has now for a type of task; none for a type
// that is not in it.
func (h *Host) taskAccess(ctx context.Context, _ store.Authority, taskType string) (store.Access, error) {
	var access string
	err := h.pool.QueryRow(ctx, `SELECT access FROM task_type WHERE name = $1`, taskType).Scan(&access)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return store.AccessNone, nil
	case err != nil:
		return store.AccessNone, err
	}
	return store.ParseAccess(access)
}
