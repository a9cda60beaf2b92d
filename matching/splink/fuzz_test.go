package splink_test

import (
	"strings"
	"testing"

	"github.com/caselobby/caselobby/matching/splink"
)

// FuzzRead holds that no file brings the reader down.
func FuzzRead(f *testing.F) {
	f.Add(model(nil))
	f.Add(model(func(_, top map[string]any) {
		top["tf_adjustment_column"], top["sql_condition"] = "a", "levenshtein(a_l, a_r) < 2"
	}))
	f.Fuzz(func(t *testing.T, file string) {
		m, err := splink.Read(strings.NewReader(file), nil)
		if err != nil {
			return
		}
		row := map[string]splink.Value{}
		for _, column := range m.Columns() {
			row[column] = splink.Text("x")
		}
		if r, err := m.Prepare(row); err == nil {
			_, _ = m.Score(r, r)
		}
	})
}
