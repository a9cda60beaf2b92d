package names

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What one table says the next ones need not say again: they are read in this order.
// surnames.csv is a table of its own, too.
func TestNoTableRepeatsAnother(t *testing.T) {
	table, files := newTable(), written(t)
	said := func(a, b string) bool {
		x, y := table.ids[a], table.ids[b]
		return x != 0 && y != 0 && !table.family[x] && !table.family[y] && (x == y || table.Relation(x, y) != Unrelated)
	}
	for _, path := range []string{"forenames.csv", "surnames.csv", "tables/"} {
		for _, f := range files {
			if !strings.HasPrefix(f.path, path) {
				continue
			}
			for _, line := range records(f.text) {
				relation, list, _ := strings.Cut(line, ",")
				row := strings.Fields(list)
				again := func(name string) bool { return said(row[0], name) }
				switch {
				case f.path == "surnames.csv":
				case relation == "short":
					require.False(t, slices.ContainsFunc(row[1:], again), "%s: %s", f.path, line)
				case relation == "spelling":
					all := true
					for i, name := range row {
						all = all && !slices.ContainsFunc(row[:i], func(other string) bool { return !said(name, other) })
					}
					require.False(t, all, "%s: %s", f.path, line)
				}
				table.addRows("header\n" + line)
			}
		}
	}
	table.add(files, "spelling-variants.csv", "nicknames.csv")
	for _, f := range files {
		if isList(f.path) {
			for name := range strings.FieldsSeq(f.text) {
				require.Zero(t, table.ids[name], "%s: %s", f.path, name)
				table.id(name)
			}
		}
	}
}
