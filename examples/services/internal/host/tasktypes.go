package host

import (
	"context"
	"errors"
	"slices"

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

// HasTaskTypes reports whether all of these types of tasks are in the table.
func (h *Host) HasTaskTypes(ctx context.Context, names []string) (bool, error) {
	rows, err := h.pool.Query(ctx, `SELECT name FROM task_type`)
	if err != nil {
		return false, err
	}
	known, err := pgx.CollectRows(rows, pgx.RowTo[string])
	unknown := slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(known, name) })
	return !unknown, err
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
