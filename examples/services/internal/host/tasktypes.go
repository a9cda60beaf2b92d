package host

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/store"
)

// TaskTypes reads the Provider Access of each type of task, and begins with some where
// there is none yet.
func (h *Host) TaskTypes(ctx context.Context, begin map[string]string) (map[string]store.Access, error) {
	for name, access := range begin {
		if _, err := h.pool.Exec(ctx, `INSERT INTO task_type (name, access) VALUES ($1, $2) ON CONFLICT DO NOTHING`, name, access); err != nil {
			return nil, err
		}
	}
	rows, err := h.pool.Query(ctx, `SELECT name, access FROM task_type`)
	if err != nil {
		return nil, err
	}
	all := map[string]store.Access{}
	var name, access string
	_, err = pgx.ForEachRow(rows, []any{&name, &access}, func() error {
		a, err := store.ParseAccess(access)
		if err != nil {
			return fmt.Errorf("task type %s: %w", name, err)
		}
		all[name] = a
		return nil
	})
	return all, err
}
